#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace faultline::taxonomy {

/// Why a text had better not be parsed as Markdown; nothing where it may be.
///
/// Parsing takes quadratic time or memory for a few kinds of text that nobody writes but to do
/// harm: thousands of nested quotes, tables of thousands of columns, one huge URL that is referred
/// to thousands of times. This looks for them in one pass. Ordinary texts are far from every limit:
/// the longest that GitHub accepts has 65,536 characters.
[[nodiscard]] std::optional<std::string> why_not_markdown(std::string_view source);

}  // namespace faultline::taxonomy
