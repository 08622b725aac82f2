#include "data/conversion_outcome.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.h"

namespace faultline::data {

namespace {

/// How the runtime's errors begin.
constexpr std::string_view kRuntimeError = "[ONNXRuntimeError]";

}  // namespace

std::optional<Outcome> find_outcome(std::string_view id) {
  const auto* const found = std::ranges::find(kOutcomeIds, id);
  if (found == kOutcomeIds.end()) return std::nullopt;
  return static_cast<Outcome>(found - kOutcomeIds.begin());
}

double parse_tolerance(std::string_view text) {
  double tolerance = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), tolerance);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  if (is_number && tolerance >= 0 && std::isfinite(tolerance)) return tolerance;
  throw Error(fmt::format("'{}' is not a tolerance", text))
      .help("a tolerance is a number of at least 0, such as 1e-7");
}

bool Conversion::diff_is_nan() const { return max_abs_diff && std::isnan(*max_abs_diff); }

Outcome outcome_of(const Conversion& conversion, double tolerance) {
  const bool is_failure = conversion.stated && *conversion.stated < Outcome::kMismatch;
  if (is_failure) return *conversion.stated;
  if (conversion.error) {
    return conversion.error->starts_with(kRuntimeError) ? Outcome::kLoadFailure
                                                        : Outcome::kConversionFailure;
  }
  if (conversion.max_abs_diff) {
    return *conversion.max_abs_diff > tolerance ? Outcome::kMismatch : Outcome::kSuccessful;
  }
  if (conversion.differs) return *conversion.differs ? Outcome::kMismatch : Outcome::kSuccessful;
  return conversion.stated.value_or(Outcome::kSuccessful);
}

}  // namespace faultline::data
