#include "data/spreadsheet_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

#include "base/text.h"

namespace faultline::data {

namespace {

constexpr std::int64_t kMillisecondsPerDay = 24LL * 60 * 60 * 1000;

/// Days of the 1900 system: the day that never was, and what 0 stands for after and before it.
constexpr std::int64_t kPhantomLeapDay = 60;

std::string day_text(std::int64_t day, DateSystem system) {
  using namespace std::chrono;
  if (system == DateSystem::k1900 && day == kPhantomLeapDay) return "1900-02-29";
  const sys_days zero_1900 =
      day < kPhantomLeapDay ? sys_days{December / 31 / 1899} : sys_days{December / 30 / 1899};
  const sys_days zero = system == DateSystem::k1904 ? sys_days{January / 1 / 1904} : zero_1900;
  const year_month_day date = zero + days{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string time_text(std::int64_t milliseconds) {
  const std::chrono::hh_mm_ss time{std::chrono::milliseconds{milliseconds}};
  std::string text = fmt::format("{:02}:{:02}:{:02}", time.hours().count(), time.minutes().count(),
                                 time.seconds().count());
  if (time.subseconds().count() != 0) text += fmt::format(".{:03}", time.subseconds().count());
  return text;
}

/// Whether what stands in brackets counts elapsed time: "h", "mm", "ss", ...
bool is_elapsed_time(std::string_view in_brackets) {
  if (in_brackets.empty()) return false;
  const std::string lower = to_lower(in_brackets);
  constexpr std::string_view kUnits = "hms";
  return kUnits.find(lower.front()) != std::string_view::npos &&
         lower.find_first_not_of(lower.front()) == std::string::npos;
}

}  // namespace

bool is_builtin_date_format(std::size_t format_id) {
  return (format_id >= 14 && format_id <= 22) || (format_id >= 27 && format_id <= 36) ||
         (format_id >= 45 && format_id <= 47) || (format_id >= 50 && format_id <= 58);
}

bool is_date_format(std::string_view code) {
  for (std::size_t i = 0; i < code.size(); ++i) {
    switch (code[i]) {
      case '"':
        i = std::min(code.find('"', i + 1), code.size());
        break;
      case '[': {
        const std::size_t end = std::min(code.find(']', i), code.size());
        if (is_elapsed_time(code.substr(i + 1, end - i - 1))) return true;
        i = end;
        break;
      }
      case '\\':  // the next character as it is
      case '_':   // a blank as wide as the next character
      case '*':   // the next character, repeated
        ++i;
        break;
      default: {
        constexpr std::string_view kDateLetters = "yYmMdDhHsS";
        if (kDateLetters.find(code[i]) != std::string_view::npos) return true;
      }
    }
  }
  return false;
}

std::optional<std::string> date_text(double number, DateSystem system) {
  constexpr double kDaysAfterYear9999 = 2'958'466;
  constexpr double kDaysBetweenSystems = 1'462;
  const double end =
      system == DateSystem::k1900 ? kDaysAfterYear9999 : kDaysAfterYear9999 - kDaysBetweenSystems;
  if (!(number >= 0 && number < end)) return std::nullopt;
  auto day = static_cast<std::int64_t>(std::floor(number));
  auto milliseconds = static_cast<std::int64_t>(
      std::llround((number - std::floor(number)) * static_cast<double>(kMillisecondsPerDay)));
  if (milliseconds == kMillisecondsPerDay) {
    milliseconds = 0;
    ++day;
  }
  if (static_cast<double>(day) >= end) return std::nullopt;
  if (day == 0 && number < 1) return time_text(milliseconds);
  if (milliseconds == 0) return day_text(day, system);
  return fmt::format("{}T{}", day_text(day, system), time_text(milliseconds));
}

}  // namespace faultline::data
