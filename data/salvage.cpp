#include "data/salvage.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "data/compression.h"
#include "data/database.h"
#include "data/issue_search.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

bool is_null(const SqliteValue& value) { return std::holds_alternative<std::monostate>(value); }

/// What stands in for a lost value of a row that others refer to, until the study is next opened
/// for writing and completes it.
SqliteValue stand_in(const std::string& table, const std::string& column, const SqliteValue& name,
                     const Codebook* codebook) {
  if (table == "repository" && column == "converter") return name;
  if (table == "repository" && column == "position") return std::int64_t{0};
  if (table == "codebook" && column == "title")
    return codebook == nullptr ? std::string() : codebook->title;
  if (table == "codebook" && column == "content") return std::string();
  return std::monostate{};
}

/// Inserts the rows of one table, and counts what becomes of them.
class TableWriter {
 public:
  TableWriter(Database& database, const StudyTable& table, const Codebook* codebook)
      : database_(&database), table_(&table), codebook_(codebook), insert_(prepare()) {
    result_.name = table.name;
  }

  void add(SqliteRow& row) {
    row.values.resize(table_->columns.size());
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      if (table_->columns[i].is_rowid) row.values[i] = row.rowid;
    }
    make_codebook_anew(row.values);
    if (!is_readable(row.values)) {
      ++refused_;
      return;
    }
    switch (insert(row.values)) {
      case SQLITE_DONE:
        ++result_.saved;
        break;
      case SQLITE_CONSTRAINT_FOREIGNKEY:
        ++result_.without_parent;
        break;
      default:
        ++refused_;
    }
  }

  /// A row of a unique index of the table, which may be there already.
  void add_from_index(const StoredShape& index, SqliteRow& row) {
    row.values.resize(index.columns.size());
    std::vector<SqliteValue> values(table_->columns.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto place =
          std::ranges::find(index.columns, table_->columns[i].name, &StudyColumn::name);
      if (place != index.columns.end()) {
        values[i] = std::move(row.values[static_cast<std::size_t>(place - index.columns.begin())]);
      }
    }
    constexpr std::size_t kNameAt = 1;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const StudyColumn& column = table_->columns[i];
      if (is_null(values[i]) && column.is_required) {
        values[i] = stand_in(table_->name, column.name, values[kNameAt], codebook_);
      }
    }
    make_codebook_anew(values);
    if (insert(values) != SQLITE_DONE) return;
    ++result_.saved;
    ++result_.in_part;
  }

  /// @param expected  how many rows an index of the table has, where it has one
  SalvagedTable finish(const TableReading& reading, std::optional<std::int64_t> expected) {
    result_.damaged_pages = reading.damaged_pages;
    result_.is_number_known = expected.has_value();
    result_.lost =
        expected ? std::max<std::int64_t>(0, *expected - result_.saved - result_.without_parent)
                 : reading.unreadable_rows + refused_;
    return std::move(result_);
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

  [[nodiscard]] sqlite3* handle() const { return database_->handle().getHandle(); }

  [[nodiscard]] Prepared prepare() const {
    std::string columns;
    std::string places;
    for (const StudyColumn& column : table_->columns) {
      columns += fmt::format("{}\"{}\"", columns.empty() ? "" : ", ", column.name);
      // A value that is missing is the one that the column begins with.
      places += fmt::format("{}coalesce(?, {})", places.empty() ? "" : ", ", column.beginning);
    }
    const std::string sql =
        fmt::format("insert into \"{}\" ({}) values ({})", table_->name, columns, places);
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(handle(), sql.c_str(), -1, &statement, nullptr);
    if (code != SQLITE_OK) throw database_->error(SQLite::Exception(handle(), code));
    return Prepared(statement);
  }

  static int bind(sqlite3_stmt* statement, int place, const SqliteValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      return sqlite3_bind_int64(statement, place, *number);
    }
    if (const auto* real = std::get_if<double>(&value)) {
      return sqlite3_bind_double(statement, place, *real);
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
      return sqlite3_bind_text64(statement, place, text->data(), text->size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
    }
    if (const auto* blob = std::get_if<SqliteBlob>(&value)) {
      return sqlite3_bind_blob64(statement, place, blob->bytes.data(), blob->bytes.size(),
                                 SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, place);
  }

  /// @return SQLITE_DONE, or how the row fails to be one of the table
  int insert(const std::vector<SqliteValue>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const int code = bind(insert_.get(), static_cast<int>(i) + 1, values[i]);
      if (code != SQLITE_OK) throw database_->error(SQLite::Exception(handle(), code));
    }
    const int code = sqlite3_step(insert_.get());
    const int kind = code == SQLITE_DONE ? SQLITE_DONE : sqlite3_extended_errcode(handle());
    sqlite3_reset(insert_.get());
    constexpr int kFamily = 0xff;
    const int family = kind & kFamily;
    if (kind == SQLITE_DONE || family == SQLITE_CONSTRAINT || family == SQLITE_MISMATCH ||
        family == SQLITE_TOOBIG) {
      return kind;
    }
    throw database_->error(SQLite::Exception(handle(), code));
  }

  /// Whether an answer of GitHub can be uncompressed.
  [[nodiscard]] bool is_readable(const std::vector<SqliteValue>& values) const {
    if (table_->name != "response") return true;
    const auto* body = std::get_if<SqliteBlob>(&values.back());
    try {
      if (body != nullptr) static_cast<void>(decompress(body->bytes));
      return body != nullptr;
    } catch (const Error&) {
      return false;
    }
  }

  /// The stored text of the study's codebook is the file that the study has.
  void make_codebook_anew(std::vector<SqliteValue>& values) const {
    if (codebook_ == nullptr || table_->name != "codebook") return;
    SqliteValue* content = nullptr;
    bool is_the_study_s = true;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string& column = table_->columns[i].name;
      if (column == "content") content = &values[i];
      const auto* text = std::get_if<std::string>(&values[i]);
      const auto* number = std::get_if<std::int64_t>(&values[i]);
      if (column == "name") is_the_study_s &= text != nullptr && *text == codebook_->name;
      if (column == "version") is_the_study_s &= number != nullptr && *number == codebook_->version;
    }
    if (content != nullptr && is_the_study_s) *content = codebook_->content;
  }

  Database* database_;
  const StudyTable* table_;
  const Codebook* codebook_;
  SalvagedTable result_;
  std::int64_t refused_ = 0;  ///< rows that are none of the table
  Prepared insert_;
};

SalvagedTable salvage_table(const SalvageSource& source, const StudyTable& table,
                            Database& database, const Codebook* codebook) {
  TableWriter writer(database, table, codebook);
  const TableReading reading = source.read(table.name, [&](SqliteRow& row) { writer.add(row); });
  std::optional<std::int64_t> expected;
  for (const StoredShape& index : table.unique_indices) {
    const TableReading entries =
        source.read(index.name, [&](SqliteRow& row) { writer.add_from_index(index, row); });
    if (entries.damaged_pages == 0) expected = std::max(expected.value_or(0), entries.rows);
  }
  return writer.finish(reading, expected);
}

/// The new database while it is made, under a name of its own.
class Unfinished {
 public:
  explicit Unfinished(std::filesystem::path path) : path_(std::move(path)) {
    path_ += fmt::format(".{}.new", ::getpid());
    remove();  // a link of this name is not followed
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  Unfinished(Unfinished&&) = delete;
  Unfinished& operator=(Unfinished&&) = delete;
  ~Unfinished() { remove(); }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  void remove() const {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm"}) {
      std::filesystem::remove(path_.string() + ending, ignored);
    }
  }

  std::filesystem::path path_;
};

}  // namespace

Salvage salvage(const std::filesystem::path& damaged, const Codebook* codebook,
                const std::filesystem::path& path) {
  if (std::filesystem::exists(path)) {
    throw Error("the file exists already; nothing was written")
        .at(path.string())
        .help("name a new file");
  }
  const SalvageSource source(damaged);
  Salvage salvage{
      .tables = {}, .has_schema = source.has_schema(), .unknown_pages = source.unknown_pages()};
  const Unfinished unfinished(path);
  {
    // Newer versions of the schema have all columns of older ones.
    Database database = Database::create(unfinished.path());
    database.transaction([&] {
      for (const StudyTable& table : source.tables()) {
        salvage.tables.push_back(salvage_table(source, table, database, codebook));
      }
      rebuild_text_indices(database);
    });
  }
  std::error_code problem;
  std::filesystem::rename(unfinished.path(), path, problem);
  if (problem) {
    throw Error("the new database could not be put into its place", ErrorKind::kFailure)
        .at(path.string())
        .because(problem.message());
  }
  return salvage;
}

}  // namespace faultline::data
