#include "reports/check/tokens.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kMostDigits = 15;
constexpr std::size_t kGroup = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

char at(std::string_view text, std::size_t position) {
  return position < text.size() ? text[position] : ' ';
}

bool starts(std::string_view text, std::size_t position, std::string_view with) {
  return text.substr(std::min(position, text.size())).starts_with(with);
}

/// Signs of more than one byte: dashes, comparisons, no-break and thin spaces.
constexpr auto kDashes =
    std::to_array<std::string_view>({"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x92", "\xE2\x80\x93",
                                     "\xE2\x80\x94", "\xE2\x88\x92"});
constexpr auto kSigns =
    std::to_array<std::string_view>({"\xE2\x89\x88", "\xE2\x89\xA4", "\xE2\x89\xA5",
                                     "\xC2\xB1"});  // almost equal, at most, at least, plus-minus
constexpr auto kSpaces =
    std::to_array<std::string_view>({"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"});

std::string_view one_of(std::string_view text, std::size_t position,
                        std::span<const std::string_view> signs) {
  for (const std::string_view sign : signs) {
    if (starts(text, position, sign)) return sign;
  }
  return {};
}

bool ends_with_dash(std::string_view text) {
  return text.ends_with('-') || std::any_of(std::begin(kDashes), std::end(kDashes),
                                            [&](auto dash) { return text.ends_with(dash); });
}

/// The separator of thousands at `position`: a comma, LaTeX's {,} or \, or a thin space, with
/// exactly three digits behind it.
std::size_t thousands_separator(std::string_view text, std::size_t position) {
  for (const std::string_view separator : {",", "{,}", "\\,", "\xE2\x80\xAF", "\xE2\x80\x89"}) {
    if (!starts(text, position, separator)) continue;
    const std::size_t digits = position + separator.size();
    const bool fits = is_digit(at(text, digits)) && is_digit(at(text, digits + 1)) &&
                      is_digit(at(text, digits + 2)) && !is_digit(at(text, digits + kGroup));
    if (fits) return separator.size();
  }
  return 0;
}

/// Whether what stands before or behind a number makes it something else than a count: a name
/// ("RQ2", "ResNet-50", "v1.14", "#14"), a range or a negative number.
bool is_glued(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view before = text.substr(0, begin);
  if (!before.empty()) {
    const char last = before.back();
    const bool behind_space = std::any_of(std::begin(kSpaces), std::end(kSpaces),
                                          [&](auto space) { return before.ends_with(space); });
    if (ends_with_dash(before)) return true;
    if (!behind_space &&
        (is_letter(last) || std::string_view("._#+^@").find(last) != std::string_view::npos))
      return true;
  }
  const char next = at(text, end);
  if (next == '-' || !one_of(text, end, kDashes).empty()) return true;
  if (!one_of(text, end, kSpaces).empty()) return false;
  if (is_letter(next) || next == '_' || next == '^') return true;
  // "14.5.1" and "1,23": no number that we know how to read.
  return (next == '.' || next == ',') && is_digit(at(text, end + 1));
}

std::size_t scan_number(std::string_view text, std::size_t position, std::vector<Token>& tokens) {
  Token token{.kind = Token::Kind::kNumber, .offset = position};
  std::size_t end = position;
  std::size_t digits = 0;
  const auto take_digits = [&] {
    for (; is_digit(at(text, end)); ++end) {
      if (++digits <= kMostDigits) token.units = token.units * 10 + (text[end] - '0');
    }
  };
  take_digits();
  if (end - position <= kGroup) {
    while (const std::size_t separator = thousands_separator(text, end)) {
      end += separator;
      take_digits();
    }
  }
  if (at(text, end) == '.' && is_digit(at(text, end + 1))) {
    const std::size_t point = end++;
    take_digits();
    token.decimals = static_cast<int>(std::min(end - point - 1, kMostDigits));
  }
  if (digits > kMostDigits || is_glued(text, position, end)) {
    token.kind = Token::Kind::kSign;
    token.text = "number";
  }
  token.end = end;
  tokens.push_back(std::move(token));
  return end;
}

}  // namespace

std::size_t scan_plain(std::string_view text, std::size_t position, std::vector<Token>& tokens) {
  const char c = text[position];
  if (is_digit(c)) return scan_number(text, position, tokens);
  if (const auto space = one_of(text, position, kSpaces); !space.empty()) {
    return position + space.size();
  }
  Token token{.kind = Token::Kind::kSign, .offset = position};
  if (c == '%') {
    token.kind = Token::Kind::kPercent;
    token.end = position + 1;
  } else if (auto sign = one_of(text, position, kSigns);
             !sign.empty() || !(sign = one_of(text, position, kDashes)).empty()) {
    token.text = sign;
    token.end = position + sign.size();
  } else if (is_letter(c)) {
    std::size_t end = position;
    // Names too: "tf2onnx", "torch.onnx", "node-conversion".
    while (end < text.size() &&
           (is_letter(text[end]) || is_digit(text[end]) || text[end] == '\'' ||
            ((text[end] == '-' || text[end] == '.') && is_letter(at(text, end + 1))))) {
      if (!one_of(text, end, kSpaces).empty() || !one_of(text, end, kDashes).empty()) break;
      ++end;
    }
    token.end = std::max(end, position + 1);
    token.text = to_lower(text.substr(position, token.end - position));
    token.kind = token.text == "percent" ? Token::Kind::kPercent : Token::Kind::kWord;
  } else {
    token.text = std::string(1, c);
    token.end = position + 1;
  }
  const std::size_t end = token.end;
  tokens.push_back(std::move(token));
  return end;
}

}  // namespace faultline::reports
