#include "survey/choices.h"

#include <doctest/doctest.h>

#include "survey/wording.h"

namespace faultline::survey {

namespace {

data::SurveyQuestion question(data::QuestionKind kind = data::QuestionKind::kMultiple) {
  data::SurveyQuestion asked;
  asked.kind = kind;
  asked.options = {{.id = "crash", .text = "Crashes (e.g., model does not convert to ONNX)"},
                   {.id = "crash-late", .text = "Crashes"},
                   {.id = "web", .text = "Web, cloud; or data center", .aliases = {"7"}},
                   {.id = "other", .text = "Other (please specify)", .is_other = true}};
  return asked;
}

using Places = std::vector<std::size_t>;

}  // namespace

TEST_CASE("an option that contains commas is matched whole before anything is split") {
  const auto asked = question();
  ChoiceReader reader(asked, false);

  CHECK(reader.read("Crashes (e.g., model does not convert to ONNX),Crashes").options ==
        Places{0, 1});
  CHECK(reader.read("Crashes, Web, cloud; or data center").options == Places{1, 2});
  CHECK(reader.read("Crashes (e.g., model does not convert to ONNX)").unknown.empty());
}

TEST_CASE("options are found by id and alias, in any case and spacing, also between line breaks") {
  const auto asked = question();
  ChoiceReader reader(asked, false);

  CHECK(reader.read("crash-late").options == Places{1});
  CHECK(reader.read(" crashes ;7").options == Places{1, 2});
  CHECK(reader.read("CRASHES\r\nWeb,\u00A0cloud; or  data center").options == Places{1, 2});
}

TEST_CASE("an option is not found at the beginning of a longer word") {
  const auto asked = question();
  ChoiceReader reader(asked, false);

  const Choices& choices = reader.read("Crashes often");

  CHECK(choices.options.empty());
  CHECK(choices.unknown == std::vector<std::string>{"Crashes often"});
  CHECK(reader.nearest_option("Crashed") == "Crashes");
}

TEST_CASE("an option that is chosen twice counts once") {
  const auto asked = question();
  ChoiceReader reader(asked, false);

  CHECK(reader.read("Crashes,crash-late").options == Places{1});
}

TEST_CASE("a display order is no answer, alone or among answers") {
  const auto asked = question();
  ChoiceReader reader(asked, false);

  CHECK(reader.read("AnswerDisplayOrder").options.empty());
  CHECK(reader.read("AnswerDisplayOrder").unknown.empty());
  CHECK(reader.read("AnswerDisplayOrder").artefacts == 1);
  CHECK(reader.read("Crashes,AnswerDisplayOrder").options == Places{1});
}

TEST_CASE("what is no option is the text of other where it has no column of its own") {
  const auto asked = question();
  ChoiceReader reader(asked, true);

  const Choices& choices = reader.read("Crashes, hangs, mostly 🙂, Web, cloud; or data center");

  CHECK(choices.options == Places{1, 3, 2});
  CHECK(choices.other_text == "hangs, mostly 🙂");
  CHECK(choices.unknown.empty());
}

TEST_CASE("of a single choice nothing is split") {
  const auto asked = question(data::QuestionKind::kSingle);
  ChoiceReader reader(asked, false);

  CHECK(reader.read("Web, cloud; or data center").options == Places{2});
  CHECK(reader.read("Crashes,Crashes").unknown == std::vector<std::string>{"Crashes,Crashes"});
}

TEST_CASE("wordings are compared without typographic quotes and runs of white space") {
  CHECK(comparable("Named by \u201CTask\u201D\n  (e.g.\u00A0qa)") == "named by \"task\" (e.g. qa)");
  CHECK(tidy("  A \t b ") == "A b");
}

}  // namespace faultline::survey
