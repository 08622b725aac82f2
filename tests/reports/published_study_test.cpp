#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "reports/agreement.h"
#include "reports/published_facts.h"
#include "reports/reproduction.h"

/// The published study, recomputed from the facts that the program ships.

namespace faultline::reports {

namespace {

using test::count_in;
using test::number_in;
using test::PublishedFacts;
using Texts = std::vector<std::string>;

std::int64_t count_of_figures(const std::string& where) {
  const auto& figures = data::published_figures();
  return std::count_if(figures.begin(), figures.end(),
                       [&](const data::PublishedFigure& figure) { return figure.where == where; });
}

}  // namespace

TEST_CASE("every figure of the paper's tables 8, 9, 10 and 14 is reproduced") {
  PublishedFacts study;

  const Reproduction reproduction = compare_with_published(study.tables());

  for (const char* where : {"Table 8", "Table 9", "Table 10", "Table 14"}) {
    CAPTURE(where);
    std::int64_t agree = 0;
    for (const ComparedFigure& figure : reproduction.figures) {
      if (figure.published->where != where) continue;
      CAPTURE(figure.published->id);
      CHECK(status_name(figure.status) == "agrees");
      if (figure.status == FigureStatus::kAgrees) ++agree;
    }
    CHECK(agree == count_of_figures(where));
    CHECK(agree >= 18);
  }
}

TEST_CASE("the published history has 149 operators added and 217 updated") {
  PublishedFacts study;

  const Table table = study.table("opsets");

  CHECK(count_in(table, "total", "published.added") == 149);
  CHECK(count_in(table, "total", "published.updated") == 217);
  CHECK(count_in(table, "total", "published.deprecated") == 0);
}

TEST_CASE("rank correlations are the published inputs' and, by ONNX's changelog, stronger") {
  PublishedFacts study;

  const Table table = study.table("evolution-correlation");

  const auto check = [&](const std::string& measure, double published, double changelog) {
    CAPTURE(measure);
    CHECK(number_in(table, measure, "published.rho") == doctest::Approx(published).epsilon(0.002));
    CHECK(number_in(table, measure, "changelog.rho") == doctest::Approx(changelog).epsilon(0.002));
  };
  check("all failures", 0.357, 0.458);
  check("incompatibility and type problems", 0.529, 0.611);
  check("their share", 0.333, 0.346);
  const std::string second = "incompatibility and type problems";
  CHECK(number_in(table, second, "published.p") == doctest::Approx(0.095).epsilon(0.01));
  CHECK(number_in(table, second, "changelog.p") == doctest::Approx(0.046).epsilon(0.02));
  CHECK(count_in(table, second, "published.intervals") == 11);
}

TEST_CASE("every count of issues, in every table, leads to exactly that many issues") {
  PublishedFacts study;
  std::int64_t opened = 0;

  for (const bool all_codes : {false, true}) {
    TableRequest request = study.request();
    request.all_codes = all_codes;
    for (const TableKind& kind : table_kinds()) {
      CAPTURE(kind.id);
      CHECK(test::cells_that_lead_elsewhere(study, kind.build(request), opened) == Texts{});
    }
  }

  CHECK(opened > 500);
}

TEST_CASE("counts lead to their issues whatever the labels of several raters are") {
  Random random(3);
  PublishedFacts study;
  for (const char* rater : {"ben", "consensus"}) {
    for (int i = 0; i < 60; ++i) {
      const data::Dimension& dimension = study.codebook.dimensions[random.below(3)];
      study.label(rater, random.below(2) == 0 ? study.kTorch : study.kTensorFlow,
                  static_cast<std::int64_t>(1 + random.below(40)), dimension.id,
                  dimension.codes[random.below(dimension.codes.size())].id);
    }
  }
  std::int64_t opened = 0;

  for (const char* id : {"stage", "symptom", "cause", "cause-symptom", "cause-stage"}) {
    CAPTURE(id);
    CHECK(test::cells_that_lead_elsewhere(study, study.table(id), opened) == Texts{});
  }
}

TEST_CASE("the same study gives the same tables, p-values by simulation included") {
  PublishedFacts first;
  PublishedFacts second;

  const Table one = first.table("cause-stage");
  const Table other = second.table("cause-stage");

  CHECK(one.notes == other.notes);
  CHECK(test::row_ids(one) == test::row_ids(other));
}

TEST_CASE("figures of which nothing is there need data, and the note says which") {
  const Reproduction reproduction = compare_with_published({});

  CHECK(reproduction.count(FigureStatus::kNeedsData) ==
        static_cast<std::int64_t>(data::published_figures().size()));
  CHECK(reproduction.unexplained() == 0);
  for (const ComparedFigure& figure : reproduction.figures) {
    CAPTURE(figure.published->id);
    CHECK(figure.note.find("needs ") != std::string::npos);
  }
}

TEST_CASE("a difference that is known is explained, another one is not") {
  PublishedFacts study;
  std::map<std::string, Table> tables = study.tables();
  const Reproduction sound = compare_with_published(tables);
  for (Row& row : tables.at("stage").rows) {
    for (Value& value : row.values) {
      if (auto* count = std::get_if<std::int64_t>(&value)) ++*count;
    }
  }

  const Reproduction wrong = compare_with_published(tables);

  CHECK(sound.unexplained() == 0);
  for (const ComparedFigure& figure : sound.figures) {
    if (figure.status != FigureStatus::kDiffers) continue;
    CHECK(figure.is_known_difference);
    CHECK(figure.note == data::known_differences().at(figure.published->id));
  }
  CHECK(wrong.unexplained() > 0);
  CHECK(wrong.count(FigureStatus::kDiffers) > sound.count(FigureStatus::kDiffers));
}

TEST_CASE("a printed percentage that its own count does not give is pointed out") {
  const Reproduction reproduction = compare_with_published({});

  std::int64_t odd = 0;
  for (const ComparedFigure& figure : reproduction.figures) {
    const data::FigureNumbers& numbers = figure.published->numbers;
    if (!numbers.count || !numbers.of || !numbers.percent) continue;
    CAPTURE(figure.published->id);
    // Rounded half away from zero, in whole numbers.
    const std::int64_t percent = (200 * *numbers.count + *numbers.of) / (2 * *numbers.of);
    CHECK(figure.has_inconsistent_percentage == (percent != *numbers.percent));
    if (!figure.has_inconsistent_percentage) continue;
    ++odd;
    CHECK(figure.note.find("the paper prints") != std::string::npos);
  }
  CHECK(odd > 0);
}

TEST_CASE("the comparison as a table has one row a figure") {
  PublishedFacts study;
  const Reproduction reproduction = compare_with_published(study.tables());

  const Table table = reproduction_table(reproduction);

  CHECK(table.rows.size() <= reproduction.figures.size());
  CHECK(std::get<std::string>(test::cell(table, "opsets.added", "published")) == "149");
  CHECK(std::get<std::string>(test::cell(table, "opsets.added", "computed")) == "149");
  CHECK(std::get<std::string>(test::cell(table, "opsets.added", "status")) == "agrees");
}

TEST_CASE("the drift sheets of the coding sheet agree perfectly on 18 issues") {
  const std::filesystem::path book =
      std::filesystem::path(FAULTLINE_SHARED_DIR) / "replication" / "FailureAnalysis.xlsx";
  if (!std::filesystem::exists(book)) {
    std::cout << "skipped: the published replication package is not here\n";
    return;
  }
  PublishedFacts study;
  for (const char* sheet : {"PT Drift Testing", "TF Drift Testing"}) {
    const auto import = [&](const char* rater, const char* range) {
      taxonomy::import_labels(study.database, study.codebook,
                              *taxonomy::open_label_sheet(book, sheet, range), book.string(),
                              {.rater = rater, .repository = {}}, test::kNow);
    };
    import("Rater A", "A2:I1048576");
    import("Rater B", "A2:D1048576,J2:N1048576");
  }
  TableRequest request = study.request();
  request.rater = "published";
  request.raters = {"Rater A", "Rater B"};

  const std::map<std::string, Table> tables{{"agreement", build_table("agreement", request)}};
  const Reproduction reproduction = compare_with_published(tables);

  for (const ComparedFigure& figure : reproduction.figures) {
    if (figure.published->id == "agreement.drift") CHECK(figure.computed.value == 1.0);
    if (figure.published->id == "agreement.drift.issues") CHECK(figure.computed.count == 18);
  }
  for (const char* dimension : {"symptom", "cause"}) {
    const PairAgreement pair =
        pair_agreement(study.database, *study.codebook.find(dimension), "Rater A", "Rater B");
    CHECK(pair.kappa.items == 18);
    CHECK(pair.disagreements.empty());
  }
}

}  // namespace faultline::reports
