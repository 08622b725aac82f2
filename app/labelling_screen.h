#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/command.h"
#include "app/study.h"
#include "app/world.h"
#include "taxonomy/tui/label_queue.h"
#include "taxonomy/tui/labelled_items.h"
#include "taxonomy/tui/labelling.h"

namespace faultline::app {

/// Checks that the labelling screen can be shown, before anything is written.
/// @throws Error (input) where there is no terminal, or none that is known
void check_screen(const World& world);

/// Who labels: the named rater, or the only one that the study has.
/// @throws Error (input) where that is nobody, or the consensus
[[nodiscard]] std::string whose_labels(Study& study, const std::optional<std::string>& named);

/// Opens the labelling screen on issues, until the rater leaves.
/// @throws Error (input) where the queue is empty
ExitCode show_labelling_screen(World& world, Study& study, const taxonomy::QueueRequest& request,
                               taxonomy::LabellingOptions options);

/// Opens it on a queue of whatever is labelled, which is not empty.
ExitCode run_labelling_screen(World& world, std::unique_ptr<taxonomy::LabelledItems> items,
                              const data::Codebook& codebook, taxonomy::LabelQueue queue,
                              taxonomy::LabellingOptions options);

}  // namespace faultline::app
