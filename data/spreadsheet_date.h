#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace faultline::data {

/// Dates in workbooks are numbers that only their number format tells from other numbers.
/// Source: ECMA-376 part 1, 18.8.30 (number formats) and 18.17.4 (dates and times).

/// Which day a workbook counts from.
enum class DateSystem {
  k1900,  ///< 1 is 1900-01-01; 60 is 1900-02-29, a day that never was but that all programs count
  k1904,  ///< 0 is 1904-01-01
};

/// Whether a number format that needs no code of its own shows dates or times.
[[nodiscard]] bool is_builtin_date_format(std::size_t format_id);

/// Whether a number format's code, such as "yyyy-mm-dd" or "[$-409]d\-mmm", shows dates or times:
/// whether it has one of y, m, d, h, s outside quotes, escapes and brackets, or counts elapsed time
/// in brackets ("[h]").
[[nodiscard]] bool is_date_format(std::string_view code);

/// The date in ISO 8601: "2024-09-16", "2024-09-16T08:30:00" with a time of day, which alone is
/// "08:30:00" for numbers below 1; rounded to milliseconds, which are shown where there are some.
/// @param number  days, and the time as a fraction of a day
/// @return no value for numbers that are no date: negative, or after the year 9999
[[nodiscard]] std::optional<std::string> date_text(double number, DateSystem system);

}  // namespace faultline::data
