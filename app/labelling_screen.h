#pragma once

#include "app/command.h"
#include "app/study.h"
#include "app/world.h"
#include "taxonomy/tui/label_queue.h"
#include "taxonomy/tui/labelling.h"

namespace faultline::app {

/// Checks that the labelling screen can be shown, before anything is written.
/// @throws Error (input) where there is no terminal, or none that is known
void check_screen(const World& world);

/// Opens the labelling screen on a queue, until the rater leaves.
/// @throws Error (input) where the queue is empty
ExitCode show_labelling_screen(World& world, Study& study, const taxonomy::QueueRequest& request,
                               taxonomy::LabellingOptions options);

}  // namespace faultline::app
