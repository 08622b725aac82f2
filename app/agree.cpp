#include "reports/agreement.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "app/table_request.h"
#include "base/text.h"
#include "reports/tables/agreement.h"
#include "reports/tables/tables.h"
#include "reports/write_json.h"
#include "reports/writer.h"

namespace faultline::app {

namespace {

/// The codes that the two raters confused, as a table: rows are the first rater's codes.
reports::Table confusion_table(const reports::PairAgreement& pair) {
  reports::Table table{.id = fmt::format("confusion-{}", pair.dimension),
                       .title = fmt::format("{}: codes of {} (rows) and {} (columns)",
                                            pair.dimension, pair.first_rater, pair.second_rater)};
  table.columns = {{.id = "code", .label = pair.first_rater}};
  const auto used = [&](std::size_t code) {
    return pair.confusion.row_totals()[code] > 0 || pair.confusion.column_totals()[code] > 0;
  };
  for (std::size_t column = 0; column < pair.codes.size(); ++column) {
    if (!used(column)) continue;
    table.columns.push_back({.id = pair.codes[column],
                             .label = pair.codes[column],
                             .kind = reports::ColumnKind::kCount});
  }
  for (std::size_t row = 0; row < pair.codes.size(); ++row) {
    if (!used(row)) continue;
    table.rows.push_back({.values = {pair.codes[row]}});
    for (std::size_t column = 0; column < pair.codes.size(); ++column) {
      if (used(column)) table.rows.back().values.emplace_back(pair.confusion.at(row, column));
    }
  }
  return table;
}

nlohmann::ordered_json to_json(const reports::PairAgreement& pair) {
  nlohmann::ordered_json disagreements = nlohmann::ordered_json::array();
  for (const reports::Disagreement& issue : pair.disagreements) {
    disagreements.push_back({{"repository", issue.repository},
                             {"issue", issue.issue},
                             {"codes", {issue.first_code, issue.second_code}}});
  }
  nlohmann::ordered_json confusions = nlohmann::ordered_json::array();
  for (const reports::Confusion& confusion : pair.confusions) {
    confusions.push_back(
        {{"codes", {confusion.first_code, confusion.second_code}}, {"issues", confusion.issues}});
  }
  return {{"dimension", pair.dimension},
          {"raters", {pair.first_rater, pair.second_rater}},
          {"issues", pair.kappa.items},
          {"labelled_by_one", pair.labelled_by_one},
          {"assisted", {pair.first_assisted, pair.second_assisted}},
          {"left_out_assisted", pair.left_out_assisted},
          {"confusion", reports::to_json(confusion_table(pair))},
          {"confusions", confusions},
          {"disagreements", disagreements}};
}

void print_disagreements(World& world, const reports::PairAgreement& pair) {
  world.out << "\n"
            << reports::write(confusion_table(pair), reports::Format::kTerminal, world.out_style)
            << "\nCodes that they confuse:\n";
  for (const reports::Confusion& confusion : pair.confusions) {
    world.out << printable(fmt::format("  {} / {}  {}", confusion.first_code, confusion.second_code,
                                       counted(confusion.issues, "issue")))
              << "\n";
  }
  world.out << "\nIssues on which they differ:\n";
  for (const reports::Disagreement& issue : pair.disagreements) {
    world.out << printable(fmt::format("  {}#{}  {} / {}", issue.repository, issue.issue,
                                       issue.first_code, issue.second_code))
              << "\n";
  }
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const reports::TableRequest request = table_request(study, arguments);
  const std::vector<reports::DimensionAgreement> measured = reports::measure_agreement(request);
  const reports::Table table = reports::agreement_table(request, measured);
  if (arguments.has("json")) {
    nlohmann::ordered_json document = reports::to_json(table);
    document["pairs"] = nlohmann::ordered_json::array();
    for (const reports::DimensionAgreement& dimension : measured) {
      for (const reports::PairAgreement& pair : dimension.pairs) {
        document["pairs"].push_back(to_json(pair));
      }
    }
    world.out << document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    return ExitCode::kDone;
  }
  world.out << reports::write(table, reports::Format::kTerminal, world.out_style);
  for (const reports::DimensionAgreement& dimension : measured) {
    for (const reports::PairAgreement& pair : dimension.pairs) {
      if (!pair.disagreements.empty()) print_disagreements(world, pair);
    }
  }
  return ExitCode::kDone;
}

}  // namespace

Command agree_command() {
  return {
      .name = "agree",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "measure how far raters agree, and show where they do not",
      .details =
          "Labels that were made while suggestions were shown are counted in a note: two "
          "raters who\nsaw the same suggestion agree for that reason too.",
      .example =
          "faultline agree --raters ana,ben\n"
          "faultline agree --tranche overlap --without-assisted",
      .options = {{"raters", "RATER,RATER", "whose agreement; else everybody's"},
                  {"tranche", "TRANCHE", "only issues of this tranche (`faultline sample show`)"},
                  {"without-assisted", "", "leave out labels made with suggestions"},
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
