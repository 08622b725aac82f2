#include "taxonomy/tui/draw_codes.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "taxonomy/tui/cell_text.h"
#include "taxonomy/tui/other_labels.h"

namespace faultline::taxonomy {

namespace {

/// A line of the pane; a code or heading under the cursor is shown reversed.
struct PaneLine {
  StyledLine line;
  bool reversed = false;
};

StyledLine styled(std::string text, Style style = Style::kPlain) {
  return {.spans = {{std::move(text), style}}};
}

/// Makes the lines of the pane, each no wider than it is.
class CodePane {
 public:
  CodePane(const Labelling& labelling, int columns, bool is_set)
      : labelling_(&labelling), columns_(columns), is_set_(is_set) {}

  /// @param all_open  whether the codes of all dimensions are shown, not only of the one that the
  ///                  cursor is in
  std::vector<PaneLine> draw(bool all_open) {
    lines_.clear();
    cursor_row_ = 0;
    for (std::size_t i = 0; i < labelling_->codebook().dimensions.size(); ++i) {
      const bool is_here = i == labelling_->dimension();
      if (is_here) cursor_row_ = lines_.size();
      draw_heading(i, is_here);
      if (is_here || all_open) {
        if (is_set_) {
          draw_set_codes(i);
        } else {
          draw_listed_codes(i);
        }
      }
      if (is_here || labelling_->layout().beside) draw_details(i);
    }
    return std::move(lines_);
  }

  /// The row of the code under the cursor.
  [[nodiscard]] std::size_t cursor_row() const { return cursor_row_; }

 private:
  void add(StyledLine line, bool reversed = false) {
    lines_.push_back({std::move(line), reversed});
  }

  void draw_heading(std::size_t index, bool is_here) {
    const data::Dimension& dimension = labelling_->codebook().dimensions[index];
    const std::optional<Choice>& choice = labelling_->sitting().choices()[index];
    std::string text = fmt::format("{}{}: ", is_here ? "> " : "  ", cell_text(dimension.name));
    if (choice) {
      text += names_of(dimension, *choice);
      if (choice->unsure) text += " ! unsure";
      if (!choice->memo.empty()) text += " [memo]";
      if (!choice->evidence.empty()) text += " [evidence]";
      if (choice->assisted) text += " [assisted]";
    } else {
      text += what_is_missing(index);
    }
    add(styled(pad_to_cells(text, columns_), Style::kHeading), is_here);
  }

  [[nodiscard]] static std::string names_of(const data::Dimension& dimension,
                                            const Choice& choice) {
    std::vector<std::string> names;
    for (const std::string& id : choice.codes) {
      const data::Code* code = dimension.find(id);
      names.push_back(cell_text(code != nullptr ? code->name : id) +
                      (code != nullptr ? "" : " (not in this codebook)"));
    }
    return join(names, ", ");
  }

  [[nodiscard]] std::string what_is_missing(std::size_t dimension) const {
    const Sitting& sitting = labelling_->sitting();
    if (sitting.needs_label(dimension)) return "-";
    return sitting.others()[dimension].empty() ? "labelled by nobody" : "agreed";
  }

  [[nodiscard]] std::string code_text(std::size_t dimension, std::size_t index) const {
    const data::Code& code = labelling_->codebook().dimensions[dimension].codes[index];
    const std::optional<Choice>& choice = labelling_->sitting().choices()[dimension];
    const bool is_here = dimension == labelling_->dimension();
    const bool is_chosen = choice && choice->holds(code.id);
    const bool key_works = is_here && labelling_->code_of_key(code.key) == index;
    const std::string_view box = labelling_->kind().has_several ? is_chosen ? "[x]" : "[ ]"
                                 : is_chosen                    ? "(x)"
                                                                : "( )";
    return fmt::format("{}{}{} {} {}", is_here && index == labelling_->code() ? ">" : " ",
                       code.parent.empty() ? "" : "  ", box, key_works ? code.key : " ",
                       cell_text(code.name));
  }

  [[nodiscard]] bool is_under_cursor(std::size_t dimension, std::size_t index) const {
    return dimension == labelling_->dimension() && index == labelling_->code();
  }

  void draw_listed_codes(std::size_t dimension) {
    for (const std::size_t index : labelling_->shown_codes(dimension)) {
      if (is_under_cursor(dimension, index)) cursor_row_ = lines_.size();
      add(styled(pad_to_cells(" " + code_text(dimension, index), columns_)),
          is_under_cursor(dimension, index));
    }
  }

  /// In columns, from top to bottom.
  void draw_set_codes(std::size_t dimension) {
    const std::vector<std::size_t> codes = labelling_->shown_codes(dimension);
    const auto across = static_cast<std::size_t>(code_columns(columns_));
    const std::size_t rows = (codes.size() + across - 1) / across;
    const int width = columns_ / static_cast<int>(across);
    for (std::size_t row = 0; row < rows; ++row) {
      StyledLine line;
      for (std::size_t i = row; i < codes.size(); i += rows) {
        const bool is_here = is_under_cursor(dimension, codes[i]);
        if (is_here) cursor_row_ = lines_.size();
        line.spans.push_back({pad_to_cells(code_text(dimension, codes[i]), width - 1),
                              is_here ? Style::kStrong : Style::kPlain});
        line.spans.push_back({" ", Style::kPlain});
      }
      add(std::move(line));
    }
  }

  void add_wrapped(const std::string& text, Style style, const std::string& indent = "    ") {
    const int room = columns_ - static_cast<int>(indent.size());
    for (const TextRange& range : wrap_words(text, std::max(room, 1))) {
      add(styled(indent + text.substr(range.begin, range.end - range.begin), style));
    }
  }

  void draw_details(std::size_t dimension) {
    if (labelling_->shows_others()) {
      for (StyledLine& line :
           draw_other_labels(labelling_->sitting().others()[dimension], columns_ - 2)) {
        line.spans.insert(line.spans.begin(), {"  ", Style::kPlain});
        add(std::move(line));
      }
    }
    if (const std::optional<Choice>& choice = labelling_->sitting().choices()[dimension]) {
      if (!choice->memo.empty()) add_wrapped("memo: " + cell_text(choice->memo), Style::kQuote);
      if (!choice->evidence.empty()) {
        add_wrapped("evidence: " + cell_text(choice->evidence), Style::kDim);
      }
    }
    for (const Suggestion& suggested : labelling_->suggestions(dimension)) {
      add_wrapped(cell_text(fmt::format("suggested: {} {:.0f}% {}", suggested.code,
                                        suggested.probability * 100, suggested.reason)),
                  Style::kDim);
    }
  }

  const Labelling* labelling_;
  int columns_;
  bool is_set_;
  std::vector<PaneLine> lines_;
  std::size_t cursor_row_ = 0;
};

/// The definition of the code under the cursor, where it fits beneath the codes.
void draw_definition(const Labelling& labelling, const Area& area, int first_row, Frame& frame) {
  const data::Code& code =
      labelling.codebook().dimensions[labelling.dimension()].codes[labelling.code()];
  const std::string text = cell_text(fmt::format("{}: {}", code.name, code.definition));
  const std::vector<TextRange> lines = wrap_words(text, area.columns - 2);
  int row = first_row + 1;
  if (row + static_cast<int>(lines.size()) > area.row + area.rows) return;
  for (const TextRange& range : lines) {
    frame.put(row++, area.column + 1, area.columns - 1,
              text.substr(range.begin, range.end - range.begin), {Style::kDim});
  }
}

}  // namespace

void draw_codes(const Labelling& labelling, Frame& frame) {
  const Area& area = labelling.layout().codes;
  const auto rows = static_cast<std::size_t>(area.rows);
  CodePane pane(labelling, area.columns, !labelling.layout().beside);
  std::vector<PaneLine> lines = pane.draw(true);
  if (lines.size() > rows) lines = pane.draw(false);
  std::size_t first = 0;
  if (pane.cursor_row() >= rows) first = pane.cursor_row() - rows + 1;
  const std::size_t shown = std::min(rows, lines.size() - first);
  for (std::size_t i = 0; i < shown; ++i) {
    frame.put(area.row + static_cast<int>(i), area.column, area.columns, lines[first + i].line,
              lines[first + i].reversed);
  }
  draw_definition(labelling, area, area.row + static_cast<int>(shown), frame);
}

}  // namespace faultline::taxonomy
