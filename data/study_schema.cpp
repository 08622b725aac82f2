#include "data/study_schema.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "data/database.h"

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

Schema read_schema(SQLite::Database& handle) {
  Schema schema;
  SQLite::Statement query(handle, R"sql(
    select type || ' ' || name || ' of ' || tbl_name || ': ', coalesce(sql, '')
    from sqlite_schema
  )sql");
  while (query.executeStep()) {
    schema.insert(query.getColumn(0).getString() +
                  without_comments(query.getColumn(1).getString()));
  }
  return schema;
}

/// The objects of the one schema that the other has not, or not so.
std::vector<std::string> beyond(const Schema& schema, const Schema& other) {
  std::vector<std::string> names;
  for (const std::string& object : schema) {
    if (!other.contains(object)) names.push_back(object.substr(0, object.find(" of ")));
  }
  return names;
}

}  // namespace

SchemaDifference compare_schema(SQLite::Database& handle) {
  Database sound = Database::in_memory(handle.execAndGet("pragma user_version").getInt());
  const Schema found = read_schema(handle);
  const Schema expected = read_schema(sound.handle());
  return {.unknown = beyond(found, expected), .missing = beyond(expected, found)};
}

}  // namespace faultline::data
