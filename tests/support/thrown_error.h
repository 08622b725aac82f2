#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace faultline::test {

/// The Error that an action ends with; fails the running test where it ends without one.
template <typename Action>
[[nodiscard]] Error thrown_error(Action&& action) {
  try {
    static_cast<void>(std::forward<Action>(action)());
  } catch (const Error& error) {
    return error;
  }
  FAIL("nothing was thrown");
  return Error("nothing was thrown");
}

/// All that an Error says, one sentence a line: place, message, reasons, advice.
[[nodiscard]] inline std::string all_of(const Error& error) {
  std::string text = error.place() ? to_string(*error.place()) + "\n" : "";
  text += error.message() + "\n";
  for (const std::string& reason : error.reasons()) text += reason + "\n";
  for (const std::string& advice : error.advice()) text += advice + "\n";
  return text;
}

/// Whether one of an Error's sentences holds the words.
[[nodiscard]] inline bool says(const Error& error, std::string_view words) {
  return all_of(error).find(words) != std::string::npos;
}

}  // namespace faultline::test
