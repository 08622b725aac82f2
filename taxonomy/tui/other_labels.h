#pragma once

#include <vector>

#include "taxonomy/tui/choice.h"
#include "taxonomy/tui/styled_line.h"

namespace faultline::taxonomy {

/// What several raters say of an issue in a dimension, side by side, a column each: the rater, the
/// code, whether they are sure, the memo, the evidence. Where that leaves less than 16 cells for a
/// column, one beneath the other.
[[nodiscard]] std::vector<StyledLine> draw_other_labels(const std::vector<RatersChoice>& said,
                                                        int columns);

}  // namespace faultline::taxonomy
