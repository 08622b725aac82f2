#include <algorithm>

#include "base/text.h"
#include "reports/check/tokens.h"

namespace faultline::reports {

namespace {

class MarkdownScanner {
 public:
  explicit MarkdownScanner(std::string_view text) : text_(text) {}

  std::vector<Token> scan() {
    std::size_t position = 0;
    while (position < text_.size()) position = scan_line(position);
    end_table();
    return std::move(tokens_);
  }

 private:
  using Kind = Token::Kind;

  void add(Kind kind, std::size_t offset, std::string text = {}) {
    tokens_.push_back({.kind = kind, .offset = offset, .end = offset, .text = std::move(text)});
  }

  void end_table() {
    if (in_table_) add(Kind::kEndTable, text_.size());
    in_table_ = false;
  }

  /// @return where the next line begins
  std::size_t scan_line(std::size_t begin) {
    const std::size_t stop = std::min(text_.find('\n', begin), text_.size());
    const std::string_view line = trim(text_.substr(begin, stop - begin));
    const std::size_t next = std::min(stop + 1, text_.size());
    if (line.starts_with("```") || line.starts_with("~~~")) {
      end_table();
      return behind_fence(next, line.substr(0, 3));
    }
    const bool is_row = line.size() > 1 && line.starts_with('|');
    if (!is_row) end_table();
    if (line.empty()) {
      add(Kind::kBreak, begin);
      return next;
    }
    if (is_row) return scan_row(begin, stop, next);
    if (line.starts_with('#')) {
      std::string_view title = line;
      while (title.starts_with('#')) title.remove_prefix(1);
      add(Kind::kBreak, begin);
      add(Kind::kHeading, begin, std::string(trim(title)));
    }
    const std::size_t end = scan_text(begin, stop, false);
    return end > stop ? end : next;
  }

  std::size_t scan_row(std::size_t begin, std::size_t stop, std::size_t next) {
    if (!in_table_) add(Kind::kBeginTable, begin);
    in_table_ = true;
    const std::size_t first = text_.find('|', begin) + 1;
    const std::size_t end = scan_text(first, stop, true);
    if (!tokens_.back().is(Kind::kCellEnd)) add(Kind::kCellEnd, stop);
    add(Kind::kRowEnd, stop);
    return std::max(end, next);
  }

  std::size_t behind_fence(std::size_t position, std::string_view fence) {
    while (position < text_.size()) {
      const std::size_t stop = std::min(text_.find('\n', position), text_.size());
      const bool closes = trim(text_.substr(position, stop - position)).starts_with(fence);
      position = std::min(stop + 1, text_.size());
      if (closes) break;
    }
    return position;
  }

  /// @return where it stopped: behind `stop` where a comment reached beyond
  std::size_t scan_text(std::size_t position, std::size_t stop, bool in_row) {
    while (position < stop) {
      const char c = text_[position];
      if (c == ' ' || c == '\t' || c == '\r' || c == '*' || c == '_') {
        ++position;
      } else if (c == '\\' && position + 1 < stop) {
        // A sign that is escaped stands for itself, but a pipe ends no cell.
        position += text_[position + 1] == '|' ? 2 : 1;
      } else if (c == '`') {
        const std::size_t close = text_.find('`', position + 1);
        add(Kind::kSign, position, "code");
        position = close < stop ? close + 1 : position + 1;
      } else if (text_.substr(position).starts_with("<!--")) {
        const std::size_t close = text_.find("-->", position);
        position = close == std::string_view::npos ? text_.size() : close + 3;
      } else if (c == '|' && in_row) {
        add(Kind::kCellEnd, position++);
      } else if (const std::size_t entity = entity_length(position)) {
        position += entity;
      } else {
        position = scan_plain(text_, position, tokens_);
      }
    }
    return position;
  }

  [[nodiscard]] std::size_t entity_length(std::size_t position) const {
    for (const std::string_view entity : {"&nbsp;", "&emsp;", "&thinsp;"}) {
      if (text_.substr(position).starts_with(entity)) return entity.size();
    }
    return 0;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  bool in_table_ = false;
};

}  // namespace

std::vector<Token> scan_markdown(std::string_view text) { return MarkdownScanner(text).scan(); }

}  // namespace faultline::reports
