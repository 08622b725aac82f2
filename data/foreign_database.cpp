#include "data/foreign_database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "data/database.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

/// A statement without its comments, and with white space as single blanks: what SQLite makes of
/// it. Comments explain a schema to people and may be better in another version of this program.
///
/// SQL has more that could hide text (`/*`, other quotes). Whatever of it is not understood here
/// stays, and then it is not in the schema that this program makes.
std::string without_comments(std::string_view sql) {
  std::string plain;
  bool in_text = false;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    const bool is_comment = !in_text && sql.substr(i, 2) == "--";
    if (is_comment) i = std::min(sql.find('\n', i), sql.size() - 1);
    const bool is_blank =
        !in_text && (is_comment || sql[i] == ' ' || sql[i] == '\n' || sql[i] == '\t');
    if (!is_blank) {
      if (sql[i] == '\'') in_text = !in_text;
      plain += sql[i];
    } else if (!plain.ends_with(' ')) {
      plain += ' ';
    }
  }
  return plain;
}

/// What a schema consists of: type, name, table and text of each of its objects.
using Schema = std::set<std::string>;

Schema read_schema(Database& database) {
  Schema schema;
  Statement query(database, R"sql(
    select type || ' ' || name || ' of ' || tbl_name || ': ', coalesce(sql, '')
    from sqlite_schema
  )sql");
  while (query.step()) schema.insert(query.text(0) + without_comments(query.view(1)));
  return schema;
}

void check_schema(Database& database, const std::filesystem::path& path) {
  if (database.version() < 1) {
    throw Error("the database is empty").at(path.string()).because("it has no schema");
  }
  Database sound = Database::in_memory(database.version());
  const Schema found = read_schema(database);
  const Schema expected = read_schema(sound);
  if (found == expected) return;
  Error error("the database is not as this program makes one; nothing was read from it");
  error.at(path.string());
  for (const std::string& object : found) {
    if (expected.contains(object)) continue;
    error.because("it has the " + object.substr(0, object.find(" of ")) +
                  ", which no study of this version has so");
    break;
  }
  for (const std::string& object : expected) {
    if (found.contains(object)) continue;
    error.because("it lacks the " + object.substr(0, object.find(" of ")) +
                  " as a study of this version has it");
    break;
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
