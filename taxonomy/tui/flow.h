#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/tui/styled_line.h"

namespace faultline::taxonomy {

/// A paragraph: stretches of text in styles of their own, collected one after the other and then
/// laid into lines of some width, which may be cut anywhere in any of them.
class Flow {
 public:
  /// @param text  of any origin; made safe here
  void add(std::string_view text, Style style, std::optional<int> source_line = {});
  void add(const Flow& other);
  /// What is added next begins a line.
  void break_line() { text_ += '\n'; }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  void clear();

  /// At least one line; see wrap_words.
  [[nodiscard]] std::vector<StyledLine> lines(int cells) const;

 private:
  struct Run {
    std::size_t begin = 0;
    Style style = Style::kPlain;
    std::optional<int> source_line;
  };

  std::string text_;  ///< safe, but for line feeds
  std::vector<Run> runs_;
};

}  // namespace faultline::taxonomy
