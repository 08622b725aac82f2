#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "reports/check/judge.h"
#include "reports/format_value.h"

namespace faultline::reports {

namespace {

using Kind = Token::Kind;

/// A cell of a table: the tokens [first, last) and the columns that it covers.
struct Cell {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t column = 0;
  std::size_t columns = 1;

  [[nodiscard]] bool covers(std::size_t wanted) const {
    return column <= wanted && wanted < column + columns;
  }
};

struct Grid {
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> names;  ///< labels of the float around it, or the heading above
};

/// Cells further to the right are not read, and none covers more.
constexpr std::size_t kMostColumns = 1000;

class GridReader {
 public:
  explicit GridReader(const std::vector<Token>& tokens) : tokens_(&tokens) {}

  std::vector<Grid> read() {
    for (std::size_t i = 0; i < tokens_->size(); ++i) take(i);
    return std::move(grids_);
  }

 private:
  void take(std::size_t i) {
    const Token& token = (*tokens_)[i];
    if (token.is_sign("float")) {
      first_of_float_ = grids_.size();
      labels_.clear();
    } else if (token.is_sign("end")) {
      for (std::size_t grid = first_of_float_; grid < grids_.size(); ++grid) {
        grids_[grid].names.insert(grids_[grid].names.end(), labels_.begin(), labels_.end());
      }
      labels_.clear();
    } else if (token.is(Kind::kLabel)) {
      labels_.push_back(token.text);
    } else if (token.is(Kind::kHeading)) {
      heading_ = token.text;
    }
    take_cell(i, token);
  }

  void take_cell(std::size_t i, const Token& token) {
    if (token.is(Kind::kBeginTable)) {
      // A table inside a cell of another is that cell's text.
      if (++depth_ > 1) return;
      grids_.push_back({.rows = {{}}, .names = {}});
      if (!heading_.empty()) grids_.back().names.push_back(heading_);
      heading_.clear();
      begin_ = i + 1;
      column_ = 0;
      span_ = 1;
    } else if (token.is(Kind::kEndTable) && depth_ > 0) {
      --depth_;
    } else if (depth_ != 1) {
      return;
    } else if (token.is(Kind::kSpan)) {
      span_ = std::min(static_cast<std::size_t>(token.units), kMostColumns);
    } else if (token.is(Kind::kCellEnd)) {
      if (column_ < kMostColumns) {
        grids_.back().rows.back().push_back({begin_, i, column_, span_});
        column_ += span_;
      }
      begin_ = i + 1;
      span_ = 1;
    } else if (token.is(Kind::kRowEnd)) {
      grids_.back().rows.emplace_back();
      begin_ = i + 1;
      column_ = 0;
      span_ = 1;
    }
  }

  const std::vector<Token>* tokens_;
  std::vector<Grid> grids_;
  std::vector<std::string> labels_;
  std::string heading_;
  std::size_t first_of_float_ = 0;
  std::size_t depth_ = 0;
  std::size_t begin_ = 0;
  std::size_t column_ = 0;
  std::size_t span_ = 1;
};

class TableChecker {
 public:
  TableChecker(const std::vector<Token>& tokens, const Grid& grid, std::vector<bool>& judged,
               Findings& findings)
      : tokens_(&tokens), grid_(&grid), judged_(&judged), findings_(&findings) {}

  void check_shares() {
    std::vector<const Token*> totals;  // by column: the n of the head above
    for (std::size_t row = 0; row < grid_->rows.size(); ++row) {
      for (const Cell& cell : grid_->rows[row]) {
        if (const Token* of = denominator(cell)) {
          if (totals.size() < cell.column + cell.columns) {
            totals.resize(cell.column + cell.columns);
          }
          std::fill(totals.begin() + static_cast<std::ptrdiff_t>(cell.column),
                    totals.begin() + static_cast<std::ptrdiff_t>(cell.column + cell.columns), of);
          continue;
        }
        const std::size_t count = count_with_share(cell);
        if (count == kNone) continue;
        const Token* of = cell.column < totals.size() ? totals[cell.column] : nullptr;
        if (of != nullptr) {
          judge(count, *of);
        } else {
          waiting_.push_back({cell.column, row, count});
        }
      }
    }
    check_by_total_row();
  }

  void check_study(const StudyIndex::Names& names) {
    const std::vector<std::size_t> columns = study_columns(names);
    for (const std::vector<Cell>& cells : grid_->rows) {
      if (cells.empty()) continue;
      const auto row = names.rows.find(name_of(cells.front()));
      if (row == names.rows.end() || row->second == nullptr) continue;
      for (std::size_t i = 1; i < cells.size(); ++i) {
        const std::size_t column = cells[i].column;
        if (cells[i].columns != 1 || column >= columns.size() || columns[column] == kNone) continue;
        compare(cells[i], names.table->columns[columns[column]],
                row->second->values.at(columns[column]));
      }
    }
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  struct Waiting {
    std::size_t column;
    std::size_t row;
    std::size_t count;  ///< its token
  };

  [[nodiscard]] const Token& token(std::size_t i) const { return (*tokens_)[i]; }

  /// Where the cell's own tokens begin, behind what says how many columns it covers.
  [[nodiscard]] std::size_t begin(const Cell& cell) const {
    std::size_t first = cell.first;
    while (first < cell.last && token(first).is(Kind::kSpan)) ++first;
    return first;
  }

  /// The number behind "n =" in a head.
  [[nodiscard]] const Token* denominator(const Cell& cell) const {
    for (std::size_t i = cell.first; i + 2 < cell.last; ++i) {
      const bool is_n = token(i).is_word("n") && token(i + 1).is_sign("=");
      if (is_n && token(i + 2).is_count() && token(i + 2).units > 0) return &token(i + 2);
    }
    return nullptr;
  }

  /// The token of the count, where the cell holds "14 (15%)" and nothing else.
  [[nodiscard]] std::size_t count_with_share(const Cell& cell) const {
    const std::size_t i = begin(cell);
    const bool fits = cell.last - i == 5 && token(i).is_count() && token(i + 1).is_sign("(") &&
                      can_be_percentage(token(i + 2)) && token(i + 3).is(Kind::kPercent) &&
                      token(i + 4).is_sign(")");
    return fits ? i : kNone;
  }

  void judge(std::size_t count, const Token& of) {
    if (token(count).units > of.units || (*judged_)[count + 2]) return;
    (*judged_)[count + 2] = true;
    findings_->judge(token(count), of, token(count + 2), token(count), token(count + 4));
  }

  /// The counts of the one row that begins with "Total", by column.
  [[nodiscard]] std::optional<std::size_t> total_row() const {
    std::optional<std::size_t> found;
    for (std::size_t row = 0; row < grid_->rows.size(); ++row) {
      if (grid_->rows[row].size() < 2) continue;
      const std::size_t first = begin(grid_->rows[row].front());
      if (first >= grid_->rows[row].front().last || !token(first).is_word("total")) continue;
      if (found) return std::nullopt;
      found = row;
    }
    return found;
  }

  [[nodiscard]] const Token* total(std::size_t row, std::size_t column) const {
    for (const Cell& cell : grid_->rows[row]) {
      const std::size_t first = begin(cell);
      if (!cell.covers(column) || first >= cell.last) continue;
      const bool is_number = token(first).is_count() && token(first).units > 0;
      const bool is_alone = cell.last - first == 1 || count_with_share(cell) != kNone;
      if (is_number && is_alone) return &token(first);
    }
    return nullptr;
  }

  /// Cells without an n in their head: of the total below, if that is what the column is of.
  void check_by_total_row() {
    const auto bottom = total_row();
    if (!bottom) return;
    std::erase_if(waiting_, [&](const Waiting& cell) { return cell.row >= *bottom; });
    std::stable_sort(waiting_.begin(), waiting_.end(),
                     [](const Waiting& a, const Waiting& b) { return a.column < b.column; });
    for (auto first = waiting_.begin(); first != waiting_.end();) {
      const auto last = std::find_if(
          first, waiting_.end(), [&](const Waiting& cell) { return cell.column != first->column; });
      const Token* of = total(*bottom, first->column);
      if (of != nullptr) {
        const auto fitting = std::count_if(first, last, [&](const Waiting& cell) {
          return token(cell.count).units <= of->units &&
                 !misfit(token(cell.count).units, of->units,
                         printed_percentage(token(cell.count + 2)));
        });
        if (fitting >= 2 && 2 * fitting >= last - first) {
          for (auto cell = first; cell != last; ++cell) judge(cell->count, *of);
        }
      }
      first = last;
    }
  }

  [[nodiscard]] std::string name_of(const Cell& cell) const {
    return plain(*tokens_, cell.first, cell.last);
  }

  /// For each column of the grid, the study's column with the same heading.
  [[nodiscard]] std::vector<std::size_t> study_columns(const StudyIndex::Names& names) const {
    std::vector<std::size_t> columns;
    for (const std::vector<Cell>& row : grid_->rows) {
      for (const Cell& cell : row) {
        const auto known = names.columns.find(name_of(cell));
        if (known == names.columns.end() || known->second == StudyIndex::kSeveral) continue;
        // A number with its interval stands in two columns under one heading.
        if (cell.columns > 2) continue;
        if (columns.size() <= cell.column) columns.resize(cell.column + 1, kNone);
        if (columns[cell.column] == kNone) columns[cell.column] = known->second;
      }
    }
    return columns;
  }

  /// Compares the number that a cell begins with.
  void compare(const Cell& cell, const Column& column, const Value& value) {
    const std::size_t i = begin(cell);
    if (i >= cell.last || !token(i).is(Kind::kNumber)) return;
    const bool is_share = i + 1 < cell.last && token(i + 1).is(Kind::kPercent);
    const auto known = number_of(value, is_share);
    if (!known || is_share != (column.kind == ColumnKind::kShare)) return;
    if (column.kind == ColumnKind::kCount && !token(i).is_count()) return;
    if (column.kind == ColumnKind::kProbability) return;
    const double unit = std::pow(10, -token(i).decimals);
    const double printed = static_cast<double>(token(i).units) * unit;
    constexpr double kSlack = 1e-9;
    if (is_share) (*judged_)[i] = true;
    if (std::abs(printed - *known) <= unit / 2 + kSlack &&
        (column.kind != ColumnKind::kCount || printed == *known)) {
      findings_->fits();
      return;
    }
    findings_->add(Verdict::kDoesNotFit, token(i), token(is_share ? i + 1 : i),
                   "the study has another number there", format_value(value, column.kind));
  }

  static std::optional<double> number_of(const Value& value, bool is_share) {
    constexpr double kPercent = 100;
    const double scale = is_share ? kPercent : 1;
    if (const auto* count = std::get_if<std::int64_t>(&value)) return static_cast<double>(*count);
    if (const auto* number = std::get_if<double>(&value)) return scale * *number;
    if (const auto* estimate = std::get_if<Estimate>(&value)) return scale * estimate->value;
    return std::nullopt;
  }

  const std::vector<Token>* tokens_;
  const Grid* grid_;
  std::vector<bool>* judged_;
  Findings* findings_;
  std::vector<Waiting> waiting_;
};

}  // namespace

void check_tables(const std::vector<Token>& tokens, const StudyIndex& study,
                  std::vector<bool>& judged, Findings& findings) {
  for (const Grid& grid : GridReader(tokens).read()) {
    TableChecker checker(tokens, grid, judged, findings);
    checker.check_shares();
    if (const StudyIndex::Names* names = study.find(grid.names)) checker.check_study(*names);
  }
}

}  // namespace faultline::reports
