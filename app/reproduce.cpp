#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/output.h"
#include "app/print_error.h"
#include "app/study.h"
#include "app/write_report.h"
#include "base/error.h"
#include "base/file.h"
#include "base/temporary_folder.h"
#include "base/text.h"
#include "collectors/conversions/import_results.h"
#include "collectors/opsets/import_history.h"
#include "data/operator_history.h"
#include "data/published_figures.h"
#include "reports/agreement.h"
#include "reports/reproduction.h"
#include "reports/survey_figures.h"
#include "reports/tables/tables.h"
#include "reports/writer.h"
#include "survey/import.h"
#include "survey/instrument.h"
#include "taxonomy/label_import.h"

namespace faultline::app {

namespace {

constexpr const char* kPublishedRater = "published";
constexpr const char* kSheetRater = "coding sheet";

/// Brings the facts that the program ships into the study, as a user would bring files of their
/// own.
void import_published(Study& study, Moment now) {
  const std::string labels = "labels.csv";
  taxonomy::import_labels(study.database, study.codebook,
                          *taxonomy::csv_label_sheet(data::published_file(labels), labels), labels,
                          {.rater = kPublishedRater, .repository = {}}, now);
  for (const std::string file : {"onnx_opsets.csv", "onnx_opset_changes.csv"}) {
    collectors::import_operator_history(study.database, data::published_file(file), file,
                                        "published");
  }
}

/// One rater's part of a sheet of the published coding workbook.
struct SheetPart {
  const char* sheet;
  const char* rater;
  const char* range;  ///< the whole sheet where it is null
};

constexpr SheetPart kSheetParts[] = {
    {"PyTorch", kSheetRater, nullptr},
    {"tf2onnx", kSheetRater, nullptr},
    {"PT Drift Testing", "Rater A", "A2:I1048576"},
    {"PT Drift Testing", "Rater B", "A2:D1048576,J2:N1048576"},
    {"TF Drift Testing", "Rater A", "A2:I1048576"},
    {"TF Drift Testing", "Rater B", "A2:D1048576,J2:N1048576"},
};

/// Brings the responses of the survey, where the package has them.
std::optional<std::string> import_survey(Study& study, const std::filesystem::path& folder,
                                         Moment now) {
  const std::filesystem::path responses = folder / "interopSurvey.xlsx";
  if (!std::filesystem::exists(responses)) return std::nullopt;
  const survey::SurveyImport done = survey::import_responses(
      study.database, survey::find_instrument("onnx-interoperability", folder), responses,
      responses.filename().string(), {}, now);
  return fmt::format(
      "The survey's export holds {} below the headings: {} of question texts, {} of export "
      "metadata, {}.",
      counted(done.rows, "row"), counted(done.count(survey::RowKind::kText), "row"),
      done.count(survey::RowKind::kMetadata),
      counted(done.count(survey::RowKind::kRespondent), "respondent"));
}

/// Brings what the published replication package holds. @return what was found there, in sentences
std::vector<std::string> import_replication(Study& study, const std::filesystem::path& folder,
                                            Moment now) {
  const std::filesystem::path workbook = folder / "FailureAnalysis.xlsx";
  if (!std::filesystem::exists(workbook)) {
    throw Error("the folder does not hold the replication package")
        .at(workbook.string())
        .because("the coding sheet is missing")
        .help("--replication wants the folder that FailureAnalysis.xlsx is in");
  }
  for (const SheetPart& part : kSheetParts) {
    const auto range =
        part.range == nullptr ? std::nullopt : std::optional<std::string>(part.range);
    const auto sheet = taxonomy::open_label_sheet(workbook, part.sheet, range);
    taxonomy::import_labels(study.database, study.codebook, *sheet, workbook.string(),
                            {.rater = part.rater, .repository = {}}, now);
  }
  std::vector<std::string> findings;
  if (const auto survey = import_survey(study, folder, now)) findings.push_back(*survey);
  for (const data::Dimension& dimension : study.codebook.dimensions) {
    const reports::PairAgreement pair =
        reports::pair_agreement(study.database, dimension, kPublishedRater, kSheetRater);
    findings.push_back(
        fmt::format("The coding sheet and the shipped labels give {} a {}; they differ on {}.",
                    counted(pair.kappa.items, "issue"), dimension.id, pair.disagreements.size()));
  }
  return findings;
}

/// Brings the results of converting synthetic models. @return what was found there
std::string import_conversions(Study& study, const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path results = folder / "conversion_outcomes";
  if (std::filesystem::is_directory(results)) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(results)) {
      if (collectors::is_json_name(entry.path().string())) files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  std::int64_t imported = 0;
  for (const std::filesystem::path& file : files) {
    imported += collectors::import_results(study.database, read_file(file),
                                           file.lexically_relative(folder).generic_string(), {})
                    .added;
  }
  return fmt::format("{} of conversions came from {}.", counted(imported, "result"),
                     counted(static_cast<std::int64_t>(files.size()), "file"));
}

/// Compares the package's operator history with the shipped one. @return what was found, or nothing
/// where the package has none
std::optional<std::string> import_operators(Study& study, const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "onnx_opset_diff.json";
  if (!std::filesystem::exists(file)) return std::nullopt;
  std::int64_t shipped = 0;
  for (const auto& set : data::operator_set_changes(study.database, "published")) {
    shipped += set.total();
  }
  const collectors::OperatorHistoryImport done = collectors::import_operator_history(
      study.database, read_file(file), file.string(), "published");
  return fmt::format(
      "The operator history and the shipped one have {} in common; {} and {} stand in one only.",
      counted(done.changes_known, "change"), done.changes_added, shipped - done.changes_known);
}

nlohmann::ordered_json to_json(const data::FigureNumbers& numbers) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  if (numbers.count) object["count"] = *numbers.count;
  if (numbers.of) object["of"] = *numbers.of;
  if (numbers.percent) object["percent"] = *numbers.percent;
  if (numbers.value) object["value"] = *numbers.value;
  return object;
}

nlohmann::ordered_json to_json(const reports::Reproduction& reproduction) {
  nlohmann::ordered_json figures = nlohmann::ordered_json::array();
  for (const reports::ComparedFigure& figure : reproduction.figures) {
    figures.push_back({{"id", figure.published->id},
                       {"where", figure.published->where},
                       {"published", to_json(figure.published->numbers)},
                       {"computed", to_json(figure.computed)},
                       {"status", reports::status_name(figure.status)},
                       {"note", figure.note}});
  }
  using reports::FigureStatus;
  return {{"figures", figures},
          {"agrees", reproduction.count(FigureStatus::kAgrees)},
          {"differs", reproduction.count(FigureStatus::kDiffers)},
          {"needs_data", reproduction.count(FigureStatus::kNeedsData)}};
}

void print_summary(World& world, const reports::Reproduction& reproduction) {
  using reports::FigureStatus;
  std::int64_t inconsistent = 0;
  for (const reports::ComparedFigure& figure : reproduction.figures) {
    if (figure.has_inconsistent_percentage) ++inconsistent;
  }
  world.out << fmt::format(
      "\nOf {} published figures, {} agree, {} differ ({} of them as explained), and {} need data "
      "that is not there.\n{} print a percentage that their own count does not give.\n",
      reproduction.figures.size(), reproduction.count(FigureStatus::kAgrees),
      reproduction.count(FigureStatus::kDiffers),
      reproduction.count(FigureStatus::kDiffers) - reproduction.unexplained(),
      reproduction.count(FigureStatus::kNeedsData), inconsistent);
}

ExitCode run(World& world, const Arguments& arguments) {
  const auto out = arguments.text("out");
  std::optional<TemporaryFolder> temporary;
  if (!out) temporary.emplace();
  const std::filesystem::path folder = out ? world.current_folder / *out : temporary->path();
  NewStudy made(folder, data::study_file_template());
  Study& study = made.study();
  import_published(study, world.clock.now());
  std::vector<std::string> findings;
  reports::TableRequest request{.database = &study.database,
                                .codebook = &study.codebook,
                                .rater = kPublishedRater,
                                .seed = study.file.sample_seed};
  if (const auto replication = arguments.text("replication")) {
    findings = import_replication(study, world.current_folder / *replication, world.clock.now());
    const std::filesystem::path package = world.current_folder / *replication;
    if (auto finding = import_operators(study, package)) findings.push_back(std::move(*finding));
    findings.push_back(import_conversions(study, package));
    request.raters = {"Rater A", "Rater B"};
  }

  std::map<std::string, reports::Table> tables;
  for (const reports::TableKind& kind : reports::table_kinds()) {
    tables.emplace(kind.id, kind.build(request));
  }
  const reports::Reproduction reproduction =
      reports::compare_with_published(tables, reports::survey_figures(study.database));
  if (arguments.has("json")) {
    world.out << to_json(reproduction).dump(2) << "\n";
  } else {
    for (const reports::TableKind& kind : reports::table_kinds()) {
      const reports::Table& table = tables.at(std::string(kind.id));
      if (table.rows.empty()) continue;
      world.out << reports::write(table, reports::Format::kTerminal, world.out_style) << "\n";
    }
    world.out << reports::write(reports::reproduction_table(reproduction),
                                reports::Format::kTerminal, world.out_style);
    for (const std::string& finding : findings) world.out << finding << "\n";
    print_summary(world, reproduction);
  }
  if (out) {
    std::vector<reports::Format> formats;
    for (const reports::FormatInfo& known : reports::formats()) formats.push_back(known.format);
    const WrittenReport written = write_report(study, request, folder / "report", formats);
    if (written.without_figures) print_error(world.err, *written.without_figures, world.err_style);
    static_cast<void>(made.finish());
  }
  return arguments.has("strict") && reproduction.unexplained() > 0 ? ExitCode::kDifferent
                                                                   : ExitCode::kDone;
}

}  // namespace

Command reproduce_command() {
  return {
      .name = "reproduce",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "recompute the published study and set each of its figures beside the result",
      .details =
          "The published labels and operator history, which the program holds, are brought into\n"
          "a study and go through the same tables as any other. A figure agrees, differs (a note\n"
          "says why) or needs data that is not there.",
      .example = "faultline reproduce --out reproduced",
      .options = {{"replication", "DIR", "the published replication package, for more figures"},
                  {"out", "DIR", "keep the study and its report in this new folder"},
                  {"strict", "", "end with exit code 4 where an unexplained difference is left"},
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
