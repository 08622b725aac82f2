#include "analysis/error_signature.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace faultline::analysis {

namespace {

constexpr std::size_t kMostBytes = 4000;
/// A quotation that goes on for longer is taken for an apostrophe.
constexpr std::size_t kLongestQuotation = 400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }
bool is_word(char c) {
  return is_digit(c) || is_letter(c) ||
         std::string_view("_./:\\").find(c) != std::string_view::npos;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Every run of digits as <n>.
std::string without_numbers(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i])) {
      out += text[i];
    } else if (i == 0 || !is_digit(text[i - 1])) {
      out += "<n>";
    }
  }
  return out;
}

bool is_number(std::string_view word) {
  return is_digit(word.front()) &&
         std::ranges::all_of(word, [](char c) { return is_digit(c) || c == '.'; });
}

bool is_source_file(std::string_view file) {
  constexpr std::array<std::string_view, 7> kEndings{".cc", ".cpp", ".h", ".hpp",
                                                     ".cu", ".py",  ".c"};
  const std::string_view name = file.substr(0, file.find(':'));
  return std::ranges::any_of(kEndings,
                             [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string word_signature(std::string_view word) {
  if (is_number(word)) return "<n>";
  if (word.starts_with("0x") && word.size() > 2) return "<address>";
  const std::size_t slash = word.find_last_of("/\\");
  const bool is_path = slash != std::string_view::npos;
  const std::string_view file = is_path ? word.substr(slash + 1) : word;
  if (is_source_file(file)) return (is_path ? "<path>" : "") + without_numbers(file);
  if (is_path) return "<path>";
  const bool has_digit = std::ranges::any_of(word, is_digit);
  if (has(word, "::") || (has_digit && has(word, "_"))) return "<name>";
  return without_numbers(word);
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      if (is_blank(text_[at_])) {
        skip_blanks();
      } else if (const auto end = quotation_end()) {
        replace("<text>", *end);
      } else if (const auto shape = shape_end()) {
        replace("<shape>", *shape);
      } else if (is_word(text_[at_])) {
        word();
      } else {
        out_ += text_[at_++];
      }
    }
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    return std::move(out_);
  }

 private:
  void replace(std::string_view with, std::size_t end) {
    out_ += with;
    at_ = end;
  }

  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    if (!out_.empty()) out_ += ' ';
  }

  [[nodiscard]] char before() const { return at_ == 0 ? ' ' : text_[at_ - 1]; }
  [[nodiscard]] char char_at(std::size_t position) const {
    return position < text_.size() ? text_[position] : ' ';
  }

  /// The end of a quotation that begins here. A mark behind a letter is an apostrophe.
  [[nodiscard]] std::optional<std::size_t> quotation_end() const {
    const std::string_view here = text_.substr(at_, kLongestQuotation);
    if (here.starts_with("{{")) {
      const std::size_t end = here.find("}}");
      if (end == std::string_view::npos) return std::nullopt;
      return at_ + end + 2;
    }
    const char mark = here.front();
    if ((mark != '\'' && mark != '"') || is_letter(before())) return std::nullopt;
    const std::size_t end = here.find(mark, 1);
    if (end == std::string_view::npos) return std::nullopt;
    return at_ + end + 1;
  }

  /// The end of a list of numbers in brackets that begins here. One number behind a word is a
  /// version, "ArgMax(13)", and stays in its parentheses.
  [[nodiscard]] std::optional<std::size_t> shape_end() const {
    constexpr std::string_view kOpening = "([{";
    constexpr std::string_view kClosing = ")]}";
    if (!has(kOpening, text_.substr(at_, 1))) return std::nullopt;
    bool has_number = false;
    bool has_comma = false;
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      const char c = text_[i];
      if (has(kClosing, std::string_view(&c, 1))) {
        const bool is_version = text_[at_] == '(' && !has_comma;
        return has_number && !is_version ? std::optional(i + 1) : std::nullopt;
      }
      has_number = has_number || is_digit(c);
      has_comma = has_comma || c == ',';
      if (!is_digit(c) && !has(" ,-?x.", std::string_view(&c, 1))) return std::nullopt;
    }
    return std::nullopt;
  }

  void word() {
    std::size_t end = at_;
    while (end < text_.size() && is_word(text_[end])) ++end;
    const std::size_t whole_end = end;
    while (end > at_ + 1 && has(".:", text_.substr(end - 1, 1))) --end;
    const std::string_view found = text_.substr(at_, end - at_);
    const bool stands_alone = before() == '(' && char_at(whole_end) == ')' && end == whole_end;
    const bool begins_parentheses = stands_alone && (at_ < 2 || is_blank(text_[at_ - 2]));
    const bool is_name =
        begins_parentheses || (is_letter(found.front()) &&
                               (stands_alone || has_version(end) || out_.ends_with(" running ")));
    replace(is_name ? "<name>" : word_signature(found), end);
    if (is_name || end == whole_end) return;
    out_ += text_.substr(end, whole_end - end);
    at_ = whole_end;
  }

  /// Whether a number in parentheses begins there.
  [[nodiscard]] bool has_version(std::size_t position) const {
    if (char_at(position) != '(') return false;
    std::size_t end = position + 1;
    while (is_digit(char_at(end))) ++end;
    return end > position + 1 && char_at(end) == ')';
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string error_signature(std::string_view error) {
  return Scanner(error.substr(0, kMostBytes)).run();
}

}  // namespace faultline::analysis
