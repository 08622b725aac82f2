#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::reports {

/// A paper's text as the check reads it: words, numbers and signs without the markup between them.

struct Token {
  enum class Kind {
    kWord,     ///< `text` in lower case
    kNumber,   ///< stands alone: not part of a name, a range or a negative number
    kPercent,  ///< the sign, or the word
    kSign,     ///< one character of `text`, or something that no pattern reads across
    kBreak,    ///< the end of a paragraph
    kBeginTable,
    kEndTable,
    kCellEnd,
    kRowEnd,
    kSpan,        ///< the cell covers `units` columns
    kLabel,       ///< of a table or whatever it stands in: `text`
    kHeading,     ///< of Markdown: `text` is the whole line
    kFile,        ///< a file that is included: `text`
    kDefinition,  ///< of a macro: `text` is its name, a newline and its content
  };

  Kind kind = Kind::kSign;
  std::size_t offset = 0;  ///< where it begins in the file, in bytes
  std::size_t end = 0;     ///< where it ends
  std::string text = {};
  std::int64_t units = 0;  ///< of a number: its digits
  int decimals = 0;        ///< how many of them stand behind the point

  [[nodiscard]] bool is(Kind wanted) const { return kind == wanted; }
  [[nodiscard]] bool is_sign(std::string_view sign) const {
    return kind == Kind::kSign && text == sign;
  }
  [[nodiscard]] bool is_word(std::string_view word) const {
    return kind == Kind::kWord && text == word;
  }
  [[nodiscard]] bool is_count() const { return kind == Kind::kNumber && decimals == 0; }
};

/// What each macro (without its backslash) stands for, as LaTeX or plain text.
using MacroTexts = std::map<std::string, std::string, std::less<>>;

/// Reads LaTeX: comments, verbatim and listing environments, arguments of \cite, \ref and the like
/// are left out; braces, dollars and commands of form (\textbf, \num, $...$) are looked through; a
/// macro of `macros`, or one that the text itself defines as a number, becomes its content. Takes
/// time in proportion to the text.
[[nodiscard]] std::vector<Token> scan_latex(std::string_view text, const MacroTexts& macros);

/// Reads Markdown with pipe tables: code, in fences or backticks, and HTML comments are left out,
/// emphasis is looked through. Takes time in proportion to the text.
[[nodiscard]] std::vector<Token> scan_markdown(std::string_view text);

/// Reads one word, number or sign at `position` (which is no white space) into `tokens`.
/// @return the position behind it
[[nodiscard]] std::size_t scan_plain(std::string_view text, std::size_t position,
                                     std::vector<Token>& tokens);

}  // namespace faultline::reports
