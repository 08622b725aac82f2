#include "reports/tables/survey_cross.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analysis/contingency_table.h"
#include "analysis/correlation.h"
#include "analysis/fisher_2x2.h"
#include "analysis/multiple_testing.h"
#include "analysis/rank_tests.h"
#include "analysis/summary.h"
#include "base/error.h"
#include "base/text.h"
#include "data/survey_instrument.h"
#include "reports/format_value.h"
#include "reports/survey_results.h"
#include "reports/tables/independence.h"

namespace faultline::reports {

namespace {

/// So many of the tested pairs are named in a note, those with the smallest p first.
constexpr std::size_t kMostNamedPairs = 5;

/// What one respondent said to both questions.
struct Pair {
  const SurveyResponse* row;
  const SurveyResponse* column;
};

bool has(const SurveyResponse& response, std::size_t item) {
  return std::find(response.items.begin(), response.items.end(), static_cast<std::int32_t>(item)) !=
         response.items.end();
}

std::string probability(double p) { return format_value(p, ColumnKind::kProbability); }

/// Tests of several hypotheses of one kind, told together.
class TestFamily {
 public:
  void add(std::string name, double p) {
    names_.push_back(std::move(name));
    p_.push_back(p);
  }

  [[nodiscard]] std::string note(const std::string& tests) const {
    if (p_.empty()) return tests + ": nothing to test.";
    const std::vector<double> adjusted = analysis::adjust_p(p_).holm;
    std::vector<std::size_t> order(p_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return p_[a] < p_[b]; });
    order.resize(std::min(order.size(), kMostNamedPairs));
    std::vector<std::string> parts;
    parts.reserve(order.size());
    for (const std::size_t i : order) {
      parts.push_back(fmt::format("{}: p {}", names_[i], probability(adjusted[i])));
    }
    return fmt::format("{}, p corrected after Holm for {} tests: {}{}.", tests, p_.size(),
                       join(parts, "; "),
                       p_.size() > order.size() ? "; the others are not smaller" : "");
  }

 private:
  std::vector<std::string> names_;
  std::vector<double> p_;
};

class SurveyCross {
 public:
  SurveyCross(const TableRequest& request, SurveyResults rows, SurveyResults columns)
      : request_(&request), rows_(std::move(rows)), columns_(std::move(columns)) {
    auto column = columns_.responses.begin();
    for (const SurveyResponse& row : rows_.responses) {
      while (column != columns_.responses.end() && column->respondent < row.respondent) ++column;
      if (column == columns_.responses.end()) break;
      if (column->respondent != row.respondent) continue;
      if (rows_.counts(row) && columns_.counts(*column)) pairs_.push_back({&row, &*column});
    }
    table_.id = fmt::format("{}-{}", rows_.question.id, columns_.question.id);
    table_.title = fmt::format("{} by {}: respondents", rows_.question.id, columns_.question.id);
  }

  Table build() {
    if (rows_.is_number() && columns_.is_number()) {
      add_correlation();
    } else if (rows_.is_number()) {
      add_numbers(columns_, [](const Pair& pair) { return std::pair(pair.column, pair.row); });
    } else if (columns_.is_number()) {
      add_numbers(rows_, [](const Pair& pair) { return std::pair(pair.row, pair.column); });
    } else {
      add_counts();
      add_tests();
    }
    table_.notes.push_back(
        fmt::format("{} respondents answered both questions{}.", pairs_.size(),
                    rows_.is_open() || columns_.is_open() ? ", and could be coded" : ""));
    for (const SurveyResults* results : {&rows_, &columns_}) {
      if (results->is_open() && !results->coder) {
        table_.notes.push_back(fmt::format("{}: no answer is coded.", results->question.id));
      }
    }
    return std::move(table_);
  }

 private:
  template <typename Holds>
  [[nodiscard]] std::int64_t count(const Holds& holds) const {
    return std::count_if(pairs_.begin(), pairs_.end(), holds);
  }

  void add_counts() {
    table_.columns = {{.id = "answer", .label = rows_.question.id, .audience = Audience::kScreen},
                      {.id = "name", .label = rows_.question.text, .audience = Audience::kPrint}};
    for (const SurveyItem& item : columns_.items) {
      table_.columns.push_back({.id = item.id, .label = item.id, .kind = ColumnKind::kCount});
    }
    table_.columns.push_back({.id = "total", .label = "Respondents", .kind = ColumnKind::kCount});
    for (std::size_t row = 0; row < rows_.items.size(); ++row) {
      add_count_row(rows_.items[row].id, rows_.items[row].name,
                    [&](const Pair& pair) { return has(*pair.row, row); });
    }
    add_count_row("total", "Respondents", [](const Pair&) { return true; });
    table_.rows.back().is_total = true;
  }

  template <typename Holds>
  void add_count_row(const std::string& id, const std::string& name, const Holds& holds) {
    Row row{.values = {id, name}, .leads_to_issues = false};
    for (std::size_t column = 0; column < columns_.items.size(); ++column) {
      row.values.emplace_back(
          count([&](const Pair& pair) { return holds(pair) && has(*pair.column, column); }));
    }
    row.values.emplace_back(count(holds));
    table_.rows.push_back(std::move(row));
  }

  /// Whether everybody is in one row and one column at most.
  [[nodiscard]] bool is_exclusive() const {
    return std::all_of(pairs_.begin(), pairs_.end(), [](const Pair& pair) {
      return pair.row->items.size() <= 1 && pair.column->items.size() <= 1;
    });
  }

  void add_tests() {
    const bool may_choose_several = rows_.question.kind == data::QuestionKind::kMultiple ||
                                    columns_.question.kind == data::QuestionKind::kMultiple ||
                                    !is_exclusive();
    if (may_choose_several) {
      test_pairs();
      return;
    }
    std::vector<std::int64_t> cells;
    for (std::size_t row = 0; row < rows_.items.size(); ++row) {
      for (std::size_t column = 0; column < columns_.items.size(); ++column) {
        cells.push_back(count(
            [&](const Pair& pair) { return has(*pair.row, row) && has(*pair.column, column); }));
      }
    }
    const analysis::ContingencyTable counts(rows_.items.size(), columns_.items.size(),
                                            std::move(cells));
    table_.notes.push_back(
        independence_note(counts, request_->seed, {.scope = "", .item = "respondent"}));
    const bool both_rise = rows_.question.kind == data::QuestionKind::kScale &&
                           columns_.question.kind == data::QuestionKind::kScale;
    if (both_rise) note_correlation();
  }

  void test_pairs() {
    TestFamily family;
    for (std::size_t row = 0; row < rows_.items.size(); ++row) {
      for (std::size_t column = 0; column < columns_.items.size(); ++column) {
        const analysis::ContingencyTable counts = two_by_two(row, column);
        const auto& lines = counts.without_empty_lines();
        if (lines.rows() < 2 || lines.columns() < 2) continue;
        family.add(fmt::format("{} and {}", rows_.items[row].id, columns_.items[column].id),
                   analysis::fisher_exact_2x2(counts).p_two_sided);
      }
    }
    table_.notes.push_back(family.note(
        "Respondents may stand in several cells, so each pair of options was tested alone "
        "(Fisher's exact test)"));
  }

  [[nodiscard]] analysis::ContingencyTable two_by_two(std::size_t row, std::size_t column) const {
    std::vector<std::int64_t> cells(4);
    for (const Pair& pair : pairs_) {
      ++cells[(has(*pair.row, row) ? 0U : 2U) + (has(*pair.column, column) ? 0U : 1U)];
    }
    return {2, 2, std::move(cells)};
  }

  [[nodiscard]] analysis::Correlation correlation(std::int64_t& items) const {
    std::vector<double> x;
    std::vector<double> y;
    for (const Pair& pair : pairs_) {
      if (!pair.row->number || !pair.column->number) continue;
      x.push_back(*pair.row->number);
      y.push_back(*pair.column->number);
    }
    items = static_cast<std::int64_t>(x.size());
    return analysis::spearman(x, y);
  }

  void note_correlation() {
    std::int64_t items = 0;
    const analysis::Correlation rho = correlation(items);
    if (!rho.coefficient) return;
    table_.notes.push_back(fmt::format("Spearman's rho of the two scales: {}, p {}.",
                                       format_value(*rho.coefficient, ColumnKind::kNumber),
                                       rho.p ? probability(*rho.p) : "undefined"));
  }

  void add_correlation() {
    std::int64_t items = 0;
    const analysis::Correlation rho = correlation(items);
    table_.columns = {
        {.id = "questions", .label = "Questions"},
        {.id = "respondents", .label = "Respondents", .kind = ColumnKind::kCount},
        {.id = "rho", .label = "Spearman's rho", .kind = ColumnKind::kNumber, .has_interval = true},
        {.id = "p", .label = "p", .kind = ColumnKind::kProbability}};
    Value estimate;
    if (rho.coefficient) estimate = *rho.coefficient;
    if (rho.coefficient && rho.interval) {
      estimate = Estimate{*rho.coefficient, rho.interval->low, rho.interval->high};
    }
    table_.rows.push_back(
        {.values = {table_.id, items, estimate, rho.p ? Value(*rho.p) : Value()}});
  }

  /// A number by the options of the other question.
  /// @param parts  of a pair: the response with options, the one with the number
  template <typename Parts>
  void add_numbers(const SurveyResults& options, const Parts& parts) {
    table_.columns = {{.id = "answer", .label = options.question.id, .audience = Audience::kScreen},
                      {.id = "name", .label = options.question.text, .audience = Audience::kPrint},
                      {.id = "respondents", .label = "Respondents", .kind = ColumnKind::kCount},
                      {.id = "median", .label = "Median", .kind = ColumnKind::kNumber},
                      {.id = "q1", .label = "Quartile 1", .kind = ColumnKind::kNumber},
                      {.id = "q3", .label = "Quartile 3", .kind = ColumnKind::kNumber}};
    std::vector<std::vector<double>> groups;
    TestFamily family;
    for (std::size_t item = 0; item < options.items.size(); ++item) {
      std::vector<double> inside;
      std::vector<double> outside;
      for (const Pair& pair : pairs_) {
        const auto [chosen, number] = parts(pair);
        if (number->number) (has(*chosen, item) ? inside : outside).push_back(*number->number);
      }
      const analysis::Summary summary = analysis::summarize(inside);
      const auto value = [](std::optional<double> found) {
        return found ? Value(*found) : Value();
      };
      table_.rows.push_back(
          {.values = {options.items[item].id, options.items[item].name,
                      static_cast<std::int64_t>(inside.size()), value(summary.median),
                      value(summary.q1), value(summary.q3)},
           .leads_to_issues = false});
      const auto test = analysis::mann_whitney(inside, outside);
      if (test.p_corrected) family.add(options.items[item].id, *test.p_corrected);
      if (!inside.empty()) groups.push_back(std::move(inside));
    }
    if (options.question.kind == data::QuestionKind::kMultiple || options.is_open()) {
      table_.notes.push_back(
          family.note("Each option's respondents against the others (test of Mann and Whitney)"));
      return;
    }
    const analysis::KruskalWallis test = analysis::kruskal_wallis(groups);
    table_.notes.push_back(
        test.h && test.p
            ? fmt::format("Test of Kruskal and Wallis: H {} with {} degrees of freedom, p {}.",
                          format_value(*test.h, ColumnKind::kNumber), test.df, probability(*test.p))
            : std::string("No test: the numbers do not vary, or stand in one group."));
  }

  const TableRequest* request_;
  SurveyResults rows_;
  SurveyResults columns_;
  std::vector<Pair> pairs_;
  Table table_;
};

}  // namespace

Table survey_cross_table(const TableRequest& request, const std::string& rows,
                         const std::string& columns) {
  if (rows == columns) throw Error("a question cannot be crossed with itself");
  const auto questions = data::survey_questions(*request.database);
  const auto results = [&](const std::string& id) {
    return survey_results(*request.database, data::find_question(questions, id), request.rater,
                          request.wave);
  };
  return SurveyCross(request, results(rows), results(columns)).build();
}

}  // namespace faultline::reports
