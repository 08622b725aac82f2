#include "data/shared_copy.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <vector>

#include "data/issue_search.h"
#include "data/pseudonyms.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

/// What becomes of a column's values.
enum class Treatment {
  kRater,
  kPerson,
  kRepository,  ///< "owner/name" of any repository
  kText,
  kMemo,      ///< text by a rater
  kFileName,  ///< without the folders above an absolute path
  kNothing,   ///< null
  kZero,
};

struct TreatedColumn {
  std::string_view table;
  std::string_view column;
  Treatment treatment;
};

/// All columns that may hold names; the others hold none, or what the study itself chose to publish
/// (its codebook, its instrument, the names of models).
constexpr std::array kNamingColumns = std::to_array<TreatedColumn>({
    {"rater", "name", Treatment::kRater},
    {"issue", "author", Treatment::kPerson},
    {"issue", "title", Treatment::kText},
    {"issue", "body", Treatment::kText},
    {"issue_history", "title", Treatment::kText},
    {"issue_history", "body", Treatment::kText},
    {"comment", "author", Treatment::kPerson},
    {"comment", "body", Treatment::kText},
    {"timeline_event", "actor", Treatment::kPerson},
    {"timeline_event", "source_repository", Treatment::kRepository},
    {"fix", "repository", Treatment::kRepository},
    {"fix", "title", Treatment::kText},
    {"changed_file", "patch", Treatment::kText},
    {"label", "memo", Treatment::kMemo},
    {"label", "evidence", Treatment::kMemo},
    {"sample", "name", Treatment::kMemo},
    {"survey_wave", "file", Treatment::kFileName},
    {"answer", "text", Treatment::kText},
    {"coding", "memo", Treatment::kMemo},
    {"conversion", "error", Treatment::kText},
    {"conversion", "source", Treatment::kFileName},
    {"collection", "kept", Treatment::kZero},  // the answers are left out
});

constexpr std::array kAlwaysTreated = std::to_array<TreatedColumn>({
    {"respondent", "identity", Treatment::kNothing},
});

constexpr std::array kNeverCopied = std::to_array<std::string_view>({"pending", "personal_detail"});
constexpr std::array kMadeOfNames = std::to_array<std::string_view>({"open_reference", "response"});

template <typename Treated>
std::optional<Treatment> find_treatment(const Treated& columns, std::string_view table,
                                        std::string_view column) {
  for (const TreatedColumn& treated : columns) {
    if (treated.table == table && treated.column == column) return treated.treatment;
  }
  return std::nullopt;
}

template <typename List>
bool is_one_of(const List& list, std::string_view name) {
  return std::ranges::find(list, name) != list.end();
}

std::string file_name(std::string_view path) {
  const bool is_absolute = path.starts_with('/') || path.starts_with('\\') ||
                           (path.size() > 1 && path[1] == ':') || path.starts_with("..") ||
                           path.starts_with('~');
  if (!is_absolute) return std::string(path);
  const std::size_t slash = path.find_last_of("/\\");
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

std::string treated(const Pseudonyms& pseudonyms, Treatment treatment, std::string_view value) {
  switch (treatment) {
    case Treatment::kRater:
      return pseudonyms.rater(value);
    case Treatment::kPerson:
      return pseudonyms.person(value);
    case Treatment::kRepository:
      return pseudonyms.repository(value);
    case Treatment::kMemo:
      return pseudonyms.memo(value);
    case Treatment::kFileName:
      return file_name(value);
    default:
      return pseudonyms.text(value);
  }
}

/// A statement of SQLite's own, since values of any type are passed on as they are.
class Raw {
 public:
  Raw(Database& database, const std::string& sql) : database_(&database) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(handle(), sql.c_str(), -1, &statement, nullptr));
    statement_.reset(statement);
  }

  [[nodiscard]] sqlite3_stmt* get() const { return statement_.get(); }

  [[nodiscard]] bool step() const {
    const int code = sqlite3_step(get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) check(code);
    return false;
  }
  void run() {
    while (step()) {
    }
    check(sqlite3_reset(get()));
  }
  void check(int code) const {
    if (code != SQLITE_OK) throw database_->error(SQLite::Exception(handle(), code));
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  [[nodiscard]] sqlite3* handle() const { return database_->handle().getHandle(); }

  Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

struct CopiedColumn {
  std::string name;
  std::optional<Treatment> treatment;
};

/// One table, with its columns in their order and what sorts its rows.
struct CopiedTable {
  std::string name;
  std::vector<CopiedColumn> columns;
  std::string columns_sql;
  std::string key_sql;
};

std::string identifier(std::string_view name) { return fmt::format("\"{}\"", name); }

CopiedTable describe(Database& database, const std::string& name, Names names) {
  CopiedTable table{.name = name, .columns = {}, .columns_sql = {}, .key_sql = {}};
  Statement columns(database, "select name from pragma_table_info(?) order by cid");
  columns.bind(name);
  while (columns.step()) {
    CopiedColumn column{.name = columns.text(0), .treatment = {}};
    column.treatment = find_treatment(kAlwaysTreated, name, column.name);
    if (names == Names::kPseudonyms && !column.treatment) {
      column.treatment = find_treatment(kNamingColumns, name, column.name);
    }
    table.columns_sql += (table.columns.empty() ? "" : ", ") + identifier(column.name);
    table.columns.push_back(std::move(column));
  }
  Statement key(database, "select name from pragma_table_info(?) where pk > 0 order by pk");
  key.bind(name);
  while (key.step()) table.key_sql += (table.key_sql.empty() ? "" : ", ") + identifier(key.view(0));
  return table;
}

/// The tables of the schema that are copied row by row.
std::vector<CopiedTable> tables_to_copy(Database& copy, Names names) {
  std::vector<std::string> found;
  Statement query(copy, "select name from sqlite_schema where type = 'table' order by name");
  while (query.step()) {
    const std::string_view name = query.view(0);
    const bool is_of_index = std::ranges::any_of(
        kTextIndices, [&](std::string_view index) { return name.starts_with(index); });
    const bool is_left_out = is_one_of(kNeverCopied, name) ||
                             (names == Names::kPseudonyms && is_one_of(kMadeOfNames, name));
    if (!is_of_index && !is_left_out && !name.starts_with("sqlite_")) found.emplace_back(name);
  }
  std::vector<CopiedTable> tables;
  tables.reserve(found.size());
  for (const std::string& name : found) tables.push_back(describe(copy, name, names));
  return tables;
}

class Copying {
 public:
  Copying(Database& study, Database& copy, const Pseudonyms& pseudonyms)
      : study_(&study), copy_(&copy), pseudonyms_(&pseudonyms) {}

  void copy_rows(const CopiedTable& table) {
    Raw read(*study_, fmt::format("select {} from {} order by {}", table.columns_sql,
                                  identifier(table.name), table.key_sql));
    std::string places;
    for (std::size_t i = 0; i < table.columns.size(); ++i) places += i == 0 ? "?" : ", ?";
    Raw write(*copy_, fmt::format("insert into {} ({}) values ({})", identifier(table.name),
                                  table.columns_sql, places));
    while (read.step()) {
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        copy_value(read, write, static_cast<int>(i), table.columns[i].treatment);
      }
      write.run();
    }
  }

 private:
  void copy_value(const Raw& read, const Raw& write, int column,
                  std::optional<Treatment> treatment) const {
    const int place = column + 1;
    if (treatment == Treatment::kNothing) return write.check(sqlite3_bind_null(write.get(), place));
    if (treatment == Treatment::kZero) {
      return write.check(sqlite3_bind_int64(write.get(), place, 0));
    }
    if (!treatment || sqlite3_column_type(read.get(), column) != SQLITE_TEXT) {
      return write.check(
          sqlite3_bind_value(write.get(), place, sqlite3_column_value(read.get(), column)));
    }
    const void* bytes = sqlite3_column_blob(read.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(read.get(), column));
    const std::string value = treated(
        *pseudonyms_, *treatment,
        size == 0 ? std::string_view() : std::string_view(static_cast<const char*>(bytes), size));
    write.check(sqlite3_bind_text64(write.get(), place, value.data(), value.size(),
                                    SQLITE_TRANSIENT, SQLITE_UTF8));
  }

  Database* study_;
  Database* copy_;
  const Pseudonyms* pseudonyms_;
};

/// Keeps what is read of one state of the database, whoever writes to it meanwhile.
class Snapshot {
 public:
  explicit Snapshot(Database& database) : database_(&database) { database.run("begin"); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  Snapshot(Snapshot&&) = delete;
  Snapshot& operator=(Snapshot&&) = delete;
  ~Snapshot() { database_->handle().tryExec("rollback"); }

 private:
  Database* database_;
};

}  // namespace

void write_shared_copy(Database& study, const std::filesystem::path& path, Names names) {
  const Snapshot snapshot(study);
  const Pseudonyms pseudonyms(study);
  Database copy = Database::create(path);
  copy.run("pragma journal_mode = delete");
  const std::vector<CopiedTable> tables = tables_to_copy(copy, names);
  copy.bulk_transaction([&] {
    Copying copying(study, copy, pseudonyms);
    for (const CopiedTable& table : tables) copying.copy_rows(table);
    rebuild_text_indices(copy);
  });
  copy.run("vacuum");
}

bool may_hold_names(std::string_view table_and_column) {
  const std::size_t point = table_and_column.find('.');
  const std::string_view table = table_and_column.substr(0, point);
  const std::string_view column = table_and_column.substr(point + 1);
  return find_treatment(kAlwaysTreated, table, column) ||
         find_treatment(kNamingColumns, table, column) || is_one_of(kNeverCopied, table) ||
         is_one_of(kMadeOfNames, table);
}

std::optional<std::string> newest_change(Database& database) {
  Statement query(database, R"sql(
    select max(moment)
    from (
      select max(labelled_at) as moment from label
      union all select max(coded_at) from coding
      union all select max(judged_at) from screening_judgement
      union all select max(drawn_at) from sample
      union all select max(coalesce(finished_at, started_at)) from collection
      union all select max(read_at) from popularity
      union all select max(imported_at) from survey_wave
    )
  )sql");
  query.step();
  return query.optional_text(0);
}

}  // namespace faultline::data
