#include "survey/instrument.h"

#include <doctest/doctest.h>

#include "support/thrown_error.h"
#include "survey_study.h"

namespace faultline::survey {

using test::says;
using test::thrown_error;

namespace {

std::string with(std::string text, const std::string& old, const std::string& replacement) {
  const std::size_t place = text.find(old);
  REQUIRE(place != std::string::npos);
  return text.replace(place, old.size(), replacement);
}

Error error_of(const std::string& content) {
  return thrown_error([&] { return parse_instrument(content, "mine.toml"); });
}

}  // namespace

TEST_CASE("the built-in instrument is one, and asks what the published survey asked") {
  const data::Instrument instrument = find_instrument("onnx-interoperability", ".");

  REQUIRE(instrument.find("problems") != nullptr);
  CHECK(instrument.find("problems")->options.size() == 4);
  CHECK(instrument.find("problems")->find_option("none")->is_exclusive);
  CHECK(instrument.find("considerations")->themes.size() == 6);
  CHECK(instrument.find("consent")->purpose == data::QuestionPurpose::kConsent);
}

TEST_CASE("an instrument says which options mean other, are exclusive, pass, and count how much") {
  const data::Instrument instrument = parse_instrument(test::kTools, "tools.toml");

  CHECK(instrument.find("tools")->find_option("other")->text_column == "Q4_23_TEXT");
  CHECK(instrument.find("size")->find_option("large")->value == 2);
  CHECK(instrument.find("engineer")->find_option("yes")->passes);
  CHECK(instrument.find("problems")->asked_if.size() == 2);
}

TEST_CASE("an unknown kind of question is refused with the nearest one and its line") {
  const Error error = error_of(with(test::kTools, "kind = \"multiple\"", "kind = \"multipel\""));

  CHECK(says(error, "'multipel' is not a kind of a question"));
  CHECK(says(error, "the nearest one is 'multiple'"));
  CHECK(error.place()->line.has_value());
}

TEST_CASE("two options of a question that share a wording are refused") {
  const Error error = error_of(with(test::kTools, "aliases = [\"12\"]", "aliases = [\"1 - 5\"]"));

  CHECK(says(error, "'1 - 5' means the option 'small' already"));
}

TEST_CASE("a condition that names no option is refused") {
  const Error error = error_of(with(test::kTools, "tools=nnef", "tools=neff"));

  CHECK(says(error, "'tools=neff' names no option"));
}

TEST_CASE("a choice without options, and an open question with some, are refused") {
  const std::string begin = "name = \"x\"\n[[question]]\nid = \"a\"\ntext = \"A?\"\n";

  CHECK(says(error_of(begin + "kind = \"single\"\n"), "has no options"));
  CHECK(says(error_of(begin + "kind = \"open\"\n[[question.option]]\nid = \"b\"\ntext = \"B\"\n"),
             "has no options"));
  CHECK(says(error_of(begin + "kind = \"number\"\ncolour = \"red\"\n"), "colour"));
}

TEST_CASE("more questions or options than anybody can answer are refused") {
  std::string questions = "name = \"x\"\n";
  for (std::size_t i = 0; i <= kMostQuestions; ++i) questions += "[[question]]\n";
  std::string options =
      "name = \"x\"\n[[question]]\nid = \"a\"\ntext = \"A?\"\nkind = \"single\"\n";
  for (std::size_t i = 0; i <= kMostOptions; ++i) options += "[[question.option]]\n";

  CHECK(says(error_of(questions), "more than 1000 questions"));
  CHECK(says(error_of(options), "the question 'a' has more than 5000 options or themes"));
}

TEST_CASE("a consent that nobody can give is refused") {
  const Error error = error_of(with(test::kTools, "passes = true", "passes = false"));

  CHECK(says(error, "nobody can pass the question 'consent'"));
}

TEST_CASE("an unknown built-in instrument is told with the nearest one") {
  const Error error = thrown_error([] { return builtin_instrument("onnx-interoperabilty"); });

  CHECK(says(error, "the nearest one is 'onnx-interoperability'"));
}

}  // namespace faultline::survey
