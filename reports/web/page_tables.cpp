#include "reports/web/page_tables.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "reports/layout.h"
#include "reports/write_latex.h"

namespace faultline::reports {

namespace {

using Json = nlohmann::ordered_json;

std::string_view kind_name(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kText:
      return "text";
    case ColumnKind::kCount:
      return "count";
    case ColumnKind::kShare:
      return "share";
    case ColumnKind::kNumber:
      return "number";
    case ColumnKind::kProbability:
      return "probability";
  }
  throw std::logic_error("a kind of column without a name");
}

Json texts(const std::vector<std::string>& values) {
  Json array = Json::array();
  for (const std::string& value : values) array.push_back(replace_broken_utf8(value));
  return array;
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json to_json(const Value& value) {
  if (const auto* count = std::get_if<std::int64_t>(&value)) return *count;
  if (const auto* single = std::get_if<double>(&value)) return Json::array({number(*single)});
  if (const auto* text = std::get_if<std::string>(&value)) return replace_broken_utf8(*text);
  if (const auto* estimate = std::get_if<Estimate>(&value)) {
    return Json::array({number(estimate->value), number(estimate->low), number(estimate->high)});
  }
  return nullptr;
}

std::size_t place(const Table& table, const std::string& column) {
  const auto found = std::ranges::find(table.columns, column, &Column::id);
  if (found == table.columns.end()) {
    throw std::logic_error("table " + table.id + " has a share of a column that it lacks");
  }
  return static_cast<std::size_t>(found - table.columns.begin());
}

Json column_json(const Table& table, std::size_t position) {
  const Column& column = table.columns[position];
  Json json{{"id", replace_broken_utf8(column.id)}, {"label", replace_broken_utf8(column.label)}};
  if (!column.group.empty()) json["group"] = replace_broken_utf8(column.group);
  if (column.kind != ColumnKind::kText) json["kind"] = kind_name(column.kind);
  if (column.audience == Audience::kScreen) json["audience"] = "screen";
  if (column.audience == Audience::kPrint) json["audience"] = "print";
  if (column.audience == Audience::kData) json["audience"] = "data";
  if (!column.where.empty()) json["where"] = texts(column.where);
  if (column.counts_issues) json["counts"] = true;
  if (has_interval(table, position)) json["interval"] = true;
  if (holds_long_text(table, position)) json["long"] = true;
  if (const auto& share = column.share_of) {
    Json whole = share->whole.empty() ? Json(nullptr) : Json(place(table, share->whole));
    if (share->of_row_above) whole = "above";
    json["share"] = Json::array({place(table, share->part), whole});
  }
  return json;
}

Json row_json(const Row& row) {
  Json json{{"values", Json::array()}};
  for (const Value& value : row.values) json["values"].push_back(to_json(value));
  if (!row.where.empty()) json["where"] = texts(row.where);
  if (row.level != 0) json["level"] = row.level;
  if (row.is_total) json["total"] = true;
  if (!row.leads_to_issues) json["leads"] = false;
  return json;
}

}  // namespace

Json page_table(const Table& table) {
  Json json{{"id", replace_broken_utf8(table.id)},
            {"title", replace_broken_utf8(table.title)},
            {"notes", texts(table.notes)},
            {"columns", Json::array()},
            {"rows", Json::array()}};
  if (is_longer_than_page(table)) json["pages"] = true;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    json["columns"].push_back(column_json(table, i));
  }
  for (const Row& row : table.rows) json["rows"].push_back(row_json(row));
  return json;
}

}  // namespace faultline::reports
