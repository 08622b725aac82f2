#include "data/issues.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

#include "base/nearest.h"
#include "base/text.h"
#include "data/issue_search.h"
#include "data/labels.h"
#include "data/newest_labels.h"
#include "data/statement.h"

namespace faultline::data {

void store_repositories(Database& database, const StudyFile& study) {
  Statement insert(database, R"sql(
    insert into repository (name, converter, position)
    values (?, ?, ?)
    on conflict (name) do update
    set converter = excluded.converter, position = excluded.position
  )sql");
  int position = 0;
  for (const ConverterProtocol& converter : study.converters) {
    insert.bind(converter.repository, converter.name, position++).run();
  }
}

std::vector<Repository> repositories(Database& database) {
  std::vector<Repository> found;
  Statement query(database, "select id, name, converter from repository order by position, id");
  while (query.step()) found.push_back({query.integer(0), query.text(1), query.text(2)});
  return found;
}

void for_each_issue_id(
    Database& database,
    const std::function<void(std::int64_t issue, std::int64_t repository)>& take) {
  Statement query(database, "select id, repository_id from issue order by id");
  while (query.step()) take(query.integer(0), query.integer(1));
}

IssueRegistry::IssueRegistry(Database& database)
    : new_issues_(database),
      complete_(database, R"sql(
        update issue
        set title = coalesce(title, ?), url = coalesce(url, ?),
          created_at = coalesce(created_at, ?),
          latest_onnx_release = coalesce(latest_onnx_release, ?)
        where id = ?
      )sql"),
      index_text_(database, R"sql(
        insert into issue_text (rowid, title, body)
        select id, title, body
        from issue
        where id = ? and (title is not null or body is not null)
      )sql"),
      unindex_text_(database, R"sql(
        insert into issue_text (issue_text, rowid, title, body)
        select 'delete', id, title, body
        from issue
        where id = ? and (title is not null or body is not null)
      )sql") {
  Statement query(database, "select repository_id, number, id from issue");
  while (query.step()) {
    ids_[query.integer(0)].emplace(query.integer(1), query.integer(2));
    newest_id_ = std::max(newest_id_, query.integer(2));
  }
}

std::int64_t IssueRegistry::find_or_add(std::int64_t repository_id, std::int64_t number,
                                        const IssueFacts& facts) {
  const auto [known, is_new] = ids_[repository_id].try_emplace(number, newest_id_ + 1);
  if (is_new) {
    new_issues_.add({++newest_id_, repository_id, number, facts});
    ++added_;
    if (!facts.title) return known->second;
    finish();
    index_text_.bind(known->second).run();
  } else if (facts.title || facts.url || facts.created_at || facts.latest_onnx_release) {
    finish();
    unindex_text_.bind(known->second).run();
    complete_
        .bind(facts.title, facts.url, facts.created_at, facts.latest_onnx_release, known->second)
        .run();
    index_text_.bind(known->second).run();
  }
  return known->second;
}

RaterPreference prefer_rater(Database& database, const std::optional<std::string>& rater) {
  std::vector<std::string> names;
  std::vector<std::int64_t> ids;
  Statement query(database, "select name, id from rater order by id");
  while (query.step()) {
    names.push_back(query.text(0));
    ids.push_back(query.integer(1));
  }
  Statement has_labels(database, "select exists (select 1 from label where rater_id = ?)");
  const auto id_of = [&](std::string_view name) -> std::optional<std::int64_t> {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return ids[static_cast<std::size_t>(found - names.begin())];
  };
  if (rater) {
    if (const auto id = id_of(*rater)) return {{*id}, "rater " + *rater};
    Error unknown(fmt::format("the study has no rater '{}'", *rater));
    if (const auto meant = nearest(*rater, names)) {
      throw unknown.help(fmt::format("the nearest one is '{}'", *meant));
    }
    throw unknown.help(names.empty() ? "nobody has labelled anything yet"
                                     : "its raters are: " + join(names, ", "));
  }
  RaterPreference preference;
  std::vector<std::string> chosen;
  if (const auto consensus = id_of(kConsensusRater)) {
    preference.rater_ids.push_back(*consensus);
    chosen.emplace_back(kConsensusRater);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == kConsensusRater) continue;
    has_labels.bind(ids[i]).step();
    if (has_labels.integer(0) == 0) continue;
    preference.rater_ids.push_back(ids[i]);
    chosen.push_back(names[i]);
    break;
  }
  preference.description = chosen.empty() ? "no rater yet" : "rater " + join(chosen, ", else ");
  return preference;
}

std::map<std::string, std::int64_t> code_ids(Database& database, const std::string& dimension) {
  std::map<std::string, std::int64_t> ids;
  Statement query(database, R"sql(
    select code.name, code.id
    from code
    join dimension on dimension.id = code.dimension_id
    where dimension.name = ?
  )sql");
  query.bind(dimension);
  while (query.step()) ids.emplace(query.text(0), query.integer(1));
  return ids;
}

std::vector<IssueCode> current_codes(Database& database, const std::string& dimension,
                                     const RaterPreference& raters) {
  std::vector<IssueCode> codes;
  std::ptrdiff_t rank_of_last = 0;
  for_each_newest_label(database, dimension, [&](const NewestLabel& label) {
    const auto preferred = std::ranges::find(raters.rater_ids, label.rater_id);
    if (preferred == raters.rater_ids.end()) return;
    const std::ptrdiff_t rank = preferred - raters.rater_ids.begin();
    const bool same_issue = !codes.empty() && codes.back().issue_id == label.issue_id;
    if (same_issue && rank > rank_of_last) return;
    if (!same_issue) codes.emplace_back();
    codes.back() = {label.issue_id, label.code_id};
    rank_of_last = rank;
  });
  return codes;
}

std::vector<IssueDay> issue_days(Database& database) {
  std::vector<IssueDay> days;
  Statement query(database, R"sql(
    select id, created_at
    from issue
    where created_at is not null
    order by id
  )sql");
  while (query.step()) {
    if (const auto day = day_of(query.view(1))) days.push_back({query.integer(0), *day});
  }
  return days;
}

namespace {

std::vector<std::int64_t> issues_with_codes(Database& database, const std::string& dimension,
                                            const std::vector<std::string>& codes,
                                            const RaterPreference& raters) {
  const std::map<std::string, std::int64_t> ids = code_ids(database, dimension);
  std::set<std::int64_t> wanted;
  for (const std::string& code : codes) {
    const auto found = ids.find(code);
    if (found != ids.end()) wanted.insert(found->second);
  }
  std::vector<std::int64_t> issues;
  for (const IssueCode& labelled : current_codes(database, dimension, raters)) {
    if (wanted.contains(labelled.code_id)) issues.push_back(labelled.issue_id);
  }
  return issues;
}

/// The issues that every condition on codes holds for; no value where there is no condition.
std::optional<std::vector<std::int64_t>> issues_by_codes(Database& database,
                                                         const IssueQuery& query) {
  std::optional<std::vector<std::int64_t>> kept;
  for (const auto& [dimension, codes] : query.codes) {
    std::vector<std::int64_t> issues = issues_with_codes(database, dimension, codes, query.raters);
    if (!kept) {
      kept = std::move(issues);
      continue;
    }
    std::vector<std::int64_t> both;
    std::set_intersection(kept->begin(), kept->end(), issues.begin(), issues.end(),
                          std::back_inserter(both));
    kept = std::move(both);
  }
  return kept;
}

bool is_one_of(const std::vector<std::string>& allowed, std::string_view value) {
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

bool was_opened_in(const std::optional<Period>& period,
                   const std::optional<std::string>& created_at) {
  if (!period) return true;
  const auto day = created_at ? day_of(*created_at) : std::nullopt;
  return day && period->contains(*day);
}

bool has_search(const IssueQuery& query) { return query.search && !trim(*query.search).empty(); }

/// The text of a query's conditions that SQL decides; converters and releases are compared by the
/// caller.
std::string conditions(const IssueQuery& query) {
  std::string sql = has_search(query) ? "issue.id = ?" : "true";
  if (!query.step) return sql;
  switch (*query.step) {
    case FunnelStep::kRelevant:
    case FunnelStep::kEvidence:
      return sql + fmt::format(R"sql( and exists (
        select 1
        from screening
        where screening.issue_id = issue.id and screening.step = '{}' and screening.kept
      ))sql",
                               kFunnelSteps.at(static_cast<std::size_t>(*query.step)).id);
    case FunnelStep::kSampled:
      return sql + R"sql( and issue.id in (
        select issue_id
        from sample_item
        where sample_id in (select id from sample where kind = 'main')
      ))sql";
  }
  return sql;
}

}  // namespace

std::vector<std::int64_t> issues_of_step(Database& database, FunnelStep step) {
  Statement query(database, fmt::format("select id from issue where {} order by id",
                                        conditions({.step = step})));
  std::vector<std::int64_t> ids;
  while (query.step()) ids.push_back(query.integer(0));
  return ids;
}

namespace {

/// Reads issues of a query, each whole.
class IssueReader {
 public:
  IssueReader(Database& database, const IssueQuery& query)
      : query_(&query),
        by_codes_(issues_by_codes(database, query)),
        issues_(database, fmt::format(R"sql(
          select issue.id, repository.name, repository.converter, issue.number, issue.title,
            issue.state, issue.author, issue.created_at, issue.closed_at,
            coalesce(issue.url,
              'https://github.com/' || repository.name || '/issues/' || issue.number),
            coalesce(issue.latest_onnx_release,
              (select max(released) from operator_set where released <= substr(created_at, 1, 10)),
              ''),
            (select count(*) from comment where comment.issue_id = issue.id)
          from issue
          join repository on repository.id = issue.repository_id
          where {}
          order by repository.position, repository.id, issue.number
        )sql",
                                      conditions(query))),
        labels_(database, "select name from issue_label where issue_id = ? order by name") {}

  /// For a search: goes to one issue.
  void seek(std::int64_t issue_id) { issues_.bind(issue_id); }

  /// The next issue that all conditions hold for.
  std::optional<IssueSummary> next() {
    while (issues_.step()) {
      const std::int64_t id = issues_.integer(0);
      if (by_codes_ && !std::binary_search(by_codes_->begin(), by_codes_->end(), id)) continue;
      if (!is_one_of(query_->converters, issues_.view(2))) continue;
      if (!is_one_of(query_->releases, issues_.view(10))) continue;
      if (!was_opened_in(query_->period, issues_.optional_text(7))) continue;
      IssueSummary issue{.id = id,
                         .repository = issues_.text(1),
                         .converter = issues_.text(2),
                         .number = issues_.integer(3),
                         .title = issues_.optional_text(4),
                         .state = issues_.optional_text(5),
                         .author = issues_.optional_text(6),
                         .created_at = issues_.optional_text(7),
                         .closed_at = issues_.optional_text(8),
                         .labels = {},
                         .url = issues_.text(9),
                         .comments = issues_.integer(11),
                         .snippet = {}};
      labels_.bind(id);
      while (labels_.step()) issue.labels.push_back(labels_.text(0));
      return issue;
    }
    return std::nullopt;
  }

 private:
  const IssueQuery* query_;
  std::optional<std::vector<std::int64_t>> by_codes_;
  Statement issues_;
  Statement labels_;
};

std::vector<IssueSummary> search_issues(Database& database, const IssueQuery& query,
                                        std::size_t limit) {
  IssueSearch search(database, *query.search);
  IssueReader reader(database, query);
  std::vector<IssueSummary> found;
  const auto take = [&](const std::vector<std::int64_t>& ids) {
    for (const std::int64_t id : ids) {
      if (found.size() == limit) return;
      reader.seek(id);
      std::optional<IssueSummary> issue = reader.next();
      if (!issue) continue;
      issue->snippet = search.snippet(id);
      found.push_back(std::move(*issue));
    }
  };
  take(search.ranked());
  if (found.size() < limit) take(search.others());
  return found;
}

}  // namespace

std::vector<IssueSummary> find_issues(Database& database, const IssueQuery& query) {
  const std::size_t limit = query.limit.value_or(std::numeric_limits<std::size_t>::max());
  if (has_search(query)) return search_issues(database, query, limit);
  IssueReader reader(database, query);
  std::vector<IssueSummary> found;
  while (found.size() < limit) {
    std::optional<IssueSummary> issue = reader.next();
    if (!issue) break;
    found.push_back(std::move(*issue));
  }
  return found;
}

}  // namespace faultline::data
