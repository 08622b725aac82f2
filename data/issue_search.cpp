#include "data/issue_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

/// Each word in quotation marks, so that nothing a user types is taken for FTS5's query language.
std::string quoted_words(const std::string& search) {
  std::string words;
  for (const std::string& word : split(search, ' ')) {
    if (word.empty()) continue;
    std::string escaped;
    for (const char c : word) escaped += c == '"' ? std::string("\"\"") : std::string(1, c);
    words += fmt::format("{}\"{}\"", words.empty() ? "" : " ", escaped);
  }
  return words;
}

}  // namespace

IssueSearch::IssueSearch(Database& database, const std::string& words)
    : database_(&database), query_(quoted_words(words)) {}

std::vector<std::int64_t> IssueSearch::ranked() {
  // A smaller rank is a better one. With a limit inside, FTS5 hands out the newest texts first and
  // computes the rank of no others.
  Statement matches(*database_, R"sql(
    select id, rank
    from (
      select rowid as id, bm25(issue_text, 4.0, 1.0) as rank
      from issue_text
      where issue_text match ?1
      order by rowid desc
      limit ?2
    )
    union all
    select comment.issue_id, match.rank
    from (
      select rowid as id, rank
      from comment_text
      where comment_text match ?1
      order by rowid desc
      limit ?2
    ) as match
    join comment on comment.id = match.id
  )sql");
  matches.bind(query_, kMostRanked);
  std::unordered_map<std::int64_t, double> best;
  while (matches.step()) {
    const auto [known, is_new] = best.try_emplace(matches.integer(0), matches.number(1));
    if (!is_new) known->second = std::min(known->second, matches.number(1));
  }
  std::vector<std::pair<double, std::int64_t>> order;
  order.reserve(best.size());
  for (const auto& [issue_id, rank] : best) order.emplace_back(rank, -issue_id);
  std::sort(order.begin(), order.end());
  std::vector<std::int64_t> ids;
  ids.reserve(order.size());
  for (const auto& [rank, negative_id] : order) ids.push_back(-negative_id);
  ranked_.insert(ids.begin(), ids.end());
  return ids;
}

std::vector<std::int64_t> IssueSearch::others() {
  Statement matches(*database_, R"sql(
    select rowid
    from issue_text
    where issue_text match ?1
    union
    select comment.issue_id
    from comment_text
    join comment on comment.id = comment_text.rowid
    where comment_text match ?1
    order by 1 desc
  )sql");
  matches.bind(query_);
  std::vector<std::int64_t> ids;
  while (matches.step()) {
    if (!ranked_.contains(matches.integer(0))) ids.push_back(matches.integer(0));
  }
  return ids;
}

std::string IssueSearch::snippet(std::int64_t issue_id) {
  Statement in_issue(*database_, R"sql(
    select snippet(issue_text, -1, '[', ']', ' ... ', 12)
    from issue_text
    where issue_text match ? and rowid = ?
  )sql");
  in_issue.bind(query_, issue_id);
  if (in_issue.step()) return in_issue.text(0);
  Statement comments(*database_, R"sql(
    select id from comment where issue_id = ? order by created_at, id
  )sql");
  Statement in_comment(*database_, R"sql(
    select snippet(comment_text, -1, '[', ']', ' ... ', 12)
    from comment_text
    where comment_text match ? and rowid = ?
  )sql");
  comments.bind(issue_id);
  while (comments.step()) {
    in_comment.bind(query_, comments.integer(0));
    if (in_comment.step()) return in_comment.text(0);
  }
  return {};
}

void rebuild_text_indices(Database& database) {
  for (const std::string_view index : kTextIndices) {
    database.run(fmt::format("insert into {0} ({0}) values ('rebuild')", index));
    if (index == kTextIndices.front()) {
      // Issues of which only the number is known are not in it, as elsewhere.
      database.run(R"sql(
        insert into issue_text (issue_text, rowid, title, body)
        select 'delete', id, title, body
        from issue
        where title is null and body is null
      )sql");
    }
    database.run(fmt::format("insert into {0} ({0}) values ('optimize')", index));
  }
}

}  // namespace faultline::data
