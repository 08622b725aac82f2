#include "data/survey_instrument.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/nearest.h"
#include "base/text.h"
#include "data/statement.h"

namespace faultline::data {

const QuestionOption* SurveyQuestion::find_option(std::string_view option_id) const {
  const auto found = std::find_if(options.begin(), options.end(),
                                  [&](const auto& option) { return option.id == option_id; });
  return found == options.end() ? nullptr : &*found;
}

const SurveyQuestion* Instrument::find(std::string_view question_id) const {
  const auto found = std::find_if(questions.begin(), questions.end(),
                                  [&](const auto& question) { return question.id == question_id; });
  return found == questions.end() ? nullptr : &*found;
}

namespace {

std::int64_t store_version(Database& database, const Instrument& instrument) {
  Statement other(database, R"sql(
    select name from instrument where name <> ? limit 1
  )sql");
  other.bind(instrument.name);
  if (other.step()) {
    throw Error("the study's survey has another instrument; nothing was imported")
        .because(fmt::format("it is '{}', not '{}'", other.text(0), instrument.name))
        .help("keep another survey in a study of its own: `faultline init DIR`");
  }
  Statement stored(database, R"sql(
    select id, content from instrument where name = ? and version = ?
  )sql");
  stored.bind(instrument.name, instrument.version);
  if (stored.step()) {
    if (stored.view(1) == instrument.content) return stored.integer(0);
    throw Error(
        fmt::format("version {} of the instrument '{}' is in the study with another content",
                    instrument.version, instrument.name))
        .help("raise `version` in the instrument");
  }
  Statement insert(database, R"sql(
    insert into instrument (name, version, title, content) values (?, ?, ?, ?) returning id
  )sql");
  insert.bind(instrument.name, instrument.version, instrument.title, instrument.content);
  insert.step();
  return insert.integer(0);
}

std::int64_t store_question(Database& database, const SurveyQuestion& question,
                            std::int64_t position) {
  Statement upsert(database, R"sql(
    insert into question (name, position, text, topic, kind, purpose, feeds)
    values (?, ?, ?, ?, ?, ?, ?)
    on conflict (name) do update
    set position = excluded.position, text = excluded.text, topic = excluded.topic,
        kind = excluded.kind, purpose = excluded.purpose, feeds = excluded.feeds
    returning id
  )sql");
  upsert.bind(question.id, position, question.text, question.topic, id_of(question.kind),
              id_of(question.purpose), question.table);
  upsert.step();
  return upsert.integer(0);
}

std::int64_t store_option(Database& database, std::int64_t question_row_id,
                          const QuestionOption& option, std::int64_t position) {
  Statement upsert(database, R"sql(
    insert into question_option
      (question_id, name, position, text, value, is_other, is_exclusive, is_new)
    values (?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (question_id, name) do update
    set position = excluded.position, text = excluded.text, value = excluded.value,
        is_other = excluded.is_other, is_exclusive = excluded.is_exclusive,
        is_new = excluded.is_new
    returning id
  )sql");
  upsert.bind(question_row_id, option.id, position, option.text, option.value, option.is_other,
              option.is_exclusive, option.is_new);
  upsert.step();
  return upsert.integer(0);
}

std::int64_t store_theme(Database& database, std::int64_t question_row_id, const SurveyTheme& theme,
                         std::int64_t position) {
  Statement upsert(database, R"sql(
    insert into theme (question_id, name, position, title, definition) values (?, ?, ?, ?, ?)
    on conflict (question_id, name) do update
    set position = excluded.position, title = excluded.title, definition = excluded.definition
    returning id
  )sql");
  upsert.bind(question_row_id, theme.id, position, theme.name, theme.definition);
  upsert.step();
  return upsert.integer(0);
}

void store_conditions(Database& database, const Instrument& instrument) {
  for (const SurveyQuestion& question : instrument.questions) {
    Statement(database, "delete from question_condition where question_id = ?")
        .bind(question.row_id)
        .run();
    for (const std::string& condition : question.asked_if) {
      const std::vector<std::string> parts = split(condition, '=');
      const QuestionOption* option = instrument.find(parts.front())->find_option(parts.back());
      Statement(database, "insert into question_condition (question_id, option_id) values (?, ?)")
          .bind(question.row_id, option->row_id)
          .run();
    }
  }
}

std::vector<QuestionOption> stored_options(Database& database, std::int64_t question_row_id) {
  std::vector<QuestionOption> options;
  Statement query(database, R"sql(
    select id, name, text, value, is_other, is_exclusive, is_new
    from question_option
    where question_id = ?
    order by is_new, position, id
  )sql");
  query.bind(question_row_id);
  while (query.step()) {
    QuestionOption option{.row_id = query.integer(0), .id = query.text(1), .text = query.text(2)};
    if (!query.is_null(3)) option.value = query.number(3);
    option.is_other = query.integer(4) == 1;
    option.is_exclusive = query.integer(5) == 1;
    option.is_new = query.integer(6) == 1;
    options.push_back(std::move(option));
  }
  return options;
}

std::vector<SurveyTheme> stored_themes(Database& database, std::int64_t question_row_id) {
  std::vector<SurveyTheme> themes;
  Statement query(database, R"sql(
    select id, name, title, definition from theme where question_id = ? order by position, id
  )sql");
  query.bind(question_row_id);
  while (query.step()) {
    themes.push_back({.row_id = query.integer(0),
                      .id = query.text(1),
                      .name = query.text(2),
                      .definition = query.text(3)});
  }
  return themes;
}

template <std::size_t Count>
std::size_t place_of(const std::array<std::string_view, Count>& ids, std::string_view id) {
  return static_cast<std::size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
}

}  // namespace

std::int64_t store_instrument(Database& database, Instrument& instrument) {
  const std::int64_t id = store_version(database, instrument);
  std::int64_t position = 0;
  for (SurveyQuestion& question : instrument.questions) {
    question.row_id = store_question(database, question, position++);
    for (std::size_t i = 0; i < question.options.size(); ++i) {
      QuestionOption& option = question.options[i];
      option.row_id = store_option(database, question.row_id, option, static_cast<std::int64_t>(i));
    }
    for (std::size_t i = 0; i < question.themes.size(); ++i) {
      SurveyTheme& theme = question.themes[i];
      theme.row_id = store_theme(database, question.row_id, theme, static_cast<std::int64_t>(i));
    }
  }
  store_conditions(database, instrument);
  return id;
}

std::int64_t store_new_option(Database& database, const SurveyQuestion& question,
                              const QuestionOption& option) {
  return store_option(database, question.row_id, option,
                      static_cast<std::int64_t>(question.options.size()));
}

std::optional<Instrument> stored_instrument(Database& database) {
  Statement query(database, R"sql(
    select name, version, title, content from instrument order by version desc limit 1
  )sql");
  if (!query.step()) return std::nullopt;
  Instrument instrument;
  instrument.name = query.text(0);
  instrument.version = query.integer(1);
  instrument.title = query.text(2);
  instrument.content = query.text(3);
  return instrument;
}

std::vector<SurveyQuestion> survey_questions(Database& database) {
  std::vector<SurveyQuestion> questions;
  Statement query(database, R"sql(
    select id, name, text, topic, kind, purpose, feeds from question order by position, id
  )sql");
  while (query.step()) {
    SurveyQuestion question{.row_id = query.integer(0), .id = query.text(1), .text = query.text(2)};
    question.topic = query.text(3);
    question.kind = static_cast<QuestionKind>(place_of(kQuestionKinds, query.view(4)));
    question.purpose = static_cast<QuestionPurpose>(place_of(kQuestionPurposes, query.view(5)));
    question.table = query.optional_text(6);
    questions.push_back(std::move(question));
  }
  for (SurveyQuestion& question : questions) {
    question.options = stored_options(database, question.row_id);
    question.themes = stored_themes(database, question.row_id);
  }
  return questions;
}

const SurveyQuestion& find_question(const std::vector<SurveyQuestion>& questions,
                                    std::string_view id) {
  std::vector<std::string> ids;
  for (const SurveyQuestion& question : questions) {
    if (question.id == id) return question;
    ids.push_back(question.id);
  }
  if (ids.empty()) {
    throw Error("the study has no survey")
        .help("`faultline survey import FILE --instrument NAME` brings one");
  }
  Error unknown(fmt::format("'{}' is not a question of the survey", id));
  if (const auto meant = nearest(id, ids)) {
    throw unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help(fmt::format("its questions are: {}", join(ids, ", ")));
}

std::vector<std::int64_t> asking_options(Database& database, std::int64_t question_row_id) {
  std::vector<std::int64_t> options;
  Statement query(database, "select option_id from question_condition where question_id = ?");
  query.bind(question_row_id);
  while (query.step()) options.push_back(query.integer(0));
  return options;
}

}  // namespace faultline::data
