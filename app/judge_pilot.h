#pragma once

#include <cstdint>

#include "app/study.h"
#include "app/world.h"

namespace faultline::app {

/// Shows a rater the issues of the pilot that they have not judged, one after the other, and reads
/// a key for each: y (a repaired failure of the converter), n, s (later), u (back to the one
/// before), q. A judgement is stored at once. Ends after the last issue, with q, and where the
/// input ends.
///
/// On a terminal the keys need no Return.
void judge_pilot(World& world, Study& study, std::int64_t rater_id);

}  // namespace faultline::app
