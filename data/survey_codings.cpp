#include "data/survey_codings.h"

#include <algorithm>
#include <utility>

#include "data/issues.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

/// A rater's newest coding of an answer, and when it was made.
struct Newest {
  Coding coding;
  std::string coded_at;
};

std::optional<Newest> newest_coding(Database& database, std::int64_t question_row_id,
                                    std::int64_t rater_id, std::int64_t respondent) {
  Statement query(database, R"sql(
    select id, coded_at, memo, withdrawn
    from coding
    where respondent_id = ? and question_id = ? and rater_id = ?
    order by coded_at desc
    limit 1
  )sql");
  query.bind(respondent, question_row_id, rater_id);
  if (!query.step()) return std::nullopt;
  Newest newest{.coding = {.respondent = respondent,
                           .memo = query.text(2),
                           .withdrawn = query.integer(3) != 0},
                .coded_at = query.text(1)};
  Statement themes(database, R"sql(
    select theme_id
    from coding_theme
    where coding_id = ?
    order by theme_id
  )sql");
  themes.bind(query.integer(0));
  while (themes.step()) newest.coding.themes.push_back(themes.integer(0));
  return newest;
}

}  // namespace

AddedCodings add_codings(Database& database, std::int64_t question_row_id, std::int64_t rater_id,
                         std::vector<Coding> codings, Moment now) {
  AddedCodings result;
  for (Coding& coding : codings) {
    std::sort(coding.themes.begin(), coding.themes.end());
    const auto newest = newest_coding(database, question_row_id, rater_id, coding.respondent);
    if (newest ? newest->coding == coding : coding.withdrawn) {
      ++result.known;
      continue;
    }
    Moment coded_at = now;
    if (newest) {
      const auto before = parse_iso8601(newest->coded_at);
      if (before && *before >= coded_at) coded_at = *before + std::chrono::milliseconds(1);
    }
    Statement insert(database, R"sql(
      insert into coding (respondent_id, question_id, rater_id, coded_at, memo, withdrawn)
      values (?, ?, ?, ?, ?, ?)
      returning id
    )sql");
    insert.bind(coding.respondent, question_row_id, rater_id, to_sortable_iso8601(coded_at),
                coding.memo, coding.withdrawn ? 1 : 0);
    insert.step();
    const std::int64_t id = insert.integer(0);
    for (const std::int64_t theme : coding.themes) {
      Statement(database, "insert into coding_theme (coding_id, theme_id) values (?, ?)")
          .bind(id, theme)
          .run();
    }
    ++result.added;
  }
  return result;
}

std::vector<Coding> current_codings(Database& database, std::int64_t question_row_id,
                                    const std::string& rater) {
  std::vector<Coding> codings;
  Statement query(database, R"sql(
    select coding.respondent_id, coding.memo, coding_theme.theme_id
    from current_coding as coding
    left join coding_theme on coding_theme.coding_id = coding.id
    where coding.question_id = ?
      and coding.rater_id = (select id from rater where name = ?)
    order by coding.respondent_id, coding_theme.theme_id
  )sql");
  query.bind(question_row_id, rater);
  while (query.step()) {
    if (codings.empty() || codings.back().respondent != query.integer(0)) {
      codings.push_back({.respondent = query.integer(0), .memo = query.text(1)});
    }
    if (const auto theme = query.optional_integer(2)) codings.back().themes.push_back(*theme);
  }
  return codings;
}

std::optional<Coding> current_coding(Database& database, std::int64_t question_row_id,
                                     std::int64_t rater_id, std::int64_t respondent) {
  auto newest = newest_coding(database, question_row_id, rater_id, respondent);
  if (!newest || newest->coding.withdrawn) return std::nullopt;
  return std::move(newest->coding);
}

std::vector<std::string> coders(Database& database, std::int64_t question_row_id) {
  std::vector<std::string> names;
  Statement query(database, R"sql(
    select name
    from rater
    where id in (select rater_id from current_coding where question_id = ?)
    order by id
  )sql");
  query.bind(question_row_id);
  while (query.step()) names.push_back(query.text(0));
  return names;
}

std::optional<std::string> prefer_coder(Database& database, std::int64_t question_row_id,
                                        const std::optional<std::string>& named) {
  const std::vector<std::string> names = coders(database, question_row_id);
  const auto has = [&](std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (named && has(*named)) return named;
  if (names.empty()) return std::nullopt;
  return has(kConsensusRater) ? std::string(kConsensusRater) : names.front();
}

}  // namespace faultline::data
