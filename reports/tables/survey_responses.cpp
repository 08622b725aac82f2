#include "reports/tables/survey_responses.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analysis/distributions.h"
#include "analysis/proportion.h"
#include "data/survey_waves.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

constexpr const char* kNoSurvey =
    "The study has no survey; `faultline survey import FILE --instrument NAME` brings one.";

Value margin_value(std::int64_t respondents, double confidence,
                   std::optional<std::int64_t> population) {
  const auto margin = analysis::margin_of_error(respondents, confidence, population);
  return margin ? Value(*margin) : Value();
}

Row rate_row(std::string id, std::int64_t respondents, std::optional<std::int64_t> invited,
             std::optional<std::int64_t> population, double confidence) {
  Row row{.values = {std::move(id), respondents}};
  row.values.push_back(invited ? Value(*invited) : Value());
  row.values.push_back(invited && *invited >= respondents ? share_value(respondents, *invited)
                                                          : Value());
  row.values.push_back(population ? Value(*population) : Value());
  row.values.push_back(margin_value(respondents, confidence, population));
  return row;
}

}  // namespace

Table survey_rows_table(const TableRequest& request) {
  Table table{.id = "responses", .title = "From the rows of the export to its respondents"};
  table.columns = {{.id = "rows", .label = "Rows"}};
  const auto waves = data::chosen_waves(*request.database, request.wave);
  std::vector<std::string> reasons;
  std::vector<std::map<std::string, std::int64_t>> counts;
  for (const data::SurveyWave& wave : waves) {
    table.columns.push_back({.id = fmt::format("wave-{}", wave.number),
                             .label = fmt::format("Wave {}", wave.number),
                             .kind = ColumnKind::kCount});
    auto& of_wave = counts.emplace_back();
    for (const data::LeftOutRows& rows : data::left_out_rows(*request.database, wave.row_id)) {
      of_wave[rows.reason] = static_cast<std::int64_t>(rows.lines.size());
      if (std::find(reasons.begin(), reasons.end(), rows.reason) == reasons.end()) {
        reasons.push_back(rows.reason);
      }
    }
    table.notes.push_back(fmt::format("Wave {}: {}, imported {}.", wave.number, wave.file,
                                      wave.imported_at.substr(0, 10)));
    if (wave.artefacts > 0) {
      table.notes.push_back(fmt::format(
          "Wave {}: {} of the respondents' cells hold a display order, which is no answer.",
          wave.number, wave.artefacts));
    }
  }
  if (waves.empty()) {
    table.notes.emplace_back(kNoSurvey);
    return table;
  }
  const auto add_row = [&](const std::string& id, const auto& count_of) {
    Row row{.values = {id}};
    for (std::size_t i = 0; i < waves.size(); ++i) row.values.emplace_back(count_of(i));
    table.rows.push_back(std::move(row));
  };
  add_row("below the headings", [&](std::size_t i) { return waves[i].rows; });
  for (const std::string& reason : reasons) {
    add_row(reason, [&](std::size_t i) { return counts[i][reason]; });
    table.rows.back().level = 1;
  }
  add_row("respondents", [&](std::size_t i) { return waves[i].respondents; });
  table.rows.back().is_total = true;
  table.notes.emplace_back("`faultline survey show --left-out` lists the rows that were left out.");
  return table;
}

Table response_rate_table(const TableRequest& request, double confidence,
                          std::optional<std::int64_t> population) {
  constexpr double kPercent = 100;
  Table table{.id = "response-rate", .title = "Response rate and margin of error"};
  table.columns = {
      {.id = "wave", .label = "Wave"},
      {.id = "respondents", .label = "Respondents", .kind = ColumnKind::kCount},
      {.id = "invited", .label = "Invited", .kind = ColumnKind::kCount},
      {.id = "rate", .label = "Response rate", .kind = ColumnKind::kShare, .has_interval = true},
      {.id = "population", .label = "Population", .kind = ColumnKind::kCount},
      {.id = "margin", .label = "Margin of error", .kind = ColumnKind::kShare}};
  const auto waves = data::chosen_waves(*request.database, request.wave);
  std::int64_t respondents = 0;
  std::int64_t invited = 0;
  std::optional<std::int64_t> all = population;
  bool all_invited = true;
  for (const data::SurveyWave& wave : waves) {
    const auto of = population ? population : wave.population;
    table.rows.push_back(
        rate_row(std::to_string(wave.number), wave.respondents, wave.invited, of, confidence));
    respondents += wave.respondents;
    invited += wave.invited.value_or(0);
    all_invited = all_invited && wave.invited.has_value();
    if (of) all = std::max(*of, all.value_or(0));
  }
  if (waves.size() > 1) {
    if (all) all = std::max(*all, respondents);
    table.rows.push_back(rate_row(
        "all", respondents, all_invited ? std::optional(invited) : std::nullopt, all, confidence));
    table.rows.back().is_total = true;
  }
  if (waves.empty()) {
    table.notes.emplace_back(kNoSurvey);
  } else {
    table.notes.push_back(fmt::format(
        "Margin of error: half the width of the {:g}% interval of a share of one half, the worst "
        "case; where no population is said, of one without end.",
        confidence * kPercent));
  }
  return table;
}

}  // namespace faultline::reports
