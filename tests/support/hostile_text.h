#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/random.h"

namespace faultline::test {

/// A random text of what terminals and parsers stumble over: escape sequences, control characters,
/// bidirectional overrides, wide, combining and invisible characters, Markdown's own signs, broken
/// UTF-8.
inline std::string hostile_text(Random& random, std::uint64_t pieces) {
  constexpr auto kPieces = std::to_array<std::string_view>({
      "\x1B[31m",
      "\x1B]0;title\x07",
      "\x1B[2J",
      "\x9B",
      "\xC2\x9B",
      "\x7F",
      "\t",
      "\r",
      "\n",
      "\n\n",
      "\r\n",
      "\n    ",
      "\n> ",
      "\n- ",
      "\n1. ",
      "\n```\n",
      "\n# ",
      "\n| a | b |\n|---|---|\n| c |",
      "\n***\n",
      "- [x] ",
      "> > ",
      "*",
      "**",
      "_",
      "~~",
      "`",
      "[a](b)",
      "![c](d)",
      "<b>",
      "<!-- ",
      "https://example.org/",
      "&#27;",
      "&#x202E;",
      "&amp;",
      "\xE2\x80\xAE",  // right-to-left override
      "\xE2\x81\xA6",  // isolate
      "\xE2\x80\x8B",
      "\xE2\x80\x8D",
      "\xEF\xBB\xBF",  // zero-width space, joiner, no-break space
      "\xE6\xBC\xA2\xE5\xAD\x97",
      "\xEF\xBC\xA1",  // wide, full-width
      "\xCC\x81",
      "\xE0\xA4\x95\xE0\xA4\xBF",
      "\xE2\x83\x9D",                                  // marks
      "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB",          // a Hangul syllable in three parts
      "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",  // joined emoji
      "\xE2\x9D\xA4\xEF\xB8\x8F",
      "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA",
      "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD",
      "\xE2\x80\xA8",
      "\xE3\x80\x80",
      "\xFF",
      "\xE2\x82",
      "word",
      "longer_words_without_space",
  });
  std::string text;
  for (std::uint64_t i = 0; i < pieces; ++i) {
    switch (random.below(4)) {
      case 0:
        text += static_cast<char>(random.below(256));
        break;
      case 1:
        text += ' ';
        break;
      default:
        text += kPieces.at(random.below(kPieces.size()));
    }
  }
  return text;
}

}  // namespace faultline::test
