#include "taxonomy/label_columns.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/thrown_error.h"
#include "taxonomy/codebook.h"

namespace faultline::taxonomy {

namespace {

using test::says;
using test::thrown_error;

const data::Codebook& builtin() {
  static const data::Codebook kCodebook =
      parse_codebook(builtin_codebook("converter-failures"), "converter-failures.toml");
  return kCodebook;
}

LabelColumns columns_of(const std::string& headings) {
  return find_label_columns(*csv_label_sheet(headings + "\n", "l.csv"), "l.csv", builtin());
}

Error error_of(const std::string& headings) {
  return thrown_error([&] { return columns_of(headings); });
}

/// What a column of codes holds, in words.
std::string told(const CodeColumn& column) {
  return std::to_string(column.column) + " " + column.dimension->id +
         (column.holds_children ? " child of " : "") +
         (column.parent == nullptr ? (column.holds_children ? "any" : "") : column.parent->id);
}

}  // namespace

TEST_CASE("columns are told by their headings, however they are written") {
  const LabelColumns columns = columns_of(
      "Repository,ISSUE,url,Title,Rater,confidence,memo,evidence,labelled_at,Codebook Version,"
      "latest-onnx-release,stage");

  CHECK(columns.repository == 0);
  CHECK(columns.issue == 1);
  CHECK(columns.url == 2);
  CHECK(columns.title == 3);
  CHECK(columns.rater == 4);
  CHECK(columns.confidence == 5);
  CHECK(columns.memo == 6);
  CHECK(columns.evidence == 7);
  CHECK(columns.labelled_at == 8);
  CHECK(columns.codebook_version == 9);
  CHECK(columns.latest_onnx_release == 10);
  CHECK(columns.ignored.empty());
  CHECK(columns_of("number,stage").issue == 0);
}

TEST_CASE("codes are under a dimension's id, name or other headings, once more by number") {
  const LabelColumns columns = columns_of("Component,Symptoms by number,SYMPTOM,Root cause");

  REQUIRE(columns.codes.size() == 4);
  CHECK(told(columns.codes[0]) == "0 stage");
  CHECK(told(columns.codes[1]) == "1 symptom");
  CHECK(told(columns.codes[2]) == "2 symptom");
  CHECK(told(columns.codes[3]) == "3 cause");
}

TEST_CASE("children are under 'sub' and the dimension, or under what the codebook calls them") {
  const LabelColumns columns = columns_of("subcause,Incomp. Type,cause,Type Prob. Type by number");

  REQUIRE(columns.codes.size() == 4);
  CHECK(told(columns.codes[0]) == "2 cause");
  CHECK(told(columns.codes[1]) == "0 cause child of any");
  CHECK(told(columns.codes[2]) == "1 cause child of incompatibility");
  CHECK(told(columns.codes[3]) == "3 cause child of type-problem");
}

TEST_CASE("columns that mean nothing to us are told of") {
  CHECK(columns_of("stage,colour,Notes").ignored == std::vector<std::string>{"colour", "Notes"});
}

TEST_CASE("two columns that hold the same are refused by name") {
  CHECK(error_of("issue,number,stage").message() ==
        "two columns hold the same: 'issue' and 'number'");
  CHECK(error_of("stage,Component").message() ==
        "two columns hold the same: 'stage' and 'Component'");
  CHECK(error_of("stage,stage by number,Location by number").message() ==
        "two columns hold the same: 'stage by number' and 'Location by number'");
  CHECK(error_of("stage,Component").place()->file == "l.csv");
}

TEST_CASE("a sheet without a column of codes is refused with its headings") {
  const Error error = error_of("repository,issue,subcause");

  CHECK(error.message() == "no column holds the codes of a dimension");
  CHECK(says(error, "its headings are: repository, issue, subcause"));
  CHECK(says(error, "name a column after each dimension: stage, symptom, cause"));
}

}  // namespace faultline::taxonomy
