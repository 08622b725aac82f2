#include "reports/numbers.h"

#include <doctest/doctest.h>

#include <cstdint>

#include "base/error.h"
#include "example_table.h"

namespace faultline::reports {

TEST_CASE("a macro's name has a capital for each word and spells digits") {
  CHECK(macro_name("stage.node-conversion.share") == "StageNodeConversionShare");
  CHECK(macro_name("cause.incompatibility/external.tf2onnx") ==
        "CauseIncompatibilityExternalTfTwoOnnx");
  CHECK(macro_name("opsets.1_10") == "OpsetsOneOneZero");
  CHECK(macro_name("...") == "");
}

TEST_CASE("rows that are named in another script get macros of their own") {
  CHECK(macro_name("\xE5\xBD\xA2") == "UFiveFSixTwo");
  CHECK(macro_name("a\xC3\xA9") != macro_name("a\xC3\xA8"));
}

TEST_CASE("each row's counts, shares and bounds are named as the table prints them") {
  Table table = small_table({{.values = {"node-conversion", Estimate{0.74, 0.675, 0.795}}},
                             {.values = {std::int64_t{7}, Value{}}},
                             {.values = {Value{}, 0.5}}},
                            ColumnKind::kShare);
  table.id = "stage";

  const std::vector<NamedNumber> numbers = named_numbers(table);

  REQUIRE(numbers.size() == 6);
  CHECK(numbers[0].id == "stage.node-conversion.value");
  CHECK(numbers[0].text == "74%");
  CHECK(numbers[0].comment == "Small, node-conversion, Value");
  CHECK(numbers[1].id == "stage.node-conversion.value_low");
  CHECK(numbers[1].text == "68%");
  CHECK(numbers[2].text == "80%");
  CHECK(numbers[3].id == "stage.7.value");
  CHECK(numbers[3].text == "n/a");
  CHECK(numbers[5].text == "n/a");
}

TEST_CASE("numbers are written as commands in the order given, safe in text and comment") {
  const std::string written = write_numbers(std::vector<NamedNumber>{
      {"stage.b.share", "74%", "first\n\\evil"}, {"stage.a.share", "<0.001", ""}});

  CHECK(written.find("\\newcommand{\\StageBShare}{74\\%}  % first \\evil\n"
                     "\\newcommand{\\StageAShare}{\\textless{}0.001}  % stage.a.share\n") !=
        std::string::npos);
}

TEST_CASE("two ids that give one macro are refused with both named") {
  const std::vector<NamedNumber> numbers = {{"a.b-c", "1", ""}, {"a-b.c", "2", ""}, {"-", "3", ""}};

  try {
    static_cast<void>(write_numbers(numbers));
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    REQUIRE(error.reasons().size() == 2);
    CHECK(error.reasons()[0] == "'-' holds no letter or digit");
    CHECK(error.reasons()[1] == "'a.b-c', 'a-b.c' all give \\ABC");
  }
}

TEST_CASE("rows that share their first cell are told apart by their second") {
  Table table = small_table({});
  table.columns.insert(table.columns.begin() + 1, {.id = "raters", .label = "Raters"});
  table.rows = {{.values = {"stage", "ana, ben", std::int64_t{1}}},
                {.values = {"stage", "ana, cem", std::int64_t{2}}},
                {.values = {"cause", "ana, ben", std::int64_t{3}}}};

  const std::vector<NamedNumber> numbers = named_numbers(table);

  CHECK(macro_name(numbers[0].id).find("StageAnaBen") != std::string::npos);
  CHECK(macro_name(numbers[1].id).find("StageAnaCem") != std::string::npos);
  CHECK(macro_name(numbers[2].id).find("Ana") == std::string::npos);
}

}  // namespace faultline::reports
