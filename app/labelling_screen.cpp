#include "app/labelling_screen.h"

#include <fmt/format.h>

#include "app/open_address.h"
#include "app/output.h"
#include "base/error.h"
#include "data/labels.h"
#include "taxonomy/tui/run_labelling.h"
#include "taxonomy/tui/terminal.h"

namespace faultline::app {

namespace {

std::string terminal_name(const World& world) { return world.environment("TERM").value_or(""); }

/// Without a desktop, xdg-open would start a browser in this very terminal.
bool has_desktop(const World& world) {
  return world.environment("DISPLAY") || world.environment("WAYLAND_DISPLAY");
}

void print_end(World& world, const taxonomy::Sitting& sitting) {
  world.out << fmt::format(
      "{} added; {} of {} labelled\n", counted(static_cast<std::int64_t>(sitting.added()), "label"),
      sitting.labelled(), counted(static_cast<std::int64_t>(sitting.size()), "issue"));
}

}  // namespace

void check_screen(const World& world) { taxonomy::check_terminal(terminal_name(world)); }

ExitCode show_labelling_screen(World& world, Study& study, const taxonomy::QueueRequest& request,
                               taxonomy::LabellingOptions options) {
  std::int64_t rater_id = 0;
  study.database.transaction(
      [&] { rater_id = data::find_or_add_rater(study.database, options.rater); });
  taxonomy::LabelQueue queue =
      taxonomy::open_queue(study.database, study.codebook, rater_id, request);
  if (queue.issues.empty()) {
    throw Error("no issue is to be labelled")
        .because("the study, or what was asked for, holds none")
        .help("`faultline collect` brings issues, `faultline sample` draws them");
  }
  if (has_desktop(world)) options.open_url = open_address;
  taxonomy::Labelling labelling(study.database, study.codebook, world.clock, std::move(queue),
                                std::move(options));
  taxonomy::LabellingEnd end{};
  {
    taxonomy::Terminal terminal({terminal_name(world), world.out_style.colour});
    end = taxonomy::run_labelling(labelling, terminal);
  }
  if (end == taxonomy::LabellingEnd::kHungUp) return ExitCode::kStoppedEarly;
  print_end(world, labelling.sitting());
  return ExitCode::kDone;
}

}  // namespace faultline::app
