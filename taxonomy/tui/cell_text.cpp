#include "taxonomy/tui/cell_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace faultline::taxonomy {

namespace {

using CodePoint = utf8proc_int32_t;

constexpr CodePoint kReplacement = 0xFFFD;
constexpr CodePoint kDottedCircle = 0x25CC;  // what Unicode shows a mark on that has no character
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

// What curses keeps of a cell: five code points.
constexpr int kMostMarks = 4;

struct CodePointRange {
  CodePoint first;
  CodePoint last;

  [[nodiscard]] constexpr bool holds(CodePoint code_point) const {
    return first <= code_point && code_point <= last;
  }
};

constexpr CodePointRange kVariationSelectors{0xFE00, 0xFE0F};
constexpr CodePointRange kMoreVariationSelectors{0xE0100, 0xE01EF};
constexpr CodePointRange kNonJoinerAndJoiner{0x200C, 0x200D};
constexpr CodePointRange kSkinTones{0x1F3FB, 0x1F3FF};
constexpr CodePointRange kRegionalIndicators{0x1F1E6, 0x1F1FF};
constexpr CodePointRange kHangulVowelsAndTails{0x1160, 0x11FF};
constexpr CodePointRange kMoreHangulVowelsAndTails{0xD7B0, 0xD7FB};

// Characters whose width depends on the terminal: symbols that Unicode 16 made wide, wide marks,
// and those that came with Unicode 15 and 15.1, which terminals of stable systems do not know.
constexpr std::array kDisputed = std::to_array<CodePointRange>({
    {0x0CF3, 0x0CF3},   {0x0ECE, 0x0ECE},   {0x2630, 0x2637},   {0x268A, 0x268F},
    {0x2FFC, 0x2FFF},   {0x302E, 0x302F},   {0x31E3, 0x31EF},   {0x3248, 0x324F},
    {0x4DC0, 0x4DFF},   {0x10EFD, 0x10EFF}, {0x1123F, 0x11241}, {0x11B00, 0x11B09},
    {0x11F00, 0x11F59}, {0x16FF0, 0x16FF1}, {0x1342F, 0x1342F}, {0x13439, 0x13455},
    {0x1B132, 0x1B132}, {0x1B155, 0x1B155}, {0x1D2C0, 0x1D2D3}, {0x1D300, 0x1D376},
    {0x1DF25, 0x1DF2A}, {0x1E030, 0x1E08F}, {0x1E4D0, 0x1E4F9}, {0x1F6DC, 0x1F6DC},
    {0x1F774, 0x1F776}, {0x1F77B, 0x1F77F}, {0x1F7D9, 0x1F7D9}, {0x1FA75, 0x1FA77},
    {0x1FA87, 0x1FA88}, {0x1FAAD, 0x1FAAF}, {0x1FABB, 0x1FABD}, {0x1FABF, 0x1FABF},
    {0x1FACE, 0x1FACF}, {0x1FADA, 0x1FADB}, {0x1FAE8, 0x1FAE8}, {0x1FAF7, 0x1FAF8},
    {0x2B739, 0x2B739}, {0x2EBF0, 0x2EE5D}, {0x31350, 0x323AF},
});

bool is_disputed(CodePoint code_point) {
  return std::any_of(kDisputed.begin(), kDisputed.end(),
                     [&](const CodePointRange& range) { return range.holds(code_point); });
}

bool is_mark(utf8proc_category_t category) {
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

bool is_hangul_vowel_or_tail(CodePoint code_point) {
  return kHangulVowelsAndTails.holds(code_point) || kMoreHangulVowelsAndTails.holds(code_point);
}

int width_of(CodePoint code_point) {
  switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
      return 0;
    case UTF8PROC_CATEGORY_MC:
      return 1;
    default:
      return utf8proc_charwidth(code_point);
  }
}

/// The bytes of a text as code points, one at a time.
struct Decoded {
  CodePoint code_point = kReplacement;
  std::size_t size = 1;
};

Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {byte, 1};
  CodePoint code_point = 0;
  const utf8proc_ssize_t size = utf8proc_iterate(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),  // NOLINT: bytes are bytes
      static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
  if (size <= 0) return {};
  return {code_point, static_cast<std::size_t>(size)};
}

void append(std::string& text, CodePoint code_point) {
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
    return;
  }
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t size = utf8proc_encode_char(code_point, bytes.data());
  text.append(bytes.begin(), bytes.begin() + size);
}

/// Collects the safe form of a text, code point by code point.
class CellTextWriter {
 public:
  void take(CodePoint code_point);
  [[nodiscard]] std::string finish();

 private:
  void put(CodePoint code_point) {
    code_points_.push_back(code_point);
    column_ += width_of(code_point);
    marks_ = 0;
  }
  void put_spaces(int count) {
    for (int i = 0; i < count; ++i) put(' ');
  }
  void put_mark(CodePoint mark);

  std::vector<CodePoint> code_points_;
  int column_ = 0;
  int marks_ = 0;  ///< on the last character
};

void CellTextWriter::put_mark(CodePoint mark) {
  if (code_points_.empty()) put(kDottedCircle);
  if (marks_ == kMostMarks) return;
  ++marks_;
  code_points_.push_back(mark);
  column_ += width_of(mark);
}

void CellTextWriter::take(CodePoint code_point) {
  constexpr CodePoint kIdeographicSpace = 0x3000;
  constexpr CodePoint kBlankBraillePattern = 0x2800;
  if (code_point >= ' ' && code_point < 0x7F) return put(code_point);
  if (code_point == '\t') return put_spaces(kTabWidth - column_ % kTabWidth);
  if (code_point == '\n' || code_point == '\r') return put(' ');
  if (code_point == kIdeographicSpace) return put_spaces(2);
  if (code_point == kBlankBraillePattern) return put(' ');
  if (kNonJoinerAndJoiner.holds(code_point) || kVariationSelectors.holds(code_point) ||
      kMoreVariationSelectors.holds(code_point) || kSkinTones.holds(code_point)) {
    return;
  }
  if (kRegionalIndicators.holds(code_point)) {
    return put('A' + code_point - kRegionalIndicators.first);
  }
  if (is_hangul_vowel_or_tail(code_point)) {  // may still become part of a syllable
    code_points_.push_back(code_point);
    marks_ = 0;
    return;
  }
  const utf8proc_property_t& property = *utf8proc_get_property(code_point);
  const auto category = static_cast<utf8proc_category_t>(property.category);
  if (property.ignorable || is_disputed(code_point)) return put(kReplacement);
  if (is_mark(category)) return put_mark(code_point);
  switch (category) {
    case UTF8PROC_CATEGORY_ZS:
      return put(' ');
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return put(kReplacement);
    default:
      return put(utf8proc_charwidth(code_point) > 0 ? code_point : kReplacement);
  }
}

std::string CellTextWriter::finish() {
  const utf8proc_ssize_t size = utf8proc_normalize_utf32(
      code_points_.data(), static_cast<utf8proc_ssize_t>(code_points_.size()),
      static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
  code_points_.resize(static_cast<std::size_t>(size));
  std::string text;
  text.reserve(code_points_.size() * 2);
  for (const CodePoint code_point : code_points_) {
    append(text, is_hangul_vowel_or_tail(code_point) ? kReplacement : code_point);
  }
  return text;
}

bool is_plain_ascii(std::string_view text) {
  unsigned char outside = 0;  // without an early end, so that it is done many bytes at a time
  for (const char c : text) outside |= static_cast<unsigned char>(c < ' ' || c == 0x7F);
  return outside == 0;
}

/// A character with the marks on it.
struct Grapheme {
  std::size_t size = 1;
  int cells = 1;
};

bool is_ascii(std::string_view text, std::size_t at) {
  return at >= text.size() || static_cast<unsigned char>(text[at]) < 0x80;
}

Grapheme whole_grapheme_at(std::string_view text, std::size_t at) {
  const Decoded first = decode(text, at);
  Grapheme grapheme{first.size, width_of(first.code_point)};
  while (!is_ascii(text, at + grapheme.size)) {
    const Decoded next = decode(text, at + grapheme.size);
    if (!is_mark(utf8proc_category(next.code_point))) break;
    grapheme.size += next.size;
    grapheme.cells += width_of(next.code_point);
  }
  return grapheme;
}

inline Grapheme grapheme_at(std::string_view text, std::size_t at) {
  if (is_ascii(text, at) && is_ascii(text, at + 1)) return {};
  return whole_grapheme_at(text, at);
}

/// Cuts one line of text, the bytes from `begin` to `end`.
class WordWrapper {
 public:
  WordWrapper(std::string_view text, int cells, std::vector<TextRange>& lines)
      : text_(text), cells_(cells), lines_(&lines) {}

  void wrap(std::size_t begin, std::size_t end);

 private:
  void start_line(std::size_t at) {
    begin_ = at_ = break_end_ = break_next_ = at;
    used_ = 0;
  }
  void put_line(std::size_t end) {
    while (end > begin_ && text_[end - 1] == ' ') --end;
    lines_->push_back({begin_, end});
  }
  void cut_before(const Grapheme& grapheme, std::size_t end);

  std::string_view text_;
  int cells_;
  std::vector<TextRange>* lines_;
  std::size_t begin_ = 0;  ///< of the line
  std::size_t at_ = 0;
  std::size_t break_end_ = 0;   ///< where the line would end if it were cut at the last chance
  std::size_t break_next_ = 0;  ///< and where the next would begin
  int used_ = 0;
};

void WordWrapper::cut_before(const Grapheme& grapheme, std::size_t end) {
  if (text_[at_] == ' ' && grapheme.size == 1) {
    put_line(at_);
    while (at_ < end && text_[at_] == ' ') ++at_;
    start_line(at_);
  } else if (break_end_ > begin_) {
    put_line(break_end_);
    start_line(break_next_);
  } else if (at_ == begin_) {
    start_line(at_ + grapheme.size);
  } else {
    put_line(at_);
    start_line(at_);
  }
}

void WordWrapper::wrap(std::size_t begin, std::size_t end) {
  const std::size_t lines_before = lines_->size();
  start_line(begin);
  bool in_spaces = true;  // those a line begins with are no place to cut it
  while (at_ < end) {
    const Grapheme grapheme = grapheme_at(text_, at_);
    if (used_ + grapheme.cells > cells_) {
      cut_before(grapheme, end);
      in_spaces = true;
      continue;
    }
    const bool space = grapheme.size == 1 && text_[at_] == ' ';
    if (space && !in_spaces) break_end_ = at_;
    at_ += grapheme.size;
    used_ += grapheme.cells;
    if (space && break_end_ > begin_) break_next_ = at_;
    if (grapheme.cells >= 2) break_end_ = break_next_ = at_;
    in_spaces = space;
  }
  if (begin_ < end || lines_->size() == lines_before) put_line(end);
}

}  // namespace

std::string cell_text(std::string_view text) {
  std::string safe;
  append_cell_text(safe, text);
  return safe;
}

void append_cell_text(std::string& to, std::string_view text) {
  if (is_plain_ascii(text)) {
    to += text;
    return;
  }
  CellTextWriter writer;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode(text, at);
    writer.take(decoded.code_point);
    at += decoded.size;
  }
  to += writer.finish();
}

int cell_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode(text, at);
    width += decoded.code_point < 0x80 ? 1 : width_of(decoded.code_point);
    at += decoded.size;
  }
  return width;
}

std::string cut_to_cells(std::string_view text, int cells) {
  if (cell_width(text) <= cells) return std::string(text);
  if (cells < 1) return {};
  std::size_t at = 0;
  for (int used = 0;;) {
    const Grapheme grapheme = grapheme_at(text, at);
    used += grapheme.cells;
    if (used > cells - 1) break;
    at += grapheme.size;
  }
  return std::string(text.substr(0, at)).append(kEllipsis);
}

std::string pad_to_cells(std::string_view text, int cells) {
  std::string padded = cut_to_cells(text, cells);
  padded.append(static_cast<std::size_t>(std::max(0, cells - cell_width(padded))), ' ');
  return padded;
}

std::vector<TextRange> wrap_words(std::string_view text, int cells) {
  std::vector<TextRange> lines;
  WordWrapper wrapper(text, cells, lines);
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos;
       end = text.find('\n', begin)) {
    wrapper.wrap(begin, end);
    begin = end + 1;
  }
  wrapper.wrap(begin, text.size());
  return lines;
}

std::vector<TextRange> wrap_columns(std::string_view text, int cells) {
  std::vector<TextRange> lines;
  std::size_t begin = 0;
  std::size_t at = 0;
  int used = 0;
  while (at < text.size()) {
    const Grapheme grapheme = grapheme_at(text, at);
    if (grapheme.cells > cells) {
      if (at > begin) lines.push_back({begin, at});
      begin = at += grapheme.size;
      used = 0;
      continue;
    }
    if (used + grapheme.cells > cells) {
      lines.push_back({begin, at});
      begin = at;
      used = 0;
    }
    at += grapheme.size;
    used += grapheme.cells;
  }
  if (begin < at || lines.empty()) lines.push_back({begin, at});
  return lines;
}

}  // namespace faultline::taxonomy
