#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

namespace faultline::data {

/// "FLTL", the `application_id` of a study's database: tells `file` and us whose it is.
inline constexpr int kApplicationId = 0x464C544C;

/// In what a database's schema is not as this program makes one of its version; each object is told
/// by its type and name ("trigger label_is_never_changed").
struct SchemaDifference {
  std::vector<std::string> unknown;  ///< there, but not so in a study of this version
  std::vector<std::string> missing;  ///< in a study of this version, but not so there

  [[nodiscard]] bool is_none() const { return unknown.empty() && missing.empty(); }
};

/// Compares every table, index, trigger and view, word for word but for comments.
/// @throws SQLite::Exception where the schema cannot be read
[[nodiscard]] SchemaDifference compare_schema(SQLite::Database& handle);

}  // namespace faultline::data
