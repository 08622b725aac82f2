#pragma once

#include "taxonomy/tui/labelling.h"
#include "taxonomy/tui/terminal.h"

namespace faultline::taxonomy {

/// How a sitting at the screen ended.
enum class LabellingEnd {
  kLeft,    ///< by the rater
  kHungUp,  ///< the terminal was lost, or the program was told to end
};

/// Shows the labelling screen in a terminal until the rater leaves. Every label is stored when it
/// is given, so that it does not matter how this ends.
LabellingEnd run_labelling(Labelling& labelling, Terminal& terminal);

}  // namespace faultline::taxonomy
