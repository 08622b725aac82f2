#pragma once

#include <string>

namespace faultline::taxonomy {

/// A code that an issue may have, with what speaks for it, for a rater to check. Never a label.
struct Suggestion {
  std::string dimension;
  std::string code;    ///< a code without its children
  std::string reason;  ///< one line, of foreign origin in parts
  /// From files: the share of the files that tell a stage. From words: the model's, which is good
  /// for an order but too near 0 and 1 (it takes each word for evidence of its own).
  double probability = 0;
};

}  // namespace faultline::taxonomy
