#include <fmt/format.h>

#include "app/commands.h"
#include "app/issue_name.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/text.h"
#include "data/issues.h"
#include "data/labels.h"
#include "taxonomy/codebook.h"
#include "taxonomy/label_ids.h"

namespace faultline::app {

namespace {

struct Choice {
  const data::Dimension* dimension;
  const data::Code* code;
};

/// Reads "stage=node-conversion".
Choice parse_choice(const std::string& text, const data::Codebook& codebook) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) {
    throw Error(fmt::format("'{}' does not say a dimension and a code", text))
        .help("write it as stage=node-conversion");
  }
  const data::Dimension& dimension = taxonomy::find_dimension(codebook, text.substr(0, equals));
  const std::vector<std::string> codes =
      taxonomy::codes_meant(dimension, std::string_view(text).substr(equals + 1));
  const data::Code* code = dimension.find(codes.front());
  return {&dimension, code};
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  const std::vector<std::string>& words = arguments.positional();
  const IssueName issue = parse_issue_name(words.front(), study);
  std::vector<Choice> choices;
  for (std::size_t i = 1; i < words.size(); ++i) {
    choices.push_back(parse_choice(words[i], study.codebook));
  }
  const auto rater = arguments.text("rater");
  if (!rater) throw Error("whose labels are they?").help("say it with --rater NAME");

  auto details = std::make_shared<data::LabelDetails>();
  if (arguments.has("unsure")) details->confidence = data::kUnsure;
  details->memo = arguments.text("memo").value_or("");
  data::AddedLabels added;
  study.database.transaction([&] {
    taxonomy::LabelIds ids(study.database, study.codebook);
    std::vector<data::NewLabel> labels;
    for (const Choice& choice : choices) {
      labels.push_back({.dimension_id = ids.dimension(choice.dimension->id),
                        .issue_id = ids.issue(*ids.repository(issue.repository), issue.number, {}),
                        .rater_id = ids.rater(*rater),
                        .code_id = ids.code(*choice.code),
                        .codebook_id = *ids.codebook(study.codebook.version),
                        .details = details});
    }
    ids.finish_issues();
    added = data::add_labels(study.database, labels, world.clock.now());
  });
  if (!arguments.has("quiet")) {
    world.out << fmt::format("{}#{}: {} added, {} said so already\n", issue.repository,
                             issue.number, counted(added.added, "label"), added.known);
  }
  return ExitCode::kDone;
}

}  // namespace

Command label_set_command() {
  return {.name = "label set",
          .arguments = "ISSUE DIMENSION=CODE...",
          .least_arguments = 2,
          .most_arguments = kAnyNumber,
          .about = "label one issue",
          .details = "A label is added and the newest one holds; earlier ones stay in the history.",
          .example =
              "faultline label set onnx/tensorflow-onnx#1044 stage=node-conversion "
              "cause=incompatibility/external --rater ana",
          .options = {{"rater", "RATER", "who says so"},
                      {"unsure", "", "the rater is not sure"},
                      {"memo", "TEXT", "why"}},
          .run = run};
}

}  // namespace faultline::app
