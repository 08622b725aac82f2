#include "taxonomy/codebook.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/file.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace faultline::taxonomy {

namespace {

using test::says;
using test::thrown_error;
using Texts = std::vector<std::string>;

/// The first two lines of a codebook, and one dimension without codes: five lines.
const std::string kHead =
    "name = \"mine\"\nversion = 3\n[[dimension]]\nid = \"stage\"\nname = \"Stage\"\n";

/// A code, in the lines from `[[dimension.code]]` on: id, name, then the others.
std::string code(const std::string& id, const std::string& others = "") {
  return "[[dimension.code]]\nid = \"" + id + "\"\nname = \"The " + id + "\"\n" + others;
}

void check_error(const std::string& content, std::size_t line, const std::string& words) {
  const Error error = thrown_error([&] { return parse_codebook(content, "my.toml"); });
  CAPTURE(content);
  CAPTURE(test::all_of(error));
  CHECK(error.kind() == ErrorKind::kInput);
  CHECK(error.place()->file == "my.toml");
  CHECK(error.place()->line == line);
  CHECK(says(error, words));
}

Texts ids(const data::Dimension& dimension) {
  Texts found;
  for (const data::Code& code : dimension.codes) found.push_back(code.id);
  return found;
}

}  // namespace

TEST_CASE("a codebook is read whole") {
  const std::string content = kHead + "definition = \"Where\"\ncolumns = [\"Part\"]\n" +
                              code("load",
                                   "definition = \"It loads\"\naliases = [\"Loader\", \"1\"]\n"
                                   "key = \"l\"\nchild_columns = [\"Kind\"]\n") +
                              code("slow", "parent = \"load\"\n");

  const data::Codebook codebook = parse_codebook(content, "my.toml");

  CHECK(codebook.name == "mine");
  CHECK(codebook.version == 3);
  CHECK(codebook.title == "mine");
  CHECK(codebook.content == content);
  REQUIRE(codebook.dimensions.size() == 1);
  const data::Dimension& stage = codebook.dimensions[0];
  CHECK(stage.name == "Stage");
  CHECK(stage.definition == "Where");
  CHECK(stage.columns == Texts{"Part"});
  CHECK(ids(stage) == Texts{"load", "load/slow"});
  CHECK(stage.codes[0].definition == "It loads");
  CHECK(stage.codes[0].aliases == Texts{"Loader", "1"});
  CHECK(stage.codes[0].key == "l");
  CHECK(stage.codes[0].child_columns == Texts{"Kind"});
  CHECK(stage.codes[1].parent == "load");
  CHECK(stage.codes[1].shown);
}

TEST_CASE("children come right behind their parents, wherever the file has them") {
  const data::Codebook codebook =
      parse_codebook(kHead + code("z", "parent = \"b\"\n") + code("a") + code("b") +
                         code("y", "parent = \"a\"\n") + code("x", "parent = \"b\"\n"),
                     "my.toml");

  CHECK(ids(codebook.dimensions[0]) == Texts{"a", "a/y", "b", "b/z", "b/x"});
}

TEST_CASE("only the codes that are named, with their children, are shown in cross tables") {
  const data::Codebook codebook =
      parse_codebook(kHead + "shown_in_cross_tables = [\"a\"]\n" + code("a") +
                         code("x", "parent = \"a\"\n") + code("b") + code("y", "parent = \"b\"\n"),
                     "my.toml");

  for (const data::Code& found : codebook.dimensions[0].codes) {
    CAPTURE(found.id);
    CHECK(found.shown == found.id.starts_with("a"));
  }
}

TEST_CASE("bad TOML, unknown keys and wrong kinds are refused with their line") {
  check_error("name = \"mine\"\nversion = \n", 2, "not valid TOML");
  check_error("name = \"mine\"\nvresion = 1\n", 2, "the nearest key is 'version'");
  check_error(kHead + "colums = []\n" + code("a"), 6, "the nearest key is 'columns'");
  check_error(kHead + code("a", "alias = [\"x\"]\n"), 9, "the nearest key is 'aliases'");
  check_error(kHead + code("a", "aliases = \"x\"\n"), 9, "should be a list of texts");
  check_error("name = \"mine\"\nversion = \"1\"\n", 2, "should be a whole number");
}

TEST_CASE("what a codebook needs must be there") {
  check_error("version = 1\n", 1, "a codebook lacks the key 'name'");
  check_error("name = \"mine\"\nversion = 0\n" + kHead.substr(kHead.find("[[")) + code("a"), 2,
              "'version' should be 1 or more");
  check_error("name = \"mine\"\n", 1, "the codebook has no dimensions");
  check_error(kHead, 4, "the dimension 'stage' has no codes");
  check_error(kHead + "[[dimension.code]]\nid = \"a\"\n", 6, "lacks the key 'name'");
  check_error(kHead + "[[dimension.code]]\nname = \"A\"\n", 6, "lacks the key 'id'");
}

TEST_CASE("more codes or dimensions than anybody can choose among are refused") {
  std::string codes;
  for (std::size_t i = 0; i <= kMostCodes; ++i) codes += code("a" + std::to_string(i));

  check_error(kHead + codes, 4, "more than 5000 codes");

  std::string dimensions = "name = \"mine\"\n";
  for (std::size_t i = 0; i <= kMostDimensions; ++i) {
    dimensions += "[[dimension]]\nid = \"d" + std::to_string(i) + "\"\nname = \"D\"\n";
  }
  check_error(dimensions, 1, "more than 100 dimensions");
}

TEST_CASE("ids are plain, and one id is kept for cross tables") {
  for (const char* id : {"Load", "a/b", "a b", "a_b"}) {
    check_error(kHead + code(id), 7, "cannot be an id");
  }
  check_error(kHead + code("other-binned"), 7, "'other-binned' cannot be a code");
}

TEST_CASE("an id that is used twice is refused at its second use") {
  check_error(kHead + code("a") + code("b") + code("a"), 13, "the code 'a' is there twice");
  check_error(kHead + code("a") + code("x", "parent = \"a\"\n") + code("x", "parent = \"a\"\n"), 14,
              "the code 'a/x' is there twice");
  const std::string dimension = kHead.substr(kHead.find("[[")) + code("a");
  check_error("name = \"mine\"\n" + dimension + dimension, 9,
              "the dimension 'stage' is there twice");
}

TEST_CASE("one id may stand under two parents and in two dimensions") {
  const std::string other = "[[dimension]]\nid = \"cause\"\nname = \"Cause\"\n" + code("a");

  CHECK_NOTHROW(static_cast<void>(parse_codebook(kHead + code("a") + code("b") +
                                                     code("x", "parent = \"a\"\n") +
                                                     code("x", "parent = \"b\"\n") + other,
                                                 "my.toml")));
}

TEST_CASE("an unknown parent is refused at its line, with the nearest code that can be one") {
  check_error(kHead + code("load") + code("x", "parent = \"laod\"\n"), 12,
              "the nearest code is 'load'");
  check_error(kHead + code("load") + code("x", "parent = \"no/such\"\n"), 12,
              "the parent 'no/such' of 'no/such/x' is not a code");
}

TEST_CASE("a parent that has a parent, itself or a child as its parent, is refused") {
  const std::string words = "has a parent itself";

  check_error(kHead + code("a") + code("b", "parent = \"a\"\n") + code("c", "parent = \"a/b\"\n"),
              16, words);
  check_error(kHead + code("a") + code("b", "parent = \"a\"\n") + code("c", "parent = \"b\"\n"), 16,
              words);
  check_error(kHead + code("a", "parent = \"a\"\n"), 9, words);
  check_error(kHead + code("a", "parent = \"b\"\n") + code("b", "parent = \"a\"\n"), 9, words);
}

TEST_CASE("names and aliases that are one when folded clash, whichever code has them") {
  check_error(kHead + code("a", "aliases = [\"Wrong Code\"]\n") +
                  code("b", "aliases = [\"x\", \"wrong-code\"]\n"),
              13, "the name 'wrong code' of 'b' belongs to 'a' already");
  check_error(kHead + code("a") + code("b", "aliases = [\"A\"]\n"), 12,
              "the name 'a' of 'b' belongs to 'a' already");
  check_error(kHead + code("a", "aliases = [\"b\"]\n") + code("b"), 11,
              "the name 'b' of 'b' belongs to 'a' already");
  check_error(kHead + code("a", "aliases = [\"1\"]\n") + code("b", "aliases = [\"1\"]\n"), 13,
              "belongs to 'a' already");
}

TEST_CASE("a child may be called what a code of another level is called") {
  CHECK_NOTHROW(static_cast<void>(
      parse_codebook(kHead + code("a", "aliases = [\"1\"]\nkey = \"k\"\n") +
                         code("x", "parent = \"a\"\naliases = [\"1\"]\nkey = \"k\"\n"),
                     "my.toml")));
}

TEST_CASE("keys are one printable character, and siblings have different ones") {
  check_error(kHead + code("a", "key = \"ab\"\n"), 9, "is not one printable character");
  check_error(kHead + code("a", "key = \" \"\n"), 9, "is not one printable character");
  check_error(kHead + code("a", "key = \"\xC3\xA9\"\n"), 9, "is not one printable character");
  check_error(kHead + code("a", "key = \"k\"\n") + code("b", "key = \"k\"\n"), 13,
              "the key 'k' of 'b' belongs to 'a' already");
}

TEST_CASE("codes shown in cross tables exist and have no parent") {
  check_error(kHead + "shown_in_cross_tables = [\"b\"]\n" + code("a"), 6, "'b' is not a code");
  check_error(
      kHead + "shown_in_cross_tables = [\"a/x\"]\n" + code("a") + code("x", "parent = \"a\"\n"), 6,
      "without a parent");
}

TEST_CASE("a study's codebook is a built-in one or a file in its folder") {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "my.toml", kHead + code("a"));

  CHECK(find_codebook("converter-failures", folder.path()).name == "converter-failures");
  CHECK(find_codebook("my.toml", folder.path()).name == "mine");
  const Error missing = thrown_error([&] { return find_codebook("no.toml", folder.path()); });
  CHECK(missing.message() == "there is no such codebook");
  CHECK(missing.place()->file == (folder.path() / "no.toml").string());
  const Error unknown =
      thrown_error([&] { return find_codebook("converter-failure", folder.path()); });
  CHECK(unknown.message() == "there is no built-in codebook 'converter-failure'");
  CHECK(says(unknown, "the nearest one is 'converter-failures'"));
  CHECK(says(thrown_error([&] { return find_codebook("x", folder.path()); }),
             "the built-in ones are: converter-failures"));
}

}  // namespace faultline::taxonomy
