#include "collectors/screening/relevance.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace faultline::collectors {

namespace {

bool has_label(const IssueTraits& issue, const std::string& wanted) {
  return std::any_of(issue.labels.begin(), issue.labels.end(),
                     [&](const std::string& label) { return to_lower(label) == to_lower(wanted); });
}

}  // namespace

Decision relevance(const data::ConverterProtocol& converter, const IssueTraits& issue) {
  if (issue.gone) return {false, fmt::format("was {} on GitHub", *issue.gone)};
  const std::string state = issue.state.value_or("of unknown state");
  if (converter.state != "all" && state != converter.state) {
    return {false, fmt::format("is {}", state)};
  }
  for (const std::string& label : converter.labels) {
    if (!has_label(issue, label)) return {false, fmt::format("lacks the label '{}'", label)};
  }
  for (const std::string& label : converter.without_labels) {
    if (has_label(issue, label)) return {false, fmt::format("has the label '{}'", label)};
  }
  if (converter.labels.empty()) return {true, fmt::format("is {}", state)};
  return {true,
          fmt::format("is {}, has the label{} '{}'", state, converter.labels.size() == 1 ? "" : "s",
                      join(converter.labels, "', '"))};
}

}  // namespace faultline::collectors
