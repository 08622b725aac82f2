#include "data/issues.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/issue_condition.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "taxonomy/codebook.h"

namespace faultline::app {

namespace {

/// @param id  one of those, as the command's options are checked
data::FunnelStep step_of(const std::string& id) {
  return std::ranges::find(data::kFunnelSteps, id, &data::FunnelStepName::id)->step;
}

data::IssueQuery read_query(Study& study, const Arguments& arguments) {
  data::IssueQuery query;
  for (const std::string& condition : arguments.texts("where")) {
    add_condition(query, condition, study.codebook);
  }
  std::vector<std::string> names;
  for (const data::ConverterProtocol& converter : study.file.converters) {
    names.push_back(converter.name);
  }
  for (const std::string& converter : arguments.texts("converter")) {
    if (std::find(names.begin(), names.end(), converter) == names.end()) {
      Error unknown(fmt::format("the study has no converter '{}'", converter));
      if (const auto meant = nearest(converter, names)) {
        throw unknown.help(fmt::format("the nearest one is '{}'", *meant));
      }
      throw unknown.help("its converters are: " + join(names, ", "));
    }
    query.converters.push_back(converter);
  }
  query.releases = arguments.texts("release");
  if (const auto period = arguments.text("period")) {
    query.period = data::parse_period(*period);
    if (!query.period) {
      throw Error(fmt::format("'{}' is not a period", *period))
          .help(std::string(data::kPeriodForms));
    }
  }
  if (const auto step = arguments.text("step")) query.step = step_of(*step);
  query.search = arguments.text("search");
  if (query.search && trim(*query.search).empty())
    throw Error("--search wants words to search for");
  if (const auto limit = arguments.positive("limit")) {
    query.limit = static_cast<std::size_t>(*limit);
  }
  query.raters = data::prefer_rater(study.database, arguments.text("rater"));
  return query;
}

nlohmann::ordered_json to_json(const data::IssueSummary& issue) {
  const auto optional = [](const std::optional<std::string>& text) {
    return text ? nlohmann::ordered_json(*text) : nlohmann::ordered_json(nullptr);
  };
  return {{"repository", issue.repository},
          {"number", issue.number},
          {"title", optional(issue.title)},
          {"state", optional(issue.state)},
          {"author", optional(issue.author)},
          {"created_at", optional(issue.created_at)},
          {"closed_at", optional(issue.closed_at)},
          {"labels", issue.labels},
          {"url", issue.url},
          {"comments", issue.comments}};
}

/// So many issues of a search fill a screen.
constexpr std::size_t kFirstScreen = 20;

void print_list(World& world, const std::vector<data::IssueSummary>& issues) {
  for (const data::IssueSummary& issue : issues) {
    world.out << printable(issue.url) << "\n";
    if (issue.title) world.out << "  " << printable(*issue.title) << "\n";
    if (!issue.snippet.empty()) world.out << "  " << printable(issue.snippet) << "\n";
  }
  world.out << counted(static_cast<std::int64_t>(issues.size()), "issue") << "\n";
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  data::IssueQuery query = read_query(study, arguments);
  const bool has_default_limit = query.search && !query.limit && !arguments.has("json");
  if (has_default_limit) query.limit = kFirstScreen;
  const std::vector<data::IssueSummary> issues = data::find_issues(study.database, query);
  if (!arguments.has("json")) {
    print_list(world, issues);
    if (has_default_limit && issues.size() == kFirstScreen) {
      world.out << "These are the best ones; `--limit N` shows more.\n";
    }
    return ExitCode::kDone;
  }
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const data::IssueSummary& issue : issues) {
    list.push_back(to_json(issue));
    if (query.search) list.back()["snippet"] = issue.snippet;
  }
  world.out << list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  return ExitCode::kDone;
}

}  // namespace

Command issues_command() {
  return {
      .name = "issues",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "list the issues behind any count",
      .details =
          "Conditions on different dimensions all hold; of several on one dimension, any. A code\n"
          "includes its children; `other-binned` stands for the codes that cross tables count\n"
          "together, `any` for every code. Labels are those of the consensus, else of the study's\n"
          "first rater, or of --rater.",
      .example =
          "faultline issues --where stage=optimization --converter tf2onnx\n"
          "faultline issues --where cause=incompatibility --where symptom=crash --json",
      .options =
          {{"where", "DIMENSION=CODE", "only issues with this code", true},
           {"converter", "CONVERTER", "only this converter's issues", true},
           {"release", "DATE", "only issues opened after this ONNX release, before the next", true},
           {"period", "PERIOD", "only issues opened then: 2023, 2023-Q1, 2023-03, 2019..2020-06"},
           {"step", "relevant|evidence|sampled", "only issues left after this step of the funnel"},
           {"search", "WORDS",
            "only issues whose title and body, or one of whose comments, has all these words; "
            "best first"},
           {"limit", "N", "so many at most; a search shows 20 where nothing is said"},
           {"rater", "RATER", "whose labels count"},
           kJsonOption},
      .run = run};
}

}  // namespace faultline::app
