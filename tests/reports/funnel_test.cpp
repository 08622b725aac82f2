#include "reports/tables/funnel.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "data/judgements.h"
#include "data/samples.h"
#include "reports/reproduction.h"
#include "reports/tables/screening_quality.h"
#include "reports/tables/tables.h"
#include "support/collected_study.h"

namespace faultline::reports {

namespace {

using test::CollectedStudy;

Table build(CollectedStudy& study, const char* id) {
  return build_table(id, {.database = &study.database});
}

void decide(CollectedStudy& study, std::int64_t issue_id, bool has_evidence) {
  data::Statement decision(
      study.database, "insert into screening (issue_id, step, kept, reason) values (?, ?, ?, '')");
  decision.bind(issue_id, "relevant", true).run();
  decision.bind(issue_id, "evidence", has_evidence).run();
}

bool has_note(const Table& table, const std::string& words) {
  return std::any_of(table.notes.begin(), table.notes.end(), [&](const std::string& note) {
    return note.find(words) != std::string::npos;
  });
}

const ComparedFigure& figure(const Reproduction& reproduction, const std::string& id) {
  return *std::find_if(reproduction.figures.begin(), reproduction.figures.end(),
                       [&](const ComparedFigure& each) { return each.published->id == id; });
}

}  // namespace

TEST_CASE("the funnel has one row a step and one column a converter, empty before the screening") {
  CollectedStudy study;

  const Table table = build(study, "funnel");

  REQUIRE(table.rows.size() == 4);
  REQUIRE(table.columns.size() == 4);
  CHECK(table.columns[2].id == "torch.onnx");
  CHECK(std::get<std::string>(table.rows[0].values[0]) == "repository");
  CHECK(std::get<std::string>(table.rows[3].values[0]) == "sampled");
  for (const Row& row : table.rows) {
    CHECK(std::holds_alternative<std::monostate>(row.values[2]));
  }
  CHECK(has_note(table, "Nothing is screened yet"));
}

TEST_CASE("counts of a screened study lead to their issues, that of the repository does not") {
  CollectedStudy study;
  study.database.run("insert into popularity values (1, '2024-05-06T07:08:09Z', 9, 8, 700)");
  decide(study, study.add(CollectedStudy::kTorch, 1, {}), true);
  decide(study, study.add(CollectedStudy::kTorch, 2, {}), false);
  study.add(CollectedStudy::kTorch, 3, {});

  const Table table = build(study, "funnel");

  CHECK(std::get<std::int64_t>(table.rows[0].values[2]) == 700);
  CHECK(std::get<std::int64_t>(table.rows[1].values[2]) == 2);
  CHECK(std::get<std::int64_t>(table.rows[2].values[2]) == 1);
  CHECK(std::holds_alternative<std::monostate>(table.rows[3].values[2]));
  CHECK(table.rows[2].where == std::vector<std::string>{"--step", "evidence"});
  CHECK_FALSE(table.rows[0].leads_to_issues);
  CHECK(has_note(table, "torch.onnx on 2024-05-06"));
  CHECK(has_note(table, "1 issue was collected since the last screening"));
  CHECK(has_note(table, "`faultline issues --step relevant --converter torch.onnx` lists the 2"));
}

TEST_CASE("precision, recall and F1 stand beside the counts they come from") {
  CollectedStudy study;
  const std::int64_t rater = study.rater("ana");
  std::int64_t number = 0;
  const auto judge = [&](bool kept, bool relevant, int times) {
    for (int i = 0; i < times; ++i) {
      const std::int64_t issue = study.add(CollectedStudy::kTorch, ++number, {});
      decide(study, issue, kept);
      data::store_judgement(study.database, issue, rater, relevant, Moment{});
    }
  };
  judge(true, true, 6);
  judge(true, false, 2);
  judge(false, true, 3);
  judge(false, false, 9);

  const Table table = build(study, "filter");

  REQUIRE(table.rows.size() == 3);
  const std::vector<Value>& torch = table.rows[0].values;
  CHECK(std::get<std::int64_t>(torch[1]) == 20);
  const Estimate precision = std::get<Estimate>(torch[6]);
  CHECK(precision.value == doctest::Approx(0.75));
  CHECK(precision.low == doctest::Approx(0.4093).epsilon(0.001));
  CHECK(precision.high == doctest::Approx(0.9285).epsilon(0.001));
  CHECK(std::get<Estimate>(torch[7]).value == doctest::Approx(6.0 / 9));
  CHECK(std::get<double>(torch[8]) == doctest::Approx(12.0 / 17));
  CHECK(std::holds_alternative<std::monostate>(table.rows[1].values[6]));
  CHECK(std::get<std::int64_t>(table.rows[2].values[1]) == 20);
  CHECK(has_note(table, "20 of the judged issues were not drawn by lot"));
}

TEST_CASE("without judgements the quality of the screening is not known") {
  CollectedStudy study;

  const Table table = build(study, "filter");

  CHECK(std::holds_alternative<std::monostate>(table.rows[0].values[6]));
  CHECK(has_note(table, "Nothing is judged yet"));
}

TEST_CASE("the published funnel needs data until a study has its own") {
  CollectedStudy study;
  std::map<std::string, Table> tables;
  tables.emplace("funnel", build(study, "funnel"));
  tables.emplace("filter", build(study, "filter"));

  const Reproduction empty = compare_with_published(tables);
  study.database.run("insert into popularity values (1, '2024-05-06T07:08:09Z', 9, 8, 20782)");
  decide(study, study.add(CollectedStudy::kTorch, 1, {}), true);
  tables.at("funnel") = build(study, "funnel");
  const Reproduction filled = compare_with_published(tables);

  CHECK(figure(empty, "funnel.torch.onnx.repository").status == FigureStatus::kNeedsData);
  CHECK(figure(empty, "filter.tf2onnx.recall").status == FigureStatus::kNeedsData);
  CHECK(figure(filled, "funnel.torch.onnx.repository").status == FigureStatus::kAgrees);
  CHECK(figure(filled, "funnel.torch.onnx.evidence").status == FigureStatus::kDiffers);
  CHECK(figure(filled, "funnel.torch.onnx.evidence").computed.count == 1);
  CHECK(figure(filled, "funnel.tf2onnx.repository").status == FigureStatus::kNeedsData);
}

}  // namespace faultline::reports
