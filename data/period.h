#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace faultline::data {

/// A span of days in UTC, both ends included, by which issues are chosen: an issue belongs to the
/// day on which it was opened.
struct Period {
  std::chrono::sys_days first;
  std::chrono::sys_days last;

  [[nodiscard]] bool contains(std::chrono::sys_days day) const {
    return first <= day && day <= last;
  }

  friend bool operator==(const Period&, const Period&) = default;
};

/// How periods are written, for the sentences that say so.
inline constexpr std::string_view kPeriodForms =
    "write it as 2023, 2023-Q1, 2023-03 or 2023-03-31, or two of these with .. between, the "
    "earlier "
    "first; one end may be left out";

/// Reads a year "2023", a quarter "2023-Q1", a month "2023-03" or a day "2023-03-31", or a span
/// between two of them: "2019-01..2020-12". "2021.." has no end and "..2020" no beginning. No value
/// for anything else, also for days that do not exist and spans that end before they begin.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);

/// The day of a stored time; no value where that is none.
[[nodiscard]] std::optional<std::chrono::sys_days> day_of(std::string_view iso8601);

/// Quarters of years, counted through: the one after the last of a year is the next year's first.
[[nodiscard]] int quarter_of(std::chrono::sys_days day);

/// "2023-Q1", as parse_period reads it.
[[nodiscard]] std::string quarter_name(int quarter);

}  // namespace faultline::data
