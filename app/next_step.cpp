#include "app/next_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/output.h"
#include "base/text.h"
#include "data/issues.h"

namespace faultline::app {

namespace {

using Step = std::optional<NextStep>;

template <typename Predicate>
bool any_converter(const StudyState& state, const Predicate& holds) {
  return std::any_of(state.funnel.begin(), state.funnel.end(), holds);
}

Step next_theme_step(const StudyState& state) {
  if (state.summary.uncoded_answers > 0) {
    return NextStep{fmt::format("find the themes of {} to the survey",
                                counted(state.summary.uncoded_answers, "open answer")),
                    "faultline survey theme"};
  }
  if (state.summary.unsettled_answers > 0) {
    return NextStep{fmt::format("settle the themes of {} that two raters coded",
                                counted(state.summary.unsettled_answers, "open answer")),
                    "faultline survey theme adjudicate"};
  }
  return std::nullopt;
}

/// Up to the sample; no value where that is drawn, or where labels were brought without a
/// collection.
Step next_collecting_step(const StudyState& state) {
  using Funnel = data::ConverterFunnel;
  if (any_converter(state, [](const Funnel& converter) { return converter.is_collecting; })) {
    return NextStep{"go on collecting", "faultline collect"};
  }
  if (!any_converter(state, [](const Funnel& converter) { return converter.collected > 0; })) {
    if (state.summary.labels > 0) return std::nullopt;
    if (Step step = next_theme_step(state)) return step;
    return NextStep{"collect the issues", "faultline collect",
                    "or bring labels that there are: `faultline label import FILE`"};
  }
  if (any_converter(state, [](const Funnel& converter) { return converter.unscreened > 0; })) {
    return NextStep{"screen the issues", "faultline screen"};
  }
  if (state.summary.unjudged_pilot_issues > 0) {
    return NextStep{fmt::format("judge the pilot, {} left",
                                counted(state.summary.unjudged_pilot_issues, "issue")),
                    "faultline screen validate"};
  }
  if (!any_converter(state, [](const Funnel& converter) { return converter.evidence > 0; })) {
    return NextStep{
        "no issue is left by the filters and evidence in study.toml: change it, and screen",
        "faultline screen", "`faultline screen --compare` counts what other rules keep"};
  }
  if (!any_converter(state,
                     [](const Funnel& converter) { return converter.sampled.has_value(); })) {
    return NextStep{"draw the sample", "faultline sample",
                    "`faultline screen validate` tells before that how well the screening works"};
  }
  return std::nullopt;
}

bool is_person(const std::string& rater) { return rater != data::kConsensusRater; }

/// Raters who labelled any of a sample, those who got furthest first.
std::vector<data::RaterProgress> persons(const data::SampleProgress& sample) {
  std::vector<data::RaterProgress> raters;
  for (const data::RaterProgress& rater : sample.raters) {
    if (is_person(rater.rater)) raters.push_back(rater);
  }
  std::ranges::stable_sort(raters, std::ranges::greater{}, &data::RaterProgress::labelled);
  return raters;
}

std::string label_command(const std::string& rater, const data::SampleProgress& sample) {
  std::string command = "faultline label --rater " + shell_word(printable(rater));
  if (sample.sample.kind != data::SampleKind::kMain) {
    command += " --tranche " + shell_word(printable(sample.sample.name));
  }
  return command;
}

Step go_on_labelling(const data::RaterProgress& rater, const data::SampleProgress& sample) {
  const bool is_main = sample.sample.kind == data::SampleKind::kMain;
  return NextStep{
      fmt::format("go on labelling {}, {} of {} are labelled by {}",
                  is_main ? "the sample" : "the tranche " + printable(sample.sample.name),
                  rater.labelled, sample.sample.issues, printable(rater.rater)),
      label_command(rater.rater, sample)};
}

/// The first rater's work on the sample.
Step next_labelling_step(const StudyState& state, const data::SampleProgress& sample) {
  const std::vector<data::RaterProgress> raters = persons(sample);
  if (!raters.empty()) {
    if (raters.front().labelled == sample.sample.issues) return std::nullopt;
    return go_on_labelling(raters.front(), sample);
  }
  for (const data::RaterLabels& rater : state.summary.raters) {
    if (!is_person(rater.rater)) continue;
    return NextStep{"label the sample", label_command(rater.rater, sample)};
  }
  return NextStep{"add who labels", "faultline rater add NAME",
                  "`faultline practice` trains on invented issues"};
}

/// The second rater's work on a tranche.
Step next_overlap_step(const data::SampleProgress& tranche) {
  const std::vector<data::RaterProgress> raters = persons(tranche);
  if (raters.size() < 2) {
    return NextStep{
        fmt::format("have a second rater label the tranche {}, {}", printable(tranche.sample.name),
                    counted(tranche.sample.issues, "issue")),
        label_command("NAME", tranche),
        "on another machine: `faultline label export`, then `label import` here"};
  }
  if (raters[1].labelled < tranche.sample.issues) return go_on_labelling(raters[1], tranche);
  return std::nullopt;
}

/// What the study's samples still need of its raters.
Step next_rating_step(const StudyState& state) {
  const data::SampleProgress* main = nullptr;
  const data::SampleProgress* overlap = nullptr;
  for (const data::SampleProgress& sample : state.samples) {
    if (sample.sample.kind == data::SampleKind::kMain) main = &sample;
    if (sample.sample.kind == data::SampleKind::kOverlap) overlap = &sample;
  }
  if (main != nullptr) {
    if (Step step = next_labelling_step(state, *main)) return step;
    if (overlap != nullptr) return next_overlap_step(*overlap);
    if (persons(*main).size() < 2) {
      return NextStep{"draw a part for a second rater", "faultline sample tranche --size 20"};
    }
    return std::nullopt;
  }
  const auto labelling = std::ranges::count_if(
      state.summary.raters,
      [](const data::RaterLabels& rater) { return is_person(rater.rater) && rater.issues > 0; });
  if (labelling < 2) {
    return NextStep{"bring the labels of a second rater, for some of the issues",
                    "faultline label import FILE"};
  }
  return std::nullopt;
}

}  // namespace

std::string NextStep::sentence() const {
  std::string text = fmt::format("{}: `{}`", what, command);
  if (!besides.empty()) text += fmt::format(" ({})", besides);
  return text;
}

NextStep next_step(const StudyState& state) {
  if (const Step step = next_collecting_step(state)) return *step;
  if (const Step step = next_rating_step(state)) return *step;
  if (state.disagreements > 0) {
    return {fmt::format("settle {} of the raters", counted(state.disagreements, "disagreement")),
            "faultline adjudicate", "`faultline agree` measures them"};
  }
  if (const Step step = next_theme_step(state)) return *step;
  if (!state.has_report) {
    const bool has_history = state.summary.operator_changes > 0;
    return {
        "write the tables and figures", "faultline report",
        has_history ? "" : "`faultline opsets collect` brings ONNX's operator history before that"};
  }
  return {"share the study", "faultline package study.zip",
          "after changes, `faultline report` again before that"};
}

}  // namespace faultline::app
