#include "reports/web/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "data/codebook.h"
#include "reports/format_value.h"

namespace faultline::reports {

namespace {

const Table* find_table(const std::vector<Table>& tables, std::string_view id) {
  const auto found = std::ranges::find(tables, id, &Table::id);
  return found == tables.end() || found->rows.empty() ? nullptr : &*found;
}

/// The value in a row and the column of an id; nothing where there is no such column.
Value value_in(const Table& table, const Row& row, std::string_view column) {
  const auto found = std::ranges::find(table.columns, column, &Column::id);
  if (found == table.columns.end()) return {};
  return row.values.at(static_cast<std::size_t>(found - table.columns.begin()));
}

std::string text_in(const Table& table, const Row& row, std::string_view column) {
  const Value value = value_in(table, row, column);
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::string() : *text;
}

std::int64_t count_in(const Table& table, const Row& row, std::string_view column) {
  const Value value = value_in(table, row, column);
  const auto* count = std::get_if<std::int64_t>(&value);
  return count == nullptr ? 0 : *count;
}

std::optional<Estimate> estimate_in(const Table& table, const Row& row, std::string_view column) {
  const Value value = value_in(table, row, column);
  const auto* estimate = std::get_if<Estimate>(&value);
  if (estimate == nullptr) return std::nullopt;
  return *estimate;
}

/// "148 of 200 (74%, 95% interval 68 to 80%)".
std::string share_in_words(std::int64_t count, std::int64_t of, const Estimate& share) {
  return fmt::format("{} of {} ({}%, 95% interval {} to {}%)", count, of,
                     round_half_away(share.value, 2, 0), round_half_away(share.low, 2, 0),
                     round_half_away(share.high, 2, 0));
}

/// The sum row of a table of codes.
const Row* total_row(const Table& table) {
  const auto found = std::ranges::find(table.rows, true, &Row::is_total);
  return found == table.rows.end() ? nullptr : &*found;
}

/// The rows of single codes, the most frequent first; parts and codes counted together left out.
std::vector<const Row*> ranked_codes(const Table& table) {
  std::vector<const Row*> ranked;
  for (const Row& row : table.rows) {
    const bool is_code =
        !row.is_total && row.level == 0 && text_in(table, row, "code") != data::kOtherBinned;
    if (is_code && estimate_in(table, row, "share")) ranked.push_back(&row);
  }
  std::ranges::stable_sort(ranked, std::ranges::greater{},
                           [&](const Row* row) { return count_in(table, *row, "total"); });
  return ranked;
}

std::string labelled_sentence(const WebReport& report) {
  const data::Codebook& codebook = *report.request.codebook;
  const Table* table = codebook.dimensions.empty()
                           ? nullptr
                           : find_table(report.tables, codebook.dimensions.front().id);
  const Row* total = table == nullptr ? nullptr : total_row(*table);
  if (total == nullptr || count_in(*table, *total, "total") == 0) {
    return "No issue of this study is labelled yet.";
  }
  std::vector<std::string> converters;
  for (const Column& column : table->columns) {
    if (column.kind != ColumnKind::kCount || column.id == "total") continue;
    converters.push_back(
        fmt::format("{} of {}", count_in(*table, *total, column.id), column.label));
  }
  return fmt::format("{} failures are labelled: {}.", count_in(*table, *total, "total"),
                     join(converters, ", "));
}

/// Which code of a dimension is the most frequent, and whether the sample tells it from the next.
std::optional<std::string> dimension_sentence(const Table& table, const std::string& dimension) {
  const Row* total = total_row(table);
  const std::vector<const Row*> codes = ranked_codes(table);
  if (total == nullptr || codes.empty() || count_in(table, *codes.front(), "total") == 0) {
    return std::nullopt;
  }
  const auto in_words = [&](const Row& row) {
    return fmt::format(
        "{}, {}", text_in(table, row, "name"),
        share_in_words(count_in(table, row, "total"), count_in(table, *total, "total"),
                       *estimate_in(table, row, "share")));
  };
  std::string sentence = fmt::format("{}: most often {}", dimension, in_words(*codes.front()));
  if (codes.size() < 2 || count_in(table, *codes[1], "total") == 0) return sentence + ".";
  const bool overlap =
      estimate_in(table, *codes[1], "share")->high >= estimate_in(table, *codes[0], "share")->low;
  return fmt::format("{}; then {}. {}", sentence, in_words(*codes[1]),
                     overlap ? "Their intervals overlap: these issues do not tell which of the two "
                               "is more frequent."
                             : "Their intervals do not overlap.");
}

/// The pair and dimension on which raters agree least.
std::optional<std::string> agreement_sentence(const WebReport& report) {
  const Table* table = find_table(report.tables, "agreement");
  if (table == nullptr) return std::nullopt;
  const Row* least = nullptr;
  for (const Row& row : table->rows) {
    const auto kappa = estimate_in(*table, row, "kappa");
    if (!kappa) continue;
    if (least == nullptr || kappa->value < estimate_in(*table, *least, "kappa")->value) {
      least = &row;
    }
  }
  if (least == nullptr) return std::nullopt;
  return fmt::format("Agreement of raters: the lowest Cohen's kappa is {}, for {} ({}; {} issues).",
                     format_value(value_in(*table, *least, "kappa"), ColumnKind::kNumber),
                     text_in(*table, *least, "dimension"), text_in(*table, *least, "raters"),
                     count_in(*table, *least, "issues"));
}

std::optional<std::string> evolution_sentence(const WebReport& report) {
  const Table* table = find_table(report.tables, "evolution-correlation");
  if (table == nullptr) return std::nullopt;
  const auto rho = std::ranges::find_if(
      table->columns, [](const Column& column) { return column.kind == ColumnKind::kNumber; });
  if (rho == table->columns.end()) return std::nullopt;
  const Row& row = table->rows.front();
  const auto estimate = estimate_in(*table, row, rho->id);
  if (!estimate) return std::nullopt;
  return fmt::format(
      "Evolution: the number of operators that a release of ONNX changed and the failures until "
      "the next one correlate with rho {} ({}; the interval {}).",
      format_value(*estimate, ColumnKind::kNumber), rho->group,
      estimate->low <= 0 && estimate->high >= 0 ? "holds 0, so that there may be no relation"
                                                : "does not hold 0");
}

/// The commonest answer to the question on problems.
std::optional<std::string> survey_sentence(const WebReport& report) {
  const Table* table = find_table(report.tables, "problems");
  if (table == nullptr) return std::nullopt;
  const Row* question = nullptr;
  const Row* commonest = nullptr;
  for (const Row& row : table->rows) {
    if (row.level == 0 && question != nullptr) break;
    if (row.level == 0) {
      question = &row;
    } else if (estimate_in(*table, row, "share") &&
               (commonest == nullptr ||
                count_in(*table, row, "count") > count_in(*table, *commonest, "count"))) {
      commonest = &row;
    }
  }
  if (commonest == nullptr) return std::nullopt;
  return fmt::format(
      "Survey: asked about problems, respondents answered \"{}\" most often, {}.",
      text_in(*table, *commonest, "name"),
      share_in_words(count_in(*table, *commonest, "count"), count_in(*table, *commonest, "of"),
                     *estimate_in(*table, *commonest, "share")));
}

}  // namespace

std::vector<std::string> summary(const WebReport& report) {
  std::vector<std::string> sentences{labelled_sentence(report)};
  const auto add = [&](std::optional<std::string> sentence) {
    if (sentence) sentences.push_back(std::move(*sentence));
  };
  for (const data::Dimension& dimension : report.request.codebook->dimensions) {
    const Table* table = find_table(report.tables, dimension.id);
    if (table != nullptr) add(dimension_sentence(*table, dimension.name));
  }
  add(agreement_sentence(report));
  add(evolution_sentence(report));
  add(survey_sentence(report));
  return sentences;
}

}  // namespace faultline::reports
