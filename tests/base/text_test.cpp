#include "base/text.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/random.h"

namespace faultline {

TEST_CASE("lower case changes ASCII letters alone") {
  CHECK(to_lower("Wrong MODEL 3-Z") == "wrong model 3-z");
  CHECK(to_lower("\xC3\x89T\xC3\x89") == "\xC3\x89t\xC3\x89");
}

TEST_CASE("white space and no-break spaces are trimmed at both ends") {
  CHECK(trim(" \t\r\n crash\xC2\xA0 \v\f") == "crash");
  CHECK(trim("\xC2\xA0\xC2\xA0") == "");
  CHECK(trim("two words") == "two words");
  CHECK(trim("") == "");
  CHECK(trim("caf\xC3\xA9") == "caf\xC3\xA9");
}

TEST_CASE("split and join are each other's inverse") {
  CHECK(split("a,,b", ',') == std::vector<std::string>{"a", "", "b"});
  CHECK(split("", ',') == std::vector<std::string>{""});
  CHECK(split(",", ',') == std::vector<std::string>{"", ""});
  CHECK(join({}, ", ") == "");
  CHECK(join({"a"}, ", ") == "a");
  CHECK(join({"a", "", "b"}, ", ") == "a, , b");
  CHECK(join(split("x,y,,z,", ','), ",") == "x,y,,z,");
}

TEST_CASE("a shell word is quoted only where it needs to be") {
  CHECK(shell_word("stage=node-conversion") == "stage=node-conversion");
  CHECK(shell_word("pytorch/pytorch") == "pytorch/pytorch");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("two words") == "'two words'");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("$(rm)") == "'$(rm)'");
}

TEST_CASE("UTF-8 is told from broken bytes") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("caf\xC3\xA9 \xF0\x9F\x90\x9B"));
  CHECK_FALSE(is_utf8("\xFF"));
  CHECK_FALSE(is_utf8("\xC3"));
  CHECK_FALSE(is_utf8("\xC0\xAF"));
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));
  CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));
}

TEST_CASE("each broken byte is replaced, and what comes out is always UTF-8") {
  CHECK(replace_broken_utf8("a\xFFz") == "a\xEF\xBF\xBDz");
  CHECK(replace_broken_utf8("\xC3\xA9") == "\xC3\xA9");
  CHECK(replace_broken_utf8("\xFF\xFE") == "\xEF\xBF\xBD\xEF\xBF\xBD");

  Random random(5);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes;
    for (std::uint64_t size = random.below(12); size > 0; --size) {
      bytes += static_cast<char>(random.below(256));
    }
    const std::string whole = replace_broken_utf8(bytes);
    CHECK(is_utf8(whole));
    CHECK(is_utf8(printable(bytes)));
    if (is_utf8(bytes)) CHECK(whole == bytes);
  }
}

TEST_CASE("printable text cannot move the cursor, change colours, reorder or hide text") {
  const std::string shown = "\xEF\xBF\xBD";

  CHECK(printable("one\ntwo\tthree\rfour") == "one two three four");
  CHECK(printable("\x1B[31mred") == shown + "[31mred");
  CHECK(printable("a\x07\x7F") == "a" + shown + shown);
  CHECK(printable("\xC2\x9B") == shown);  // the one-byte form of an escape sequence's start
  CHECK(printable("a\xE2\x80\xAE"
                  "b") == "a" + shown + "b");  // right-to-left override
  CHECK(printable("a\xE2\x80\x8B"
                  "b") == "a" + shown + "b");  // zero-width space
  CHECK(printable("a\xE2\x80\xA8"
                  "b") == "a" + shown + "b");  // line separator
  CHECK(printable("\xFF") == shown);
  CHECK(printable("caf\xC3\xA9 \xE6\xBC\xA2 \xF0\x9F\x90\x9B") ==
        "caf\xC3\xA9 \xE6\xBC\xA2 \xF0\x9F\x90\x9B");
}

TEST_CASE("display width counts wide characters twice and combining ones not at all") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("\xE6\xBC\xA2\xE5\xAD\x97") == 4);
  CHECK(display_width("e\xCC\x81") == 1);
  CHECK(display_width("") == 0);
}

TEST_CASE("a text that does not fit is cut before its last column and ends with an ellipsis") {
  const std::string ellipsis = "\xE2\x80\xA6";

  CHECK(truncate("short", 5) == "short");
  CHECK(truncate("longer", 5) == "long" + ellipsis);
  CHECK(truncate("\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2", 4) == "\xE6\xBC\xA2" + ellipsis);
  CHECK(truncate("abc", 1) == ellipsis);
  CHECK(truncate("abc", 0) == "");
  CHECK(truncate("", 0) == "");
}

}  // namespace faultline
