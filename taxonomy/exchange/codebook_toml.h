#pragma once

#include <string>
#include <vector>

#include "data/codebook.h"

namespace faultline::taxonomy {

/// A codebook as TOML, which parse_codebook reads back to the same codebook. Comments of the file
/// that it was read from are not kept.
[[nodiscard]] std::string codebook_toml(const data::Codebook& codebook);

/// A text or a list of texts as TOML writes them.
[[nodiscard]] std::string toml_text(const std::string& text);
[[nodiscard]] std::string toml_texts(const std::vector<std::string>& texts);

}  // namespace faultline::taxonomy
