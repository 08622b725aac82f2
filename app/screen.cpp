#include "collectors/screening/screen.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "app/table_request.h"
#include "base/error.h"
#include "base/text.h"
#include "collectors/screening/protocol_changes.h"
#include "reports/tables/tables.h"
#include "reports/write_json.h"
#include "reports/writer.h"

namespace faultline::app {

namespace {

using collectors::EvidenceComparison;
using collectors::EvidenceCounts;
using collectors::EvidenceDifference;

/// One of the rules that are compared: how its counts and decisions are called.
struct ComparedRule {
  const char* id;
  std::int64_t EvidenceCounts::*count;
  bool EvidenceDifference::*keeps;
};

constexpr std::array kRules{
    ComparedRule{"study", &EvidenceCounts::study, &EvidenceDifference::study},
    ComparedRule{"published", &EvidenceCounts::published, &EvidenceDifference::published},
    ComparedRule{"strict", &EvidenceCounts::strict, &EvidenceDifference::strict},
};

/// How many issues a rule keeps, or drops, that the study's own does not.
std::int64_t differing(const EvidenceComparison& comparison, const ComparedRule& rule, bool keeps) {
  return std::count_if(comparison.differences.begin(), comparison.differences.end(),
                       [&](const EvidenceDifference& issue) {
                         return issue.*rule.keeps == keeps && issue.study != keeps;
                       });
}

reports::Column count_column(std::string id, std::string label) {
  return {.id = std::move(id), .label = std::move(label), .kind = reports::ColumnKind::kCount};
}

reports::Table comparison_table(const EvidenceComparison& comparison) {
  reports::Table table{.id = "evidence", .title = "Issues with evidence of repair, by rule"};
  table.columns = {{.id = "rule", .label = "Rule"}};
  std::vector<std::string> relevant;
  for (const EvidenceCounts& converter : comparison.converters) {
    table.columns.push_back(count_column(converter.converter, converter.converter));
    relevant.push_back(fmt::format("{} of {}", converter.relevant, converter.converter));
  }
  table.columns.push_back(count_column("more", "More than study"));
  table.columns.push_back(count_column("fewer", "Fewer than study"));
  for (const ComparedRule& rule : kRules) {
    reports::Row& row = table.rows.emplace_back();
    row.values = {std::string(rule.id)};
    for (const EvidenceCounts& converter : comparison.converters) {
      row.values.emplace_back(converter.*rule.count);
    }
    row.values.emplace_back(differing(comparison, rule, true));
    row.values.emplace_back(differing(comparison, rule, false));
  }
  table.notes.push_back(fmt::format("Relevant issues: {}.", join(relevant, ", ")));
  if (!comparison.differences.empty()) {
    table.notes.push_back(
        fmt::format("The rules differ on {}: `faultline screen --compare --list`.",
                    counted(static_cast<std::int64_t>(comparison.differences.size()), "issue")));
  }
  return table;
}

nlohmann::ordered_json to_json(const EvidenceComparison& comparison) {
  nlohmann::ordered_json document = reports::to_json(comparison_table(comparison));
  document["differences"] = nlohmann::ordered_json::array();
  for (const EvidenceDifference& issue : comparison.differences) {
    nlohmann::ordered_json object{{"repository", issue.repository}, {"number", issue.number}};
    for (const ComparedRule& rule : kRules) object[rule.id] = issue.*rule.keeps;
    object["reason"] = issue.reason;
    document["differences"].push_back(std::move(object));
  }
  return document;
}

void print_differences(World& world, const EvidenceComparison& comparison) {
  for (const EvidenceDifference& issue : comparison.differences) {
    std::vector<std::string> keeping;
    for (const ComparedRule& rule : kRules) {
      if (issue.*rule.keeps) keeping.emplace_back(rule.id);
    }
    world.out << printable(fmt::format("{}#{}  kept by {}: {}", issue.repository, issue.number,
                                       join(keeping, " and "), issue.reason))
              << "\n";
  }
}

ExitCode compare(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const EvidenceComparison comparison = collectors::compare_evidence(study.database, study.file);
  if (arguments.has("json")) {
    world.out << to_json(comparison).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
    return ExitCode::kDone;
  }
  world.out << reports::write(comparison_table(comparison), reports::Format::kTerminal,
                              world.out_style);
  if (arguments.has("list")) print_differences(world, comparison);
  return ExitCode::kDone;
}

ExitCode run(World& world, const Arguments& arguments) {
  if (arguments.has("compare")) return compare(world, arguments);
  if (arguments.has("list")) throw Error("--list goes with --compare");
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  const collectors::Screening screening = collectors::screen(study.database, study.file);
  reports::Table table = reports::build_table("funnel", table_request(study, arguments));
  table.notes.push_back(
      fmt::format("Screened {}: {} new or changed, {} no longer part of the study.",
                  counted(screening.issues, "issue"), screening.changed, screening.dropped));
  for (std::string& change : collectors::protocol_changes(study.database, study.file)) {
    table.notes.push_back(std::move(change));
  }
  print_table(world, arguments, table);
  return ExitCode::kDone;
}

}  // namespace

Command screen_command() {
  return {
      .name = "screen",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "keep the relevant issues that show evidence of repair",
      .details =
          "Applies study.toml to what was collected: each converter's filter, then [evidence].\n"
          "Why an issue was kept or not is in the database's table `screening`. What was\n"
          "collected is not touched: change study.toml and screen again as often as you like.\n"
          "\n"
          "REST tells neither which pull request closed an issue nor what was connected to it:\n"
          "there, closed-by-pull-request never holds, and `strict` finds less than with GraphQL.",
      .example =
          "faultline screen\n"
          "faultline screen --compare --list   # the study's rule beside the built-in ones",
      .options = {{"compare", "",
                   "count what the rules `published` and `strict` keep beside the study's own"},
                  {"list", "", "with --compare: also the issues on which they differ"},
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
