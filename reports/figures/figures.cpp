#include "reports/figures/figures.h"

#include "reports/figures/confusion.h"
#include "reports/figures/evolution_points.h"
#include "reports/figures/failures_over_time.h"
#include "reports/figures/funnel.h"
#include "reports/figures/joint.h"
#include "reports/figures/operator_changes.h"
#include "reports/figures/outcome_bars.h"
#include "reports/figures/shares.h"
#include "reports/figures/survey_bars.h"

namespace faultline::reports {

const std::vector<FigureKind>& figure_kinds() {
  using Request = const TableRequest&;
  static const std::vector<FigureKind> kKinds{
      {"funnel", "issues left after each step from the repository to the sample", funnel_figure},
      {"stage", "in which part of the converter failures sit",
       [](Request request) { return share_figure(request, "stage"); }},
      {"symptom", "what users saw",
       [](Request request) { return share_figure(request, "symptom"); }},
      {"cause", "why it failed, with the parts of each cause",
       [](Request request) { return share_figure(request, "cause"); }},
      {"cause-symptom", "which causes show as which symptoms", cause_symptom_figure},
      {"agreement-stage", "which stages two raters saw in the same issues",
       [](Request request) { return confusion_figure(request, "stage"); }},
      {"agreement-symptom", "which symptoms they saw",
       [](Request request) { return confusion_figure(request, "symptom"); }},
      {"agreement-cause", "which causes they saw",
       [](Request request) { return confusion_figure(request, "cause"); }},
      {"opset-releases", "operators that each ONNX release changed", operator_changes_figure},
      {"failures-over-time", "failures reported up to each quarter's end",
       failures_over_time_figure},
      {"evolution", "failures between ONNX releases against operators changed", evolution_figure},
      {"outcomes", "what became of converted models", outcomes_figure},
      {"outcome-tolerances", "mismatches by tolerance", tolerances_figure},
      {"demographics", "who the survey's respondents are",
       [](Request request) { return survey_figure(request, "demographics"); }},
      {"tool-usage", "which frameworks and interoperability tools they use",
       [](Request request) { return survey_figure(request, "tool-usage"); }},
      {"use-cases", "what they convert models for",
       [](Request request) { return survey_figure(request, "use-cases"); }},
      {"problems", "which problems they meet",
       [](Request request) { return survey_figure(request, "problems"); }},
      {"considerations", "what they consider before they convert",
       [](Request request) { return survey_figure(request, "considerations"); }},
      {"strategies", "how they address problems",
       [](Request request) { return survey_figure(request, "strategies"); }},
  };
  return kKinds;
}

std::vector<Figure> build_figures(const TableRequest& request) {
  std::vector<Figure> figures;
  for (const FigureKind& kind : figure_kinds()) {
    if (auto figure = kind.build(request)) figures.push_back(std::move(*figure));
  }
  return figures;
}

}  // namespace faultline::reports
