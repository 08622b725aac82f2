#pragma once

#include <string>
#include <string_view>

#include "reports/table.h"

namespace faultline::reports {

/// How values are printed for people: the same characters on the terminal, in Markdown and, after
/// escaping, in LaTeX; independent of the locale.
///
/// - counts: plain integers
/// - shares: whole percentages, "74%"
/// - numbers: three decimals, "0.357"
/// - p-values: three decimals, "<0.001" below that
/// - estimates: the value and its interval in the same unit, "74% [68, 80]", "0.357 [−0.210,
/// 0.720]"
/// - nothing, or a number that is not finite: "n/a", which unlike a dash is not taken for a minus
/// or
///   for zero; an interval with such a bound is left out
///
/// The minus is U+2212, since a hyphen is set too short; a value that rounds to zero has none.
///
/// Where value and column disagree, an integer stays an integer except under shares and p-values,
/// and any other number under texts or counts has three decimals. A text is returned as it came:
/// whoever writes it makes it safe for its medium.

/// A value in two parts, so that writers can align each of them.
struct PrintedValue {
  std::string value;
  std::string interval;  ///< "[68, 80]"; empty for all but estimates
};
[[nodiscard]] PrintedValue print_value(const Value& value, ColumnKind kind);

/// Both parts, with a space between.
[[nodiscard]] std::string format_value(const Value& value, ColumnKind kind);

/// U+2212, as it stands before negative numbers.
inline constexpr std::string_view kMinus = "\xE2\x88\x92";

/// A finite number times 10^shift with so many decimals, rounded half away from zero. Rounding
/// starts from the shortest decimal that reads back as the same number, so that 0.145, which is
/// stored as 0.14499999999999999, is 15%, as a reader expects who divides 29 by 200 by hand. (A
/// share should for the same reason be one division: a sum of fractions carries errors of its own.)
[[nodiscard]] std::string round_half_away(double number, int shift, int decimals);

}  // namespace faultline::reports
