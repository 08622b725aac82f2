#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "taxonomy/tui/thread.h"

namespace faultline::taxonomy {

namespace {

void append_code_point(std::string& text, utf8proc_int32_t code_point) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t size = utf8proc_encode_char(code_point, bytes.data());
  text.append(bytes.begin(), bytes.begin() + size);
}

/// Without case (Unicode's full case folding, of the code point alone).
std::string fold_case(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      ++at;
      continue;
    }
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t size = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),  // NOLINT: bytes are bytes
        static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
    if (size <= 0) return folded;
    std::array<utf8proc_int32_t, 4> parts{};
    int boundary_class = 0;
    const utf8proc_ssize_t count = utf8proc_decompose_char(code_point, parts.data(), parts.size(),
                                                           UTF8PROC_CASEFOLD, &boundary_class);
    for (std::size_t i = 0; i < static_cast<std::size_t>(count) && i < parts.size(); ++i) {
      append_code_point(folded, parts[i]);
    }
    at += static_cast<std::size_t>(size);
  }
  return folded;
}

/// As texts are compared: without case, with single spaces, and without any at the ends.
std::string comparable(std::string_view text) {
  std::string words;
  for (const char c : fold_case(trim(text))) {
    if (c != ' ' || words.back() != ' ') words += c;
  }
  return words;
}

/// Lines as one text, and where in it each begins.
class JoinedLines {
 public:
  void add(std::string_view line, std::string_view before) {
    text_ += before;
    begins_.push_back(text_.size());
    text_ += line;
  }
  /// Adds the lines in which the text begins.
  void find(const std::string& text, std::vector<std::size_t>& found) const;

 private:
  std::string text_;
  std::vector<std::size_t> begins_;
};

void JoinedLines::find(const std::string& text, std::vector<std::size_t>& found) const {
  for (std::size_t at = text_.find(text); at != std::string::npos; at = text_.find(text, at + 1)) {
    const auto next = std::upper_bound(begins_.begin(), begins_.end(), at);
    found.push_back(static_cast<std::size_t>(next - begins_.begin()) - 1);
  }
}

}  // namespace

std::vector<std::size_t> find_in_thread(const std::vector<StyledLine>& lines,
                                        std::string_view text) {
  const std::string wanted = comparable(text);
  std::vector<std::size_t> found;
  if (wanted.empty()) return found;
  JoinedLines between_words;
  JoinedLines within_words;
  const std::string* part = nullptr;
  for (const StyledLine& line : lines) {
    const std::string shown = comparable(plain_text(line));
    const bool goes_on = part != nullptr && *part == line.part && !shown.empty();
    between_words.add(shown, goes_on ? " " : "\n");
    within_words.add(shown, goes_on ? "" : "\n");
    part = &line.part;
  }
  between_words.find(wanted, found);
  within_words.find(wanted, found);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace faultline::taxonomy
