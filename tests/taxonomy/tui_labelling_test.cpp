#include <doctest/doctest.h>

#include "support/labelling_fixture.h"
#include "support/thrown_error.h"

namespace faultline::test {

namespace {

using taxonomy::Labelling;
using Rows = std::vector<std::string>;

std::string screen_of(const Labelling& labelling) {
  return taxonomy::to_text(taxonomy::draw_labelling(labelling));
}

bool shows(const Labelling& labelling, const std::string& text) {
  return screen_of(labelling).find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a key chooses its code, stores it at once and goes to the next dimension") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();

  press(labelling, "L");

  CHECK(study.rows() == Rows{"1 stage load"});
  CHECK(labelling.dimension() == 1);
  CHECK(labelling.sitting().labelled() == 0);
  press(labelling, "S");
  CHECK(study.rows() == Rows{"1 stage load", "1 cause shape"});
  CHECK(labelling.sitting().labelled() == 1);
}

TEST_CASE("the children of a parent open beneath it, and their keys come first") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();
  press(labelling, "L T");
  CHECK(labelling.open_parent() == "type");
  CHECK(shows(labelling, "S Tensor type"));
  CHECK_FALSE(shows(labelling, "S Shape problem"));

  press(labelling, "S");

  CHECK(study.rows() == Rows{"1 stage load", "1 cause type", "1 cause type/tensor"});
  CHECK(labelling.open_parent().empty());
  CHECK(shows(labelling, "S Shape problem"));
}

TEST_CASE("the key of a parent whose child is chosen opens it and changes nothing") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();
  press(labelling, "L T S");
  const Rows before = study.rows();

  press(labelling, "T");
  CHECK(study.rows() == before);
  press(labelling, "Enter");

  CHECK(study.rows().back() == "1 cause type");
}

TEST_CASE("undo and redo go over the whole sitting and only add labels") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();
  press(labelling, "L S n E BTab");
  press(labelling, "u");
  CHECK(labelling.sitting().place() == 1);
  press(labelling, "u u");
  CHECK(labelling.sitting().place() == 0);
  CHECK(study.rows() == Rows{"1 stage load", "1 cause shape", "1 stage load withdrawn",
                             "1 cause shape withdrawn", "2 stage export",
                             "2 stage export withdrawn"});
  CHECK(labelling.sitting().labelled() == 0);
  press(labelling, "u");
  CHECK(labelling.message() == "undo: nothing was changed since you sat down");

  press(labelling, "Ctrl-R Ctrl-R Ctrl-R");

  CHECK(labelling.sitting().place() == 1);
  CHECK(study.count("select count(*) from current_label") == 3);
  press(labelling, "Ctrl-R");
  CHECK(labelling.message() == "redo: nothing was undone");
}

TEST_CASE("a change after an undo forgets what was undone") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();
  press(labelling, "L u E");

  CHECK_FALSE(labelling.sitting().can_redo());
  press(labelling, "u u");

  CHECK(study.count("select count(*) from current_label") == 0);
}

TEST_CASE("a memo, doubt and evidence go to the label that was just given") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();
  press(labelling, "m");
  CHECK(labelling.message() == "memo: choose a code for Stage first");

  press(labelling, "L m");
  type(labelling, "why q not");
  press(labelling, "Enter ! v Enter");

  CHECK(study.rows() == Rows{"1 stage load", "1 stage load memo=why q not",
                             "1 stage load unsure memo=why q not",
                             "1 stage load unsure memo=why q not evidence=title:1"});
  press(labelling, "Tab m");
  CHECK(labelling.prompt()->question == "Memo for Stage:");
}

TEST_CASE("evidence names the lines of the source, and the same mark again takes it away") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();
  press(labelling, "L / l i n e Space t w o Enter v v j j Enter");
  CHECK(study.rows().back() == "1 stage load evidence=body:3-5");
  CHECK(shows(labelling, "* line three"));

  press(labelling, "v v j j Enter");

  CHECK(study.rows().back() == "1 stage load");
}

TEST_CASE("Escape leaves whatever was begun, and a memo that is left is not stored") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();
  press(labelling, "L m x Escape v Escape / l Enter Escape ? Escape d Escape f Escape : Escape");

  CHECK(labelling.key_place() == taxonomy::kInIssue);
  CHECK(study.rows() == Rows{"1 stage load"});
  press(labelling, "Escape");
  CHECK(labelling.message() == "leave: there is nothing to leave; q ends the sitting");
}

TEST_CASE("n goes to the next match after a search and to the next issue otherwise") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();

  press(labelling, "/ l i n e Enter n");
  CHECK(labelling.sitting().place() == 0);
  CHECK(labelling.thread().match() == 1);
  press(labelling, "N N");
  CHECK(labelling.thread().match() == 2);
  press(labelling, "Escape n");
  CHECK(labelling.sitting().place() == 1);
  press(labelling, "p p");
  CHECK(labelling.message() == "previous issue: this is the first issue of the queue");
  press(labelling, "/ z z Enter");
  CHECK(labelling.message() == "'zz' is not in this issue");
}

TEST_CASE("an issue that is put off comes again after the others") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();

  press(labelling, "s L S");
  CHECK(study.rows().front() == "2 stage load");
  press(labelling, "s");
  CHECK(labelling.sitting().place() == 2);
  press(labelling, "s");

  CHECK(labelling.sitting().place() == 0);
}

TEST_CASE("g goes to an issue by its number, also to one that is not in the queue") {
  LabellingFixture study;
  const std::int64_t third = study.count("select id from issue where number = 3");
  Labelling labelling = study.sit_down({}, {.only = std::vector<std::int64_t>{third}});

  press(labelling, "g 2 Enter");
  CHECK(labelling.sitting().item().number == 2);
  CHECK(labelling.sitting().size() == 2);
  press(labelling, "g 3 Enter");
  CHECK(labelling.sitting().place() == 0);
  press(labelling, "g 9 9 Enter");

  CHECK(labelling.message() == "the study has no such issue");
}

TEST_CASE("f finds a code by parts of its name or of an alias, in any dimension") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();

  press(labelling, "f t r a c Enter f t e n s Enter");

  CHECK(study.rows() == Rows{"1 stage load", "1 cause type/tensor"});
  press(labelling, "f n o t h i n g Enter");
  CHECK(labelling.message() == "nothing of that name; Escape leaves");
}

TEST_CASE("codes without a key are chosen with the cursor, and a label can be taken back") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();

  press(labelling, "Tab Left Enter");
  CHECK(study.rows() == Rows{"1 cause other"});
  press(labelling, "Tab Delete");

  CHECK(study.rows() == Rows{"1 cause other", "1 cause other withdrawn"});
}

TEST_CASE("the palette runs a command by its name and says why one cannot be run") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();

  press(labelling, ": n e x t Space i s s Enter");
  CHECK(labelling.sitting().place() == 1);
  press(labelling, ": m e m o Enter");

  CHECK(labelling.message() == "memo: choose a code for Stage first");
}

TEST_CASE("another rater's labels are not seen, unless that was asked for") {
  LabellingFixture study;
  study.label("ben", study.kTorch, 1, "stage", "export", {.memo = "ben's memo"});

  Labelling blind = study.sit_down();
  Labelling open = study.sit_down({.rater = "ana", .open = true});

  CHECK(blind.sitting().others().empty());
  CHECK_FALSE(shows(blind, "ben"));
  CHECK(shows(open, "ben's memo"));
}

TEST_CASE("suggestions come after the choice, or before it in labels that say so") {
  LabellingFixture study;
  int asked = 0;
  const auto suggest = [&](const taxonomy::OpenItem&) {
    ++asked;
    return std::vector<taxonomy::Suggestion>{{"stage", "export", "a file says so", 0.7}};
  };
  Labelling blind = study.sit_down({.rater = "ana", .suggest = suggest});
  Labelling assisted = study.sit_down({.rater = "ben", .assisted = true, .suggest = suggest});
  blind.resize({120, 40});
  assisted.resize({120, 40});

  CHECK_FALSE(shows(blind, "a file says so"));
  CHECK(shows(assisted, "a file says so"));
  press(blind, "L");
  CHECK(shows(blind, "a file says so"));
  press(blind, "Shift-Tab E");
  press(assisted, "L");

  CHECK(study.rows("ana") == Rows{"1 stage load", "1 stage export assisted"});
  CHECK(study.rows("ben") == Rows{"1 stage load assisted"});
  CHECK(asked == 2);
}

TEST_CASE("a disagreement is settled with a reason, where raters disagree") {
  LabellingFixture study;
  study.label("ana", study.kTorch, 1, "stage", "export");
  study.label("ben", study.kTorch, 1, "stage", "load");
  study.label("ana", study.kTorch, 1, "cause", "shape");
  study.label("ben", study.kTorch, 1, "cause", "shape");
  study.label("ana", study.kTorch, 2, "stage", "export");
  Labelling labelling = study.sit_down({.rater = "consensus"}, {.only_disagreements = true});
  REQUIRE(labelling.sitting().size() == 1);

  press(labelling, "E Enter");
  CHECK(study.rows("consensus").empty());
  press(labelling, "b e c a u s e Enter");

  CHECK(study.rows("consensus") == Rows{"1 stage export memo=because"});
  CHECK(labelling.sitting().labelled() == 1);
}

TEST_CASE("what is typed for a label is stored when the terminal is lost") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();
  press(labelling, "L m h a l f");

  labelling.hang_up();

  CHECK(study.rows().back() == "1 stage load memo=half");
  CHECK(labelling.is_over());
}

TEST_CASE("a label that cannot be stored is told and not shown as given") {
  LabellingFixture study;
  Labelling labelling = study.sit_down();
  study.database.run(
      "create trigger no_labels before insert on label begin select raise(abort, 'full'); end");

  press(labelling, "L");

  CHECK(labelling.message().starts_with("! not stored"));
  CHECK(shows(labelling, "NOT SAVED"));
  CHECK_FALSE(labelling.sitting().choices()[0]);
  study.database.run("drop trigger no_labels");
  press(labelling, "L");
  CHECK(shows(labelling, "  saved"));
}

TEST_CASE("what is told when an issue is complete waits for a child of the last code, or the end") {
  LabellingFixture study;
  const taxonomy::LabellingOptions options{.rater = "ana",
                                           .when_complete = [](const auto&, const auto&) {
                                             return std::vector<std::string>{"Expected: export."};
                                           }};
  Labelling labelling = study.sit_down(options);

  press(labelling, "L T");
  CHECK_FALSE(labelling.page());
  press(labelling, "S");
  CHECK(shows(labelling, "Expected: export."));
  press(labelling, "Enter n L T n");

  CHECK(shows(labelling, "Expected: export."));
  CHECK(labelling.sitting().place() == 1);
  press(labelling, "Enter n");
  CHECK(labelling.sitting().place() == 2);
}

TEST_CASE("what is told when an issue is complete is shown once") {
  LabellingFixture study;
  Labelling labelling =
      study.sit_down({.rater = "ana", .when_complete = [](const auto&, const auto&) {
                        return std::vector<std::string>{"Expected: export."};
                      }});
  press(labelling, "L");
  CHECK_FALSE(labelling.page());

  press(labelling, "S");

  CHECK(shows(labelling, "Expected: export."));
  press(labelling, "Enter");
  CHECK_FALSE(labelling.page());
}

TEST_CASE("a codebook whose keys clash with the screen's is refused, naming both") {
  LabellingFixture study;
  study.codebook.dimensions[0].codes[0].key = "n";

  const Error error = thrown_error([&] { return study.sit_down(); });

  CHECK(says(error, "'n' is the key of the code 'load'"));
  CHECK(says(error, "the command 'next issue'"));
}

TEST_CASE("every key of the line and of help does something where it is shown") {
  for (const taxonomy::KeyCommand& command : taxonomy::key_commands()) {
    CAPTURE(std::string(command.name));
    CHECK(command.run != nullptr);
    CHECK_FALSE(command.help.empty());
    for (const taxonomy::KeyPlace place :
         {taxonomy::kInIssue, taxonomy::kInSearch, taxonomy::kInMarking, taxonomy::kInPrompt,
          taxonomy::kInPage}) {
      if ((command.where & place) == 0) continue;
      for (const std::string_view key : command.keys) {
        CHECK(taxonomy::find_command(std::string(key), place) == &command);
      }
    }
  }
}

TEST_CASE("a frame is never larger than its window, whatever is open") {
  LabellingFixture study;
  for (const taxonomy::WindowSize size : {taxonomy::WindowSize{40, 10},
                                          {41, 11},
                                          {80, 24},
                                          {99, 12},
                                          {100, 10},
                                          {300, 90},
                                          {10, 3}}) {
    for (const std::string keys : {"L", "?", "d", ":", "f", "g 1", "L T", "L m x", "L v v j"}) {
      Labelling labelling = study.sit_down();
      labelling.resize({80, 24});
      press(labelling, keys);
      labelling.resize(size);

      const std::vector<std::string> lines = split(screen_of(labelling), '\n');

      CHECK(lines.size() == static_cast<std::size_t>(size.rows) + 1);
      for (const std::string& line : lines) {
        CHECK(display_width(line) <= static_cast<std::size_t>(size.columns));
      }
    }
  }
}

}  // namespace faultline::test
