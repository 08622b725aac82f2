#include "collectors/opsets/import_history.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "data/operator_history.h"
#include "support/study_fixture.h"
#include "support/thrown_error.h"

namespace faultline::collectors {

namespace {

using test::StudyFixture;
using Texts = std::vector<std::string>;

OperatorHistoryImport import_text(StudyFixture& study, const std::string& content,
                                  const std::string& name) {
  return import_operator_history(study.database, content, name, "mine");
}

Error error_of(StudyFixture& study, const std::string& content, const std::string& name) {
  const Error error = test::thrown_error([&] { return import_text(study, content, name); });
  CHECK(error.kind() == ErrorKind::kInput);
  CHECK(error.place()->file == name);
  CHECK(study.count("select count(*) from operator_set") == 0);
  CHECK(study.count("select count(*) from operator_change") == 0);
  return error;
}

}  // namespace

TEST_CASE("changes are read from CSV, under the history that the file or else the caller names") {
  StudyFixture study;

  const OperatorHistoryImport done = import_text(study,
                                                 "opset,operator,change,source,domain,why\n"
                                                 "1,Abs,added,published,ai.onnx,x\n"
                                                 "1,Abs,updated,,,x\n"
                                                 "2,Scaler,deprecated,published,ai.onnx.ml,x\n",
                                                 "changes.csv");

  CHECK(done.changes_added == 3);
  CHECK(done.changes_known == 0);
  CHECK(done.sets == 0);
  CHECK(done.ignored_columns == Texts{"why"});
  CHECK(data::operator_histories(study.database) == Texts{"published", "mine"});
  CHECK(data::operator_set_changes(study.database, "published").front().added == 1);
  CHECK(data::operator_set_changes(study.database, "mine").front().updated == 1);
  CHECK(study.count("select count(*) from operator_set where domain = 'ai.onnx.ml'") == 1);
}

TEST_CASE("release dates are read from CSV, and may be missing") {
  StudyFixture study;

  const OperatorHistoryImport done =
      import_text(study, "opset,released,published_added\n1,2017-12-06,78\n28,,0\n", "sets.csv");

  CHECK(done.sets == 2);
  CHECK(done.ignored_columns == Texts{"published_added"});
  CHECK(data::release_dates(study.database) == Texts{"2017-12-06"});
}

TEST_CASE("a column that this kind of file does not use is told of") {
  StudyFixture study;

  const OperatorHistoryImport changes =
      import_text(study, "opset,operator,change,released\n1,Abs,added,2017-12-06\n", "changes.csv");
  const OperatorHistoryImport sets =
      import_text(study, "opset,released,operator\n1,2017-12-06,Abs\n", "sets.csv");

  CHECK(changes.ignored_columns == Texts{"released"});
  CHECK(sets.ignored_columns == Texts{"operator"});
}

TEST_CASE("the published study's JSON is read") {
  StudyFixture study;

  const OperatorHistoryImport done = import_text(study, R"({
    "1": {"added": ["Abs", "Add"], "updated": [], "date": "2017-12-06"},
    "2": {"updated": ["Pad"], "deprecated": ["Upsample"], "date": "2018-03-21"}
  })",
                                                 "diff.JSON");

  CHECK(done.sets == 2);
  CHECK(done.changes_added == 4);
  const auto sets = data::operator_set_changes(study.database, "mine");
  REQUIRE(sets.size() == 2);
  CHECK(sets[0].added == 2);
  CHECK(sets[1].updated == 1);
  CHECK(sets[1].deprecated == 1);
  CHECK(sets[1].released == "2018-03-21");
}

TEST_CASE("a file that is imported twice adds nothing the second time") {
  StudyFixture study;
  const std::string content = "opset,operator,change\n1,Abs,added\n1,Add,added\n";
  import_text(study, content, "changes.csv");

  const OperatorHistoryImport again = import_text(study, content, "changes.csv");

  CHECK(again.changes_added == 0);
  CHECK(again.changes_known == 2);
}

TEST_CASE("every bad row of a CSV file is told with its line, and nothing is imported") {
  StudyFixture study;

  const Error error = error_of(study,
                               "opset,operator,change\n1,Abs,added\nx,Add,added\n0,Add,added\n"
                               "2,,updated\n3,Pad,changed\n",
                               "changes.csv");

  CHECK(error.message() == "the operator history has mistakes; nothing was imported");
  CHECK(error.reasons() == Texts{"row 3: 'x' is not the version of an operator set",
                                 "row 4: '0' is not the version of an operator set",
                                 "row 5: the operator has no name",
                                 "row 6: 'changed' is none of added, updated, deprecated"});
}

TEST_CASE("bad dates are told with their lines") {
  StudyFixture study;

  const Error error = error_of(
      study, "opset,released\n1,2017-12-06\n2,2018-02-30\n3,yesterday\n1,2017-12-07\n", "sets.csv");

  CHECK(error.reasons() == Texts{"row 3: '2018-02-30' is not a date such as 2019-01-22",
                                 "row 4: 'yesterday' is not a date such as 2019-01-22",
                                 "row 5: the study has another release date for operator set 1"});
}

TEST_CASE("bad entries of JSON are told with their operator sets") {
  StudyFixture study;

  const Error error = error_of(study, R"({
    "1": {"added": ["Abs", 7], "date": "2017-12-06"},
    "2": {"added": ["Pad"]},
    "3": [],
    "x": {"added": [], "date": "2018-03-21"}
  })",
                               "diff.json");

  CHECK(error.reasons() == Texts{"operator set 1: the operator has no name",
                                 "operator set 2: it has no \"date\"",
                                 "operator set 3: it has no \"date\"",
                                 "operator set x: 'x' is not the version of an operator set"});
}

TEST_CASE("files that hold no operator history are refused with what they hold") {
  StudyFixture study;

  CHECK(test::says(error_of(study, "opset,operator\n1,Abs\n", "a.csv"),
                   "its columns are: opset, operator"));
  CHECK(test::says(error_of(study, "[1]", "a.json"), "not a JSON object"));
  CHECK(test::says(error_of(study, "{\"1\": ", "a.json"), "not a JSON object"));
}

}  // namespace faultline::collectors
