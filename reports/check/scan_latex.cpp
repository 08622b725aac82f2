#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "reports/check/tokens.h"

namespace faultline::reports {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

template <std::size_t kCount>
bool is_one_of(std::string_view name, const std::array<std::string_view, kCount>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Commands whose arguments are no text.
constexpr auto kNoText =
    std::to_array<std::string_view>({"cite",          "citep",        "citet",
                                     "ref",           "cref",         "Cref",
                                     "autoref",       "eqref",        "pageref",
                                     "url",           "href",         "includegraphics",
                                     "hspace",        "vspace",       "usepackage",
                                     "documentclass", "bibliography", "bibliographystyle",
                                     "cmidrule",      "cline",        "setlength",
                                     "addtolength",   "rule",         "pagestyle",
                                     "hypersetup",    "definecolor",  "color",
                                     "textcolor",     "cellcolor",    "rowcolor"});

/// Commands of form, which are looked through.
constexpr auto kForm = std::to_array<std::string_view>(
    {"textbf",       "textit",     "emph",       "texttt",  "textsc",    "textsf",   "text",
     "mathrm",       "mathbf",     "mathit",     "num",     "bfseries",  "itshape",  "small",
     "footnotesize", "scriptsize", "centering",  "quad",    "qquad",     "hfill",    "toprule",
     "midrule",      "bottomrule", "hline",      "item",    "par",       "noindent", "underline",
     "mbox",         "phantom",    "ensuremath", "caption", "smallskip", "medskip",  "bigskip"});

/// Environments that hold no text of the paper.
constexpr auto kVerbatim = std::to_array<std::string_view>(
    {"verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "comment", "filecontents",
     "filecontents*", "tikzpicture", "thebibliography"});

constexpr auto kTables = std::to_array<std::string_view>(
    {"tabular", "tabular*", "tabularx", "tabulary", "longtable", "tblr", "xltabular"});

/// Commands that stand for words before a number.
constexpr auto kRough = std::to_array<std::string_view>(
    {"approx", "sim", "leq", "le", "geq", "ge", "lt", "gt", "pm", "lesssim", "gtrsim"});

/// A macro that is longer than this stands for no number.
constexpr std::size_t kMostMacroText = 64;

class LatexScanner {
 public:
  LatexScanner(std::string_view text, const MacroTexts* macros) : text_(text), macros_(macros) {}

  std::vector<Token> scan() {
    std::size_t position = 0;
    while (position < text_.size()) position = scan_next(position);
    return std::move(tokens_);
  }

 private:
  using Kind = Token::Kind;

  void add(Kind kind, std::size_t offset, std::string text = {}) {
    tokens_.push_back({.kind = kind, .offset = offset, .end = offset, .text = std::move(text)});
  }

  [[nodiscard]] char at(std::size_t position) const {
    return position < text_.size() ? text_[position] : '\0';
  }

  std::size_t scan_next(std::size_t position) {
    const char c = text_[position];
    switch (c) {
      case '%':
        return behind_line(position);
      case '\n':
        return scan_line_break(position);
      case ' ':
      case '\t':
      case '\r':
      case '{':
      case '}':
      case '$':
      case '~':
        return position + 1;
      case '&':
        add(Kind::kCellEnd, position);
        return position + 1;
      case '\\':
        return scan_command(position);
      default:
        return scan_plain(text_, position, tokens_);
    }
  }

  [[nodiscard]] std::size_t behind_line(std::size_t position) const {
    return std::min(text_.find('\n', position), text_.size() - 1) + 1;
  }

  /// An empty line ends a paragraph.
  std::size_t scan_line_break(std::size_t position) {
    std::size_t next = position + 1;
    while (at(next) == ' ' || at(next) == '\t' || at(next) == '\r') ++next;
    if (at(next) == '\n') add(Kind::kBreak, position);
    return next;
  }

  std::size_t scan_command(std::size_t position) {
    const char next = at(position + 1);
    if (!is_letter(next)) return scan_short_command(position, next);
    std::size_t end = position + 1;
    while (is_letter(at(end))) ++end;
    const std::string_view name = text_.substr(position + 1, end - position - 1);
    if (at(end) == '*') ++end;
    return run_command(name, position, end);
  }

  std::size_t scan_short_command(std::size_t position, char next) {
    if (next == '%') {
      tokens_.push_back({.kind = Kind::kPercent, .offset = position, .end = position + 2});
    } else if (next == '\\') {
      add(Kind::kCellEnd, position);
      add(Kind::kRowEnd, position);
      return behind_optional(position + 2);
    } else if (next == '&' || next == '#' || next == '_' || next == '$') {
      add(Kind::kSign, position, std::string(1, next));
    }
    return std::min(position + 2, text_.size());
  }

  std::size_t run_command(std::string_view name, std::size_t position, std::size_t end) {
    if (const auto macro = find_macro(name)) return expand(*macro, position, end);
    if (is_one_of(name, kForm)) return end;
    if (is_one_of(name, kNoText)) return behind_arguments(end);
    if (name == "begin" || name == "end") return scan_environment(name == "begin", position, end);
    if (name == "tabularnewline") {
      add(Kind::kCellEnd, position);
      add(Kind::kRowEnd, position);
      return end;
    }
    if (name == "label") return take_argument(Kind::kLabel, position, end);
    if (name == "input" || name == "include") return take_argument(Kind::kFile, position, end);
    if (name == "multicolumn") return scan_multicolumn(position, end);
    if (name == "multirow") return behind_argument(behind_argument(end));
    if (name == "newcommand" || name == "renewcommand" || name == "providecommand" ||
        name == "def") {
      return scan_definition(position, end);
    }
    add(Kind::kSign, position, is_one_of(name, kRough) ? "rough" : "command");
    return end;
  }

  [[nodiscard]] std::optional<std::string> find_macro(std::string_view name) const {
    if (const auto own = own_macros_.find(name); own != own_macros_.end()) return own->second;
    if (macros_ == nullptr) return std::nullopt;
    const auto given = macros_->find(name);
    return given == macros_->end() ? std::nullopt : std::optional(given->second);
  }

  /// The macro's content, as if it stood where its name does.
  std::size_t expand(const std::string& content, std::size_t position, std::size_t end) {
    std::string escaped;
    for (const char c : content) {
      if (c == '%' && !escaped.ends_with('\\')) escaped += '\\';
      escaped += c;
    }
    for (Token& token : LatexScanner(escaped, nullptr).scan()) {
      token.offset = position;
      token.end = end;
      tokens_.push_back(std::move(token));
    }
    return at(end) == '{' && at(end + 1) == '}' ? end + 2 : end;
  }

  std::size_t scan_environment(bool begins, std::size_t position, std::size_t end) {
    const auto [name, behind] = argument(end);
    if (begins && is_one_of(name, kVerbatim)) {
      const std::string closing = "\\end{" + std::string(name) + "}";
      const std::size_t close = text_.find(closing, behind);
      add(Kind::kBreak, position);
      return close == std::string_view::npos ? text_.size() : close + closing.size();
    }
    if (!is_one_of(name, kTables)) {
      add(Kind::kBreak, position);
      if (name == "table" || name == "table*") add(Kind::kSign, position, begins ? "float" : "end");
      return behind;
    }
    add(begins ? Kind::kBeginTable : Kind::kEndTable, position);
    return begins ? behind_arguments(behind) : behind;
  }

  std::size_t scan_multicolumn(std::size_t position, std::size_t end) {
    const auto [columns, behind] = argument(end);
    Token span{.kind = Kind::kSpan, .offset = position, .end = behind};
    const auto parsed =
        std::from_chars(columns.data(), columns.data() + columns.size(), span.units);
    if (parsed.ec != std::errc{} || span.units < 1) span.units = 1;
    tokens_.push_back(span);
    return behind_argument(behind);
  }

  std::size_t take_argument(Kind kind, std::size_t position, std::size_t end) {
    const auto [text, behind] = argument(end);
    add(kind, position, std::string(trim(text)));
    return behind;
  }

  /// \newcommand{\Name}{text}, \newcommand\Name{text} or \def\Name{text}.
  std::size_t scan_definition(std::size_t position, std::size_t end) {
    std::size_t name_begin = end;
    if (at(name_begin) == '{') ++name_begin;
    if (at(name_begin) != '\\') return end;
    std::size_t name_end = name_begin + 1;
    while (is_letter(at(name_end))) ++name_end;
    const std::string name(text_.substr(name_begin + 1, name_end - name_begin - 1));
    std::size_t body = name_end;
    if (at(body) == '}') ++body;
    if (at(body) != '{') return behind_arguments(body);  // it takes arguments
    const auto [content, behind] = argument(body);
    if (name.empty() || content.size() > kMostMacroText) return behind;
    add(Kind::kDefinition, position, name + "\n" + std::string(content));
    own_macros_[name] = content;
    return behind;
  }

  struct Argument {
    std::string_view text;
    std::size_t behind;
  };

  /// The argument in braces at `position`, with braces inside; empty where there is none. One that
  /// is longer than any name or number is taken as text, not as an argument, so that unbalanced
  /// braces cost no more than their size.
  [[nodiscard]] Argument argument(std::size_t position) const {
    constexpr std::size_t kMostArgument = 4096;
    while (at(position) == ' ') ++position;
    if (at(position) != '{') return {{}, std::min(position, text_.size())};
    int depth = 0;
    for (std::size_t end = position; end < text_.size() && end - position < kMostArgument; ++end) {
      if (text_[end] == '\\') {
        ++end;
      } else if (text_[end] == '{') {
        ++depth;
      } else if (text_[end] == '}' && --depth == 0) {
        return {text_.substr(position + 1, end - position - 1), end + 1};
      }
    }
    return {{}, position + 1};
  }

  [[nodiscard]] std::size_t behind_argument(std::size_t position) const {
    return argument(position).behind;
  }

  [[nodiscard]] std::size_t behind_optional(std::size_t position) const {
    constexpr std::size_t kMostOption = 256;
    if (at(position) != '[') return std::min(position, text_.size());
    const std::size_t close = text_.substr(position, kMostOption).find(']');
    return close == std::string_view::npos ? position + 1 : position + close + 1;
  }

  [[nodiscard]] std::size_t behind_arguments(std::size_t position) const {
    for (;;) {
      if (at(position) == '[') {
        position = behind_optional(position);
      } else if (at(position) == '{') {
        position = behind_argument(position);
      } else {
        return position;
      }
    }
  }

  std::string_view text_;
  const MacroTexts* macros_;
  MacroTexts own_macros_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> scan_latex(std::string_view text, const MacroTexts& macros) {
  return LatexScanner(text, &macros).scan();
}

}  // namespace faultline::reports
