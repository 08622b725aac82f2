#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace faultline {

/// The number of insertions, deletions, replacements and swaps of neighbours that turn one text
/// into the other, byte by byte (optimal string alignment, Damerau 1964).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// What somebody probably meant: the candidate with the smallest edit distance, ignoring the case
/// of ASCII letters; of several the first, but one with the word's first letter, which is seldom
/// mistyped, before others. No value where even the best differs in more than a third of the longer
/// text (and by more than two).
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 std::span<const std::string> candidates);

}  // namespace faultline
