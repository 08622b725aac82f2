#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/comparison_side.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "reports/comparison/comparison_table.h"
#include "reports/write_json.h"
#include "reports/writer.h"
#include "taxonomy/codebook.h"

namespace faultline::app {

namespace {

constexpr const char* kBuiltinCodebook = "converter-failures";

/// As table by table; JSON is one document.
void print_tables(World& world, const Arguments& arguments,
                  const std::vector<reports::Table>& tables) {
  if (arguments.has("json") || arguments.text("format") == "json") {
    nlohmann::ordered_json document{{"tables", nlohmann::ordered_json::array()}};
    for (const reports::Table& table : tables) document["tables"].push_back(to_json(table));
    world.out << document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    return;
  }
  for (const reports::Table& table : tables) {
    if (&table != &tables.front()) world.out << "\n";
    print_table(world, arguments, table);
  }
}

void check_format(const Arguments& arguments) {
  const auto format = arguments.text("format");
  if (!format) return;
  if (arguments.has("json")) throw Error("--format and --json exclude each other");
  if (reports::parse_format(*format) == reports::Format::kCsv && !arguments.has("dimension")) {
    throw Error("a CSV file holds one table").help("choose it with --dimension NAME");
  }
}

ExitCode run(World& world, const Arguments& arguments) {
  check_format(arguments);
  std::optional<Study> study = find_open_study(world, arguments, data::Database::Access::kRead);
  Study* current = study ? &*study : nullptr;
  const reports::ComparedSide a =
      comparison_side(world, current, arguments, arguments.positional()[0]);
  const reports::ComparedSide b =
      comparison_side(world, current, arguments, arguments.positional()[1]);
  const reports::Comparison comparison = reports::compare(
      a, b, taxonomy::find_codebook(kBuiltinCodebook, {}),
      arguments.has("all") ? reports::Binning::kNone : reports::Binning::kAsInCodebook,
      arguments.text("dimension"));

  std::vector<reports::Table> tables;
  for (const reports::ComparedDimension& dimension : comparison.dimensions) {
    tables.push_back(
        reports::comparison_table(a, b, dimension, study ? study->file.sample_seed : 0));
  }
  for (const std::string& missing : comparison.dimensions_left_out) {
    tables.back().notes.push_back(
        fmt::format("The dimension '{}' was left out: only one side has it.", missing));
  }
  print_tables(world, arguments, tables);
  return ExitCode::kDone;
}

}  // namespace

Command compare_command() {
  return {.name = "compare",
          .arguments = "SIDE SIDE",
          .least_arguments = 2,
          .most_arguments = 2,
          .about = "set two studies, periods, raters or label sets side by side, with tests",
          .details = kSidesHelp,
          .example =
              "faultline compare published .\n"
              "faultline compare dl-compilers published\n"
              "faultline compare 2019-01..2020-12 2021.. --converter tf2onnx\n"
              "faultline compare ana ben --dimension cause --format markdown",
          .options = {{"dimension", "DIMENSION", "only this one"},
                      {"converter", "CONVERTER", "only this converter's failures, on both sides"},
                      {"rater", "RATER", "whose labels count; else the consensus, else the first"},
                      {"all", "", "rare codes on their own"},
                      kFormatOption,
                      kJsonOption},
          .run = run};
}

}  // namespace faultline::app
