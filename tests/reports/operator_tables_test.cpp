#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "data/operator_history.h"
#include "reports/study_tables.h"

/// The tables of operator sets, and of failures beside their changes.

namespace faultline::reports {

namespace {

using test::cell;
using test::count_in;
using test::TableStudy;
using Texts = std::vector<std::string>;

struct History : TableStudy {
  void add_set(std::int64_t version, const std::string& released) {
    data::OperatorHistoryWriter(database).add_set("ai.onnx", version, released);
  }
  void add_changes(const std::string& history, std::int64_t version, int count,
                   const std::string& change = "updated") {
    data::OperatorHistoryWriter writer(database);
    for (int i = 0; i < count; ++i) {
      writer.add_change({.history = history,
                         .domain = "ai.onnx",
                         .version = version,
                         .operator_name = "Operator" + std::to_string(i),
                         .change = change});
    }
  }
  /// Adds issues that were opened on a day.
  void add_failures(const std::string& created_at, int count, const std::string& cause) {
    for (int i = 0; i < count; ++i) {
      ++last_number_;
      add_issue(kTorch, last_number_, {.created_at = created_at + "T12:00:00Z"});
      label("ana", kTorch, last_number_, "cause", cause);
    }
  }

 private:
  std::int64_t last_number_ = 0;
};

/// Five releases; the failures of the first and of the newest that has any are left out.
struct FiveReleases : History {
  FiveReleases() {
    add_set(1, "2020-01-01");
    add_set(2, "2020-06-01");
    add_set(3, "2021-01-01");
    add_set(4, "2021-06-01");
    add_set(5, "2022-01-01");
    add_changes("published", 1, 5, "added");
    add_changes("published", 2, 3);
    add_changes("published", 3, 10);
    add_changes("published", 4, 1);
    add_changes("published", 5, 7);
    add_failures("2019-12-31", 1, "typo");
    add_failures("2020-01-01", 1, "typo");
    add_failures("2020-06-01", 1, "typo");
    add_failures("2020-12-31", 1, "type-problem/node");
    add_failures("2021-03-01", 1, "shape-problem");
    add_failures("2021-03-01", 2, "incompatibility");
    add_failures("2021-06-02", 4, "typo");
    add_failures("2022-05-01", 1, "incompatibility/external");
  }
};

}  // namespace

TEST_CASE("operator sets are listed with their dates and each history's changes, and summed") {
  History study;
  study.add_set(1, "2020-01-01");
  study.add_changes("published", 1, 3, "added");
  study.add_changes("published", 10, 2);
  study.add_changes("changelog", 10, 1, "deprecated");

  const Table table = study.table("opsets");

  CHECK(test::column_ids(table) ==
        Texts{"opset", "released", "published.added", "published.updated", "published.deprecated",
              "changelog.added", "changelog.updated", "changelog.deprecated"});
  CHECK(test::row_ids(table) == Texts{"1", "10", "total"});
  CHECK(std::get<std::string>(cell(table, "1", "released")) == "2020-01-01");
  CHECK(std::holds_alternative<std::monostate>(cell(table, "10", "released")));
  CHECK(std::holds_alternative<std::monostate>(cell(table, "1", "changelog.added")));
  CHECK(count_in(table, "10", "changelog.deprecated") == 1);
  CHECK(count_in(table, "total", "published.added") == 3);
  CHECK(count_in(table, "total", "published.updated") == 2);
  CHECK(count_in(table, "total", "changelog.updated") == 0);
}

TEST_CASE("without an operator history the tables say how to get one") {
  TableStudy study;

  for (const char* id : {"opsets", "opset-releases", "evolution", "evolution-correlation",
                         "evolution-rates", "evolution-association", "evolution-sensitivity"}) {
    CAPTURE(id);
    CHECK(test::has_note(study.table(id), "faultline opsets import FILE"));
  }
}

TEST_CASE("failures are counted between releases, beside the changes of each") {
  FiveReleases study;

  const Table table = study.table("evolution");

  CHECK(test::row_ids(table) == Texts{"2020-06-01", "2021-01-01", "2021-06-01"});
  CHECK(count_in(table, "2020-06-01", "changes.published") == 3);
  CHECK(count_in(table, "2020-06-01", "failures") == 2);
  CHECK(count_in(table, "2020-06-01", "incompatibility-or-type") == 1);
  CHECK(test::number_in(table, "2020-06-01", "share") == doctest::Approx(0.5));
  CHECK(count_in(table, "2021-01-01", "failures") == 3);
  CHECK(count_in(table, "2021-01-01", "incompatibility-or-type") == 2);
  CHECK(count_in(table, "2021-06-01", "failures") == 4);
  CHECK(count_in(table, "2021-06-01", "incompatibility-or-type") == 0);
  CHECK(test::has_note(table, "the first release: 3 issues."));
}

TEST_CASE("changes and failures are correlated by rank") {
  FiveReleases study;

  const Table table = study.table("evolution-correlation");

  // Changes 3, 10, 1 have the ranks 2, 3, 1; failures 2, 3, 4 the ranks 1, 2, 3; the incompatible
  // and type problems 1, 2, 0 and their shares 1/2, 2/3, 0 the ranks 2, 3, 1.
  CHECK(test::number_in(table, "all failures", "published.rho") == doctest::Approx(-0.5));
  CHECK(test::number_in(table, "incompatibility and type problems", "published.rho") ==
        doctest::Approx(1.0));
  CHECK(test::number_in(table, "their share", "published.rho") == doctest::Approx(1.0));
  CHECK(count_in(table, "all failures", "published.intervals") == 3);
}

TEST_CASE("every count of failures leads to its issues") {
  FiveReleases study;
  std::int64_t opened = 0;

  CHECK(test::cells_that_lead_elsewhere(study, study.table("evolution"), opened) == Texts{});
  CHECK(opened == 6);
}

TEST_CASE("a history that ends early leaves out what came after it, and a longer one goes on") {
  FiveReleases study;
  study.add_set(6, "2023-01-01");
  study.add_changes("changelog", 1, 1);
  study.add_changes("changelog", 2, 2);
  study.add_changes("changelog", 4, 1);
  study.add_changes("changelog", 5, 9);
  study.add_changes("changelog", 6, 8);
  study.add_failures("2023-02-01", 2, "typo");

  const Table table = study.table("evolution");

  CHECK(test::row_ids(table) == Texts{"2020-06-01", "2021-01-01", "2021-06-01", "2022-01-01"});
  CHECK(count_in(table, "2021-01-01", "changes.changelog") == 0);
  CHECK(count_in(table, "2022-01-01", "changes.changelog") == 9);
  CHECK(std::holds_alternative<std::monostate>(cell(table, "2022-01-01", "changes.published")));
  CHECK(count_in(table, "2022-01-01", "failures") == 1);
}

TEST_CASE("issues of which it is not known when they were opened are left out, and said to be") {
  FiveReleases study;
  study.label("ana", study.kTorch, 1000, "cause", "typo");

  const Table table = study.table("evolution");

  CHECK(count_in(table, "2020-06-01", "failures") == 2);
  CHECK(test::has_note(table, "not known when they were opened: 1."));
}

TEST_CASE("operator changes are summed by release") {
  FiveReleases study;
  study.add_set(6, "2022-01-01");
  study.add_changes("published", 6, 2);
  study.add_changes("published", 7, 1);

  const Table table = study.table("opset-releases");

  CHECK(test::row_ids(table) == Texts{"2020-01-01", "2020-06-01", "2021-01-01", "2021-06-01",
                                      "2022-01-01", "not released"});
  CHECK(std::get<std::string>(cell(table, "2022-01-01", "opsets")) == "5, 6");
  CHECK(count_in(table, "2022-01-01", "published.updated") == 9);
}

TEST_CASE("rates take the length of each interval into account") {
  FiveReleases study;

  const Table table = study.table("evolution-rates");

  CHECK(test::row_ids(table) == Texts{"2020-06-01", "2021-01-01", "2021-06-01"});
  CHECK(count_in(table, "2020-06-01", "days") == 214);
  CHECK(test::number_in(table, "2020-06-01", "rate") == doctest::Approx(2 * 30.0 / 214));
  CHECK(count_in(table, "2021-06-01", "days") == 214);
  CHECK(test::has_note(table, "likelihood ratio"));
  CHECK(test::has_note(table, "Dispersion"));
}

TEST_CASE("an association has exact tests and says what the data support") {
  FiveReleases study;

  const Table table = study.table("evolution-association");

  CHECK(table.rows.size() == 4);
  CHECK(test::number_in(table, "published: all failures", "rho") == doctest::Approx(-0.5));
  CHECK(test::number_in(table, "published: all failures", "rho.p-exact") == doctest::Approx(1));
  CHECK(test::number_in(table, "published: all failures", "tau") == doctest::Approx(-1.0 / 3));
  CHECK(test::has_note(table, "could be told from 0"));
}

/// Six releases with ever more changes, and failures that follow them, or fall.
struct Trend : History {
  explicit Trend(bool rising) {
    constexpr std::array kReleases{"2020-01-01", "2020-07-01", "2021-01-01", "2021-07-01",
                                   "2022-01-01", "2022-07-01", "2023-01-01", "2023-07-01"};
    for (std::size_t i = 0; i < kReleases.size(); ++i) {
      const int rank = static_cast<int>(i) + 1;
      add_set(rank, kReleases[i]);
      add_changes("published", rank, rank);
      const std::string day = std::string(kReleases[i]).substr(0, 8) + "15";
      const int failures = rising ? 3 * rank : 30 - 3 * rank;
      add_failures(day, failures - rank, "typo");
      add_failures(day, rank, "type-problem");
    }
  }
};

TEST_CASE("the paragraph says whether more changes go with more failures or with fewer") {
  Trend rising(true);
  Trend falling(false);
  const auto notes = [](Trend& study) {
    return study.table("evolution-association").notes.front();
  };

  CHECK(notes(falling).find("more operator changes go with more failures") == std::string::npos);
  CHECK(notes(falling).find("below 0 have p < 0.05") != std::string::npos);
  CHECK(notes(rising).find("fewer failures") == std::string::npos);
}

TEST_CASE("every choice is a row, with lags where it is known when issues were opened") {
  FiveReleases study;

  const Table table = study.table("evolution-sensitivity");

  CHECK(table.rows.size() == 24);
  CHECK(count_in(table, "published 1", "intervals") == 3);
  CHECK(test::number_in(table, "published 1", "failures.rho") == doctest::Approx(-0.5));
  CHECK(count_in(table, "published 1", "lag") == 0);
  CHECK(count_in(table, "published 2", "lag") == 3);
  CHECK(count_in(table, "published 3", "lag") == 6);
  CHECK(std::get<std::string>(cell(table, "published 24", "first")) == "in");
}

TEST_CASE("with too few intervals the paragraph says so") {
  History study;
  study.add_set(1, "2020-01-01");
  study.add_changes("published", 1, 5, "added");

  CHECK(test::has_note(study.table("evolution-association"), "too few release intervals"));
}

}  // namespace faultline::reports
