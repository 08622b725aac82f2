#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "data/collections.h"
#include "data/funnel.h"
#include "data/issues.h"
#include "data/samples.h"
#include "reports/methods/parts.h"
#include "reports/tables/screening_quality.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kDateLength = 10;

std::string date_of(const std::string& moment) { return moment.substr(0, kDateLength); }

std::vector<std::string> all_in_quotes(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back(in_quotes(name));
  return quoted;
}

/// "closed issues with the label “module: onnx” and without “question”".
std::string query_words(const data::ConverterProtocol& protocol) {
  std::string words = protocol.state == "all" ? "issues in any state" : protocol.state + " issues";
  if (!protocol.labels.empty()) {
    words += fmt::format(" with the label{} {}", protocol.labels.size() == 1 ? "" : "s",
                         enumerate(all_in_quotes(protocol.labels)));
  }
  if (!protocol.without_labels.empty()) {
    words += fmt::format("{} without any of {}", protocol.labels.empty() ? "" : ", and",
                         enumerate(all_in_quotes(protocol.without_labels)));
  }
  return words;
}

std::string api_words(std::string_view api) { return api == "rest" ? "REST" : "GraphQL"; }

void add_collection(const data::ConverterFunnel& funnel, const data::CollectionTotals& totals,
                    MethodsSection& section, Methods& methods) {
  if (totals.runs == 0) {
    if (funnel.collected == 0) {
      methods.lacks.push_back(fmt::format(
          "Nothing was collected from {}: its issues' texts, timelines and fixes are not part of "
          "the study.",
          funnel.repository));
    }
    return;
  }
  std::vector<std::string> apis;
  for (const std::string& api : totals.apis) apis.push_back(api_words(api));
  section.sentences.push_back(fmt::format(
      "{} of {} were read with all comments, events and fixes through GitHub's {} API, in {} and "
      "{} from {} to {}.",
      number_of(funnel.collected, "issue"), funnel.repository, enumerate(apis),
      number_of(totals.runs, "run"), number_of(totals.requests, "request"),
      date_of(totals.started_at), date_of(totals.ended_at)));
  if (totals.issues_gone > 0) {
    section.sentences.push_back(fmt::format("{} of {} had been deleted or transferred by then.",
                                            number_of(totals.issues_gone, "issue"),
                                            funnel.repository));
  }
  if (funnel.is_collecting) {
    methods.lacks.push_back(fmt::format("The collection of {} is not finished: issues are missing.",
                                        funnel.repository));
  }
}

void describe_sources(const MethodsInput& input, const std::vector<data::ConverterFunnel>& funnels,
                      Methods& methods) {
  MethodsSection section{.title = "Sources"};
  std::map<std::string, data::Repository> stored;
  for (const data::Repository& repository : data::repositories(input.database())) {
    stored.emplace(repository.name, repository);
  }
  for (const data::ConverterProtocol& protocol : input.study->converters) {
    section.sentences.push_back(fmt::format("Failures of {} are {} of the GitHub repository {}.",
                                            protocol.name, query_words(protocol),
                                            protocol.repository));
  }
  for (const data::ConverterFunnel& funnel : funnels) {
    add_collection(funnel,
                   data::collection_totals(input.database(), stored.at(funnel.repository).id),
                   section, methods);
  }
  methods.sections.push_back(std::move(section));
}

std::string evidence_words(const data::StudyFile& study) {
  if (study.evidence_set) {
    return fmt::format(
        "An issue counts as repaired by the rule {} of Faultline, from the events of its timeline.",
        in_quotes(id_of(*study.evidence_set)));
  }
  std::vector<std::string> ids;
  for (const data::EvidencePredicate predicate : study.evidence) {
    ids.emplace_back(id_of(predicate));
  }
  if (ids.empty()) return "No evidence of repair was asked for.";
  return fmt::format("An issue counts as repaired where its timeline shows any of these: {}.",
                     join(ids, ", "));
}

void describe_filters(const MethodsInput& input, const std::vector<data::ConverterFunnel>& funnels,
                      Methods& methods) {
  MethodsSection section{.title = "Filters", .sentences = {evidence_words(*input.study)}};
  for (const data::ConverterFunnel& funnel : funnels) {
    if (funnel.closed_issues) {
      section.sentences.push_back(fmt::format(
          "{} had {} on {}, as GitHub counted.", funnel.repository,
          number_of(*funnel.closed_issues, "closed issue"), date_of(*funnel.counted_at)));
    } else if (funnel.collected > 0) {
      methods.lacks.push_back(fmt::format(
          "How many closed issues {} has was not asked of GitHub: the funnel has no beginning.",
          funnel.repository));
    }
    if (funnel.relevant && funnel.evidence) {
      section.sentences.push_back(fmt::format(
          "Of {} of {} that were read, {} passed the filter of labels and state, and {} of these "
          "showed evidence of repair.",
          number_of(funnel.collected - funnel.unscreened, "issue"), funnel.repository,
          *funnel.relevant, *funnel.evidence));
    } else {
      methods.lacks.push_back(
          fmt::format("The issues of {} were not screened: how many passed each filter is unknown.",
                      funnel.repository));
    }
    if (funnel.relevant && funnel.unscreened > 0) {
      methods.lacks.push_back(fmt::format("{} of {} were collected after the screening.",
                                          number_of(funnel.unscreened, "issue"),
                                          funnel.repository));
    }
  }
  methods.sections.push_back(std::move(section));
}

void describe_validation(const MethodsInput& input, Methods& methods) {
  MethodsSection section{.title = "Validation of the filters"};
  if (const auto pilot = data::find_sample(input.database(), data::kPilotSample)) {
    section.sentences.push_back(fmt::format(
        "A pilot of {} was drawn by lot on {}, with the seed {}.",
        number_of(pilot->issues, "relevant issue"), date_of(pilot->drawn_at), pilot->seed));
  }
  const Table table = screening_quality_table(*input.request);
  bool is_judged = false;
  for (const Row& row : table.rows) {
    if (row.is_total || cell_text(table, row, "judged") == "0") continue;
    is_judged = true;
    section.sentences.push_back(fmt::format(
        "Of {} relevant issues of {} that were judged by hand, the screening kept {} that are "
        "repaired failures and {} that are not, and dropped {} and {}: precision {}, recall {}.",
        cell_text(table, row, "judged"), cell_text(table, row, "converter"),
        cell_text(table, row, "kept_relevant"), cell_text(table, row, "kept_irrelevant"),
        cell_text(table, row, "dropped_relevant"), cell_text(table, row, "dropped_irrelevant"),
        cell_text(table, row, "precision"), cell_text(table, row, "recall")));
  }
  if (!is_judged) {
    methods.lacks.emplace_back(
        "The filters were not validated: without hand judgements their precision and recall are "
        "unknown.");
  }
  methods.sections.push_back(std::move(section));
}

void describe_sample(const MethodsInput& input, const std::vector<data::ConverterFunnel>& funnels,
                     Methods& methods) {
  MethodsSection section{.title = "Sampling"};
  const auto sample = data::find_sample(input.database(), data::kMainSample);
  if (!sample) {
    methods.lacks.emplace_back(
        "No sample was drawn here: the frame of the labelled issues, and by which lot they were "
        "chosen, is not known.");
  } else {
    section.sentences.push_back(fmt::format(
        "{} were drawn by lot on {}, stratified by converter, with the seed {}, from the issues "
        "with evidence of repair.",
        number_of(sample->issues, "issue"), date_of(sample->drawn_at), sample->seed));
    for (const data::ConverterFunnel& funnel : funnels) {
      section.sentences.push_back(fmt::format(
          "Of {}, {} are in the sample; its frame holds {} now.", funnel.converter,
          number_of(funnel.sampled.value_or(0), "issue"),
          funnel.evidence ? std::to_string(*funnel.evidence) : std::string("an unknown number")));
      if (funnel.sampled.value_or(0) < input.study->sample_per_converter) {
        methods.lacks.push_back(
            fmt::format("The sample holds {} of {}, not {} as the study's file asks.",
                        number_of(funnel.sampled.value_or(0), "issue"), funnel.converter,
                        input.study->sample_per_converter));
      }
    }
  }
  methods.sections.push_back(std::move(section));
}

}  // namespace

void describe_mining(const MethodsInput& input, Methods& methods) {
  const std::vector<data::ConverterFunnel> funnels = data::funnel(input.database());
  describe_sources(input, funnels, methods);
  describe_filters(input, funnels, methods);
  describe_validation(input, methods);
  describe_sample(input, funnels, methods);
}

}  // namespace faultline::reports
