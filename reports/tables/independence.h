#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/contingency_table.h"

namespace faultline::reports {

/// How the sentences of a test call what was counted.
struct IndependenceWords {
  std::string_view scope{};  ///< behind "Independence"
  std::string_view item = "issue";
};

/// Whether rows and columns have to do with each other, in sentences: Pearson's chi-square; where
/// an expected count is below 5, Fisher's exact test, by simulation with the seed where exact is
/// too large; and Cramer's V.
[[nodiscard]] std::string independence_note(const analysis::ContingencyTable& table,
                                            std::uint64_t seed, const IndependenceWords& words);

}  // namespace faultline::reports
