#include "taxonomy/tui/layout.h"

#include <algorithm>

namespace faultline::taxonomy {

namespace {

constexpr int kWide = 100;
constexpr int kLongestLine = 120;  // of the issue: longer ones are hard to read

/// The lines that a codebook's dimensions need beneath the issue, with one of them open.
int stacked_rows(const data::Codebook& codebook, int columns) {
  int most = 0;
  for (const data::Dimension& dimension : codebook.dimensions) {
    int codes = 0;
    int most_children = 0;
    int children = 0;
    for (const data::Code& code : dimension.codes) {
      codes += code.parent.empty() ? 1 : 0;
      children = code.parent.empty() ? 0 : children + 1;
      most_children = std::max(most_children, children);
    }
    const int set = code_columns(columns);
    most = std::max(most, (codes + most_children + set - 1) / set);
  }
  return most + static_cast<int>(codebook.dimensions.size()) + 1;
}

}  // namespace

int code_columns(int columns) {
  constexpr int kCodeWidth = 26;
  return std::clamp(columns / kCodeWidth, 1, 4);
}

Layout lay_out(WindowSize window, const data::Codebook& codebook, bool with_others) {
  Layout layout{.window = window};
  layout.message_row = window.rows - 2;
  layout.keys_row = window.rows - 1;
  layout.body = {.row = 1, .column = 0, .columns = window.columns, .rows = window.rows - 3};
  layout.beside = window.columns >= kWide;
  layout.issue = layout.body;
  layout.codes = layout.body;
  if (layout.beside) {
    const int wanted = with_others ? window.columns / 2 : window.columns * 2 / 5;
    const int least = window.columns - kLongestLine - Layout::kMargin - 1;
    layout.codes.columns = std::max(std::min(wanted, with_others ? 80 : 48), least);
    layout.issue.columns = window.columns - layout.codes.columns - 1;
    layout.codes.column = layout.issue.columns + 1;
    return layout;
  }
  const int extra = with_others ? 4 : 0;
  const int needed = stacked_rows(codebook, window.columns) + extra;
  layout.codes.rows = std::min(needed, (layout.body.rows - 1) / 2);
  layout.issue.rows = layout.body.rows - layout.codes.rows - 1;
  layout.codes.row = layout.issue.row + layout.issue.rows + 1;
  return layout;
}

}  // namespace faultline::taxonomy
