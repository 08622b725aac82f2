#include "support/github_server/graphql/tokens.h"

#include <fmt/format.h>

namespace faultline::test {

namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kNameCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
constexpr std::string_view kNumberCharacters = "+-.eE0123456789";
constexpr std::string_view kMarks = "!$&()|:=@[]{}";

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

}  // namespace

Tokens::Tokens(std::string_view text) : rest_(text) { advance(); }

bool Tokens::at(std::string_view text) const {
  const bool word = next_.kind == Token::Kind::kName || next_.kind == Token::Kind::kMark;
  return word && next_.text == text;
}

Token Tokens::take() {
  Token taken = std::move(next_);
  advance();
  return taken;
}

bool Tokens::accept(std::string_view text) {
  if (!at(text)) return false;
  advance();
  return true;
}

void Tokens::expect(std::string_view text) {
  if (!accept(text)) {
    refuse(fmt::format("Parse error on \"{}\", expected \"{}\"", next_.text, text), next_.place);
  }
}

std::string Tokens::take_name() {
  if (next_.kind != Token::Kind::kName) {
    refuse(fmt::format("Parse error on \"{}\", expected a name", next_.text), next_.place);
  }
  return take().text;
}

void Tokens::step() {
  if (rest_.front() == '\n') {
    ++place_.line;
    place_.column = 1;
  } else {
    ++place_.column;
  }
  rest_.remove_prefix(1);
}

void Tokens::skip_blank() {
  while (!rest_.empty() && is_one_of(rest_.front(), " \t\r\n,#")) {
    if (rest_.front() == '#') {
      while (!rest_.empty() && rest_.front() != '\n') step();
    } else {
      step();
    }
  }
}

void Tokens::read_string() {
  next_.kind = Token::Kind::kString;
  const bool block = rest_.starts_with("\"\"\"");
  const std::string_view quote = block ? "\"\"\"" : "\"";
  for (std::size_t i = 0; i < quote.size(); ++i) step();
  std::string written;
  while (!rest_.starts_with(quote)) {
    if (rest_.empty() || (!block && rest_.front() == '\n')) {
      refuse("Parse error on bad Unicode escape sequence or open string", next_.place);
    }
    const std::size_t size = !block && rest_.front() == '\\' && rest_.size() > 1 ? 2 : 1;
    for (std::size_t i = 0; i < size; ++i) {
      written += rest_.front();
      step();
    }
  }
  for (std::size_t i = 0; i < quote.size(); ++i) step();
  // GraphQL's escapes are JSON's.
  next_.text = block ? written : nlohmann::json::parse("\"" + written + "\"").get<std::string>();
}

void Tokens::advance() {
  skip_blank();
  next_ = Token{Token::Kind::kEnd, {}, place_};
  if (rest_.empty()) return;
  if (rest_.front() == '"') {
    read_string();
  } else if (rest_.starts_with("...")) {
    next_.kind = Token::Kind::kMark;
    next_.text = "...";
    for (int i = 0; i < 3; ++i) step();
  } else if (is_one_of(rest_.front(), kMarks)) {
    next_.kind = Token::Kind::kMark;
    next_.text = rest_.front();
    step();
  } else if (is_one_of(rest_.front(), kLetters)) {
    next_.kind = Token::Kind::kName;
    while (!rest_.empty() && is_one_of(rest_.front(), kNameCharacters)) {
      next_.text += rest_.front();
      step();
    }
  } else if (rest_.front() == '-' || is_one_of(rest_.front(), kDigits)) {
    next_.kind = Token::Kind::kNumber;
    while (!rest_.empty() && is_one_of(rest_.front(), kNumberCharacters)) {
      next_.text += rest_.front();
      step();
    }
  } else {
    refuse(fmt::format("Parse error on \"{}\"", rest_.front()), place_);
  }
}

}  // namespace faultline::test
