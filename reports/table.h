#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace faultline::reports {

/// A number with its interval (95% unless the table's notes say otherwise).
struct Estimate {
  double value = 0;
  double low = 0;
  double high = 0;
};

/// What stands in one cell: nothing (undefined or not measured), a count, a number, a text of any
/// origin, or a number with its interval.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Estimate>;

/// How a column's numbers are meant, and so how they are printed for people. Data formats (JSON,
/// CSV) hold them unrounded, shares as fractions.
enum class ColumnKind {
  kText,
  kCount,
  kShare,        ///< a fraction of 1, printed as a whole percentage, rounded half away from zero
  kNumber,       ///< printed with three decimals
  kProbability,  ///< a p-value: three decimals, "<0.001" below that
};

/// Where a column is shown. Data formats show all of them.
enum class Audience {
  kEverywhere,
  kScreen,  ///< not in print: ids that are typed on the command line
  kPrint,   ///< not on the terminal: names that stand for those ids in a paper
  kData,    ///< in data formats alone: what people read from another column
};

/// Which counts of a row a share compares, by the ids of their columns.
struct ShareOf {
  std::string part;
  /// A column of the same row; empty: the part's own column in the table's row of totals.
  std::string whole = {};
  /// Instead: the part's own column in the row of level 0 that the row is a part of.
  bool of_row_above = false;
};

struct Column {
  std::string id;     ///< the key in JSON and CSV; unique within the table
  std::string label;  ///< the heading
  /// The heading above it, shared by neighbours; empty where there is none.
  std::string group = {};
  ColumnKind kind = ColumnKind::kText;
  Audience audience = Audience::kEverywhere;
  /// Options of `faultline issues` that hold for every count in this column, for example
  /// {"--converter", "tf2onnx"}.
  std::vector<std::string> where = {};
  /// Whether this column's counts are counts of issues, which row and column `where` lead to.
  bool counts_issues = false;
  /// Whether its numbers are Estimates. Data formats give every column that is so marked, or that
  /// holds an Estimate, three columns; the mark keeps them where no estimate could be made.
  bool has_interval = false;
  /// Of a share of counted issues: what it is the share of, so that it can be computed anew for
  /// some of the issues.
  std::optional<ShareOf> share_of = {};
};

struct Row {
  std::vector<Value> values;            ///< one per column
  std::vector<std::string> where = {};  ///< as in Column, for every count in this row
  int level = 0;                        ///< 0, or 1 for a part of the row above (a child code)
  bool is_total = false;                ///< a sum of the rows above it, set off by a line
  /// Whether its counts can be opened; not where they count what the study does not hold.
  bool leads_to_issues = true;
};

/// A table of a study: computed once, written in every format from the same object.
struct Table {
  std::string id;
  std::string title;
  std::vector<Column> columns = {};
  std::vector<Row> rows = {};
  /// What it was computed from, what was left out, how to go on.
  std::vector<std::string> notes = {};
};

}  // namespace faultline::reports
