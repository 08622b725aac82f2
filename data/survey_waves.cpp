#include "data/survey_waves.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/statement.h"

namespace faultline::data {

std::vector<SurveyWave> survey_waves(Database& database) {
  std::vector<SurveyWave> waves;
  Statement query(database, R"sql(
    select id, number, file, fingerprint, imported_at, row_count, artefact_count, invited,
      population, (select count(*) from respondent where respondent.wave_id = survey_wave.id)
    from survey_wave
    order by number
  )sql");
  while (query.step()) {
    waves.push_back({.row_id = query.integer(0),
                     .number = query.integer(1),
                     .file = query.text(2),
                     .fingerprint = query.text(3),
                     .imported_at = query.text(4),
                     .rows = query.integer(5),
                     .artefacts = query.integer(6),
                     .invited = query.optional_integer(7),
                     .population = query.optional_integer(8),
                     .respondents = query.integer(9)});
  }
  return waves;
}

std::vector<SurveyWave> chosen_waves(Database& database, std::optional<std::int64_t> number) {
  std::vector<SurveyWave> waves = survey_waves(database);
  if (!number) return waves;
  const auto found = std::find_if(waves.begin(), waves.end(),
                                  [&](const SurveyWave& wave) { return wave.number == *number; });
  if (found == waves.end()) {
    throw Error(fmt::format("the survey has no wave {}", *number))
        .help(waves.empty() ? "`faultline survey import FILE --instrument NAME` brings one"
                            : fmt::format("its waves are numbered 1 to {}", waves.back().number));
  }
  return {*found};
}

std::vector<LeftOutRows> left_out_rows(Database& database, std::int64_t wave_row_id) {
  std::vector<LeftOutRows> rows;
  Statement query(database, R"sql(
    select reason, line from left_out_row where wave_id = ? order by line
  )sql");
  query.bind(wave_row_id);
  while (query.step()) {
    const auto known = std::find_if(rows.begin(), rows.end(), [&](const LeftOutRows& entry) {
      return entry.reason == query.view(0);
    });
    LeftOutRows& entry = known == rows.end() ? rows.emplace_back() : *known;
    entry.reason = query.text(0);
    entry.lines.push_back(query.integer(1));
  }
  return rows;
}

std::int64_t filled_cells(Database& database, const std::string& question) {
  Statement query(database, R"sql(
    select coalesce(sum(filled_cells), 0)
    from wave_question
    join question on question.id = wave_question.question_id
    where question.name = ?
  )sql");
  query.bind(question);
  query.step();
  return query.integer(0);
}

std::int64_t metadata_answers(Database& database, const std::string& question,
                              const std::string& option) {
  Statement query(database, R"sql(
    select count(*)
    from metadata_answer
    join question_option on question_option.id = metadata_answer.option_id
    join question on question.id = question_option.question_id
    where question.name = ? and question_option.name = ?
  )sql");
  query.bind(question, option);
  query.step();
  return query.integer(0);
}

std::optional<std::int64_t> wave_of_identity(Database& database, const std::string& identity) {
  Statement query(database, R"sql(
    select survey_wave.number
    from respondent
    join survey_wave on survey_wave.id = respondent.wave_id
    where respondent.identity = ?
  )sql");
  query.bind(identity);
  return query.step() ? std::optional(query.integer(0)) : std::nullopt;
}

void WaveWriter::RespondentRow::bind(Statement& statement) const {
  statement.bind_more(id, wave, line, identity);
}

void WaveWriter::AnswerRow::bind(Statement& statement) const {
  statement.bind_more(respondent, answer.question, answer.position, answer.option, answer.number);
  if (answer.text) {
    statement.bind_more(StableText(text));
  } else {
    statement.bind_more(std::optional<std::string_view>());
  }
}

WaveWriter::WaveWriter(Database& database, const SurveyWave& wave, std::int64_t instrument_row_id,
                       Moment now)
    : database_(&database), respondents_(database), answers_(database) {
  Statement insert(database, R"sql(
    insert into survey_wave (number, instrument_id, file, fingerprint, imported_at, row_count,
      artefact_count, invited, population)
    values ((select coalesce(max(number), 0) + 1 from survey_wave), ?, ?, ?, ?, ?, ?, ?, ?)
    returning id, number
  )sql");
  insert.bind(instrument_row_id, wave.file, wave.fingerprint, to_iso8601(now), wave.rows,
              wave.artefacts, wave.invited, wave.population);
  insert.step();
  wave_id_ = insert.integer(0);
  number_ = insert.integer(1);
  Statement last(database, "select coalesce(max(id), 0) from respondent");
  last.step();
  next_respondent_ = last.integer(0) + 1;
}

std::int64_t WaveWriter::add_respondent(std::int64_t line, const std::string& identity) {
  respondents_.add({.id = next_respondent_,
                    .wave = wave_id_,
                    .line = line,
                    .identity = identity.empty() ? std::nullopt : std::optional(identity)});
  return next_respondent_++;
}

void WaveWriter::add_answer(std::int64_t respondent, const NewAnswer& answer) {
  answers_.add({.respondent = respondent,
                .answer = answer,
                .text = std::string(answer.text.value_or(std::string_view()))});
}

void WaveWriter::add_personal_detail(std::int64_t respondent, const std::string& name,
                                     std::string_view value) {
  Statement(*database_, R"sql(
    insert into personal_detail (respondent_id, name, value) values (?, ?, ?)
  )sql")
      .bind(respondent, name, value)
      .run();
}

void WaveWriter::leave_out(std::int64_t line, std::string_view reason) {
  Statement(*database_, "insert into left_out_row (wave_id, line, reason) values (?, ?, ?)")
      .bind(wave_id_, line, reason)
      .run();
}

void WaveWriter::add_metadata_answer(std::int64_t line, std::int64_t option) {
  Statement(*database_, R"sql(
    insert into metadata_answer (wave_id, line, option_id) values (?, ?, ?) on conflict do nothing
  )sql")
      .bind(wave_id_, line, option)
      .run();
}

void WaveWriter::set_filled_cells(std::int64_t question, std::int64_t cells) {
  Statement(*database_, R"sql(
    insert into wave_question (wave_id, question_id, filled_cells) values (?, ?, ?)
  )sql")
      .bind(wave_id_, question, cells)
      .run();
}

void WaveWriter::finish() {
  respondents_.finish();
  answers_.finish();
}

}  // namespace faultline::data
