#include "reports/data_columns.h"

#include <cmath>

#include "base/text.h"
#include "reports/layout.h"

namespace faultline::reports {

namespace {

Value finite(double number) {
  if (!std::isfinite(number)) return {};
  return number == 0 ? 0.0 : number;
}

Value part_of(const Estimate& estimate, DataColumn::Part part) {
  switch (part) {
    case DataColumn::Part::kLow:
      return finite(estimate.low);
    case DataColumn::Part::kHigh:
      return finite(estimate.high);
    case DataColumn::Part::kValue:
      break;
  }
  return finite(estimate.value);
}

}  // namespace

std::vector<DataColumn> data_columns(const Table& table) {
  using Part = DataColumn::Part;
  std::vector<DataColumn> columns;
  for (std::size_t source = 0; source < table.columns.size(); ++source) {
    const Column& column = table.columns[source];
    const std::string label = replace_broken_utf8(
        column.group.empty() ? column.label : column.group + ": " + column.label);
    const std::string id = replace_broken_utf8(column.id);
    columns.push_back({source, Part::kValue, id, label});
    if (!has_interval(table, source)) continue;
    columns.push_back({source, Part::kLow, id + "_low", label + " (low)"});
    columns.push_back({source, Part::kHigh, id + "_high", label + " (high)"});
  }
  return columns;
}

Value data_value(const Row& row, const DataColumn& column) {
  const Value& value = row.values.at(column.source);
  if (const auto* estimate = std::get_if<Estimate>(&value)) return part_of(*estimate, column.part);
  if (column.part != DataColumn::Part::kValue) return {};
  if (const auto* number = std::get_if<double>(&value)) return finite(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return replace_broken_utf8(*text);
  return value;
}

}  // namespace faultline::reports
