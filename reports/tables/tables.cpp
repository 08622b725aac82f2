#include "reports/tables/tables.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/nearest.h"
#include "reports/tables/agreement.h"
#include "reports/tables/conversion_errors.h"
#include "reports/tables/coverage.h"
#include "reports/tables/cross.h"
#include "reports/tables/distribution.h"
#include "reports/tables/evolution.h"
#include "reports/tables/evolution_association.h"
#include "reports/tables/evolution_rates.h"
#include "reports/tables/funnel.h"
#include "reports/tables/model_operators.h"
#include "reports/tables/operator_sets.h"
#include "reports/tables/outcomes.h"
#include "reports/tables/popularity.h"
#include "reports/tables/screening_quality.h"
#include "reports/tables/sequences.h"
#include "reports/tables/survey.h"
#include "reports/tables/survey_responses.h"
#include "reports/tables/trend.h"

namespace faultline::reports {

const std::vector<TableKind>& table_kinds() {
  using Request = const TableRequest&;
  static const std::vector<TableKind> kKinds{
      {"stage", "in which part of the converter failures sit", "Table 8",
       [](Request request) { return distribution_table(request, "stage"); }},
      {"symptom", "what users saw", "Table 9",
       [](Request request) { return distribution_table(request, "symptom"); }},
      {"cause", "why it failed, with the parts of each cause", "Table 14",
       [](Request request) { return distribution_table(request, "cause"); }},
      {"cause-symptom", "cause by symptom and converter, rare codes together", "Tables 10 and 16",
       [](Request request) { return cross_table(request, "cause", "symptom", ByConverter::kYes); }},
      {"cause-stage", "cause by stage", "",
       [](Request request) { return cross_table(request, "cause", "stage", ByConverter::kNo); }},
      {"stage-symptom", "stage by symptom", "",
       [](Request request) { return cross_table(request, "stage", "symptom", ByConverter::kNo); }},
      {"agreement", "how far raters agree, per dimension", "§5.1.2", agreement_table},
      {"funnel", "issues left after each step from the repository to the sample", "Figure 4",
       funnel_table},
      {"filter", "precision and recall of the screening against hand judgements", "§5.1.1",
       screening_quality_table},
      {"popularity", "stars, forks and closed issues per converter", "Table 6", popularity_table},
      {"opsets", "operator changes by operator set", "Figure 5", operator_sets_table},
      {"opset-releases", "operator changes by ONNX release", "Figure 5", operator_releases_table},
      {"evolution", "failures between ONNX releases", "Figure 6", evolution_table},
      {"evolution-correlation", "do operator changes go with failures?", "§6.1",
       evolution_correlation_table},
      {"evolution-rates", "failures per 30 days between ONNX releases", "", evolution_rates_table},
      {"evolution-association", "the same question by two coefficients, with exact tests", "§6.1",
       evolution_association_table},
      {"evolution-sensitivity", "the same by every choice that has to be made", "",
       evolution_sensitivity_table},
      {"trend", "failures by quarter, converter and code", "Figure 6", trend_table},
      {"responses", "rows of the survey's exports, and which are respondents", "§4.1.2",
       survey_rows_table},
      {"demographics", "who the survey's respondents are", "Table 3",
       [](Request request) {
         return survey_table(request, "demographics", "Demographics of the respondents");
       }},
      {"tool-usage", "which frameworks and interoperability tools they use", "§4.2.1",
       [](Request request) {
         return survey_table(request, "tool-usage", "Frameworks and interoperability tools");
       }},
      {"use-cases", "what they convert models for", "§4.2.2",
       [](Request request) {
         return survey_table(request, "use-cases", "What models are converted for");
       }},
      {"problems", "which problems they meet", "§4.2.3",
       [](Request request) {
         return survey_table(request, "problems", "Problems with converted models");
       }},
      {"considerations", "what they consider before they convert", "Table 4",
       [](Request request) {
         return survey_table(request, "considerations", "Considerations before a deployment");
       }},
      {"strategies", "how they address problems", "Table 5",
       [](Request request) {
         return survey_table(request, "strategies", "Strategies against problems");
       }},
      {"outcomes", "what became of converted models, by converter and kind", "Table 11",
       outcomes_table},
      {"outcome-sizes", "the same by the models' size", "", outcome_sizes_table},
      {"outcome-tolerances", "mismatches by tolerance, from 1e-9 to 1", "",
       outcome_tolerances_table},
      {"conversion-errors", "places where conversion and runtime fail, with examples", "",
       conversion_errors_table},
      {"sequences", "operator sequences that sets of models share", "Table 12", sequences_table},
      {"sequence-lengths", "the lengths of the longest shared sequences", "",
       sequence_lengths_table},
      {"operators", "operators that sets of models share", "Table 15", model_operators_table},
      {"coverage", "operators and their combinations that no test model has", "", coverage_table},
  };
  return kKinds;
}

Table build_table(std::string_view id, const TableRequest& request) {
  std::vector<std::string> ids;
  for (const TableKind& kind : table_kinds()) {
    if (kind.id == id) return kind.build(request);
    ids.emplace_back(kind.id);
  }
  Error unknown(fmt::format("there is no table '{}'", id));
  if (const auto meant = nearest(id, ids)) {
    unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help("`faultline table` lists them all");
}

}  // namespace faultline::reports
