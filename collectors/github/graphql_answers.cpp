#include "collectors/github/graphql_answers.h"

#include <algorithm>
#include <cstdlib>

#include "collectors/github/graphql_reader.h"
#include "collectors/github/json_fields.h"

namespace faultline::collectors {

namespace {

using Json = nlohmann::json;

/// The part of an answer that belongs to the subject of this place.
const Json& part(const GraphqlData& answer, const std::string& name, std::size_t place) {
  return member_or_null(answer.data, (name + "_" + std::to_string(place)).c_str());
}

const Json& entry(const Json& list, std::size_t place) {
  static const Json kNull;
  return place < list.size() ? list[place] : kNull;
}

std::int64_t issue_number(const std::string& subject) {
  return std::strtoll(subject.c_str(), nullptr, 10);
}

}  // namespace

GraphqlAnswers::GraphqlAnswers(data::Database& database, IssueIntake& intake,
                               std::int64_t repository_id)
    : database_(database), intake_(intake), repository_id_(repository_id) {}

bool GraphqlAnswers::apply(const GraphqlData& answer) {
  const std::int64_t before = intake_.writes();
  const std::string& about = answer.question.about;
  if (about == "repository") {
    const Json& repository = member_or_null(answer.data, "repository");
    return data::store_popularity(
        database_, repository_id_,
        {answer.received_at, required_integer(repository, "stargazerCount"),
         required_integer(repository, "forkCount"),
         required_integer(member_or_null(repository, "closed"), "totalCount")});
  }
  if (about == "issues") apply_issues(answer);
  if (about == "issues_by_id") apply_issues_by_id(answer);
  if (about == "timeline_pages") apply_timeline_pages(answer);
  if (about == "fixes") apply_fixes(answer);
  if (about == "file_pages") apply_file_pages(answer);
  if (about == "states") apply_states(answer);
  return intake_.writes() != before;
}

void GraphqlAnswers::take_issue(const Json& node, const data::CollectedIssue& issue,
                                const std::string& received_at) {
  const TimelinePage page = read_graphql_timeline(member_or_null(node, "timelineItems"));
  intake_.begin_issue(issue, received_at);
  intake_.take_timeline(issue.number, page, issue.node_id, page.next, received_at);
}

void GraphqlAnswers::apply_issues(const GraphqlData& answer) {
  const Json& list = member_or_null(member_or_null(answer.data, "repository"), "issues");
  const Json& info = member_or_null(list, "pageInfo");
  next_.reset();
  last_updated_.reset();
  if (is_true(info, "hasNextPage")) next_ = optional_text(info, "endCursor");
  for (const Json& node : list_or_empty(list, "nodes")) {
    if (!node.is_object()) continue;
    const data::CollectedIssue issue = read_graphql_issue(node);
    last_updated_ = std::max(last_updated_.value_or(""), issue.updated_at);
    if (!intake_.wants(issue, answer.question.filter) || intake_.is_up_to_date(issue)) continue;
    take_issue(node, issue, answer.received_at);
  }
}

void GraphqlAnswers::apply_issues_by_id(const GraphqlData& answer) {
  missing_.clear();
  const Json& nodes = list_or_empty(answer.data, "nodes");
  for (std::size_t i = 0; i < answer.question.subjects.size(); ++i) {
    const std::int64_t number = issue_number(answer.question.subjects[i]);
    const Json& node = entry(nodes, i);
    if (!node.is_object() || optional_integer(node, "number") != number) {
      missing_.push_back(number);
      continue;
    }
    take_issue(node, read_graphql_issue(node), answer.received_at);
  }
}

void GraphqlAnswers::apply_timeline_pages(const GraphqlData& answer) {
  for (std::size_t i = 0; i < answer.question.subjects.size(); ++i) {
    const std::int64_t number = issue_number(answer.question.subjects[i]);
    const Json& node = part(answer, "page", i);
    if (!node.is_object()) {
      // Gone while it was being read: asked for as a whole, it will be missing.
      intake_.restart_issue(number);
      continue;
    }
    const TimelinePage page = read_graphql_timeline(member_or_null(node, "timelineItems"));
    intake_.take_timeline(number, page, {}, page.next, answer.received_at);
  }
}

void GraphqlAnswers::apply_fixes(const GraphqlData& answer) {
  const Json& nodes = list_or_empty(answer.data, "nodes");
  for (std::size_t i = 0; i < answer.question.subjects.size(); ++i) {
    const data::FixName name = parse_fix_subject(answer.question.subjects[i]);
    const Json& node = entry(nodes, i);
    if (!node.is_object() || !node.contains("id")) {
      intake_.take_fix(name, {}, {}, {}, answer.received_at);
      continue;
    }
    data::NamedFix named = read_graphql_fix(node);
    const FilePage page = read_graphql_files(member_or_null(node, "files"));
    named.fix.files = page.files;
    named.fix.files_complete = named.fix.kind == "pull-request" && !page.next;
    intake_.take_fix(name, named.fix, named.node_id, page.next, answer.received_at);
  }
}

void GraphqlAnswers::apply_file_pages(const GraphqlData& answer) {
  for (std::size_t i = 0; i < answer.question.subjects.size(); ++i) {
    const FilePage page = read_graphql_files(member_or_null(part(answer, "page", i), "files"));
    intake_.take_files(parse_fix_subject(answer.question.subjects[i]), page, page.next,
                       answer.received_at);
  }
}

void GraphqlAnswers::apply_states(const GraphqlData& answer) {
  for (std::size_t i = 0; i < answer.question.subjects.size(); ++i) {
    const Json& nodes =
        list_or_empty(answer.data, ("nodes_" + std::to_string(i / kIdsPerPart)).c_str());
    const std::optional<std::string> state = read_graphql_state(entry(nodes, i % kIdsPerPart));
    if (!state || *state == "open") continue;
    const data::OpenSource source = parse_reference_subject(answer.question.subjects[i]);
    intake_.ask_again(
        data::issues_referring_to(database_, repository_id_, source.repository, source.number));
  }
}

}  // namespace faultline::collectors
