#include "data/published_figures.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "data/csv.h"
#include "support/thrown_error.h"

namespace faultline::data {

TEST_CASE("the published labels are inside the program: 100 issues of each converter") {
  const CsvTable labels = parse_csv(published_file("labels.csv"), "labels.csv");

  CHECK(labels.row_count() == 200);
  int of_torch = 0;
  for (const CsvRow row : labels) {
    if (row[0] == "pytorch/pytorch") ++of_torch;
  }
  CHECK(of_torch == 100);
}

TEST_CASE("a file is asked for by its whole name") {
  CHECK_THROWS_AS(static_cast<void>(published_file("csv")), Error);
  const Error error = test::thrown_error([] { return published_file("no.csv"); });

  CHECK(error.kind() == ErrorKind::kFailure);
  CHECK(test::says(error, "no.csv"));
}

TEST_CASE("figures have distinct ids, a place in the paper and at least one number") {
  std::set<std::string> ids;
  for (const PublishedFigure& figure : published_figures()) {
    CAPTURE(figure.id);
    CHECK(ids.insert(figure.id).second);
    CHECK_FALSE(figure.where.empty());
    CHECK((figure.numbers.count || figure.numbers.percent || figure.numbers.value));
  }
  CHECK(ids.size() > 200);
}

TEST_CASE("a figure's numbers and decimals are as the paper prints them") {
  const auto figure = [](const std::string& id) {
    const auto& all = published_figures();
    return *std::find_if(all.begin(), all.end(),
                         [&](const PublishedFigure& found) { return found.id == id; });
  };

  CHECK(figure("opsets.added").numbers.count == 149);
  CHECK_FALSE(figure("opsets.added").numbers.value.has_value());
  CHECK(figure("agreement.pilot.symptom").numbers.value == 0.95);
  CHECK(figure("agreement.pilot.symptom").value_decimals == 2);
  CHECK(figure("agreement.pilot.cause").value_decimals == 1);
}

TEST_CASE("every known difference is of a published figure and explained") {
  std::set<std::string> ids;
  for (const PublishedFigure& figure : published_figures()) ids.insert(figure.id);

  CHECK_FALSE(known_differences().empty());
  for (const auto& [id, explanation] : known_differences()) {
    CAPTURE(id);
    CHECK(ids.contains(id));
    CHECK(explanation.size() > 20);
  }
}

}  // namespace faultline::data
