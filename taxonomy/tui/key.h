#pragma once

#include <string>

namespace faultline::taxonomy {

/// A key as help writes it: a printable character as itself ("c", "!", "ä"), all others by name:
/// "Space", "Tab", "Shift-Tab", "Enter", "Escape", "Backspace", "Delete", "Up", "Down", "Left",
/// "Right", "PageUp", "PageDown", "Home", "End", "WheelUp", "WheelDown" and "Ctrl-D".
using Key = std::string;

/// What a key types into a line of text: itself, a space, or nothing for all keys with names.
[[nodiscard]] std::string typed_text(const Key& key);

}  // namespace faultline::taxonomy
