#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "data/codebook.h"

namespace faultline::taxonomy {

/// A code by its place: the dimension in the codebook, the code in the dimension.
struct CodePlace {
  std::size_t dimension = 0;
  std::size_t code = 0;

  friend bool operator==(const CodePlace&, const CodePlace&) = default;
};

/// The codes of which the id, the name or an alias holds every word that was typed, also as a part
/// of a word; case, hyphens and underscores do not count. In the codebook's order, those of which
/// the name begins with what was typed first. All codes where nothing was typed.
[[nodiscard]] std::vector<CodePlace> search_codes(const data::Codebook& codebook,
                                                  std::string_view typed);

/// Checks that no code's key is one that the labelling screen uses for itself.
/// @throws Error (input) that names the code, the key and what else it does
void check_code_keys(const data::Codebook& codebook);

}  // namespace faultline::taxonomy
