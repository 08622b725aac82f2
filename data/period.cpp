#include "data/period.h"

#include <fmt/format.h>

#include <charconv>

#include "base/clock.h"

namespace faultline::data {

namespace {

using std::chrono::day;
using std::chrono::last;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int kQuarters = 4;
constexpr unsigned kMonths = 3;  ///< of a quarter

/// What an open end reaches to; no issue lies beyond.
constexpr sys_days kEarliest = year{0} / 1 / 1;
constexpr sys_days kLatest = year{9999} / 12 / 31;

/// A number of exactly so many digits.
std::optional<unsigned> digits(std::string_view text, std::size_t count) {
  if (text.size() != count) return std::nullopt;
  unsigned number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

Period months(year in, unsigned from, unsigned to) {
  return {sys_days(in / month{from} / day{1}), sys_days(in / month{to} / last)};
}

std::optional<Period> one_day(year in, std::string_view text) {
  const auto month_number = digits(text.substr(0, 2), 2);
  const auto day_number = digits(text.substr(3), 2);
  if (text[2] != '-' || !month_number || !day_number) return std::nullopt;
  const year_month_day date = in / month{*month_number} / day{*day_number};
  if (!date.ok()) return std::nullopt;
  return Period{sys_days(date), sys_days(date)};
}

/// A year, or a part of one.
std::optional<Period> single(std::string_view text) {
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kDay = 5;  // "03-31"
  const auto number = digits(text.substr(0, kYear), kYear);
  if (!number) return std::nullopt;
  const year in{static_cast<int>(*number)};
  if (text.size() == kYear) return months(in, 1, 12);
  if (text[kYear] != '-') return std::nullopt;

  const std::string_view rest = text.substr(kYear + 1);
  if (rest.size() == 2 && (rest[0] == 'Q' || rest[0] == 'q')) {
    const auto quarter = digits(rest.substr(1), 1);
    if (!quarter || *quarter < 1 || *quarter > kQuarters) return std::nullopt;
    return months(in, (*quarter - 1) * kMonths + 1, *quarter * kMonths);
  }
  if (rest.size() == kDay) return one_day(in, rest);
  const auto month_number = digits(rest, 2);
  if (!month_number || !month{*month_number}.ok()) return std::nullopt;
  return months(in, *month_number, *month_number);
}

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
  constexpr std::string_view kBetween = "..";
  const std::size_t between = text.find(kBetween);
  if (between == std::string_view::npos) return single(text);

  const std::string_view from = text.substr(0, between);
  const std::string_view to = text.substr(between + kBetween.size());
  if (from.empty() && to.empty()) return std::nullopt;
  const auto begin = from.empty() ? Period{kEarliest, kEarliest} : single(from);
  const auto end = to.empty() ? Period{kLatest, kLatest} : single(to);
  if (!begin || !end || begin->first > end->last) return std::nullopt;
  return Period{begin->first, end->last};
}

std::optional<std::chrono::sys_days> day_of(std::string_view iso8601) {
  const std::optional<Moment> moment = parse_iso8601(iso8601);
  if (!moment) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(*moment);
}

int quarter_of(std::chrono::sys_days day) {
  const year_month_day date(day);
  const unsigned quarter = (static_cast<unsigned>(date.month()) - 1) / kMonths;
  return static_cast<int>(date.year()) * kQuarters + static_cast<int>(quarter);
}

std::string quarter_name(int quarter) {
  return fmt::format("{:04}-Q{}", quarter / kQuarters, quarter % kQuarters + 1);
}

}  // namespace faultline::data
