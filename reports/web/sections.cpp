#include "reports/web/sections.h"

#include <algorithm>

namespace faultline::reports {

std::span<const Section> sections() {
  static const std::vector<Section> kSections{
      {"protocol",
       "Protocol and funnel",
       "Which issues are studied, and how many are left after each step.",
       {"protocol", "funnel", "filter", "popularity"}},
      {"failures",
       "Failures",
       "Where converters fail, what users saw, and why. Shares carry 95% Wilson intervals.",
       {"stage", "symptom", "cause", "cause-symptom", "cause-stage", "stage-symptom", "trend"}},
      {"agreement",
       "Agreement",
       "How far raters who labelled the same issues agree.",
       {"agreement"}},
      {"survey",
       "Survey",
       "What engineers answered.",
       {"responses", "demographics", "tool-usage", "use-cases", "problems", "considerations",
        "strategies"}},
      {"evolution",
       "Evolution",
       "Whether failures follow the changes of ONNX's operators.",
       {"opsets", "opset-releases", "evolution", "evolution-correlation", "evolution-rates",
        "evolution-association", "evolution-sensitivity"},
       {"failures-over-time"}},
      {"models",
       "Models",
       "What becomes of models that are converted, and which operators they share.",
       {"outcomes", "outcome-sizes", "outcome-tolerances", "conversion-errors", "sequences",
        "sequence-lengths", "operators", "coverage"}},
      {"more", "Further tables and figures", "", {}},
      {"differences",
       "Differences to the published study",
       "The published study is Jajal et al., Interoperability in Deep Learning: A User Survey and "
       "Failure Analysis of ONNX Model Converters, ISSTA 2024.",
       {"differences"}},
  };
  return kSections;
}

namespace {

using Ids = std::vector<std::string_view> Section::*;

std::string_view section_with(std::string_view id, Ids ids) {
  const auto found = std::ranges::find_if(sections(), [&](const Section& section) {
    return std::ranges::find(section.*ids, id) != (section.*ids).end();
  });
  return found == sections().end() ? "more" : found->id;
}

}  // namespace

std::string_view section_of(std::string_view table) {
  return section_with(table, &Section::tables);
}

std::string_view section_of_figure(std::string_view figure) {
  return section_with(figure, &Section::figures);
}

}  // namespace faultline::reports
