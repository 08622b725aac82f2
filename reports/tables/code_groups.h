#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/codebook.h"

namespace faultline::reports {

/// A line of a table of codes: one code, or several that are counted together.
struct CodeGroup {
  std::string id;                   ///< as `faultline issues --where` takes it
  std::string name;                 ///< for print
  int level = 0;                    ///< 1 for a part of the group before it
  std::vector<std::int32_t> codes;  ///< positions in the dimension
};

/// Whether codes that the codebook does not show in cross tables are counted together.
enum class Binning { kAsInCodebook, kNone };

/// The lines of a table over one dimension, each followed by its parts: a parent counts its
/// children too, and the line "other-binned" the codes that are not shown on their own. The lines
/// of level 0 have no code in common and leave none out.
[[nodiscard]] std::vector<CodeGroup> code_groups(const data::Dimension& dimension, Binning binning);

/// The lines of level 0 alone.
[[nodiscard]] std::vector<CodeGroup> top_code_groups(const data::Dimension& dimension,
                                                     Binning binning);

/// For each code of the dimension, the position of the group it is counted in; groups of level 0.
[[nodiscard]] std::vector<std::int32_t> group_of_code(const data::Dimension& dimension,
                                                      const std::vector<CodeGroup>& groups);

}  // namespace faultline::reports
