#include "taxonomy/tui/draw_labelling.h"

#include <fmt/format.h>

#include <algorithm>

#include "taxonomy/tui/cell_text.h"
#include "taxonomy/tui/draw_codes.h"

namespace faultline::taxonomy {

namespace {

constexpr Look kBar{Style::kPlain, true};

void draw_too_small(const Labelling& labelling, Frame& frame) {
  const WindowSize size = labelling.layout().window;
  const std::string text =
      fmt::format("This window has {}x{} cells; labelling needs {}x{}. Make it larger; q leaves.",
                  size.columns, size.rows, kSmallestWindow.columns, kSmallestWindow.rows);
  int row = 0;
  for (const TextRange& range : wrap_words(text, std::max(size.columns, 1))) {
    frame.put(row++, 0, size.columns, text.substr(range.begin, range.end - range.begin));
  }
}

std::string state_text(const Labelling& labelling) {
  const Sitting& sitting = labelling.sitting();
  if (sitting.size() == 0) return " The queue is empty.";
  std::string text =
      fmt::format(" {} {} of {}  labelled {}  {}", labelling.kind().heading, sitting.place() + 1,
                  sitting.size(), sitting.labelled(), labelling.is_saved() ? "saved" : "NOT SAVED");
  text += fmt::format("  {}", cell_text(labelling.options().rater));
  if (labelling.options().open) text += " (open)";
  if (labelling.options().assisted) text += " (assisted)";
  if (sitting.is_put_off()) text += "  put off";
  if (sitting.is_complete(sitting.place())) text += "  done";
  return text;
}

void draw_state(const Labelling& labelling, Frame& frame) {
  const Layout& layout = labelling.layout();
  const int columns = layout.window.columns;
  std::string right;
  if (labelling.sitting().size() > 0) {
    const OpenItem& item = labelling.sitting().item();
    right = cell_text(
        fmt::format("{}#{}  {}% ", item.source, item.number, labelling.thread().percent_seen()));
  }
  const std::string left = state_text(labelling);
  const int room = columns - cell_width(right);
  if (cell_width(left) + 2 <= room) {
    frame.put(layout.state_row, 0, columns, pad_to_cells(left, room) + right, kBar);
  } else {
    frame.put_bar(layout.state_row, 0, columns, left, kBar);
  }
}

/// The sign before a line of the issue.
std::string sign_of(const Labelling& labelling, std::size_t line,
                    const std::vector<EvidenceMark>& evidence) {
  const ThreadView& thread = labelling.thread();
  if (const auto selection = thread.selection()) {
    if (selection->first <= line && line <= selection->second) return ">";
  }
  if (is_marked(thread.lines()[line], evidence)) return "*";
  const std::vector<std::size_t>& matches = thread.matches();
  if (!std::binary_search(matches.begin(), matches.end(), line)) return " ";
  return matches[thread.match()] == line ? "=" : "-";
}

void draw_issue(const Labelling& labelling, Frame& frame) {
  const Layout& layout = labelling.layout();
  const ThreadView& thread = labelling.thread();
  const std::vector<EvidenceMark> evidence = labelling.evidence();
  for (int i = 0; i < layout.issue.rows; ++i) {
    const std::size_t line = thread.top() + static_cast<std::size_t>(i);
    const int row = layout.issue.row + i;
    if (line < thread.lines().size()) {
      const std::string sign = sign_of(labelling, line, evidence);
      const bool reversed = sign == ">" || sign == "=";
      frame.put(row, layout.issue.column, 1, sign, {Style::kStrong, reversed});
      frame.put(row, layout.issue.column + Layout::kMargin, layout.text_columns(),
                thread.lines()[line], reversed);
    }
    if (layout.beside) frame.put(row, layout.codes.column - 1, 1, "\u2502", {Style::kDim});
  }
  if (layout.beside) return;
  std::string rule;
  for (int i = 0; i < layout.window.columns; ++i) rule += "\u2500";
  frame.put(layout.codes.row - 1, 0, layout.window.columns, rule, {Style::kDim});
}

void draw_page(const Labelling& labelling, Frame& frame) {
  const Area& body = labelling.layout().body;
  frame.put_bar(body.row, 0, body.columns, "  " + labelling.page()->title, {Style::kTitle});
  const std::vector<std::string> lines = labelling.page_lines();
  for (int i = 0; i + 1 < body.rows; ++i) {
    const std::size_t line = labelling.page()->top + static_cast<std::size_t>(i);
    if (line < lines.size()) frame.put(body.row + 1 + i, 2, body.columns - 4, lines[line]);
  }
}

/// The entries of a prompt, above it.
void draw_entries(const Labelling& labelling, Frame& frame) {
  constexpr int kMost = 10;
  const Prompt& prompt = *labelling.prompt();
  const Layout& layout = labelling.layout();
  const int count = static_cast<int>(prompt.entries.size());
  const int rows = std::min({count, kMost, layout.body.rows});
  if (rows == 0) return;
  const Area area{layout.message_row - rows, 0, layout.window.columns, rows};
  frame.clear(area);
  const int selected = static_cast<int>(prompt.selected);
  const int first = std::clamp(selected - rows + 1, 0, count - rows);
  for (int i = 0; i < rows; ++i) {
    const bool is_selected = first + i == selected;
    frame.put_bar(area.row + i, 0, area.columns,
                  (is_selected ? "> " : "  ") + prompt.entries.at(static_cast<std::size_t>(first) +
                                                                  static_cast<std::size_t>(i)),
                  {Style::kPlain, is_selected});
  }
}

/// The typed text, of which the end is shown where it is longer than the line.
void draw_prompt(const Labelling& labelling, Frame& frame) {
  draw_entries(labelling, frame);
  const Prompt& prompt = *labelling.prompt();
  const Layout& layout = labelling.layout();
  const std::string question = prompt.question + " ";
  const int column = std::min(cell_width(question), layout.window.columns / 2);
  frame.put(layout.message_row, 0, column, question, {Style::kStrong});
  std::string before = cell_text(prompt.editor.text().substr(0, prompt.editor.cursor()));
  const std::string behind = cell_text(prompt.editor.text().substr(prompt.editor.cursor()));
  const int room = layout.window.columns - column - 1;
  const std::vector<TextRange> pieces = wrap_columns(before, std::max(room, 1));
  if (pieces.size() > 1) before = before.substr(pieces.back().begin);
  frame.put(layout.message_row, column, room, before + behind);
  frame.cursor = {layout.message_row, column + cell_width(before)};
}

/// In its line, or above what is being typed there.
void draw_message(const Labelling& labelling, Frame& frame) {
  const std::string& message = labelling.message();
  if (message.empty()) return;
  const Layout& layout = labelling.layout();
  const Area area{layout.message_row - (labelling.prompt() ? 1 : 0), 0, layout.window.columns, 1};
  frame.clear(area);
  frame.put_bar(area.row, 0, area.columns, message,
                {message.starts_with("!") ? Style::kWarning : Style::kStrong});
}

std::string key_text(const Labelling& labelling) {
  std::string text;
  int left = labelling.layout().window.columns - 1;
  for (const KeyCommand& command : key_commands()) {
    if ((command.where & labelling.key_place()) == 0 || command.word.empty()) continue;
    if (command.why_not != nullptr && (labelling.*command.why_not)()) continue;
    const std::string piece =
        fmt::format(" {} {} ", command.keys.front(), labelling.kind().in_words(command.word));
    if (cell_width(piece) > left) break;
    left -= cell_width(piece);
    text += piece;
  }
  return text;
}

}  // namespace

Frame draw_labelling(const Labelling& labelling) {
  const Layout& layout = labelling.layout();
  Frame frame(layout.window);
  if (is_too_small(layout.window)) {
    draw_too_small(labelling, frame);
    return frame;
  }
  draw_state(labelling, frame);
  if (labelling.page()) {
    draw_page(labelling, frame);
  } else if (labelling.sitting().size() > 0) {
    draw_issue(labelling, frame);
    draw_codes(labelling, frame);
  }
  draw_message(labelling, frame);
  if (labelling.prompt()) draw_prompt(labelling, frame);
  frame.put_bar(layout.keys_row, 0, layout.window.columns, key_text(labelling), kBar);
  return frame;
}

}  // namespace faultline::taxonomy
