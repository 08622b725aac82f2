#include "taxonomy/tui/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "taxonomy/tui/block_prefixes.h"
#include "taxonomy/tui/cell_text.h"
#include "taxonomy/tui/flow.h"
#include "taxonomy/tui/markdown_limits.h"
#include "taxonomy/tui/markdown_tree.h"
#include "taxonomy/tui/source_lines.h"
#include "taxonomy/tui/table_layout.h"

namespace faultline::taxonomy {

namespace {

constexpr std::string_view kQuoteBar = "\xE2\x94\x82 ";      // "│ "
constexpr std::string_view kBullet = "\xE2\x80\xA2 ";        // "• "
constexpr std::string_view kContinuation = "\xE2\x86\xB3 ";  // "↳ "
constexpr std::string_view kRule = "\xE2\x94\x80";           // "─"
constexpr std::string_view kIndent = "  ";
constexpr std::size_t kLongestUrl = 300;  // bytes that are shown

/// The beginning of a URL: one may fill a megabyte, and be referred to many times.
std::string shown_url(std::string_view url) {
  if (url.size() <= kLongestUrl) return std::string(url);
  return std::string(url.substr(0, kLongestUrl)) + "...";
}

/// Walks a tree of Markdown once, without recursion, and writes its lines.
class MarkdownWriter {
 public:
  explicit MarkdownWriter(int width) : prefixes_(width) {}

  [[nodiscard]] std::vector<StyledLine> write(cmark_node* document);

 private:
  void enter(cmark_node* node, NodeKind kind);
  void leave(cmark_node* node, NodeKind kind);
  bool enter_block(cmark_node* node, NodeKind kind);
  void enter_inline(cmark_node* node, NodeKind kind);
  void leave_inline(cmark_node* node, NodeKind kind);

  void begin_block(cmark_node* node);
  void enter_item(cmark_node* node);
  void leave_container(cmark_node* node);
  void enter_prefixed(cmark_node* node, StyledSpan first, StyledSpan rest);
  void begin_text(cmark_node* node, Style style);
  void end_text();
  void begin_cell(cmark_node* node);
  void end_cell();
  void end_table();
  void write_code(cmark_node* node);
  void write_html(cmark_node* node);
  void write_code_line(std::string_view text, int source_line);
  void end_link(cmark_node* node);

  void put(StyledLine line) {
    prefixes_.put_before(line);
    lines_.push_back(std::move(line));
  }
  void put_all(std::vector<StyledLine>&& lines) {
    for (StyledLine& line : lines) put(std::move(line));
  }
  void add(std::string_view text, Style style) { flow_.add(text, style, line_); }
  [[nodiscard]] Style style() const { return styles_.back(); }

  BlockPrefixes prefixes_;
  std::vector<StyledLine> lines_;
  std::vector<int>
      next_numbers_;  ///< of the numbered lists that are open; -1 for those with bullets
  int quotes_ = 0;    ///< that are open
  bool told_of_depth_ = false;

  Flow flow_;
  int line_ = 1;         ///< of the source
  int line_offset_ = 0;  ///< from what cmark-gfm says in this block to the line of the source
  std::vector<Style> styles_{Style::kPlain};
  std::vector<std::size_t> link_texts_;  ///< where they begin, of the links that are open
  MarkdownTable table_;
};

std::vector<StyledLine> MarkdownWriter::write(cmark_node* document) {
  const std::unique_ptr<cmark_iter, FreeMarkdown> iterator(cmark_iter_new(document));
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (event == CMARK_EVENT_ENTER) {
      enter(node, kind_of(node));
    } else {
      leave(node, kind_of(node));
    }
  }
  return std::move(lines_);
}

void MarkdownWriter::enter(cmark_node* node, NodeKind kind) {
  if (!enter_block(node, kind)) enter_inline(node, kind);
}

/// A blank line between a block and the one before it.
void MarkdownWriter::begin_block(cmark_node* node) {
  if (cmark_node_previous(node) != nullptr && !is_tight(node)) {
    lines_.push_back(prefixes_.blank_line());
  }
}

bool MarkdownWriter::enter_block(cmark_node* node, NodeKind kind) {
  switch (kind) {
    case NodeKind::kDocument:
      return true;
    case NodeKind::kQuote: {
      begin_block(node);
      const StyledSpan bar{std::string(kQuoteBar), Style::kQuote};
      ++quotes_;
      enter_prefixed(node, bar, bar);
      return true;
    }
    case NodeKind::kList:
      begin_block(node);
      next_numbers_.push_back(cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
                                  ? cmark_node_get_list_start(node)
                                  : -1);
      return true;
    case NodeKind::kItem:
      begin_block(node);
      enter_item(node);
      return true;
    case NodeKind::kCodeBlock:
      begin_block(node);
      write_code(node);
      return true;
    case NodeKind::kHtmlBlock:
      begin_block(node);
      write_html(node);
      return true;
    case NodeKind::kRule: {
      begin_block(node);
      std::string rule;
      for (int cell = 0; cell < prefixes_.room(); ++cell) rule += kRule;
      put({{{std::move(rule), Style::kDim}}, cmark_node_get_start_line(node)});
      return true;
    }
    case NodeKind::kParagraph:
      begin_block(node);
      begin_text(node, quotes_ > 0 ? Style::kQuote : Style::kPlain);
      return true;
    case NodeKind::kHeading:
      begin_block(node);
      begin_text(node, Style::kHeading);
      add(std::string(static_cast<std::size_t>(cmark_node_get_heading_level(node)), '#') + ' ',
          Style::kHeading);
      return true;
    case NodeKind::kTable:
      begin_block(node);
      table_ = {alignments_of(node)};
      return true;
    case NodeKind::kTableRow:
      table_.rows.emplace_back();
      return true;
    case NodeKind::kTableCell:
      begin_cell(node);
      return true;
    default:
      return false;
  }
}

void MarkdownWriter::enter_prefixed(cmark_node* node, StyledSpan first, StyledSpan rest) {
  if (prefixes_.enter(std::move(first), std::move(rest)) || told_of_depth_) return;
  told_of_depth_ = true;
  Flow remark;
  remark.add("[nested more deeply than is shown]", Style::kWarning,
             cmark_node_get_start_line(node));
  put_all(remark.lines(prefixes_.room()));
}

void MarkdownWriter::enter_item(cmark_node* node) {
  int& number = next_numbers_.back();
  std::string sign(kBullet);
  if (number >= 0) sign = fmt::format("{}. ", number++);
  const Task task = task_of(node);
  if (task != Task::kNone) sign += task == Task::kDone ? "[x] " : "[ ] ";
  const auto cells = static_cast<std::size_t>(cell_width(sign));
  enter_prefixed(node, {std::move(sign), Style::kPlain}, {std::string(cells, ' '), Style::kPlain});
}

void MarkdownWriter::leave_container(cmark_node* node) {
  if (prefixes_.awaits_line()) put({{}, cmark_node_get_start_line(node)});
  prefixes_.leave();
}

void MarkdownWriter::begin_text(cmark_node* node, Style style) {
  flow_.clear();
  styles_.assign(1, style);
  line_ = first_text_line(node);
  line_offset_ = line_ - cmark_node_get_start_line(node);
}

void MarkdownWriter::end_text() {
  put_all(flow_.lines(prefixes_.room()));
  flow_.clear();
}

void MarkdownWriter::begin_cell(cmark_node* node) {
  begin_text(node, table_.rows.size() == 1 ? Style::kStrong : Style::kPlain);
}

void MarkdownWriter::end_cell() {
  table_.rows.back().push_back(std::move(flow_));
  flow_.clear();
}

void MarkdownWriter::end_table() {
  put_all(lay_table(table_, prefixes_.room()));
  table_ = {};
}

void MarkdownWriter::write_code_line(std::string_view text, int source_line) {
  const std::string safe = cell_text(text);
  const auto indent = static_cast<int>(kIndent.size());
  const bool indented = prefixes_.room() > 2 * indent;
  bool first = true;
  for (const TextRange range : wrap_columns(safe, prefixes_.room() - (indented ? indent : 0))) {
    StyledLine line{{}, source_line};
    if (indented && first) line.spans.push_back({std::string(kIndent), Style::kCode});
    if (indented && !first) line.spans.push_back({std::string(kContinuation), Style::kDim});
    line.spans.push_back({safe.substr(range.begin, range.end - range.begin), Style::kCode});
    put(std::move(line));
    first = false;
  }
}

void MarkdownWriter::write_code(cmark_node* node) {
  int length = 0;
  int offset = 0;
  char character = 0;
  int source_line = cmark_node_get_start_line(node);
  if (cmark_node_get_fenced(node, &length, &offset, &character) != 0) {
    const char* language = cmark_node_get_fence_info(node);
    if (language != nullptr && *language != '\0') {
      Flow flow;
      flow.add(std::string("```") + language, Style::kDim, source_line);
      put_all(flow.lines(prefixes_.room()));
    }
    ++source_line;
  }
  for_each_source_line(literal_of(node), [&](std::string_view line) {
    write_code_line(line, source_line);
    ++source_line;
  });
}

void MarkdownWriter::write_html(cmark_node* node) {
  int source_line = cmark_node_get_start_line(node);
  for_each_source_line(literal_of(node), [&](std::string_view line) {
    Flow flow;
    flow.add(line, Style::kDim, source_line);
    put_all(flow.lines(prefixes_.room()));
    ++source_line;
  });
}

void MarkdownWriter::enter_inline(cmark_node* node, NodeKind kind) {
  const int told = cmark_node_get_start_line(node);
  if (told > 0) line_ = std::max(line_, told + line_offset_);
  const bool heading = style() == Style::kHeading;
  switch (kind) {
    case NodeKind::kText:
      add(literal_of(node), style());
      break;
    case NodeKind::kSoftBreak:
    case NodeKind::kLineBreak:
      flow_.break_line();
      ++line_;
      break;
    case NodeKind::kCode:
      add("`" + std::string(literal_of(node)) + "`", heading ? style() : Style::kCode);
      break;
    case NodeKind::kHtml:
      add(literal_of(node), Style::kDim);
      break;
    case NodeKind::kEmphasis:
      styles_.push_back(heading ? style() : Style::kEmphasis);
      break;
    case NodeKind::kStrong:
      styles_.push_back(heading ? style() : Style::kStrong);
      break;
    case NodeKind::kStruck:
      styles_.push_back(Style::kStruck);
      add("~~", style());
      break;
    case NodeKind::kLink:
      styles_.push_back(Style::kLink);
      link_texts_.push_back(flow_.text().size());
      break;
    case NodeKind::kImage:
      styles_.push_back(Style::kLink);
      add("[image: ", style());
      link_texts_.push_back(flow_.text().size());
      break;
    default:
      break;
  }
}

void MarkdownWriter::leave(cmark_node* node, NodeKind kind) {
  switch (kind) {
    case NodeKind::kQuote:
      --quotes_;
      leave_container(node);
      break;
    case NodeKind::kItem:
      leave_container(node);
      break;
    case NodeKind::kList:
      next_numbers_.pop_back();
      break;
    case NodeKind::kParagraph:
    case NodeKind::kHeading:
      end_text();
      break;
    case NodeKind::kTableCell:
      end_cell();
      break;
    case NodeKind::kTable:
      end_table();
      break;
    default:
      leave_inline(node, kind);
  }
}

void MarkdownWriter::leave_inline(cmark_node* node, NodeKind kind) {
  switch (kind) {
    case NodeKind::kStruck:
      add("~~", style());
      styles_.pop_back();
      break;
    case NodeKind::kEmphasis:
    case NodeKind::kStrong:
      styles_.pop_back();
      break;
    case NodeKind::kLink:
    case NodeKind::kImage:
      end_link(node);
      if (kind == NodeKind::kImage) add("]", style());
      styles_.pop_back();
      break;
    default:
      break;
  }
}

/// The URL behind a link's text, where that does not show it already.
void MarkdownWriter::end_link(cmark_node* node) {
  const std::string url = cell_text(shown_url(url_of(node)));
  const std::string_view text = std::string_view(flow_.text()).substr(link_texts_.back());
  const bool image = kind_of(node) == NodeKind::kImage;
  link_texts_.pop_back();
  if (text.empty()) {
    add(url, image ? Style::kDim : Style::kLink);
  } else if (image) {
    add(" " + url, Style::kDim);
  } else if (url != text && url != fmt::format("http://{}", text) &&
             url != fmt::format("mailto:{}", text)) {
    add(" (" + url + ")", Style::kDim);
  }
}

}  // namespace

std::vector<StyledLine> render_plain(std::string_view source, int width) {
  std::vector<StyledLine> lines;
  int source_line = 0;
  for_each_source_line(source, [&](std::string_view text) {
    Flow flow;
    flow.add(text, Style::kPlain, ++source_line);
    for (StyledLine& line : flow.lines(width)) lines.push_back(std::move(line));
  });
  return lines;
}

std::vector<StyledLine> render_markdown(std::string_view source, int width) {
  if (const std::optional<std::string> reason = why_not_markdown(source)) {
    Flow remark;
    remark.add(fmt::format("[shown as it was written: {}]", *reason), Style::kWarning);
    std::vector<StyledLine> lines = remark.lines(width);
    for (StyledLine& line : render_plain(source, width)) lines.push_back(std::move(line));
    return lines;
  }
  return MarkdownWriter(width).write(parse_markdown(source).get());
}

}  // namespace faultline::taxonomy
