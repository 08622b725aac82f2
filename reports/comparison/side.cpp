#include "reports/comparison/side.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/issues.h"
#include "data/published_figures.h"

namespace faultline::reports {

namespace {

void require_converter(const std::string& converter, const std::vector<std::string>& known,
                       const std::string& whose) {
  if (std::find(known.begin(), known.end(), converter) != known.end()) return;
  Error unknown(fmt::format("{} has no converter '{}'", whose, converter));
  if (const auto meant = nearest(converter, known)) {
    unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help("its converters are: " + join(known, ", "));
}

void require_converter(data::Database& database, const std::string& converter) {
  std::vector<std::string> known;
  for (const data::Repository& repository : data::repositories(database)) {
    known.push_back(repository.converter);
  }
  require_converter(converter, known, "the study");
}

SideCounts read_counts(data::Database& database, const data::Dimension& dimension,
                       const data::RaterPreference& raters,
                       const std::map<std::int64_t, IssueKey>& issues) {
  std::map<std::int64_t, std::string> code_names;
  for (const auto& [name, id] : data::code_ids(database, dimension.id)) code_names[id] = name;
  SideCounts counts;
  for (const data::IssueCode& label : data::current_codes(database, dimension.id, raters)) {
    const auto issue = issues.find(label.issue_id);
    if (issue == issues.end()) continue;
    const std::string& code = code_names.at(label.code_id);
    if (dimension.find(code) == nullptr) {
      ++counts.unknown_codes;
      continue;
    }
    ++counts.codes[code];
    ++counts.failures;
    counts.issues.emplace(issue->second, code);
  }
  return counts;
}

/// "cause.incompatibility/external.torch.onnx" is of the cause, the code and the converter (or
/// "total") between which its points stand.
struct DistributionFigure {
  std::string dimension;
  std::string code;
  std::string of;
};

std::optional<DistributionFigure> distribution_figure(const std::string& id) {
  const std::size_t first = id.find('.');
  if (first == std::string::npos) return std::nullopt;
  const std::string dimension = id.substr(0, first);
  if (dimension != "stage" && dimension != "symptom" && dimension != "cause") return std::nullopt;
  const std::size_t second = id.find('.', first + 1);
  if (second == std::string::npos) return std::nullopt;
  return DistributionFigure{dimension, id.substr(first + 1, second - first - 1),
                            id.substr(second + 1)};
}

constexpr std::string_view kTotal = "total";

}  // namespace

ComparedSide read_side(data::Database& database, const data::Codebook& codebook,
                       const SideScope& scope) {
  if (scope.converter) require_converter(database, *scope.converter);
  const data::RaterPreference raters = data::prefer_rater(database, scope.rater);
  data::IssueQuery query;
  query.period = scope.period;
  if (scope.converter) query.converters = {*scope.converter};
  std::map<std::int64_t, IssueKey> issues;
  for (const data::IssueSummary& issue : data::find_issues(database, query)) {
    issues.emplace(issue.id, IssueKey{to_lower(issue.repository), issue.number});
  }

  ComparedSide side;
  side.codebook = codebook;
  side.description = "labels of " + raters.description;
  for (const data::Dimension& dimension : codebook.dimensions) {
    side.dimensions.emplace(dimension.id, read_counts(database, dimension, raters, issues));
  }
  return side;
}

ComparedSide published_side(const std::optional<std::string>& converter) {
  ComparedSide side;
  side.description =
      "the published study (Jajal et al., ISSTA 2024), as its tables count it; its issues are not "
      "behind these numbers";
  side.origin = "published";
  std::vector<std::string> converters;
  for (const data::PublishedFigure& figure : data::published_figures()) {
    const auto place = distribution_figure(figure.id);
    if (!place || !figure.numbers.count) continue;
    const bool is_new =
        std::find(converters.begin(), converters.end(), place->of) == converters.end();
    if (place->of != kTotal && is_new) converters.push_back(place->of);
    if (place->of != converter.value_or(std::string(kTotal))) continue;
    SideCounts& counts = side.dimensions[place->dimension];
    counts.codes[place->code] = *figure.numbers.count;
    counts.failures += *figure.numbers.count;
  }
  if (converter) require_converter(*converter, converters, "the published study");
  return side;
}

ComparedSide dl_compilers_side() {
  ComparedSide side;
  side.description =
      "front ends of deep-learning compilers (Shen et al., ESEC/FSE 2021), as the published "
      "study's tables 9 and 14 cite them; its issues are not behind these numbers";
  side.origin = "dl-compilers";
  const nlohmann::json root = nlohmann::json::parse(data::published_file("dl_compilers_2021.json"));
  for (const char* dimension : {"symptom", "cause"}) {
    SideCounts& counts = side.dimensions[dimension];
    for (const auto& [code, count] : root.at(dimension).items()) {
      counts.codes[code] = count.get<std::int64_t>();
      counts.failures += count.get<std::int64_t>();
    }
  }
  return side;
}

}  // namespace faultline::reports
