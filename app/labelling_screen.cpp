#include "app/labelling_screen.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/open_address.h"
#include "app/output.h"
#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/issues.h"
#include "data/labels.h"
#include "taxonomy/tui/issue_items.h"
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
      sitting.labelled(), counted(static_cast<std::int64_t>(sitting.size()), sitting.kind().item));
}

}  // namespace

std::string whose_labels(Study& study, const std::optional<std::string>& named) {
  if (named == data::kConsensusRater) {
    throw Error("'consensus' is not a person")
        .help("`faultline adjudicate` settles disagreements under this name");
  }
  std::vector<std::string> known = data::raters(study.database);
  std::erase(known, data::kConsensusRater);
  const bool is_known = named && std::find(known.begin(), known.end(), *named) != known.end();
  if (is_known) return *named;
  if (!named && known.size() == 1) return known.front();
  Error error(named           ? fmt::format("the study has no rater '{}'", *named)
              : known.empty() ? std::string("the study has no rater yet")
                              : std::string("whose labels are they?"));
  if (!named && !known.empty()) {
    throw error.help(
        fmt::format("say it with --rater NAME; the raters are: {}", join(known, ", ")));
  }
  if (const auto meant = named ? nearest(*named, known) : std::nullopt) {
    error.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw error.help(
      fmt::format("`faultline rater add {}` adds one", named ? shell_word(*named) : "NAME"));
}

void check_screen(const World& world) { taxonomy::check_terminal(terminal_name(world)); }

ExitCode show_labelling_screen(World& world, Study& study, const taxonomy::QueueRequest& request,
                               taxonomy::LabellingOptions options) {
  std::int64_t rater_id = 0;
  study.database.transaction(
      [&] { rater_id = data::find_or_add_rater(study.database, options.rater); });
  taxonomy::LabelQueue queue =
      taxonomy::open_queue(study.database, study.codebook, rater_id, request);
  if (queue.items.empty()) {
    throw Error("no issue is to be labelled")
        .because("the study, or what was asked for, holds none")
        .help("`faultline collect` brings issues, `faultline sample` draws them");
  }
  if (has_desktop(world)) options.open_url = open_address;
  auto items = std::make_unique<taxonomy::IssueItems>(study.database, study.codebook, world.clock,
                                                      options.rater);
  return run_labelling_screen(world, std::move(items), study.codebook, std::move(queue),
                              std::move(options));
}

ExitCode run_labelling_screen(World& world, std::unique_ptr<taxonomy::LabelledItems> items,
                              const data::Codebook& codebook, taxonomy::LabelQueue queue,
                              taxonomy::LabellingOptions options) {
  taxonomy::Labelling labelling(std::move(items), codebook, std::move(queue), std::move(options));
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
