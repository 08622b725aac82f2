#include "reports/write_json.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

#include "example_table.h"

namespace faultline::reports {

using nlohmann::ordered_json;

TEST_CASE("a table's JSON has exactly the documented shape and order") {
  Table table = small_table({{.values = {"a", std::int64_t{3}}}});
  table.notes = {"from 3 issues"};

  CHECK(to_json(table).dump() ==
        R"({"id":"small","title":"Small",)"
        R"("columns":[{"id":"name","label":"Name"},{"id":"value","label":"Value"}],)"
        R"("rows":[{"name":"a","value":3}],"notes":["from 3 issues"]})");
}

TEST_CASE("an empty table has empty lists, not nulls") {
  CHECK(to_json(Table{}).dump() == R"({"id":"","title":"","columns":[],"rows":[],"notes":[]})");
}

TEST_CASE("estimates take three columns with labels that say which") {
  Table table =
      small_table({{.values = {"a", Estimate{0.74, 0.5, 0.75}}}, {.values = {"b", Value{}}}},
                  ColumnKind::kShare);
  table.columns[1].group = "Crash";

  const ordered_json json = to_json(table);

  CHECK(json["columns"][2]["id"] == "value_low");
  CHECK(json["columns"][2]["label"] == "Crash: Value (low)");
  CHECK(json["columns"][3]["id"] == "value_high");
  CHECK(json["columns"][3]["label"] == "Crash: Value (high)");
  CHECK(json["rows"][0] ==
        ordered_json{{"name", "a"}, {"value", 0.74}, {"value_low", 0.5}, {"value_high", 0.75}});
  CHECK(json["rows"][1] ==
        ordered_json{
            {"name", "b"}, {"value", nullptr}, {"value_low", nullptr}, {"value_high", nullptr}});
}

TEST_CASE("numbers that are not finite are null and there is no negative zero") {
  const Table table = small_table(
      {{.values = {"a", std::numeric_limits<double>::quiet_NaN()}}, {.values = {"b", -0.0}}});

  const ordered_json json = to_json(table);

  CHECK(json["rows"][0]["value"].is_null());
  CHECK(json["rows"][1]["value"].dump() == "0.0");
}

TEST_CASE("broken UTF-8 is replaced wherever it stands") {
  Table table = small_table({{.values = {"\xFF", "\xC3("}}});
  table.id = table.title = table.columns[0].label = "\xE2\x82";
  table.columns[1].id = "v\xFE";
  table.notes = {"\x80"};

  const std::string written = write_json(table);

  CHECK(nlohmann::json::parse(written)["rows"][0]["name"] == "\xEF\xBF\xBD");
}

}  // namespace faultline::reports
