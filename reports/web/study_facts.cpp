#include "reports/web/study_facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "data/collections.h"
#include "data/issues.h"
#include "data/labels.h"
#include "data/samples.h"
#include "data/survey_waves.h"

namespace faultline::reports {

namespace {

std::string day(const std::string& time) {
  constexpr std::size_t kDay = 10;
  return time.substr(0, kDay);
}

std::string evidence_in_words(const data::StudyFile& protocol) {
  if (protocol.evidence_set) {
    return fmt::format("the rule named {}", data::id_of(*protocol.evidence_set));
  }
  std::vector<std::string> predicates;
  for (const data::EvidencePredicate predicate : protocol.evidence) {
    predicates.emplace_back(data::id_of(predicate));
  }
  return "any of " + join(predicates, ", ");
}

void add_collections(Table& table, data::Database& database) {
  for (const data::Repository& repository : data::repositories(database)) {
    const auto run = data::latest_collection(database, repository.id);
    table.rows.push_back(
        {.values = {
             "Issues of " + repository.name,
             !run ? std::string("not collected; those that labels name")
             : run->finished_at
                 ? fmt::format("collected on {} by {}", day(*run->finished_at), run->api)
                 : fmt::format("collection begun on {}, not finished", day(run->started_at))}});
  }
}

void add_samples(Table& table, data::Database& database) {
  for (const data::Sample& sample : data::samples(database)) {
    table.rows.push_back(
        {.values = {"Sample " + sample.name,
                    fmt::format("{} issues, drawn on {} with seed {}", sample.issues,
                                day(sample.drawn_at), sample.seed)}});
  }
}

void add_survey(Table& table, data::Database& database) {
  for (const data::SurveyWave& wave : data::survey_waves(database)) {
    table.rows.push_back({.values = {fmt::format("Survey, wave {}", wave.number),
                                     fmt::format("{}, {} respondents, imported on {}", wave.file,
                                                 wave.respondents, day(wave.imported_at))}});
  }
}

}  // namespace

Table protocol_table(const data::StudyFile& protocol) {
  Table table{.id = "protocol", .title = "Converters under study and their relevant issues"};
  table.columns = {{.id = "converter", .label = "Converter"},
                   {.id = "repository", .label = "Repository"},
                   {.id = "state", .label = "State"},
                   {.id = "labels", .label = "With all labels"},
                   {.id = "without", .label = "Without labels"}};
  for (const data::ConverterProtocol& converter : protocol.converters) {
    table.rows.push_back(
        {.values = {converter.name, converter.repository, converter.state,
                    join(converter.labels, ", "), join(converter.without_labels, ", ")}});
  }
  table.notes.push_back(
      fmt::format("Evidence of repair in an issue's timeline: {}.", evidence_in_words(protocol)));
  table.notes.push_back(fmt::format("Sample: {} issues of each converter, seed {}.",
                                    protocol.sample_per_converter, protocol.sample_seed));
  return table;
}

Table differences_table(const Reproduction& reproduction) {
  Table table = reproduction_table(reproduction);
  table.id = "differences";
  table.title = "Published figures that this study's data does not give";
  Table differing = table;
  differing.rows.clear();
  for (std::size_t i = 0; i < reproduction.figures.size(); ++i) {
    if (reproduction.figures[i].status != FigureStatus::kDiffers) continue;
    differing.rows.push_back(table.rows[i]);
  }
  differing.notes = {fmt::format(
      "Of {} figures of the published study, {} agree, {} differ and {} need data that this study "
      "does not hold.",
      reproduction.figures.size(), reproduction.count(FigureStatus::kAgrees),
      reproduction.count(FigureStatus::kDiffers), reproduction.count(FigureStatus::kNeedsData))};
  for (const ComparedFigure& figure : reproduction.figures) {
    if (!figure.has_inconsistent_percentage || figure.status == FigureStatus::kDiffers) continue;
    differing.notes.push_back(
        fmt::format("{} ({}): {}.", figure.published->id, figure.published->where, figure.note));
  }
  return differing;
}

Table provenance_table(const WebReport& report) {
  data::Database& database = *report.request.database;
  const data::Codebook& codebook = *report.request.codebook;
  Table table{.id = "provenance", .title = "What this report was made from"};
  table.columns = {{.id = "what", .label = "What"}, {.id = "value", .label = "Which"}};
  table.rows = {
      {.values = {std::string("Program"), "Faultline " + report.version}},
      {.values = {std::string("Study"), report.protocol.title}},
      {.values = {std::string("Codebook"), fmt::format("{}, version {}: {}", codebook.name,
                                                       codebook.version, codebook.title)}},
      {.values = {std::string("Labels that the tables count"),
                  data::prefer_rater(database, report.request.rater).description}},
      {.values = {std::string("Raters"), join(data::raters(database), ", ")}},
  };
  add_collections(table, database);
  add_samples(table, database);
  add_survey(table, database);
  table.notes.emplace_back(
      "The same study gives the same bytes: `faultline report` writes this page again, and "
      "`faultline table ID` each of its tables.");
  return table;
}

}  // namespace faultline::reports
