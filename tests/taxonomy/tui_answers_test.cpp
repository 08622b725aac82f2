#include <doctest/doctest.h>

#include <memory>

#include "data/survey_codings.h"
#include "data/survey_instrument.h"
#include "support/labelling_fixture.h"
#include "taxonomy/tui/answer_items.h"

namespace faultline::test {

namespace {

using taxonomy::Labelling;
using Rows = std::vector<std::string>;

data::SurveyTheme theme(const std::string& id, const std::string& name) {
  return {.row_id = 0, .id = id, .name = name, .definition = "What " + name + " is."};
}

/// Three respondents who say what they do about problems, and a rater who finds themes by keys.
class AnswersFixture : public StudyFixture {
 public:
  AnswersFixture() : StudyFixture(keyed_codebook()) {
    data::Instrument instrument{
        .name = "tools", .title = "Tools", .content = "tools", .questions = {}};
    instrument.questions.push_back(
        {.id = "remedies",
         .text = "What do you do about problems?",
         .kind = data::QuestionKind::kOpen,
         .themes = {theme("community", "Community"), theme("versions", "Versions"),
                    theme("tests", "Tests")}});
    database.transaction([&] {
      data::store_instrument(database, instrument);
      database.run(R"sql(
        insert into survey_wave
          (id, number, instrument_id, file, fingerprint, imported_at, row_count, artefact_count)
        select 1, 1, id, 'a.csv', 'a', '2024-01-01T00:00:00Z', 3, 0 from instrument
      )sql");
      for (const char* text : {"I ask\nand change versions", "idk", "\x1b[2Jother versions"}) {
        const std::int64_t id = count("select count(*) + 1 from respondent");
        data::Statement(database, "insert into respondent (id, wave_id, line) values (?, 1, ?)")
            .bind(id, id + 1)
            .run();
        data::Statement(database, R"sql(
          insert into answer (respondent_id, question_id, position, text)
          select ?, id, 0, ? from question
        )sql")
            .bind(id, text)
            .run();
      }
    });
    question = data::survey_questions(database).front();
    themes = taxonomy::theme_codebook(question);
  }

  Labelling sit_down(const std::string& rater = "ana") {
    auto items = std::make_unique<taxonomy::AnswerItems>(database, question, clock, rater);
    return {std::move(items),
            themes,
            taxonomy::open_answers(database, question, rater),
            {.rater = rater}};
  }

  /// All codings as "respondent themes", with what else they say, in the order in which they were
  /// added.
  Rows rows(const std::string& rater = "ana") {
    data::Statement query(database, R"sql(
      select coding.respondent_id, coding.memo, coding.withdrawn,
        (select group_concat(name, ' ')
         from (
           select theme.name
           from coding_theme
           join theme on theme.id = coding_theme.theme_id
           where coding_theme.coding_id = coding.id
           order by theme.position))
      from coding
      join rater on rater.id = coding.rater_id
      where rater.name = ?
      order by coding.id
    )sql");
    query.bind(rater);
    Rows found;
    while (query.step()) {
      std::string row = std::to_string(query.integer(0));
      row += " " + query.optional_text(3).value_or(query.integer(2) != 0 ? "withdrawn" : "none");
      if (!query.view(1).empty()) row += " memo=" + query.text(1);
      found.push_back(std::move(row));
    }
    return found;
  }

  FixedClock clock{kNow};
  data::SurveyQuestion question;
  data::Codebook themes;
};

bool shows(const Labelling& labelling, const std::string& text) {
  return taxonomy::to_text(taxonomy::draw_labelling(labelling)).find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a theme's key adds it to the answer or takes it back, and stores that at once") {
  AnswersFixture study;
  Labelling labelling = study.sit_down();

  press(labelling, "1 3");
  CHECK(study.rows() == Rows{"1 community", "1 community tests"});
  CHECK(shows(labelling, "Themes: Community, Tests"));
  CHECK(labelling.sitting().place() == 0);
  CHECK(labelling.sitting().labelled() == 1);
  press(labelling, "1 3");

  CHECK(study.rows() == Rows{"1 community", "1 community tests", "1 tests", "1 withdrawn"});
  CHECK(labelling.sitting().labelled() == 0);
  CHECK(data::current_codings(study.database, study.question.row_id, "ana").empty());
}

TEST_CASE("not codeable stands alone: it replaces all themes, and any theme replaces it") {
  AnswersFixture study;
  Labelling labelling = study.sit_down();

  press(labelling, "1 2 0");
  CHECK(study.rows().back() == "1 none");
  CHECK(shows(labelling, "Themes: Not codeable"));
  CHECK(labelling.sitting().labelled() == 1);
  press(labelling, "2");
  CHECK(study.rows().back() == "1 versions");
  press(labelling, "0 0");

  CHECK(study.rows().back() == "1 withdrawn");
}

TEST_CASE("undo and redo go over all answers of the sitting and only add codings") {
  AnswersFixture study;
  Labelling labelling = study.sit_down();
  press(labelling, "1 2 n 0");

  press(labelling, "u u");
  CHECK(labelling.sitting().place() == 0);
  press(labelling, "u");
  CHECK(study.rows() == Rows{"1 community", "1 community versions", "2 none", "2 withdrawn",
                             "1 community", "1 withdrawn"});
  press(labelling, "u");
  CHECK(labelling.message() == "undo: nothing was changed since you sat down");
  press(labelling, "Ctrl-R Ctrl-R Ctrl-R");

  CHECK(labelling.sitting().place() == 1);
  CHECK(study.rows().size() == 9);
  const auto holds = data::current_codings(study.database, study.question.row_id, "ana");
  REQUIRE(holds.size() == 2);
  CHECK(holds[0].themes.size() == 2);
  CHECK(holds[1].themes.empty());
}

TEST_CASE("a memo goes to the coding of the answer and stays while themes change") {
  AnswersFixture study;
  Labelling labelling = study.sit_down();
  press(labelling, "m");
  CHECK(labelling.message() == "memo: choose a theme for Themes first");

  press(labelling, "1 m");
  type(labelling, "or 2");
  press(labelling, "Enter 2");

  CHECK(study.rows() ==
        Rows{"1 community", "1 community memo=or 2", "1 community versions memo=or 2"});
}

TEST_CASE("answers that the rater has not coded come first, also in the next sitting") {
  AnswersFixture study;
  {
    Labelling labelling = study.sit_down();
    press(labelling, "1 s");
    CHECK(labelling.sitting().item().number == 2);
  }

  Labelling again = study.sit_down();

  CHECK(again.sitting().item().number == 2);
  CHECK(again.sitting().labelled() == 1);
  press(again, "g 1 Enter");
  CHECK(shows(again, "[x] 1 Community"));
  press(again, "g 9 Enter");
  CHECK(again.message() == "the study has no such answer");
}

TEST_CASE("a rater does not see which themes another found") {
  AnswersFixture study;
  Labelling ben = study.sit_down("ben");
  press(ben, "1 m");
  type(ben, "secret");
  press(ben, "Enter");

  Labelling ana = study.sit_down();
  ana.resize({160, 50});

  CHECK_FALSE(ana.sitting().choices()[0]);
  CHECK(ana.sitting().labelled() == 0);
  CHECK_FALSE(shows(ana, "ben"));
  CHECK_FALSE(shows(ana, "secret"));
  CHECK(shows(ana, "[ ] 1 Community"));
  press(ana, "2");
  CHECK(study.rows("ben").size() == 2);
}

TEST_CASE("themes are found by name, searched for and explained as codes are") {
  AnswersFixture study;
  Labelling labelling = study.sit_down();

  press(labelling, "f v e r s Enter");
  CHECK(study.rows() == Rows{"1 versions"});
  press(labelling, "d");
  CHECK(shows(labelling, "What Versions is."));
  press(labelling, "d / c h a n g e Enter");
  CHECK(labelling.thread().matches().size() == 1);

  press(labelling, "Escape ?");
  CHECK(shows(labelling, "goes to the next answer of the queue"));
  CHECK_FALSE(shows(labelling, "issue"));
}

TEST_CASE("what a theme cannot say is refused with the reason") {
  AnswersFixture study;
  Labelling labelling = study.sit_down();
  press(labelling, "1 !");
  CHECK(labelling.message() == "unsure: a theme of an answer has neither doubt nor evidence");
  press(labelling, "z");
  CHECK(labelling.message() == "patches: an answer has no patches");
  press(labelling, "o");

  CHECK(labelling.message() == "open the address: an answer has no address");
  CHECK(study.rows() == Rows{"1 community"});
}

TEST_CASE("an answer is shown as text, whatever it holds") {
  AnswersFixture study;
  Labelling labelling = study.sit_down();
  CHECK(shows(labelling, "What do you do about problems?"));
  CHECK(shows(labelling, "respondent 1, wave 1, remedies"));
  CHECK(shows(labelling, "and change versions"));

  press(labelling, "n n");

  CHECK(shows(labelling, "\xEF\xBF\xBD[2Jother versions"));
}

TEST_CASE("keys are given to themes in their order, but none that the screen uses") {
  data::SurveyQuestion question{.id = "q", .text = "Why?"};
  for (int i = 0; i < 40; ++i) {
    question.themes.push_back(theme("t" + std::to_string(i), "T" + std::to_string(i)));
  }

  const data::Codebook codebook = taxonomy::theme_codebook(question);

  const std::vector<data::Code>& codes = codebook.dimensions.at(0).codes;
  CHECK(codes[0].key == "1");
  CHECK(codes[9].key == "A");
  CHECK(codes[22].key == "O");
  CHECK(codes[33].key == "Z");
  CHECK(codes[34].key.empty());
  CHECK(codes.back().key == "0");
  CHECK_NOTHROW(taxonomy::check_code_keys(codebook));
}

TEST_CASE("a coding that cannot be stored is told and not shown as given") {
  AnswersFixture study;
  Labelling labelling = study.sit_down();
  study.database.run(
      "create trigger full before insert on coding begin select raise(abort, 'full'); end");

  press(labelling, "1");

  CHECK(labelling.message().starts_with("! not stored"));
  CHECK_FALSE(labelling.sitting().choices()[0]);
}

}  // namespace faultline::test
