#include "data/soundness.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <functional>
#include <string_view>

#include "base/text.h"
#include "data/compression.h"
#include "data/confinement.h"
#include "data/database.h"
#include "data/issue_search.h"
#include "data/salvage_source.h"
#include "data/study_schema.h"

namespace faultline::data {

namespace {

constexpr std::size_t kMostFindings = 10;  ///< more of one kind hide what they are about

std::string rows(std::int64_t count) {
  return fmt::format("{} {}", count, count == 1 ? "row" : "rows");
}

/// Examines one thing after the other; what SQLite itself stumbles on is a finding like others.
class Examination {
 public:
  explicit Examination(const std::filesystem::path& path) : path_(path) {}

  Soundness run() {
    attempt([&] {
      SQLite::Database handle = open(flags_to_read(path_));
      if (!check_identity(handle)) return;
      check_pages(handle);
      if (!result_.is_sound()) return;
      check_schema(handle);
      check_references(handle);
      check_answers(handle);
    });
    if (result_.is_sound()) attempt([&] { check_text_indices(); });
    if (!result_.is_sound()) count_what_is_readable();
    return std::move(result_);
  }

 private:
  void damaged(std::string sentence) { result_.damages.push_back(std::move(sentence)); }

  void attempt(const std::function<void()>& check) {
    try {
      check();
    } catch (const SQLite::Exception& exception) {
      if (result_.is_sound()) damaged(fmt::format("SQLite cannot read it: {}", exception.what()));
    }
  }

  /// Opens it whatever it is, with what a log has committed.
  [[nodiscard]] SQLite::Database open(int flags) const {
    constexpr int kWaitForWritersMilliseconds = 1'000;
    return open_confined(path_, flags, kWaitForWritersMilliseconds);
  }

  /// @return whether it is one of this program
  bool check_identity(SQLite::Database& handle) {
    const int version = handle.execAndGet("pragma user_version").getInt();
    if (version > schema_version()) {
      damaged(
          fmt::format("the schema has version {} and this program knows {}: either a newer version "
                      "of faultline "
                      "made the study, or the number is damaged",
                      version, schema_version()));
      return false;
    }
    const bool is_ours = handle.execAndGet("pragma application_id").getInt() == kApplicationId;
    if (!is_ours) damaged("the file is not marked as a study's database");
    if (version < 1) damaged("the database says of no version which schema it has");
    return is_ours && version >= 1;
  }

  void check_pages(SQLite::Database& handle) {
    std::size_t found = 0;
    SQLite::Statement query(handle, "pragma integrity_check(1000)");
    while (query.executeStep()) {
      const std::string finding = query.getColumn(0).getString();
      if (finding == "ok") return;
      // One row may have several lines, of which some only head the others.
      for (const std::string& line : split(finding, '\n')) {
        if (line.starts_with("***") || line.empty()) continue;
        if (++found <= kMostFindings) damaged("SQLite finds: " + line);
      }
    }
    if (found > kMostFindings) damaged(fmt::format("and {} more", found - kMostFindings));
  }

  void check_schema(SQLite::Database& handle) {
    const SchemaDifference difference = compare_schema(handle);
    for (const std::string& object : difference.missing) {
      damaged(fmt::format("the {} is missing, or not as this program makes it", object));
    }
    for (const std::string& object : difference.unknown) {
      // Tables, views and indices of the user's own do no harm; a trigger changes what is written.
      if (object.starts_with("trigger ")) {
        damaged(fmt::format("the {} is none of this program", object));
      } else {
        result_.notes.push_back(fmt::format("the {} is none of this program", object));
      }
    }
  }

  void check_references(SQLite::Database& handle) {
    SQLite::Statement query(handle, R"sql(
      select "table", parent, count(*)
      from pragma_foreign_key_check
      group by 1, 2
      order by 1, 2
    )sql");
    while (query.executeStep()) {
      const std::int64_t count = query.getColumn(2).getInt64();
      damaged(fmt::format("{} of the table {} {} to rows that the table {} lacks", rows(count),
                          query.getColumn(0).getText(), count == 1 ? "refers" : "refer",
                          query.getColumn(1).getText()));
    }
  }

  void check_answers(SQLite::Database& handle) {
    SQLite::Statement exists(handle, "select 1 from sqlite_schema where name = 'response'");
    if (!exists.executeStep()) return;  // of an older version
    std::int64_t unreadable = 0;
    SQLite::Statement query(handle, "select body from response");
    while (query.executeStep()) {
      try {
        const SQLite::Column body = query.getColumn(0);
        static_cast<void>(decompress(
            {static_cast<const char*>(body.getBlob()), static_cast<std::size_t>(body.getBytes())}));
      } catch (const Error&) {
        ++unreadable;
      }
    }
    if (unreadable == 0) return;
    damaged(fmt::format(
        "of GitHub's stored answers (the table response), {} cannot be uncompressed", unreadable));
  }

  /// FTS5 checks itself by what looks like a change, so it needs a connection that may write.
  void check_text_indices() {
    const auto unchecked = [&](const std::string& why) {
      result_.notes.push_back("the full text indices were not checked: " + why);
    };
    try {
      SQLite::Database handle = open(SQLite::OPEN_READWRITE);
      if (sqlite3_db_readonly(handle.getHandle(), "main") == 1) {
        return unchecked("the database may only be read");
      }
      for (const std::string_view index : kTextIndices) {
        SQLite::Statement exists(handle, "select 1 from sqlite_schema where name = ?");
        exists.bind(1, std::string(index));
        if (exists.executeStep()) check_text_index(handle, index);
      }
    } catch (const SQLite::Exception& exception) {
      unchecked(exception.what());
    }
  }

  void check_text_index(SQLite::Database& handle, std::string_view index) {
    constexpr int kFamily = 0xff;
    const SQLite::Transaction never_committed(handle, SQLite::TransactionBehavior::IMMEDIATE);
    if (index == kTextIndices.front()) {
      // Issues of which only the number is known are not in the index, which FTS5 does not expect.
      handle.exec(R"sql(
        insert into issue_text (rowid, title, body)
        select id, title, body
        from issue
        where title is null and body is null
          and id not in (select id from issue_text_docsize)
      )sql");
    }
    const int code = handle.tryExec(
        fmt::format("insert into {0} ({0}, rank) values ('integrity-check', 1)", index));
    if ((code & kFamily) == SQLITE_CORRUPT) {
      damaged(fmt::format("the full text index {} does not have the texts as they are", index));
    } else if (code != SQLITE_OK) {
      throw SQLite::Exception(handle.getHandle(), code);
    }
  }

  void count_what_is_readable() {
    const SalvageSource source(path_);
    for (const StudyTable& table : source.tables()) {
      const TableReading reading = source.read(table.name, [](SqliteRow&) {});
      if (reading.damaged_pages == 0 && reading.unreadable_rows == 0) continue;
      result_.tables.push_back({.name = table.name,
                                .rows = reading.rows,
                                .unreadable_rows = reading.unreadable_rows,
                                .damaged_pages = reading.damaged_pages});
    }
  }

  std::filesystem::path path_;
  Soundness result_;
};

}  // namespace

Soundness examine_database(const std::filesystem::path& path) {
  if (!std::filesystem::is_regular_file(path)) {
    throw Error("the study has no database")
        .at(path.string())
        .help("`faultline init DIR` makes a study with one");
  }
  return Examination(path).run();
}

}  // namespace faultline::data
