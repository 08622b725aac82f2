#include <doctest/doctest.h>

#include <wchar.h>

#include <clocale>
#include <cwchar>
#include <string>
#include <vector>

#include "base/text.h"
#include "styled_lines.h"
#include "support/hostile_text.h"
#include "taxonomy/tui/cell_text.h"

namespace faultline::taxonomy {

namespace {

const std::string kShown = "\xEF\xBF\xBD";  // U+FFFD

std::vector<std::string> texts(const std::string& text, const std::vector<TextRange>& ranges) {
  std::vector<std::string> lines;
  for (const TextRange range : ranges) {
    lines.push_back(text.substr(range.begin, range.end - range.begin));
  }
  return lines;
}

std::vector<std::string> words(const std::string& text, int cells) {
  return texts(text, wrap_words(text, cells));
}

std::vector<std::string> columns(const std::string& text, int cells) {
  return texts(text, wrap_columns(text, cells));
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::string encoded(char32_t code_point) {
  std::string bytes;
  if (code_point < 0x80) return {static_cast<char>(code_point)};
  if (code_point < 0x800) {
    bytes += static_cast<char>(0xC0 | (code_point >> 6));
  } else if (code_point < 0x10000) {
    bytes += static_cast<char>(0xE0 | (code_point >> 12));
    bytes += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
  } else {
    bytes += static_cast<char>(0xF0 | (code_point >> 18));
    bytes += static_cast<char>(0x80 | ((code_point >> 12) & 0x3F));
    bytes += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
  }
  bytes += static_cast<char>(0x80 | (code_point & 0x3F));
  return bytes;
}

/// The locale of UTF-8 that every Debian has, for as long as the object lives.
class Utf8Locale {
 public:
  Utf8Locale() : before_(std::setlocale(LC_CTYPE, nullptr)) {
    found_ = std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr;
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;
  ~Utf8Locale() { std::setlocale(LC_CTYPE, before_.c_str()); }

  [[nodiscard]] bool found() const { return found_; }

 private:
  std::string before_;
  bool found_ = false;
};

/// What the C library, and with it curses and tmux, thinks of a text's width; -1 where it would not
/// print it.
int width_by_library(const std::string& text) {
  std::vector<wchar_t> wide(text.size() + 1);
  const std::size_t size = std::mbstowcs(wide.data(), text.c_str(), wide.size());
  return size == static_cast<std::size_t>(-1) ? -1 : ::wcswidth(wide.data(), size);
}

}  // namespace

TEST_CASE("what moves the cursor, changes colours, reorders or hides text is shown as a sign") {
  CHECK(cell_text("\x1B[31mred") == kShown + "[31mred");
  CHECK(cell_text("a\x07\x7F") == "a" + kShown + kShown);
  CHECK(cell_text("\xC2\x9B") == kShown);                    // one-byte form of ESC [
  CHECK(cell_text("a\xE2\x80\xAEz") == "a" + kShown + "z");  // right-to-left override
  CHECK(cell_text("a\xE2\x81\xA6z") == "a" + kShown + "z");  // isolate
  CHECK(cell_text("a\xE2\x80\x8Bz") == "a" + kShown + "z");  // zero-width space
  CHECK(cell_text("\xE3\x85\xA4") == kShown);                // Hangul filler
  CHECK(cell_text("\xFF z \xE2\x82") == kShown + " z " + kShown + kShown);
  CHECK(cell_text("one\ntwo\rthree") == "one two three");
  CHECK(cell_text("") == "");
}

TEST_CASE("tabs lead to the next multiple of four cells, also behind wide characters") {
  CHECK(cell_text("\tx") == "    x");
  CHECK(cell_text("abc\tx") == "abc x");
  CHECK(cell_text("abcd\tx") == "abcd    x");
  CHECK(cell_text("\xE6\xBC\xA2\tx") == "\xE6\xBC\xA2  x");
}

TEST_CASE("emoji are shown as their parts, whose widths no terminal disputes") {
  const std::string woman = "\xF0\x9F\x91\xA9";
  const std::string laptop = "\xF0\x9F\x92\xBB";

  CHECK(cell_text(woman + "\xE2\x80\x8D" + laptop) == woman + laptop);
  CHECK(cell_width(woman + laptop) == 4);
  CHECK(cell_text("\xE2\x9D\xA4\xEF\xB8\x8F") == "\xE2\x9D\xA4");              // selector 16
  CHECK(cell_text("\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD") == "\xF0\x9F\x91\x8D");  // skin tone
  CHECK(cell_text("\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA flag") == "DE flag");      // flag
}

TEST_CASE(
    "marks stay on their character, at most four of them, and never on what is before a text") {
  const std::string acute = "\xCC\x81";
  const std::string dot_below = "\xCC\xA3";

  CHECK(cell_text("e" + acute) == "\xC3\xA9");
  CHECK(cell_text("x" + acute) == "x" + acute);
  CHECK(cell_text(acute + "x") == "\xE2\x97\x8C" + acute + "x");
  CHECK(cell_text("x" + repeated(dot_below, 1000)) == "x" + repeated(dot_below, 4));
  CHECK(cell_width("x" + repeated(dot_below, 4)) == 1);
}

TEST_CASE("Hangul in parts becomes syllables") {
  CHECK(cell_text("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB") == "\xED\x95\x9C");
  CHECK(cell_text("\xE1\x85\xA1") == kShown);
}

TEST_CASE("every character is as wide as the C library, and so curses, draws it") {
  const Utf8Locale locale;
  if (!locale.found()) {
    MESSAGE("skipped: there is no locale C.UTF-8");
    return;
  }

  for (char32_t code_point = 1; code_point <= 0x10FFFF; ++code_point) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    const std::string text = cell_text(encoded(code_point));
    if (cell_width(text) == width_by_library(text)) continue;
    CAPTURE(static_cast<std::uint32_t>(code_point));
    CHECK(cell_width(text) == width_by_library(text));
  }
}

TEST_CASE("making a safe text safe again changes nothing") {
  Random random(11);
  for (int i = 0; i < 2000; ++i) {
    const std::string once = cell_text(test::hostile_text(random, random.below(20)));

    CAPTURE(once);
    REQUIRE(cell_text(once) == once);
    REQUIRE(is_utf8(once));
    REQUIRE_FALSE(holds_control_characters(once));
  }
}

TEST_CASE("a text is cut between graphemes and padded to cells") {
  const std::string han = "\xE6\xBC\xA2\xE5\xAD\x97";
  const std::string ellipsis = "\xE2\x80\xA6";

  CHECK(cut_to_cells("short", 5) == "short");
  CHECK(cut_to_cells("longer", 5) == "long" + ellipsis);
  CHECK(cut_to_cells(han, 3) == "\xE6\xBC\xA2" + ellipsis);
  CHECK(cut_to_cells(han, 2) == ellipsis);
  CHECK(cut_to_cells("abc", 0) == "");
  CHECK(cut_to_cells("x\xCC\xA3yz", 2) == "x\xCC\xA3" + ellipsis);
  CHECK(pad_to_cells("ab", 4) == "ab  ");
  CHECK(pad_to_cells(han, 5) == han + " ");
  CHECK(pad_to_cells(han, 3) == "\xE6\xBC\xA2" + ellipsis);
  CHECK(pad_to_cells("abc", 0) == "");
}

TEST_CASE("words are wrapped at spaces, and cut only where one is wider than a line") {
  CHECK(words("", 5) == std::vector<std::string>{""});
  CHECK(words("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(words("one two three", 6) == std::vector<std::string>{"one", "two", "three"});
  CHECK(words("one   two", 4) == std::vector<std::string>{"one", "two"});
  CHECK(words("abcdefgh ij", 3) == std::vector<std::string>{"abc", "def", "gh", "ij"});
  CHECK(words("  indented text", 10) == std::vector<std::string>{"  indented", "text"});
  CHECK(words("two\n\nlines ", 9) == std::vector<std::string>{"two", "", "lines"});
  CHECK(words("a\n", 9) == std::vector<std::string>{"a", ""});
}

TEST_CASE("wide characters are wrapped between any two of them and never halved") {
  const std::string han = "\xE6\xBC\xA2";

  CHECK(words(han + han + han, 5) == std::vector<std::string>{han + han, han});
  CHECK(words("ab" + han + han, 5) == std::vector<std::string>{"ab" + han, han});
  CHECK(words("a" + han + "b", 1) == std::vector<std::string>{"a", "b"});
  CHECK(columns(han + han, 3) == std::vector<std::string>{han, han});
  CHECK(columns("a" + han + "b", 1) == std::vector<std::string>{"a", "b"});
}

TEST_CASE("columns are cut where the line ends, with all spaces") {
  CHECK(columns("", 3) == std::vector<std::string>{""});
  CHECK(columns("ab  cd", 3) == std::vector<std::string>{"ab ", " cd"});
  CHECK(columns("abc", 3) == std::vector<std::string>{"abc"});
  CHECK(columns("x\xCC\xA3y", 1) == std::vector<std::string>{"x\xCC\xA3", "y"});
}

TEST_CASE("wrapped lines are never wider than asked for and lose nothing but spaces") {
  Random random(12);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = cell_text(test::hostile_text(random, random.below(40)));
    const int width = 6 + static_cast<int>(random.below(30));

    std::string joined;
    for (const std::string& line : words(text, width)) {
      REQUIRE(cell_width(line) <= width);
      joined += line;
    }

    CAPTURE(text);
    std::string expected = text;
    std::erase(joined, ' ');
    std::erase(expected, ' ');
    REQUIRE(joined == expected);
  }
}

}  // namespace faultline::taxonomy
