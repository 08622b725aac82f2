#pragma once

#include <string>
#include <string_view>

namespace faultline::reports {

/// The Content-Security-Policy of a page that loads nothing, sends nothing, and runs and applies
/// exactly one script and one style sheet, which stand in it between their tags as given here.
/// Source: W3C, Content Security Policy Level 3, section 2.3.1 (hash sources).
[[nodiscard]] std::string content_policy(std::string_view script, std::string_view style);

}  // namespace faultline::reports
