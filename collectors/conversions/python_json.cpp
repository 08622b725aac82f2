#include "collectors/conversions/python_json.h"

#include <array>
#include <cstddef>

namespace faultline::collectors {

namespace {

constexpr std::array<std::string_view, 3> kWords{"NaN", "Infinity", "-Infinity"};

/// Where the string ends that begins at `begin` with its quotation mark.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return i + 1;
    }
  }
  return text.size();
}

std::string_view word_at(std::string_view text) {
  for (const std::string_view word : kWords) {
    if (text.starts_with(word)) return word;
  }
  return {};
}

}  // namespace

std::string quote_python_numbers(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view word = word_at(text.substr(i));
    if (text[i] == '"') {
      const std::size_t end = end_of_string(text, i);
      out += text.substr(i, end - i);
      i = end;
    } else if (!word.empty()) {
      out += '"';
      out += word;
      out += '"';
      i += word.size();
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace faultline::collectors
