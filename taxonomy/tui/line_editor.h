#pragma once

#include <cstddef>
#include <string>

#include "taxonomy/tui/key.h"

namespace faultline::taxonomy {

/// One line of text that is being typed. Moves and deletes by characters, never within one.
class LineEditor {
 public:
  LineEditor() = default;
  explicit LineEditor(std::string text) : text_(std::move(text)), cursor_(text_.size()) {}

  [[nodiscard]] const std::string& text() const { return text_; }
  /// Where the next character goes, in bytes.
  [[nodiscard]] std::size_t cursor() const { return cursor_; }

  /// @return whether the key was one of a line's: a character, Backspace, Delete, Left, Right,
  /// Home,
  ///         End, or Ctrl-U, which empties the line
  bool press(const Key& key);

 private:
  [[nodiscard]] std::size_t before(std::size_t place) const;
  [[nodiscard]] std::size_t behind(std::size_t place) const;

  std::string text_;
  std::size_t cursor_ = 0;
};

}  // namespace faultline::taxonomy
