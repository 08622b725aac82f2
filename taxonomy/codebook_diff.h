#pragma once

#include <string>
#include <vector>

#include "data/codebook.h"

namespace faultline::taxonomy {

/// What differs between two codebooks.
enum class CodebookPart {
  kDimension,
  kCode,
  kName,
  kDefinition,
  kExamples,
  kAliases,
  kKey,
  kShown
};

struct CodebookDifference {
  CodebookPart part = CodebookPart::kCode;
  std::string dimension;
  std::string code;    ///< empty where a whole dimension is meant
  std::string before;  ///< empty where there was nothing
  std::string after;   ///< empty where there is nothing any more
};

/// "code", "definition", ...: the part in words.
[[nodiscard]] std::string_view name_of(CodebookPart part);

/// Compares two codebooks code by code, by id: what was removed, added and changed, in the order of
/// the first, then what only the second has. A code that was renamed is one removed and one added:
/// only people know that they mean the same.
[[nodiscard]] std::vector<CodebookDifference> compare_codebooks(const data::Codebook& before,
                                                                const data::Codebook& after);

}  // namespace faultline::taxonomy
