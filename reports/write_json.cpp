#include "reports/write_json.h"

#include <cstdint>
#include <variant>
#include <vector>

#include "base/text.h"
#include "reports/data_columns.h"

namespace faultline::reports {

namespace {

nlohmann::ordered_json to_json(const Value& value) {
  if (const auto* count = std::get_if<std::int64_t>(&value)) return *count;
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return nullptr;
}

}  // namespace

nlohmann::ordered_json to_json(const Table& table) {
  const std::vector<DataColumn> columns = data_columns(table);
  nlohmann::ordered_json json;
  json["id"] = replace_broken_utf8(table.id);
  json["title"] = replace_broken_utf8(table.title);
  json["columns"] = nlohmann::ordered_json::array();
  for (const DataColumn& column : columns) {
    json["columns"].push_back({{"id", column.id}, {"label", column.label}});
  }
  json["rows"] = nlohmann::ordered_json::array();
  for (const Row& row : table.rows) {
    nlohmann::ordered_json cells = nlohmann::ordered_json::object();
    for (const DataColumn& column : columns) cells[column.id] = to_json(data_value(row, column));
    json["rows"].push_back(std::move(cells));
  }
  json["notes"] = nlohmann::ordered_json::array();
  for (const std::string& note : table.notes) json["notes"].push_back(replace_broken_utf8(note));
  return json;
}

std::string write_json(const Table& table) {
  constexpr int kIndent = 2;
  return to_json(table).dump(kIndent) + "\n";
}

}  // namespace faultline::reports
