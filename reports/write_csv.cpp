#include "reports/write_csv.h"

#include <fmt/format.h>

#include <vector>

#include "data/csv.h"
#include "reports/data_columns.h"

namespace faultline::reports {

namespace {

std::string field(const Value& value) {
  if (const auto* count = std::get_if<std::int64_t>(&value)) return std::to_string(*count);
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  if (const auto* text = std::get_if<std::string>(&value)) {
    return data::protect_from_formulas(*text);
  }
  return {};
}

}  // namespace

std::string write_csv(const Table& table) {
  const std::vector<DataColumn> columns = data_columns(table);
  std::vector<std::string> fields;
  for (const DataColumn& column : columns) fields.push_back(data::protect_from_formulas(column.id));

  std::string out;
  data::append_csv_row(out, fields);
  for (const Row& row : table.rows) {
    fields.clear();
    for (const DataColumn& column : columns) fields.push_back(field(data_value(row, column)));
    data::append_csv_row(out, fields);
  }
  return out;
}

}  // namespace faultline::reports
