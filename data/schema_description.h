#pragma once

#include <string>
#include <vector>

namespace faultline::data {

/// What the tables and columns of a study's database mean, for people who read it with Datasette,
/// R, pandas or SQL.
///
/// What there is comes from a database in memory that went through all migrations; what it means,
/// from the comments of the migrations (data/schema/): of a table, the comment above it; of a
/// column, the one behind it or above it.

struct ColumnDescription {
  std::string name;
  std::string type;          ///< as declared: "integer"; of a view's column, that of its source
  bool is_required = false;  ///< never null
  bool is_key = false;       ///< of the primary key
  std::string references;    ///< "issue.id"; empty for none
  std::vector<std::string> values;  ///< the only ones that are allowed; empty for any
  std::string about;                ///< empty for an id, or a reference that says all by itself
};

struct TableDescription {
  enum class Kind { kTable, kView, kTextIndex };

  std::string name;
  Kind kind = Kind::kTable;
  std::string about;
  std::vector<ColumnDescription> columns;
};

/// All tables and views of the newest schema, in the order in which the migrations make them.
[[nodiscard]] std::vector<TableDescription> describe_schema();

}  // namespace faultline::data
