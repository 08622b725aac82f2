#pragma once

#include <string>
#include <string_view>

namespace faultline {

/// Compares a text with a golden file: what the program wrote when somebody last looked at it and
/// found it right. A difference fails the running test and shows the first line that differs, as it
/// is expected and as it is, with a mark under the first character and bytes that would not be seen
/// written as escapes.
///
/// With FAULTLINE_RENEW_GOLDEN=1 in the environment the file is written instead; the version
/// control then shows what changed.
///
/// @param path  below the folder of the tests, for example "reports/golden/table.md"
void check_golden(std::string_view actual, const std::string& path);

/// The report of the first difference that check_golden shows; empty where the texts are the same.
[[nodiscard]] std::string first_difference(std::string_view expected, std::string_view actual);

}  // namespace faultline
