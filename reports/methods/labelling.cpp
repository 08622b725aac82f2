#include <fmt/format.h>

#include <algorithm>

#include "data/issues.h"
#include "data/labels.h"
#include "data/sample_progress.h"
#include "reports/agreement.h"
#include "reports/methods/parts.h"
#include "reports/tables/agreement.h"

namespace faultline::reports {

namespace {

void describe_codebook(const MethodsInput& input, MethodsSection& section) {
  const data::Codebook& codebook = *input.request->codebook;
  std::vector<std::string> dimensions;
  for (const data::Dimension& dimension : codebook.dimensions) {
    dimensions.push_back(
        fmt::format("{} ({})", dimension.name,
                    number_of(static_cast<std::int64_t>(dimension.codes.size()), "code")));
  }
  section.sentences.push_back(fmt::format(
      "Raters were instructed by version {} of the codebook {}, which defines each code of {}.",
      codebook.version, in_quotes(codebook.name), enumerate(dimensions)));
}

/// What the labels that hold say of how they were made.
struct LabelFacts {
  std::int64_t labels = 0;
  std::int64_t assisted = 0;
  std::int64_t unsure = 0;
  std::int64_t of_other_version = 0;
};

LabelFacts label_facts(const MethodsInput& input) {
  LabelFacts facts;
  const data::Codebook& codebook = *input.request->codebook;
  data::for_each_label(input.database(), {.current_only = true}, [&](const data::Label& label) {
    ++facts.labels;
    if (label.assisted) ++facts.assisted;
    if (label.confidence == data::kUnsure) ++facts.unsure;
    if (label.codebook != codebook.name || label.codebook_version != codebook.version) {
      ++facts.of_other_version;
    }
  });
  return facts;
}

void describe_labels(const MethodsInput& input, MethodsSection& section, Methods& methods) {
  const LabelFacts facts = label_facts(input);
  section.sentences.push_back(fmt::format("{} hold; {} of them {} marked as unsure.",
                                          number_of(facts.labels, "label"), facts.unsure,
                                          facts.unsure == 1 ? "is" : "are"));
  if (facts.assisted > 0) {
    section.sentences.push_back(fmt::format("{} were made while suggestions were shown.",
                                            number_of(facts.assisted, "label")));
    methods.lacks.push_back(fmt::format(
        "{} of {} labels were made while suggestions were shown: raters who saw the same ones may "
        "agree for that reason.",
        facts.assisted, facts.labels));
  }
  if (facts.of_other_version > 0) {
    methods.lacks.push_back(
        fmt::format("{} of {} labels were made with another version of the codebook.",
                    facts.of_other_version, facts.labels));
  }
}

void describe_raters(const MethodsInput& input, Methods& methods) {
  MethodsSection section{.title = "Raters and instructions"};
  describe_codebook(input, section);
  std::int64_t raters = 0;
  for (const data::RaterLabelCounts& rater :
       data::rater_label_counts(input.database(), *input.request->codebook)) {
    if (rater.issues == 0) continue;
    if (rater.rater == data::kConsensusRater) {
      section.sentences.push_back(
          fmt::format("Disagreements were settled by discussion, with a reason, in {}.",
                      number_of(rater.issues, "issue")));
      continue;
    }
    ++raters;
    section.sentences.push_back(
        fmt::format("{} labelled {}.", rater.rater, number_of(rater.issues, "issue")));
  }
  if (raters == 0) {
    methods.lacks.emplace_back("No labels: nothing is known of stages, symptoms and causes.");
  } else {
    describe_labels(input, section, methods);
    section.sentences.push_back(
        fmt::format("The tables count the labels of {}.",
                    data::prefer_rater(input.database(), input.request->rater).description));
  }
  for (const data::SampleProgress& progress :
       data::sample_progress(input.database(), *input.request->codebook)) {
    if (progress.sample.kind == data::SampleKind::kMain) continue;
    section.sentences.push_back(
        fmt::format("The tranche {} for {} holds {} of the sample, drawn with the seed {}.",
                    in_quotes(progress.sample.name),
                    progress.sample.kind == data::SampleKind::kOverlap ? "a second rater"
                                                                       : "labelling again later",
                    number_of(progress.sample.issues, "issue"), progress.sample.seed));
  }
  if (raters == 1) {
    methods.lacks.emplace_back("No second rater: agreement cannot be measured.");
  }
  methods.sections.push_back(std::move(section));
}

void describe_agreement(const MethodsInput& input, Methods& methods) {
  MethodsSection section{.title = "Agreement"};
  const Table table = agreement_table(*input.request);
  std::int64_t differing = 0;
  for (const Row& row : table.rows) {
    const bool is_pair = has_cell(table, row, "disagreements");
    std::string sentence = fmt::format(
        "{} ({}): {}, agreement {}", cell_text(table, row, "dimension"),
        cell_text(table, row, "raters"), number_of(cell_count(table, row, "issues"), "issue"),
        cell_text(table, row, "agreement"));
    if (is_pair) {
      differing += cell_count(table, row, "disagreements");
      sentence +=
          fmt::format(", {} differ, Cohen's kappa {}", cell_text(table, row, "disagreements"),
                      has_cell(table, row, "kappa") ? cell_text(table, row, "kappa")
                                                    : std::string("undefined"));
    } else {
      sentence += fmt::format(", Fleiss' kappa {}", cell_text(table, row, "fleiss_kappa"));
    }
    section.sentences.push_back(fmt::format("{}, Gwet's AC1 {}, Krippendorff's alpha {}.", sentence,
                                            cell_text(table, row, "ac1"),
                                            cell_text(table, row, "alpha")));
    if (is_pair && !has_cell(table, row, "kappa")) {
      methods.lacks.push_back(
          fmt::format("Kappa of {} ({}) is undefined: one and the same code throughout.",
                      cell_text(table, row, "dimension"), cell_text(table, row, "raters")));
    }
  }
  const auto raters = data::raters(input.database());
  const bool has_consensus = std::ranges::find(raters, data::kConsensusRater) != raters.end();
  if (differing > 0 && !has_consensus) {
    methods.lacks.emplace_back(
        "Disagreements were not settled: there is no consensus, and the tables count one rater.");
  }
  const bool wants_agreement =
      raters_to_compare(input.database(), input.request->raters).size() > 1;
  for (const data::Dimension& dimension : input.request->codebook->dimensions) {
    const bool is_measured = std::ranges::any_of(table.rows, [&](const Row& row) {
      return cell_text(table, row, "dimension") == dimension.id;
    });
    if (wants_agreement && !is_measured) {
      methods.lacks.push_back(fmt::format(
          "No issue has a {} of two raters: their agreement cannot be measured.", dimension.name));
    }
  }
  methods.sections.push_back(std::move(section));
}

void describe_missing(const MethodsInput& input, Methods& methods) {
  MethodsSection section{.title = "Missing labels"};
  const data::Codebook& codebook = *input.request->codebook;
  for (const data::RaterLabelCounts& rater : data::rater_label_counts(input.database(), codebook)) {
    if (rater.issues == 0 || rater.rater == data::kConsensusRater) continue;
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < codebook.dimensions.size(); ++i) {
      const std::int64_t without = rater.issues - rater.dimension_issues[i];
      if (without > 0)
        missing.push_back(fmt::format("{} no {}", without, codebook.dimensions[i].id));
    }
    section.sentences.push_back(
        missing.empty()
            ? fmt::format("Each of the {} that {} labelled has a code in every dimension.",
                          number_of(rater.issues, "issue"), rater.rater)
            : fmt::format("Of the {} that {} labelled, {} was given: such issues are left out of "
                          "that dimension's tables.",
                          number_of(rater.issues, "issue"), rater.rater, enumerate(missing)));
  }
  for (const data::SampleProgress& progress : data::sample_progress(input.database(), codebook)) {
    std::int64_t labelled = 0;
    for (const data::RaterProgress& rater : progress.raters) {
      labelled = std::max(labelled, rater.labelled);
    }
    if (progress.sample.kind == data::SampleKind::kMain && labelled < progress.sample.issues) {
      methods.lacks.push_back(fmt::format(
          "The sample is not labelled: nobody labelled more than {} of its {} in every dimension.",
          labelled, number_of(progress.sample.issues, "issue")));
    }
  }
  methods.sections.push_back(std::move(section));
}

}  // namespace

void describe_labelling(const MethodsInput& input, Methods& methods) {
  describe_raters(input, methods);
  describe_agreement(input, methods);
  describe_missing(input, methods);
}

}  // namespace faultline::reports
