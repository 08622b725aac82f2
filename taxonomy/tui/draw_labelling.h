#pragma once

#include "taxonomy/tui/frame.h"
#include "taxonomy/tui/labelling.h"

namespace faultline::taxonomy {

/// Draws the labelling screen: the line of the state (place in the queue, how many are labelled,
/// who labels, whether all is saved), the issue, the codes, a line for messages and what is typed,
/// and the line of the keys that work now. Makes what is seen and nothing else, so that it takes no
/// longer for a long issue than for a short one.
[[nodiscard]] Frame draw_labelling(const Labelling& labelling);

}  // namespace faultline::taxonomy
