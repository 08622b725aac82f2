#include "data/database.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <span>
#include <utility>

#include "base/embedded.h"
#include "data/confinement.h"
#include "data/statement.h"
#include "data/study_schema.h"

namespace faultline {
std::span<const EmbeddedFile> schema_migrations();
}

namespace faultline::data {

namespace {

constexpr int kWaitForWritersMilliseconds = 10'000;

bool has_content(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return !error && size > 0;
}

}  // namespace

int schema_version() { return static_cast<int>(schema_migrations().size()); }

Error database_error(const SQLite::Exception& exception, const std::filesystem::path& path) {
  const auto make = [&](std::string message) {
    return Error(std::move(message), ErrorKind::kFailure).at(path.string());
  };
  switch (exception.getErrorCode()) {
    case SQLITE_FULL:
      return make("the disk is full; what was committed before is kept")
          .help("make room, then run the command again");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return make("another program is writing to the study; nothing was changed")
          .help("wait until it is done, then run the command again");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return make("the study's database cannot be written; nothing was changed")
          .because(exception.what())
          .help("check the permissions of the file and of its folder");
    case SQLITE_CANTOPEN:
      return make("the study's database cannot be opened")
          .because(exception.what())
          .help("check that the folder exists and that its permissions allow it");
    case SQLITE_CORRUPT:
      return make("the study's database is damaged")
          .because(exception.what())
          .help("`faultline doctor` says what is damaged, and can save the rest");
    case SQLITE_NOTADB:
      return Error("the file is not a database").at(path.string());
    case SQLITE_IOERR:
      return make("the study's database could not be read or written").because(exception.what());
    default:
      return make("the study's database refused a statement").because(exception.what());
  }
}

Error Database::error(const SQLite::Exception& exception) const {
  return database_error(exception, path_);
}

Database Database::connect(const std::filesystem::path& path, int flags) {
  try {
    Database database(path, std::make_unique<SQLite::Database>(
                                open_confined(path, flags, kWaitForWritersMilliseconds)));
    database.handle_->exec("pragma foreign_keys = on");
    database.handle_->exec("pragma temp_store = memory");
    return database;
  } catch (const SQLite::Exception& exception) {
    throw database_error(exception, path);
  }
}

void Database::check_identity() {
  try {
    const int id = handle_->execAndGet("pragma application_id").getInt();
    if (id != kApplicationId) {
      throw Error("the file is the database of another program, not a study")
          .at(path_.string())
          .help("`faultline init DIR` makes a study");
    }
  } catch (const SQLite::Exception& exception) {
    if (exception.getErrorCode() == SQLITE_NOTADB) {
      throw Error("the file is not a study's database")
          .at(path_.string())
          .help("`faultline init DIR` makes a study");
    }
    throw error(exception);
  }
  if (version() > schema_version()) {
    throw Error("the study was made by a newer version of faultline")
        .at(path_.string())
        .because(fmt::format("its schema has version {}, this program knows {}", version(),
                             schema_version()))
        .help("install the newer version");
  }
}

int Database::version() {
  Statement query(*this, "pragma user_version");
  query.step();
  return static_cast<int>(query.integer(0));
}

void Database::migrate(int to_version) {
  for (int next = version(); next < to_version; ++next) {
    transaction([&] {
      run(std::string(schema_migrations()[static_cast<std::size_t>(next)].content));
      run(fmt::format("pragma user_version = {}", next + 1));
    });
  }
}

Database Database::create(const std::filesystem::path& path) {
  if (has_content(path)) {
    throw Error("the file exists already").at(path.string()).help("choose another folder");
  }
  Database database = connect(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.run(fmt::format("pragma application_id = {}", kApplicationId));
  database.run("pragma journal_mode = wal");
  database.migrate(schema_version());
  return database;
}

Database Database::open(const std::filesystem::path& path, Access access) {
  if (!std::filesystem::exists(path)) {
    throw Error("the study has no database")
        .at(path.string())
        .help("`faultline init DIR` makes a study with one");
  }
  if (access == Access::kWrite) {
    Database database = connect(path, SQLite::OPEN_READWRITE);
    // SQLite takes a file that it may not write as one to be read.
    if (sqlite3_db_readonly(database.handle_->getHandle(), "main") == 1) {
      throw database_error(SQLite::Exception("the file may only be read", SQLITE_READONLY), path);
    }
    database.check_identity();
    database.migrate(schema_version());
    return database;
  }
  Database database = connect(path, flags_to_read(path));
  database.check_identity();
  if (database.version() == schema_version()) return database;
  static_cast<void>(open(path, Access::kWrite));
  return connect(path, SQLite::OPEN_READONLY);
}

Database Database::open_foreign(const std::filesystem::path& path) {
  Database database = connect(path, SQLite::OPEN_READONLY | SQLite::OPEN_URI);
  database.check_identity();
  return database;
}

Database Database::in_memory(int version) {
  Database database = connect(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.migrate(version);
  return database;
}

void Database::transaction(const std::function<void()>& change) {
  try {
    SQLite::Transaction transaction(*handle_, SQLite::TransactionBehavior::IMMEDIATE);
    change();
    transaction.commit();
  } catch (const SQLite::Exception& exception) {
    throw error(exception);
  }
}

namespace {

/// Switches off that foreign keys are checked row by row, until the end of its scope. SQLite allows
/// it only outside transactions.
class UncheckedRows {
 public:
  explicit UncheckedRows(Database& database) : database_(&database) {
    database.run("pragma foreign_keys = off");
  }
  UncheckedRows(const UncheckedRows&) = delete;
  UncheckedRows& operator=(const UncheckedRows&) = delete;
  UncheckedRows(UncheckedRows&&) = delete;
  UncheckedRows& operator=(UncheckedRows&&) = delete;
  ~UncheckedRows() { database_->handle().tryExec("pragma foreign_keys = on"); }

 private:
  Database* database_;
};

}  // namespace

void Database::bulk_transaction(const std::function<void()>& change) {
  const UncheckedRows unchecked(*this);
  transaction([&] {
    change();
    Statement check(*this, "pragma foreign_key_check");
    if (!check.step()) return;
    throw Error("a row refers to one that is not there; nothing was changed", ErrorKind::kFailure)
        .at(path_.string())
        .because(fmt::format("a row of the table '{}' names a row that '{}' lacks", check.view(0),
                             check.view(2)));
  });
}

void Database::run(const std::string& sql) {
  try {
    handle_->exec(sql);
  } catch (const SQLite::Exception& exception) {
    throw error(exception);
  }
}

}  // namespace faultline::data
