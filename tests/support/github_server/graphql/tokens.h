#pragma once

#include <string>
#include <string_view>

#include "support/github_server/graphql/document.h"

namespace faultline::test {

struct Token {
  enum class Kind { kName, kNumber, kString, kMark, kEnd };

  Kind kind = Kind::kEnd;
  std::string text;  ///< of a string: what it means
  QueryPlace place;
};

/// Reads a GraphQL text, a query or a schema, token by token, with one of them in view.
class Tokens {
 public:
  /// @throws QueryRefused, as the other members do, at a character that begins no token
  explicit Tokens(std::string_view text);

  [[nodiscard]] const Token& peek() const { return next_; }
  [[nodiscard]] bool at(std::string_view mark_or_name) const;
  [[nodiscard]] bool at_end() const { return next_.kind == Token::Kind::kEnd; }

  Token take();
  /// Takes the token if it is this mark or name.
  bool accept(std::string_view mark_or_name);
  void expect(std::string_view mark_or_name);
  std::string take_name();

 private:
  void advance();
  void skip_blank();
  void read_string();
  void step();

  std::string_view rest_;
  QueryPlace place_;
  Token next_;
};

}  // namespace faultline::test
