#include "taxonomy/tui/line_editor.h"

namespace faultline::taxonomy {

namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string typed_text(const Key& key) {
  if (key == "Space") return " ";
  std::size_t characters = 0;
  for (const char c : key) characters += continues_character(c) ? 0 : 1;
  return characters == 1 ? key : std::string();
}

std::size_t LineEditor::before(std::size_t place) const {
  if (place > 0) --place;
  while (place > 0 && continues_character(text_[place])) --place;
  return place;
}

std::size_t LineEditor::behind(std::size_t place) const {
  if (place < text_.size()) ++place;
  while (place < text_.size() && continues_character(text_[place])) ++place;
  return place;
}

bool LineEditor::press(const Key& key) {
  if (const std::string typed = typed_text(key); !typed.empty()) {
    text_.insert(cursor_, typed);
    cursor_ += typed.size();
  } else if (key == "Backspace") {
    const std::size_t end = cursor_;
    cursor_ = before(cursor_);
    text_.erase(cursor_, end - cursor_);
  } else if (key == "Delete") {
    text_.erase(cursor_, behind(cursor_) - cursor_);
  } else if (key == "Left") {
    cursor_ = before(cursor_);
  } else if (key == "Right") {
    cursor_ = behind(cursor_);
  } else if (key == "Home") {
    cursor_ = 0;
  } else if (key == "End") {
    cursor_ = text_.size();
  } else if (key == "Ctrl-U") {
    text_.clear();
    cursor_ = 0;
  } else {
    return false;
  }
  return true;
}

}  // namespace faultline::taxonomy
