#include "reports/reproduction.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "analysis/percentages.h"
#include "base/text.h"
#include "reports/format_value.h"

namespace faultline::reports {

namespace {

using data::FigureNumbers;
using data::PublishedFigure;

std::optional<std::int64_t> whole_percentage(std::int64_t count, std::int64_t of) {
  const std::optional<double> percentage = analysis::rounded_percentage(count, of);
  if (!percentage) return std::nullopt;
  return static_cast<std::int64_t>(*percentage);
}

/// Looks up values of tables by the text in a row's first cell and a column's id.
class TableCells {
 public:
  explicit TableCells(const std::map<std::string, Table>& tables) : tables_(&tables) {}

  [[nodiscard]] std::optional<std::int64_t> count(const std::string& table, const std::string& row,
                                                  const std::string& column) const {
    const Value* value = find(table, row, column);
    if (value == nullptr || !std::holds_alternative<std::int64_t>(*value)) return std::nullopt;
    return std::get<std::int64_t>(*value);
  }

  [[nodiscard]] const Table* table(const std::string& id) const {
    const auto found = tables_->find(id);
    return found == tables_->end() ? nullptr : &found->second;
  }

  [[nodiscard]] const Value* find(const std::string& table_id, const std::string& row_id,
                                  const std::string& column_id) const {
    const Table* wanted = table(table_id);
    if (wanted == nullptr) return nullptr;
    const auto column = std::find_if(wanted->columns.begin(), wanted->columns.end(),
                                     [&](const Column& c) { return c.id == column_id; });
    const auto row = std::find_if(wanted->rows.begin(), wanted->rows.end(), [&](const Row& r) {
      const auto* first = std::get_if<std::string>(&r.values.front());
      return first != nullptr && *first == row_id;
    });
    if (column == wanted->columns.end() || row == wanted->rows.end()) return nullptr;
    return &row->values[static_cast<std::size_t>(column - wanted->columns.begin())];
  }

 private:
  const std::map<std::string, Table>* tables_;
};

/// "joint.type-problem.crash.torch.onnx" has the parts "type-problem", "crash" and "torch.onnx"
/// behind its kind: only the last part may hold points.
std::vector<std::string> id_parts(const std::string& id, std::size_t parts) {
  std::vector<std::string> all = split(id, '.');
  while (all.size() > parts) {
    all[all.size() - 2] += "." + all.back();
    all.pop_back();
  }
  return all;
}

std::optional<FigureNumbers> distribution_figure(const TableCells& cells, const std::string& id) {
  const std::vector<std::string> parts = id_parts(id, 3);
  const auto count = cells.count(parts[0], parts[1], parts[2]);
  if (!count) return std::nullopt;
  FigureNumbers numbers{.count = count, .of = {}, .percent = {}, .value = {}};
  if (parts[2] != "total") return numbers;
  numbers.of = cells.count(parts[0], "total", "total");
  numbers.percent = whole_percentage(*count, *numbers.of);
  return numbers;
}

std::optional<FigureNumbers> count_figure(std::optional<std::int64_t> count) {
  if (!count) return std::nullopt;
  return FigureNumbers{.count = count, .of = {}, .percent = {}, .value = {}};
}

std::optional<FigureNumbers> joint_figure(const TableCells& cells, const std::string& id) {
  const std::vector<std::string> parts = id_parts(id, 4);
  return count_figure(
      cells.count("cause-symptom", parts[1], fmt::format("{}.{}", parts[2], parts[3])));
}

std::optional<FigureNumbers> opsets_figure(const TableCells& cells, const std::string& id) {
  const std::vector<std::string> parts = id_parts(id, 2);
  return count_figure(cells.count("opsets", "total", "published." + parts[1]));
}

/// "funnel.torch.onnx.relevant": the converter stands in the middle.
std::pair<std::string, std::string> converter_and_step(const std::string& id) {
  const std::size_t first = id.find('.');
  const std::size_t last = id.rfind('.');
  return {id.substr(first + 1, last - first - 1), id.substr(last + 1)};
}

std::optional<FigureNumbers> funnel_figure(const TableCells& cells, const std::string& id) {
  const auto [converter, step] = converter_and_step(id);
  return count_figure(cells.count("funnel", step, converter));
}

/// The number in a cell that may be an estimate.
std::optional<double> number_of(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* estimate = std::get_if<Estimate>(&value)) return estimate->value;
  return std::nullopt;
}

std::optional<FigureNumbers> filter_figure(const TableCells& cells, const std::string& id) {
  const auto [converter, measure] = converter_and_step(id);
  const Value* cell = cells.find("filter", converter, measure);
  const auto value = cell == nullptr ? std::nullopt : number_of(*cell);
  if (!value) return std::nullopt;
  return FigureNumbers{.count = {}, .of = {}, .percent = {}, .value = value};
}

std::size_t column_index(const Table& table, std::string_view id) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& column) { return column.id == id; });
  return static_cast<std::size_t>(found - table.columns.begin());
}

std::optional<FigureNumbers> correlation_figure(const TableCells& cells, const std::string& id) {
  const std::string measure = id == "evolution.spearman.all" ? "all failures" : "their share";
  const Value* rho = cells.find("evolution-correlation", measure, "published.rho");
  const auto value = rho == nullptr ? std::nullopt : number_of(*rho);
  if (!value) return std::nullopt;
  return FigureNumbers{.count = {}, .of = {}, .percent = {}, .value = value};
}

/// The two raters of the drift tranche, as the coding sheet names them.
constexpr std::string_view kDriftRaters = "Rater A, Rater B";

/// The drift tranche: the smallest kappa of its dimensions, and the issues that both raters have.
std::optional<FigureNumbers> drift_figure(const TableCells& cells, const std::string& id) {
  const Table* table = cells.table("agreement");
  if (table == nullptr) return std::nullopt;
  std::optional<double> smallest;
  std::int64_t issues = 0;
  for (const Row& row : table->rows) {
    if (std::get<std::string>(row.values[column_index(*table, "raters")]) != kDriftRaters) continue;
    const auto kappa = number_of(row.values[column_index(*table, "kappa")]);
    if (kappa) smallest = std::min(*kappa, smallest.value_or(*kappa));
    issues = std::max(issues, std::get<std::int64_t>(row.values[column_index(*table, "issues")]));
  }
  if (issues == 0) return std::nullopt;
  if (id == "agreement.drift.issues") return count_figure(issues);
  return FigureNumbers{.count = {}, .of = {}, .percent = {}, .value = smallest};
}

/// "outcome.tf2onnx.synthetic.mismatch": converter and kind name the column.
std::optional<FigureNumbers> outcome_figure(const TableCells& cells, const std::string& id) {
  const auto [column, outcome] = converter_and_step(id);
  const auto models = cells.count("outcomes", "models", column);
  const auto count = cells.count("outcomes", outcome, column);
  if (!models || !count) return std::nullopt;
  if (outcome == "models") return count_figure(count);
  return FigureNumbers{
      .count = count, .of = models, .percent = whole_percentage(*count, *models), .value = {}};
}

std::optional<FigureNumbers> compute_figure(const TableCells& cells, const std::string& id) {
  const std::string kind = id.substr(0, id.find('.'));
  if (kind == "stage" || kind == "symptom" || kind == "cause") {
    return distribution_figure(cells, id);
  }
  if (kind == "joint") return joint_figure(cells, id);
  if (kind == "funnel") return funnel_figure(cells, id);
  if (kind == "filter") return filter_figure(cells, id);
  if (kind == "opsets") return opsets_figure(cells, id);
  if (kind == "outcome") return outcome_figure(cells, id);
  if (kind == "evolution") return correlation_figure(cells, id);
  if (id.starts_with("agreement.drift")) return drift_figure(cells, id);
  return std::nullopt;
}

bool is_empty(const FigureNumbers& numbers) {
  return !numbers.count && !numbers.percent && !numbers.value;
}

/// What would have to be there to compute a figure, by the first part of its id.
std::string missing_data(const std::string& id) {
  struct Need {
    std::string_view prefix;
    std::string_view data;
  };
  constexpr Need kNeeds[] = {
      {"survey.consideration.", "the raters' themes of open answers, which are not published"},
      {"survey.strategy.", "the raters' themes of open answers, which are not published"},
      {"survey.", "the survey's responses (--replication DIR)"},
      {"funnel.", "the repositories' issues, as they were when the study collected them"},
      {"filter.", "the hand judgements of 50 issues per converter, which are not published"},
      {"agreement.pilot", "the two raters' labels of the pilot, which are not published"},
      {"agreement.drift", "the two raters' labels of the drift tranche (--replication DIR)"},
      {"outcome.torch.onnx.real", "the results of converting 1,761 real models, not published"},
      {"outcome.tf2onnx.real", "the results of converting 1,761 real models, not published"},
      {"outcome.",
       "the results of converting synthetic models (--replication DIR, or `faultline conversions "
       "import`)"},
      {"sequences.",
       "the converted models and the converters' test models as ONNX files, not published"},
      {"operators.",
       "the converted models and the converters' test models as ONNX files, not published"},
  };
  for (const Need& need : kNeeds) {
    if (id.starts_with(need.prefix)) return std::string(need.data);
  }
  return "labelled issues";
}

bool same(const PublishedFigure& figure, const FigureNumbers& computed) {
  const FigureNumbers& published = figure.numbers;
  if (published.count && published.count != computed.count) return false;
  if (published.of && published.of != computed.of) return false;
  if (published.percent && published.percent != computed.percent) return false;
  if (!published.value) return true;
  return computed.value && round_half_away(*published.value, 0, figure.value_decimals) ==
                               round_half_away(*computed.value, 0, figure.value_decimals);
}

/// A printed percentage that its own count and denominator do not give.
std::string inconsistency(const FigureNumbers& published) {
  if (!published.count || !published.of || !published.percent) return {};
  const auto expected = whole_percentage(*published.count, *published.of);
  if (!expected || *expected == *published.percent) return {};
  return fmt::format("the paper prints {}%, but {} of {} is {}%", *published.percent,
                     *published.count, *published.of, *expected);
}

/// "148/200 74%", "0.357": as short as the terminal needs it.
std::string printed(const FigureNumbers& numbers, int decimals) {
  std::vector<std::string> parts;
  if (numbers.count) {
    parts.push_back(numbers.of ? fmt::format("{}/{}", *numbers.count, *numbers.of)
                               : std::to_string(*numbers.count));
  }
  if (numbers.percent) parts.push_back(fmt::format("{}%", *numbers.percent));
  if (numbers.value) parts.push_back(round_half_away(*numbers.value, 0, decimals));
  return join(parts, " ");
}

/// What is needed, with the number of figures that need it, in the paper's order.
std::vector<std::string> needs(const Reproduction& reproduction) {
  std::vector<std::pair<std::string, std::int64_t>> counts;
  for (const ComparedFigure& figure : reproduction.figures) {
    if (figure.status != FigureStatus::kNeedsData) continue;
    const std::string need = missing_data(figure.published->id);
    const auto known = std::find_if(counts.begin(), counts.end(),
                                    [&](const auto& count) { return count.first == need; });
    if (known == counts.end()) {
      counts.emplace_back(need, 1);
    } else {
      ++known->second;
    }
  }
  std::vector<std::string> sentences;
  for (const auto& [need, count] : counts) {
    sentences.push_back(fmt::format("{} figures need {}.", count, need));
  }
  return sentences;
}

}  // namespace

std::string_view status_name(FigureStatus status) {
  switch (status) {
    case FigureStatus::kAgrees:
      return "agrees";
    case FigureStatus::kDiffers:
      return "differs";
    case FigureStatus::kNeedsData:
      return "needs-data";
  }
  return {};
}

std::int64_t Reproduction::count(FigureStatus status) const {
  return std::count_if(figures.begin(), figures.end(),
                       [&](const ComparedFigure& figure) { return figure.status == status; });
}

std::int64_t Reproduction::unexplained() const {
  return std::count_if(figures.begin(), figures.end(), [](const ComparedFigure& figure) {
    return figure.status == FigureStatus::kDiffers && !figure.is_known_difference;
  });
}

namespace {

ComparedFigure compare(const PublishedFigure& published, const TableCells& cells,
                       const SurveyFigure* survey) {
  ComparedFigure figure{.published = &published,
                        .computed = {},
                        .status = FigureStatus::kNeedsData,
                        .is_known_difference = false,
                        .has_inconsistent_percentage = false,
                        .note = {}};
  const auto computed =
      survey == nullptr ? compute_figure(cells, published.id) : std::optional(survey->computed);
  std::vector<std::string> notes;
  if (computed && !is_empty(*computed)) {
    figure.computed = *computed;
    figure.status = same(published, *computed) ? FigureStatus::kAgrees : FigureStatus::kDiffers;
  } else {
    notes.push_back("needs " + (survey == nullptr ? missing_data(published.id) : survey->how));
  }
  if (figure.status == FigureStatus::kDiffers) {
    const auto known = data::known_differences().find(published.id);
    figure.is_known_difference = known != data::known_differences().end() &&
                                 (survey == nullptr || same(published, survey->as_published));
    notes.push_back(figure.is_known_difference ? known->second
                                               : "this difference has no known explanation");
    if (figure.is_known_difference && survey != nullptr) notes.push_back(survey->how);
  }
  if (std::string odd = inconsistency(published.numbers); !odd.empty()) {
    figure.has_inconsistent_percentage = true;
    notes.push_back(std::move(odd));
  }
  figure.note = join(notes, "; ");
  return figure;
}

}  // namespace

Reproduction compare_with_published(const std::map<std::string, Table>& tables,
                                    const std::map<std::string, SurveyFigure>& survey) {
  const TableCells cells(tables);
  Reproduction reproduction;
  for (const PublishedFigure& published : data::published_figures()) {
    const auto found = survey.find(published.id);
    reproduction.figures.push_back(
        compare(published, cells, found == survey.end() ? nullptr : &found->second));
  }
  return reproduction;
}

Table reproduction_table(const Reproduction& reproduction) {
  constexpr int kDecimals = 3;
  Table table{.id = "reproduction", .title = "Published figures beside recomputed ones"};
  table.columns = {{.id = "figure", .label = "Figure"},
                   {.id = "where", .label = "Where", .audience = Audience::kPrint},
                   {.id = "published", .label = "Published"},
                   {.id = "computed", .label = "Computed"},
                   {.id = "status", .label = "Status"},
                   {.id = "note", .label = "Note", .audience = Audience::kPrint}};
  for (const ComparedFigure& figure : reproduction.figures) {
    table.rows.push_back(
        {.values = {figure.published->id, figure.published->where,
                    printed(figure.published->numbers, figure.published->value_decimals),
                    printed(figure.computed, kDecimals), std::string(status_name(figure.status)),
                    figure.note}});
    const bool noteworthy =
        figure.status == FigureStatus::kDiffers || figure.has_inconsistent_percentage;
    if (noteworthy) {
      table.notes.push_back(
          fmt::format("{} ({}): {}.", figure.published->id, figure.published->where, figure.note));
    }
  }
  for (std::string& sentence : needs(reproduction)) table.notes.push_back(std::move(sentence));
  return table;
}

}  // namespace faultline::reports
