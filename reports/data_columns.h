#pragma once

#include <string>
#include <vector>

#include "reports/table.h"

namespace faultline::reports {

/// One column of a data format. A column of estimates becomes three: its value, under its own id,
/// and the bounds of its interval, under id_low and id_high.
struct DataColumn {
  enum class Part { kValue, kLow, kHigh };

  std::size_t source = 0;  ///< place in the table
  Part part = Part::kValue;
  std::string id;
  std::string label;  ///< with the heading above it, "Crash: tf2onnx", and "(low)" or "(high)"
};

/// The columns of a table in data formats, from left to right: all of them, whoever they are for.
[[nodiscard]] std::vector<DataColumn> data_columns(const Table& table);

/// What stands there in a row: nothing, a count, a finite number (never a negative zero) or a text
/// in well-formed UTF-8; never an Estimate.
[[nodiscard]] Value data_value(const Row& row, const DataColumn& column);

}  // namespace faultline::reports
