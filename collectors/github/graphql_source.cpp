#include "collectors/github/graphql_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "collectors/github/json_fields.h"
#include "collectors/github/query_text.h"
#include "collectors/github/search_text.h"

namespace faultline::collectors {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kReferencesAtOnce = 1000;

bool carries_all(const Json& node, const std::vector<std::string>& labels) {
  std::vector<std::string> carried;
  for (const Json& label : list_or_empty(member_or_null(node, "labels"), "nodes")) {
    carried.push_back(to_lower(optional_text(label, "name").value_or("")));
  }
  return std::ranges::all_of(labels, [&](const std::string& label) {
    return std::ranges::find(carried, to_lower(label)) != carried.end();
  });
}

}  // namespace

GraphqlSource::GraphqlSource(CollectionSession& session)
    : session_(session),
      answers_(session.database(), session.intake(), session.repository_id()),
      rest_(session) {}

Json GraphqlSource::repository_variables() const {
  const std::string& name = session_.name();
  const std::size_t slash = name.find('/');
  return {{"owner", name.substr(0, slash)}, {"name", name.substr(slash + 1)}};
}

Json GraphqlSource::filter_variables() const {
  Json variables = repository_variables();
  const data::ConverterProtocol& protocol = session_.protocol();
  if (protocol.state != "all") {
    variables["states"] = {protocol.state == "open" ? "OPEN" : "CLOSED"};
  }
  if (!protocol.labels.empty()) variables["labels"] = protocol.labels;
  return variables;
}

/// No value where GitHub cannot compute so much at once.
std::optional<GraphqlAnswer> GraphqlSource::ask(const Asked& asked, bool smallest) {
  GraphqlAnswer answer = session_.client().graphql(
      asked.text, asked.question.variables, smallest ? PageSize::kSmallest : PageSize::kReducible);
  if (answer.too_much) return std::nullopt;
  return answer;
}

void GraphqlSource::store(const Asked& asked, const GraphqlAnswer& answer) {
  const data::Response response{.method = "POST",
                                .url = session_.client().endpoint().graphql,
                                .request = to_json_text(asked.question),
                                .status = 200,
                                .received_at = answer.received_at,
                                .body = answer.body};
  session_.record({response}, [&] {
    const bool wrote = answers_.apply({asked.question, answer.data, answer.received_at});
    if (asked.question.about == "issues" && answers_.last_updated()) {
      session_.set_cursor(*answers_.last_updated());
    }
    return wrote;
  });
}

/// Asks what `make` returns, which is called again after each change of the two sizes: how many
/// things at once, and how much of each.
template <typename Make>
void GraphqlSource::ask_batch(BatchSize& size, BatchSize& inner, const Make& make) {
  for (;;) {
    const Asked asked = make();
    const bool smallest = size.is_least() && inner.is_least();
    if (const auto answer = ask(asked, smallest)) {
      size.grow();
      inner.grow();
      store(asked, *answer);
      return;
    }
    (size.is_least() ? inner : size).shrink();
  }
}

std::optional<RepositoryFacts> GraphqlSource::read_repository() {
  const data::ConverterProtocol& protocol = session_.protocol();
  Asked asked{{.about = "repository", .variables = filter_variables()}, query_text("repository")};
  asked.question.variables["search"] =
      issue_search_text(session_.name(), protocol.state, protocol.labels);
  const GraphqlAnswer answer = *ask(asked, true);
  const Json& repository = member_or_null(answer.data, "repository");
  if (!repository.is_object()) return std::nullopt;
  RepositoryFacts facts{.name = required_text(repository, "nameWithOwner"),
                        .archived = is_true(repository, "isArchived")};
  facts.matching = protocol.labels.size() > 1
                       ? required_integer(member_or_null(answer.data, "all_labels"), "issueCount")
                       : required_integer(member_or_null(repository, "any_label"), "totalCount");
  session_.set_name(facts.name);
  asked.question.repository = facts.name;
  facts_ = {std::move(asked), answer};
  return facts;
}

void GraphqlSource::store_repository() {
  if (facts_) store(facts_->first, facts_->second);
  facts_.reset();
}

std::vector<std::string> GraphqlSource::read_labels() {
  std::vector<std::string> labels;
  Asked asked{{.about = "labels", .variables = repository_variables()}, query_text("labels")};
  for (;;) {
    const GraphqlAnswer answer = *ask(asked, true);
    const Json& list = member_or_null(member_or_null(answer.data, "repository"), "labels");
    for (const Json& node : list_or_empty(list, "nodes")) {
      labels.push_back(required_text(node, "name"));
    }
    const Json& info = member_or_null(list, "pageInfo");
    const auto end = optional_text(info, "endCursor");
    if (!is_true(info, "hasNextPage") || !end) return labels;
    asked.question.variables["after"] = *end;
  }
}

bool GraphqlSource::read_list_page() {
  const std::string text = query_text("issues");
  ask_batch(issues_, items_, [&] {
    Asked asked{{.about = "issues", .filter = session_.filter(), .variables = filter_variables()},
                text};
    Json& variables = asked.question.variables;
    variables["first"] = issues_.now();
    variables["items"] = items_.now();
    if (after_) {
      variables["after"] = *after_;
      if (since_) variables["since"] = *since_;
    } else {
      since_ = session_.run().since;
      if (const auto cursor = session_.cursor()) since_ = a_second_before(*cursor);
      if (since_) variables["since"] = *since_;
    }
    return asked;
  });
  after_ = answers_.next();
  return after_.has_value();
}

bool GraphqlSource::read_pending(bool few) {
  data::PendingQueue& queue = session_.intake().pending();
  const std::int64_t repository = session_.repository_id();
  const auto ask_kind = [&](const char* kind, BatchSize& size, BatchSize& inner, auto make) {
    const std::int64_t waiting = queue.count(repository, kind);
    if (waiting == 0 || (!few && waiting < size.now())) return false;
    ask_batch(size, inner,
              [&] { return (this->*make)(queue.oldest(repository, kind, size.now())); });
    return true;
  };
  if (ask_kind("issue", issues_, items_, &GraphqlSource::issues_by_id)) {
    for (const std::int64_t number : answers_.missing()) rest_.ask_gone(number);
    return true;
  }
  return ask_kind("timeline", pages_, items_, &GraphqlSource::timeline_pages) ||
         ask_kind("fix", fixes_, files_, &GraphqlSource::fixes) ||
         ask_kind("files", pages_, files_, &GraphqlSource::file_pages);
}

/// Asks for what the rows name, whole.
GraphqlSource::Asked GraphqlSource::by_id(const std::string& query, Json variables,
                                          const std::vector<data::Pending>& rows) {
  Asked asked{{.about = query, .variables = std::move(variables)}, query_text(query)};
  asked.question.variables["ids"] = Json::array();
  for (const data::Pending& row : rows) {
    asked.question.subjects.push_back(row.subject);
    asked.question.variables["ids"].push_back(row.node_id.value_or(""));
  }
  return asked;
}

/// Asks for the next page of a list of each row.
/// @param owner  what the query calls whose list it is
GraphqlSource::Asked GraphqlSource::next_pages(const std::string& query, Json variables,
                                               const std::string& owner,
                                               const std::vector<data::Pending>& rows) {
  Asked asked{{.about = query, .variables = std::move(variables)}, query_text(query, rows.size())};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    asked.question.subjects.push_back(rows[i].subject);
    asked.question.variables[fmt::format("{}_{}", owner, i)] = rows[i].node_id.value_or("");
    asked.question.variables[fmt::format("after_{}", i)] = rows[i].next.value_or("");
  }
  return asked;
}

GraphqlSource::Asked GraphqlSource::issues_by_id(const std::vector<data::Pending>& rows) const {
  return by_id("issues_by_id", {{"items", items_.now()}}, rows);
}

GraphqlSource::Asked GraphqlSource::timeline_pages(const std::vector<data::Pending>& rows) const {
  return next_pages("timeline_pages", {{"items", items_.now()}}, "issue", rows);
}

GraphqlSource::Asked GraphqlSource::fixes(const std::vector<data::Pending>& rows) const {
  return by_id("fixes", {{"files", files_.now()}}, rows);
}

GraphqlSource::Asked GraphqlSource::file_pages(const std::vector<data::Pending>& rows) const {
  return next_pages("file_pages", {{"files", files_.now()}}, "pull_request", rows);
}

std::vector<data::IssueNode> GraphqlSource::read_numbers() {
  std::vector<data::IssueNode> issues;
  Asked asked{{.about = "issue_numbers", .variables = filter_variables()},
              query_text("issue_numbers")};
  for (;;) {
    const GraphqlAnswer answer = *ask(asked, true);
    const Json& list = member_or_null(member_or_null(answer.data, "repository"), "issues");
    for (const Json& node : list_or_empty(list, "nodes")) {
      if (!carries_all(node, session_.protocol().labels)) continue;
      issues.push_back({required_integer(node, "number"), optional_text(node, "id")});
    }
    const Json& info = member_or_null(list, "pageInfo");
    const auto end = optional_text(info, "endCursor");
    if (!is_true(info, "hasNextPage") || !end) return issues;
    asked.question.variables["after"] = *end;
  }
}

void GraphqlSource::check_references() {
  std::vector<data::OpenSource> sources =
      data::open_sources(session_.database(), session_.repository_id());
  std::erase_if(sources, [](const data::OpenSource& source) { return !source.node_id; });
  for (std::size_t first = 0; first < sources.size(); first += kReferencesAtOnce) {
    const std::size_t count = std::min(kReferencesAtOnce, sources.size() - first);
    const std::size_t parts = (count + kIdsPerPart - 1) / kIdsPerPart;
    Asked asked{{.about = "states"}, query_text("states", parts)};
    asked.question.variables = Json::object();
    for (std::size_t i = 0; i < count; ++i) {
      const data::OpenSource& source = sources[first + i];
      asked.question.subjects.push_back(reference_subject(source.repository, source.number));
      asked.question.variables[fmt::format("ids_{}", i / kIdsPerPart)].push_back(*source.node_id);
    }
    store(asked, *ask(asked, true));
  }
}

}  // namespace faultline::collectors
