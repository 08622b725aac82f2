#pragma once

#include <string>
#include <string_view>

namespace faultline::analysis {

/// What remains of an error text when everything that differs from model to model is replaced, so
/// that errors of one place count as one:
/// - quoted parts and {{...}} by <text>;
/// - numbers by <n>, also inside words ("float<n>");
/// - addresses (0x7f...) by <address>; lists of numbers in brackets by <shape>;
/// - paths by <path>, of which the file stays where it is a source file ("<path>concat.cc:<n>");
/// - names by <name>: words with :: or with an underscore and a digit, words that stand alone in
///   parentheses or before a version ("ArgMax(13)"), and those between "running" and "node".
/// White space becomes one blank. The work grows linearly with the text, of which only the first
/// 4,000 bytes count.
[[nodiscard]] std::string error_signature(std::string_view error);

}  // namespace faultline::analysis
