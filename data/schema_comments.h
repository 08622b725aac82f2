#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::data {

/// What a migration's text says of a column beyond what SQLite knows.
struct ColumnComment {
  std::string about;
  std::vector<std::string> values;  ///< of `check (column in ('a', 'b'))`
  std::string source;  ///< of a view's column: the "table.column" that it shows, or "table.*"
};

struct TableComment {
  std::string about;
  std::map<std::string, ColumnComment> columns;
};

/// The comments of migrations, read in the order in which they are applied.
///
/// Understands SQL as it is laid out in data/schema/: a table's comment stands right above its
/// `create`, a column stands on a line of its own with its comment behind it or above it.
class SchemaComments {
 public:
  void read_migration(std::string_view sql);

  /// In the order in which they were made, with their newest names.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const TableComment& of(const std::string& table) const { return tables_.at(table); }

 private:
  void read_statement_line(const std::string& code, const std::string& comment);
  void read_table_line(const std::string& code, const std::string& comment);
  void read_view_line(const std::string& code);

  std::vector<std::string> names_;
  std::map<std::string, TableComment> tables_;
  std::string above_;    ///< the comment lines right above
  std::string current_;  ///< the table or view whose body is read; empty outside of one
  bool is_view_ = false;
  bool is_past_columns_ = false;
  std::string column_;      ///< the column whose definition may go on on the next line
  std::string definition_;  ///< what of it was read so far
};

}  // namespace faultline::data
