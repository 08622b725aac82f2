#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "app/completion.h"
#include "app/statistics/statistics.h"
#include "app/study.h"
#include "base/text.h"
#include "data/conversion_outcome.h"
#include "data/labels.h"
#include "data/models.h"
#include "data/operator_history.h"
#include "data/samples.h"
#include "data/study_file.h"
#include "data/survey_instrument.h"
#include "reports/tables/tables.h"
#include "reports/writer.h"
#include "survey/instrument.h"
#include "taxonomy/codebook.h"

namespace faultline::app {

namespace {

using Words = std::vector<Completion>;

Words plain(const std::vector<std::string>& names, std::string_view about) {
  Words words;
  for (const std::string& name : names) words.push_back({name, std::string(about)});
  return words;
}

Words format_words() {
  Words words;
  for (const reports::FormatInfo& format : reports::formats()) {
    words.push_back({std::string(format.name), ""});
  }
  return words;
}

Words table_words() {
  Words words;
  for (const reports::TableKind& kind : reports::table_kinds()) {
    words.push_back({std::string(kind.id), std::string(kind.about)});
  }
  return words;
}

Words outcome_words() {
  return plain({data::kOutcomeIds.begin(), data::kOutcomeIds.end()}, "outcome");
}

Words converter_words(Study& study) {
  Words words;
  for (const data::ConverterProtocol& converter : study.file.converters) {
    words.push_back({converter.name, converter.repository});
  }
  return words;
}

Words rater_words(Study& study) { return plain(data::raters(study.database), "rater"); }

Words sample_words(Study& study) {
  Words words;
  for (const data::Sample& sample : data::samples(study.database)) {
    words.push_back({sample.name, "sample"});
  }
  return words;
}

Words tranche_words(Study& study) {
  Words words;
  for (const data::Sample& sample : data::samples(study.database)) {
    const bool is_tranche =
        sample.kind == data::SampleKind::kOverlap || sample.kind == data::SampleKind::kDrift;
    if (is_tranche) words.push_back({sample.name, std::string(data::id_of(sample.kind))});
  }
  return words;
}

Words issue_words(Study& study) {
  Words words;
  const auto sample = data::find_sample(study.database, data::kMainSample);
  if (!sample) return words;
  for (const data::SampledIssue& issue : data::sampled_issues(study.database, sample->id)) {
    words.push_back(
        {issue.repository + "#" + std::to_string(issue.number), issue.title.value_or("issue")});
  }
  return words;
}

Words dimension_words(Study& study) {
  Words words;
  for (const data::Dimension& dimension : study.codebook.dimensions) {
    words.push_back({dimension.id, dimension.name});
  }
  return words;
}

Words code_words(Study& study) {
  Words words;
  for (const data::Dimension& dimension : study.codebook.dimensions) {
    for (const data::Code& code : dimension.codes) {
      words.push_back({dimension.id + "=" + code.id, code.name});
    }
  }
  return words;
}

Words question_words(Study& study) {
  Words words;
  for (const data::SurveyQuestion& question : data::survey_questions(study.database)) {
    words.push_back({question.id, question.text});
  }
  return words;
}

Words option_words(Study& study) {
  Words words;
  for (const data::SurveyQuestion& question : data::survey_questions(study.database)) {
    for (const data::QuestionOption& option : question.options) {
      words.push_back({question.id + "=" + option.id, option.text});
    }
    for (const data::SurveyTheme& theme : question.themes) {
      words.push_back({question.id + "=" + theme.id, "theme"});
    }
  }
  return words;
}

Words set_words(Study& study) {
  Words words;
  for (const data::ModelSetSummary& set : data::model_sets(study.database)) {
    words.push_back({set.name, "set of models"});
  }
  return words;
}

Words history_words(Study& study) {
  return plain(data::operator_histories(study.database), "operator history");
}

Words side_words() {
  return {{"published", "the published study's 200 failures"},
          {"dl-compilers", "failures of deep-learning compilers"}};
}

/// An argument of help, and what may stand for it.
struct KnownArgument {
  std::string_view name;
  bool files = false;
  bool folders = false;
  Words (*fixed)() = nullptr;           ///< words that the program knows
  Words (*of_study)(Study&) = nullptr;  ///< words that the study knows
};

constexpr std::array kKnownArguments = std::to_array<KnownArgument>({
    {.name = "CODEBOOK",
     .files = true,
     .fixed = [] { return plain(taxonomy::builtin_codebook_names(), "codebook"); }},
    {.name = "CONVERTER", .of_study = converter_words},
    {.name = "DIMENSION", .of_study = dimension_words},
    {.name = "DIMENSION=CODE", .of_study = code_words},
    {.name = "DIR", .folders = true},
    {.name = "FILE", .files = true},
    {.name = "FORMAT", .fixed = format_words},
    {.name = "HISTORY", .of_study = history_words},
    {.name = "INSTRUMENT",
     .files = true,
     .fixed = [] { return plain(survey::builtin_instrument_names(), "instrument"); }},
    {.name = "ISSUE", .of_study = issue_words},
    {.name = "OUTCOME", .fixed = outcome_words},
    {.name = "QUESTION", .of_study = question_words},
    {.name = "QUESTION=OPTION", .of_study = option_words},
    {.name = "RATER", .of_study = rater_words},
    {.name = "SAMPLE", .of_study = sample_words},
    {.name = "SET", .of_study = set_words},
    {.name = "SIDE", .files = true, .fixed = side_words, .of_study = rater_words},
    {.name = "STATISTIC", .fixed = [] { return plain(statistic_names(), "statistic"); }},
    {.name = "TABLE", .fixed = table_words},
    {.name = "TEMPLATE",
     .fixed = [] { return plain({std::string(data::kDefaultTemplate)}, "template"); }},
    {.name = "TRANCHE", .of_study = tranche_words},
    // Numbers, dates and free text: there is nothing to offer.
    {.name = "C"},
    {.name = "CELLS"},
    {.name = "COMMAND"},  // its words are those of the commands' names
    {.name = "DATE"},
    {.name = "KIND"},
    {.name = "M"},
    {.name = "MODEL"},
    {.name = "N"},
    {.name = "NAME"},
    {.name = "OPERATORS"},
    {.name = "OWNER/NAME"},
    {.name = "P"},
    {.name = "PERIOD"},
    {.name = "TEXT"},
    {.name = "URL"},
    {.name = "WORDS"},
    {.name = "X"},
});

const KnownArgument* find_argument(std::string_view name) {
  const auto* const found = std::ranges::find(kKnownArguments, name, &KnownArgument::name);
  return found == kKnownArguments.end() ? nullptr : found;
}

/// "RATER" of "[RATER]", "RATER..." and "RATER,RATER".
std::string_view bare(std::string_view argument) {
  if (argument.starts_with('[')) argument.remove_prefix(1);
  if (argument.ends_with(']')) argument.remove_suffix(1);
  if (argument.ends_with("...")) argument.remove_suffix(3);
  return argument.substr(0, argument.find(','));
}

bool is_list_of_words(std::string_view argument) {
  return argument.find('|') != std::string_view::npos;
}

}  // namespace

bool is_known_argument(std::string_view argument) {
  return is_list_of_words(bare(argument)) || find_argument(bare(argument)) != nullptr;
}

Completions completions_of(std::string_view argument, const World& world,
                           const Arguments& arguments) {
  const std::string_view name = bare(argument);
  if (is_list_of_words(name)) return {.words = plain(split(name, '|'), "")};
  const KnownArgument* known = find_argument(name);
  if (known == nullptr) return {};
  Completions found{.files = known->files, .folders = known->folders};
  if (known->fixed != nullptr) found.words = known->fixed();
  if (known->of_study == nullptr) return found;
  std::optional<Study> study = find_open_study(world, arguments, data::Database::Access::kRead);
  if (!study) return found;
  for (Completion& word : known->of_study(*study)) found.words.push_back(std::move(word));
  return found;
}

}  // namespace faultline::app
