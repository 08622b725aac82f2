#include "data/toml_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/thrown_error.h"

namespace faultline::data {

namespace {

using test::says;
using test::thrown_error;

}  // namespace

TEST_CASE("bad TOML is refused with line and column") {
  const Error error = thrown_error([] { return parse_toml("a = 1\nb = = 2\n", "my.toml"); });

  CHECK(error.kind() == ErrorKind::kInput);
  CHECK(error.message() == "the file is not valid TOML");
  CHECK(error.place()->file == "my.toml");
  CHECK(error.place()->line == 2);
  CHECK(error.place()->column.has_value());
  CHECK_FALSE(error.reasons().empty());
}

TEST_CASE("a key of very many parts is refused at its line, dots in texts and comments are not") {
  std::string parts = "a";
  for (int i = 0; i < 100'000; ++i) parts += ".a";
  const auto refused = [](const std::string& content) {
    const Error error = thrown_error([&] { return parse_toml(content, "my.toml"); });
    CHECK(error.message() == "a key has more than 20 dots");
    CHECK(error.place()->line == 2);
  };

  refused("b = 1\n" + parts + " = 1\n");
  refused("b = 1\n[" + parts + "]\n");
  refused("b = 1\nc = { d = \"\"\"e\"\"\"\", " + parts + " = 1}\n");
  refused("b = 1\nc = [{ \"x,y\"." + parts + " = 1}]\n");
  refused("b = '''x'''\nc = { d = \"\\\"\", " + parts + " = 1}\n");
  const toml::table table =
      parse_toml("# " + parts + "\nb = \"" + parts + "\"\nc = '''\n\"" + parts + "'''\n" +
                     "d = \"\"\"\n\\\"\"\" " + parts + "\"\"\"\n",
                 "my.toml");
  CHECK(table.size() == 3);
}

TEST_CASE("values are read by kind, and absent ones are absent") {
  const toml::table parsed = parse_toml(R"(
text = "words"
number = 7
list = ["a", "b"]
[inner]
text = "inside"
[[many]]
n = 1
[[many]]
n = 2
)",
                                        "my.toml");
  TomlReader reader(parsed, "my.toml", "the file");

  CHECK(reader.text("text") == "words");
  CHECK(reader.required_text("text") == "words");
  CHECK(reader.integer("number") == 7);
  CHECK(reader.texts("list") == std::vector<std::string>{"a", "b"});
  CHECK(reader.table("inner")->text("text") == "inside");
  CHECK(reader.tables("many").size() == 2);
  CHECK(reader.tables("many")[1].integer("n") == 2);
  CHECK_FALSE(reader.text("absent").has_value());
  CHECK_FALSE(reader.integer("absent").has_value());
  CHECK(reader.texts("absent").empty());
  CHECK_FALSE(reader.table("absent").has_value());
  CHECK(reader.tables("absent").empty());
  CHECK_NOTHROW(reader.finish());
}

TEST_CASE("a key of the wrong kind is refused at its line, with the kind that it should be") {
  const toml::table parsed = parse_toml("\n\nkey = 1.5\nlist = [1]\n", "my.toml");
  TomlReader reader(parsed, "my.toml", "the file");

  const auto check = [](const Error& error, const std::string& kind, std::size_t line) {
    CAPTURE(test::all_of(error));
    CHECK(says(error, "should be " + kind));
    CHECK(error.place()->line == line);
  };
  check(thrown_error([&] { return reader.text("key"); }), "a text in quotation marks", 3);
  check(thrown_error([&] { return reader.integer("key"); }), "a whole number", 3);
  check(thrown_error([&] { return reader.texts("key"); }), "a list of texts", 3);
  check(thrown_error([&] { return reader.texts("list"); }), "a list of texts", 4);
  check(thrown_error([&] { return reader.table("key"); }), "a table, written [key]", 3);
  check(thrown_error([&] { return reader.tables("key"); }), "a list of tables", 3);
  check(thrown_error([&] { return reader.tables("list"); }),
        "a list of tables, each written [[list]]", 4);
}

TEST_CASE("a needed text that is missing or empty is refused") {
  const toml::table parsed = parse_toml("\nempty = ' '\n", "my.toml");
  TomlReader reader(parsed, "my.toml", "the file");

  const Error missing = thrown_error([&] { return reader.required_text("title"); });
  const Error empty = thrown_error([&] { return reader.required_text("empty"); });

  CHECK(missing.message() == "the file lacks the key 'title'");
  CHECK(missing.place()->line == 1);
  CHECK(empty.message() == "the key 'empty' is empty");
  CHECK(empty.place()->line == 2);
}

TEST_CASE(
    "a key that nobody asked for is refused, with the nearest right one or with all of them") {
  const toml::table parsed = parse_toml("[head]\ntitle = 'a'\ntilte = 'b'\n", "my.toml");
  const toml::table other = parse_toml("[head]\nzzzzzzzz = 1\n", "my.toml");
  const auto finish = [](const toml::table& table) {
    TomlReader reader(*table["head"].as_table(), "my.toml", "[head]");
    static_cast<void>(reader.text("title"));
    static_cast<void>(reader.texts("labels"));
    reader.finish();
    return 0;
  };

  const Error near = thrown_error([&] { return finish(parsed); });
  const Error far = thrown_error([&] { return finish(other); });

  CHECK(near.message() == "'tilte' is not a key of [head]");
  CHECK(near.place()->line == 3);
  CHECK(near.advice() == std::vector<std::string>{"the nearest key is 'title'"});
  CHECK(far.advice() == std::vector<std::string>{"its keys are: labels, title"});
}

}  // namespace faultline::data
