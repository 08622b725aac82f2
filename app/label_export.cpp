#include "taxonomy/label_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "data/issues.h"
#include "taxonomy/exchange/coding_workbook.h"
#include "taxonomy/exchange/doccano.h"
#include "taxonomy/exchange/exchange_items.h"
#include "taxonomy/exchange/label_studio.h"

namespace faultline::app {

namespace {

struct Export {
  Study& study;
  const Arguments& arguments;
  std::filesystem::path path;

  [[nodiscard]] std::optional<std::string> rater() const { return arguments.text("rater"); }
  [[nodiscard]] std::vector<taxonomy::ExchangeItem> items() const {
    return taxonomy::exchange_items(study.database, rater());
  }
};

/// What `--assist` shows beside the issues.
std::optional<taxonomy::SuggestionsByIssue> suggestions(
    const Export& wanted, const std::vector<taxonomy::ExchangeItem>& items) {
  if (!wanted.arguments.has("assist")) return std::nullopt;
  data::Database& database = wanted.study.database;
  const taxonomy::Suggester suggester(database, wanted.study.codebook,
                                      data::prefer_rater(database, wanted.rater()));
  taxonomy::SuggestionsByIssue found;
  for (const taxonomy::ExchangeItem& item : items) {
    found.emplace(std::pair(item.repository, item.issue),
                  suggester.suggest(database, item.repository, item.issue));
  }
  return found;
}

void write_csv(const Export& wanted) {
  taxonomy::write_label_csv(wanted.path, wanted.study.database, wanted.study.codebook,
                            wanted.rater());
}

void write_log(const Export& wanted) {
  taxonomy::write_label_log(wanted.path, wanted.study.database, wanted.rater());
}

void write_workbook(const Export& wanted) {
  taxonomy::write_coding_workbook(wanted.path, wanted.items(), wanted.study.codebook,
                                  wanted.rater().value_or(""));
}

void write_label_studio(const Export& wanted) {
  const std::vector<taxonomy::ExchangeItem> items = wanted.items();
  write_file(wanted.path, taxonomy::export_label_studio(items, wanted.study.codebook,
                                                        suggestions(wanted, items)));
}

void write_label_studio_config(const Export& wanted) {
  write_file(wanted.path, taxonomy::label_studio_config(wanted.study.codebook));
}

void write_doccano(const Export& wanted) {
  write_file(wanted.path, taxonomy::export_doccano(wanted.items()));
}

void write_doccano_labels(const Export& wanted) {
  write_file(wanted.path, taxonomy::doccano_label_types(wanted.study.codebook));
}

struct Format {
  std::string_view id;
  std::string_view ending;  ///< that says so without --format; empty for none
  void (*write)(const Export& wanted);
  std::string_view lost;  ///< what it has no place for
};

constexpr std::string_view kNoHistory = "labels that no longer hold";

constexpr std::array kFormats{
    Format{"csv", ".csv", write_csv, ""},
    Format{"log", ".jsonl", write_log, ""},
    Format{"xlsx", ".xlsx", write_workbook,
           "labels that no longer hold, when labels were made, with which version of the codebook, "
           "and whether suggestions were shown"},
    Format{"label-studio", ".json", write_label_studio, kNoHistory},
    Format{"label-studio-config", ".xml", write_label_studio_config, ""},
    Format{"doccano", "", write_doccano, kNoHistory},
    Format{"doccano-labels", "", write_doccano_labels, ""},
};

const Format& find_format(const Arguments& arguments, const std::string& file,
                          const std::string& ending) {
  const auto named = arguments.text("format");
  for (const Format& format : kFormats) {
    if (named ? *named == format.id : !ending.empty() && ending == format.ending) return format;
  }
  throw Error("the ending of the file does not say in which format to write it")
      .at(file)
      .help(
          "end it in .csv, .jsonl (a log), .xlsx (a coding sheet), or .json or .xml (for Label "
          "Studio); or name the format with --format");
}

ExitCode run(World& world, const Arguments& arguments) {
  const std::string& file = arguments.positional().front();
  const std::filesystem::path path = world.current_folder / file;
  const Format& format = find_format(arguments, file, to_lower(path.extension().string()));
  if (arguments.has("assist") && format.id != "label-studio") {
    throw Error(fmt::format("--assist is for label-studio, not for {}", format.id)).at(file);
  }
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const bool has_labels_only = format.id == "csv" || format.id == "log";
  if (const auto rater = arguments.text("rater"); rater && has_labels_only) {
    static_cast<void>(data::prefer_rater(study.database, rater));  // throws where there is none
  }
  format.write({study, arguments, path});
  if (arguments.has("quiet")) return ExitCode::kDone;
  world.out << fmt::format("{} is written\n", printable(file));
  if (!format.lost.empty()) {
    world.out << fmt::format("  not in it: {}; a log (.jsonl) has them\n", format.lost);
  }
  return ExitCode::kDone;
}

}  // namespace

Command label_export_command() {
  return {
      .name = "label export",
      .arguments = "FILE",
      .least_arguments = 1,
      .most_arguments = 1,
      .about = "write labels, or the sample to be labelled in other programs",
      .details =
          "The file's ending says in which format. All labels: .csv, or .jsonl (a log, pleasant\n"
          "to keep in git and to merge). The sample with the labels that hold: .xlsx (a coding\n"
          "sheet with lists of the codes), .json (tasks for Label Studio; .xml is the labelling\n"
          "configuration of their project), or --format doccano (and doccano-labels for the\n"
          "project's labels). The same study gives the same bytes, and `label import` reads them\n"
          "back. For a rater who must not see another's labels, name the rater.",
      .example =
          "faultline label export labels.csv\n"
          "faultline label export ana.jsonl --rater ana\n"
          "faultline label export sheet.xlsx --rater ben\n"
          "faultline label export tasks.json --rater ben",
      .options = {{"rater", "RATER", "only this rater's labels"},
                  {"format", "csv|log|xlsx|label-studio|label-studio-config|doccano|doccano-labels",
                   "which format, where the file's ending does not say it"},
                  {"assist", "", "show suggested codes as Label Studio's predictions"}},
      .run = run};
}

}  // namespace faultline::app
