#include "base/nearest.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/random.h"

namespace faultline {

namespace {

std::string random_word(Random& random) {
  std::string word;
  for (std::uint64_t i = random.below(6); i > 0; --i) {
    word += static_cast<char>('a' + random.below(3));
  }
  return word;
}

}  // namespace

TEST_CASE("edit distance counts insertions, deletions, replacements and swaps of neighbours") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("crash", "crush") == 1);
  CHECK(edit_distance("crash", "cash") == 1);
  CHECK(edit_distance("modle", "model") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  // Optimal string alignment edits no part twice; with unrestricted swaps it would be 2.
  CHECK(edit_distance("ca", "abc") == 3);
}

TEST_CASE("edit distance is symmetric, zero for the same text alone, and bounded by the lengths") {
  Random random(3);
  for (int i = 0; i < 2000; ++i) {
    const std::string a = random_word(random);
    const std::string b = random_word(random);
    CAPTURE(a);
    CAPTURE(b);
    const std::size_t distance = edit_distance(a, b);
    CHECK(distance == edit_distance(b, a));
    CHECK((distance == 0) == (a == b));
    CHECK(distance <= std::max(a.size(), b.size()));
    CHECK(distance >= std::max(a.size(), b.size()) - std::min(a.size(), b.size()));
  }
}

TEST_CASE("the nearest word is the closest candidate, whatever its case, the first of several") {
  const std::vector<std::string> words{"stage", "Symptom", "cause", "pause"};

  CHECK(nearest("SYMPTON", words) == "Symptom");
  CHECK(nearest("stgae", words) == "stage");
  CHECK(nearest("xause", words) == "cause");
}

TEST_CASE("of candidates that are as near, one with the word's first letter is meant") {
  CHECK(nearest("tabel", std::vector<std::string>{"label", "table"}) == "table");
  CHECK(nearest("tabel", std::vector<std::string>{"table", "label"}) == "table");
  CHECK(nearest("kabel", std::vector<std::string>{"label", "babel"}) == "label");
  CHECK_FALSE(nearest("", std::vector<std::string>{"ab"}).has_value());
}

TEST_CASE("a word that differs in more than a third, and by more than two, is near nothing") {
  const std::vector<std::string> words{"incompatibility", "hang"};

  CHECK_FALSE(nearest("documentation", words).has_value());
  CHECK(nearest("ha", words) == "hang");
  CHECK_FALSE(nearest("h", words).has_value());
  CHECK(nearest("incompatiblxxxx", words) == "incompatibility");
  CHECK_FALSE(nearest("incompatixxxxxx", words).has_value());
  CHECK_FALSE(nearest("hang", {}).has_value());
}

}  // namespace faultline
