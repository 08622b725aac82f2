#include "reports/write_csv.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

#include "example_table.h"

namespace faultline::reports {

TEST_CASE("numbers are written unrounded and what is missing as an empty field") {
  const Table table = small_table({{.values = {"a", 0.1 + 0.2}},
                                   {.values = {"b", -0.0}},
                                   {.values = {"c", Value{}}},
                                   {.values = {"d", std::numeric_limits<double>::infinity()}},
                                   {.values = {"e", std::int64_t{-12}}}});

  CHECK(write_csv(table) == "name,value\na,0.30000000000000004\nb,0\nc,\nd,\ne,-12\n");
}

TEST_CASE("an estimate takes three columns, also where none could be made") {
  Table made = small_table({{.values = {"a", Estimate{0.74, 0.5, 0.75}}}}, ColumnKind::kShare);
  Table missing = small_table({{.values = {"a", Value{}}}}, ColumnKind::kShare);
  missing.columns[1].has_interval = true;

  CHECK(write_csv(made) == "name,value,value_low,value_high\na,0.74,0.5,0.75\n");
  CHECK(write_csv(missing) == "name,value,value_low,value_high\na,,,\n");
}

TEST_CASE("texts are quoted, and no text is a formula") {
  const Table table = small_table({{.values = {"=1+1", "@a,\"b\""}}, {.values = {"-x\ny", "z"}}});

  CHECK(write_csv(table) == "name,value\n'=1+1,\"'@a,\"\"b\"\"\"\n\"'-x\ny\",z\n");
}

TEST_CASE("columns for the screen and for print are both written") {
  const std::string written = write_csv(example_table());

  CHECK(written.starts_with("code,name,crash-torch,"));
}

}  // namespace faultline::reports
