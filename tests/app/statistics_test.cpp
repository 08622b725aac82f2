#include "app/statistics/statistics.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "base/error.h"
#include "base/file.h"

namespace faultline::app {

namespace {

using nlohmann::json;

bool is_p_value(const std::string& key) { return key == "p" || key.starts_with("p_"); }

/// The rule by which the reference values are compared: relative above 1, p-values to 1e-6 relative
/// as well, everything else exactly.
bool agrees(const std::string& key, const json& actual, const json& expected, double tolerance) {
  if (expected.is_array()) {
    if (!actual.is_array() || actual.size() != expected.size()) return false;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (!agrees(key, actual[i], expected[i], tolerance)) return false;
    }
    return true;
  }
  if (!expected.is_number_float()) return actual == expected;
  if (!actual.is_number()) return false;
  const auto wanted = expected.get<double>();
  const double difference = std::abs(actual.get<double>() - wanted);
  if (difference > tolerance * std::max(1.0, std::abs(wanted))) return false;
  return !is_p_value(key) || wanted <= 1e-300 || difference <= 1e-6 * wanted;
}

/// The whole message of the error that a call throws.
std::string error_of(const std::string& name, const json& inputs) {
  try {
    static_cast<void>(compute_statistic(name, inputs));
  } catch (const Error& error) {
    std::string text = error.message();
    for (const std::string& reason : error.reasons()) text += "\n" + reason;
    for (const std::string& advice : error.advice()) text += "\n" + advice;
    return text;
  }
  return "no error";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every reference case comes out as expected") {
  const json cases = json::parse(read_file(FAULTLINE_TESTS_DIR "/analysis/statistics_cases.json"));
  REQUIRE(cases.size() == 78);

  for (const json& reference : cases) {
    CAPTURE(reference["name"].get<std::string>());
    const json actual =
        compute_statistic(reference["statistic"].get<std::string>(), reference["inputs"]);

    CHECK(actual.size() == reference["expected"].size());
    for (const auto& field : reference["expected"].items()) {
      const std::string& key = field.key();
      const json& expected = field.value();
      CAPTURE(key);
      CAPTURE(expected.dump());
      REQUIRE(actual.contains(key));
      CAPTURE(actual[key].dump());
      CHECK(agrees(key, actual[key], expected, reference["tolerance"].get<double>()));
    }
  }
}

TEST_CASE("the names of the statistics are sorted and each one is known") {
  const std::vector<std::string> names = statistic_names();

  CHECK(names.size() == 30);
  CHECK(std::ranges::is_sorted(names));
  for (const std::string& name : names) {
    CHECK_FALSE(contains(error_of(name, json::object()), "there is no statistic"));
  }
}

TEST_CASE("an unknown statistic is answered with the nearest name") {
  const std::string message = error_of("cohens_kappa", json::object());

  CHECK(contains(message, "there is no statistic 'cohens_kappa'"));
  CHECK(contains(message, "'cohen_kappa'"));
}

TEST_CASE("a missing input is named together with what was expected") {
  const std::string message = error_of("proportion_ci", {{"x", 1}});

  CHECK(contains(message, "the input 'n' is missing; it must be a whole number"));
}

TEST_CASE("an input that is not known is refused with the nearest one") {
  const std::string message = error_of("proportion_ci", {{"x", 1}, {"n", 2}, {"confidense", 0.9}});

  CHECK(contains(message, "there is no input 'confidense'"));
  CHECK(contains(message, "'confidence'"));
}

TEST_CASE("inputs of another type than expected are named") {
  CHECK(contains(error_of("proportion_ci", {{"x", 1.5}, {"n", 2}}), "'x' must be a whole number"));
  CHECK(contains(error_of("proportion_ci", {{"x", "1"}, {"n", 2}}), "'x' must be a whole number"));
  CHECK(contains(error_of("proportion_ci", json::array()), "must be a JSON object"));
  CHECK(contains(error_of("summary", {{"x", 3}}), "'x' must be a list of numbers"));
  CHECK(contains(error_of("summary", {{"x", {1, nullptr}}}), "'x' must be a list of numbers"));
  CHECK(contains(error_of("g_test", {{"table", {1, 2}}}), "'table' must be a list of rows"));
  CHECK(contains(error_of("cohen_kappa", {{"table", {{1, 0}, {0, 1}}}, {"weights", "cubic"}}),
                 "'weights' must be one of none, linear, quadratic"));
  CHECK(contains(error_of("chi2_independence", {{"table", {{1}}}, {"yates", 1}}),
                 "'yates' must be true or false"));
}

TEST_CASE("impossible values are refused") {
  CHECK(contains(error_of("proportion_ci", {{"x", 3}, {"n", 2}}), "more items than there are"));
  CHECK(contains(error_of("proportion_ci", {{"x", -1}, {"n", 2}}), "0 and more"));
  CHECK(contains(error_of("proportion_ci", {{"x", 1}, {"n", 2}, {"confidence", 1}}),
                 "confidence level must lie between 0 and 1"));
  CHECK(contains(error_of("g_test", {{"table", {{1, 2}, {3}}}}), "differ in length"));
  CHECK(contains(error_of("g_test", {{"table", {{1, 2}, {3, -4}}}}), "negative count"));
  CHECK(contains(error_of("cohen_kappa", {{"table", {{1, 2}}}}), "must be square"));
  CHECK(contains(error_of("mcnemar", {{"table", {{1, 2, 3}, {4, 5, 6}}}}), "two rows"));
  CHECK(contains(error_of("p_adjust", {{"p", {0.5, 1.5}}}), "must lie in [0, 1]"));
  CHECK(contains(error_of("spearman", {{"x", {1, 2}}, {"y", {1}}}), "as many values"));
  CHECK(contains(error_of("poisson_rate_ratio", {{"x1", 1}, {"t1", 0}, {"x2", 1}, {"t2", 1}}),
                 "exposure above 0"));
  CHECK(
      contains(error_of("fleiss_kappa", {{"counts", {{2, 1}, {1, 1}}}}), "same number of labels"));
  CHECK(contains(error_of("gwet_ac1", {{"ratings", {{1, 3}}}, {"categories", {1, 2}}}),
                 "not among the categories: 3"));
  CHECK(contains(error_of("largest_remainder", {{"counts", {1}}, {"decimals", 20}}),
                 "whole number from 0 to 6"));
}

TEST_CASE("inputs that would take for ever are refused at once") {
  json values = json::array();
  for (int i = 0; i < 15; ++i) values.push_back(i);
  const json table = json::parse("[[9000000, 1, 5], [7, 9000000, 3]]");

  CHECK(contains(error_of("spearman_exact", {{"x", values}, {"y", values}}), "at most 14 items"));
  CHECK(contains(error_of("fisher_exact_rxc", {{"table", table}}), "at most 10 million items"));
}

TEST_CASE("labels may be texts where their level of measurement allows it") {
  const json ratings = json::parse(R"([["crash", "crash"], ["hang", "crash"], ["hang", "hang"]])");

  const json alpha =
      compute_statistic("krippendorff_alpha", {{"ratings", ratings}, {"level", "nominal"}});

  CHECK(alpha["alpha"].get<double>() == doctest::Approx(4.0 / 9));
  CHECK(contains(error_of("krippendorff_alpha", {{"ratings", ratings}, {"level", "interval"}}),
                 "labels must be numbers"));
}

}  // namespace faultline::app
