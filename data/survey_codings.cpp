#include "data/survey_codings.h"

#include <algorithm>
#include <map>
#include <utility>

#include "data/issues.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

/// What a rater's newest coding of an answer says, and when.
struct Newest {
  std::int64_t id = 0;
  std::string coded_at;
  std::string memo;
  std::vector<std::int64_t> themes;
};

std::map<std::int64_t, Newest> newest_codings(Database& database, std::int64_t question_row_id,
                                              std::int64_t rater_id) {
  std::map<std::int64_t, Newest> newest;
  Statement query(database, R"sql(
    select coding.respondent_id, coding.id, coding.coded_at, coding.memo, coding_theme.theme_id
    from current_coding as coding
    left join coding_theme on coding_theme.coding_id = coding.id
    where coding.question_id = ? and coding.rater_id = ?
    order by coding.respondent_id, coding_theme.theme_id
  )sql");
  query.bind(question_row_id, rater_id);
  while (query.step()) {
    Newest& entry = newest[query.integer(0)];
    entry.id = query.integer(1);
    entry.coded_at = query.text(2);
    entry.memo = query.text(3);
    if (const auto theme = query.optional_integer(4)) entry.themes.push_back(*theme);
  }
  return newest;
}

}  // namespace

AddedCodings add_codings(Database& database, std::int64_t question_row_id, std::int64_t rater_id,
                         std::vector<Coding> codings, Moment now) {
  AddedCodings result;
  const auto newest = newest_codings(database, question_row_id, rater_id);
  for (Coding& coding : codings) {
    std::sort(coding.themes.begin(), coding.themes.end());
    Moment coded_at = now;
    if (const auto earlier = newest.find(coding.respondent); earlier != newest.end()) {
      if (earlier->second.themes == coding.themes && earlier->second.memo == coding.memo) {
        ++result.known;
        continue;
      }
      const auto before = parse_iso8601(earlier->second.coded_at);
      if (before && *before >= coded_at) coded_at = *before + std::chrono::milliseconds(1);
    }
    Statement insert(database, R"sql(
      insert into coding (respondent_id, question_id, rater_id, coded_at, memo)
      values (?, ?, ?, ?, ?)
      returning id
    )sql");
    insert.bind(coding.respondent, question_row_id, rater_id, to_sortable_iso8601(coded_at),
                coding.memo);
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
  Statement id(database, "select id from rater where name = ?");
  id.bind(rater);
  if (!id.step()) return codings;
  for (auto& [respondent, newest] : newest_codings(database, question_row_id, id.integer(0))) {
    codings.push_back({.respondent = respondent, .themes = newest.themes, .memo = newest.memo});
  }
  return codings;
}

std::vector<std::string> coders(Database& database, std::int64_t question_row_id) {
  std::vector<std::string> names;
  Statement query(database, R"sql(
    select name
    from rater
    where id in (select rater_id from coding where question_id = ?)
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
