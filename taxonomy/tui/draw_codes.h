#pragma once

#include <vector>

#include "taxonomy/tui/frame.h"
#include "taxonomy/tui/labelling.h"

namespace faultline::taxonomy {

/// Draws the dimensions with their codes: what is chosen in each, the codes of the dimension under
/// the cursor (of all where there is room) with the keys that choose them now, the memo and the
/// evidence, other raters' labels where they may be seen, suggestions, and, where there is room,
/// the definition of the code under the cursor.
void draw_codes(const Labelling& labelling, Frame& frame);

}  // namespace faultline::taxonomy
