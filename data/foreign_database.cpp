#include "data/foreign_database.h"

#include <string>

#include "data/database.h"
#include "data/statement.h"
#include "data/study_schema.h"

namespace faultline::data {

namespace {

void check_schema(Database& database, const std::filesystem::path& path) {
  if (database.version() < 1) {
    throw Error("the database is empty").at(path.string()).because("it has no schema");
  }
  const SchemaDifference difference = compare_schema(database.handle());
  if (difference.is_none()) return;
  Error error("the database is not as this program makes one; nothing was read from it");
  error.at(path.string());
  if (!difference.unknown.empty()) {
    error.because("it has the " + difference.unknown.front() +
                  ", which no study of this version has so");
  }
  if (!difference.missing.empty()) {
    error.because("it lacks the " + difference.missing.front() +
                  " as a study of this version has it");
  }
  throw error.help("ask whoever gave it to you for a package that faultline made");
}

}  // namespace

void check_foreign_database(const std::filesystem::path& path) {
  try {
    Database database = Database::open_foreign(path);
    check_schema(database, path);
    Statement check(database, "pragma quick_check(1)");
    if (check.step() && check.view(0) != "ok") {
      throw Error("the database is damaged").at(path.string()).because(check.text(0));
    }
  } catch (const SQLite::Exception& exception) {
    throw Error("the database is damaged")
        .at(path.string())
        .because(exception.what())
        .help("get the package again; a download may have broken off");
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kInput) throw;
    // Whatever SQLite finds wrong with the file is no failure of this machine.
    Error refused("the database is damaged");
    refused.at(path.string()).because(error.message());
    for (const std::string& reason : error.reasons()) refused.because(reason);
    throw refused.help("get the package again; a download may have broken off");
  }
}

}  // namespace faultline::data
