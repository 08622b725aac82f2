#include "collectors/github/rest_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "collectors/github/json_fields.h"
#include "collectors/github/rest_reader.h"
#include "collectors/github/search_text.h"
#include "data/parse_json.h"

namespace faultline::collectors {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kFullPage = 100;

/// A value within a URL's query (RFC 3986, section 2.1).
std::string escape(std::string_view text) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  std::string escaped;
  for (const char c : text) {
    const bool plain = kPlain.find(c) != std::string_view::npos;
    escaped += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return escaped;
}

std::string search_path(const std::string& repository, const std::string& state,
                        const std::vector<std::string>& labels) {
  return "/search/issues?per_page=1&q=" + escape(issue_search_text(repository, state, labels));
}

std::string filter_parameters(const data::ConverterProtocol& protocol) {
  std::vector<std::string> labels;
  for (const std::string& label : protocol.labels) labels.push_back(escape(label));
  std::string parameters = "state=" + protocol.state;
  if (!labels.empty()) parameters += "&labels=" + join(labels, ",");
  return parameters;
}

/// A page that is full may have got a next one without changing itself.
bool is_full_page(const Json& body) {
  const Json& files = list_or_empty(body, "files");
  return std::max(files.size(), body.is_array() ? body.size() : 0) >= kFullPage;
}

std::string name_of(const std::string& repository) {
  return to_lower(repository.substr(repository.find('/') + 1));
}

}  // namespace

RestSource::RestSource(CollectionSession& session)
    : session_(session), answers_(session.database(), session.intake(), session.repository_id()) {}

RestSource::Fetched RestSource::fetch(Question question, const std::string& path) {
  question.repository = session_.name();
  GithubClient& client = session_.client();
  const std::string& root = client.endpoint().rest;
  std::optional<data::Response> kept = data::find_response(session_.database(), root + path);
  Json kept_body = kept ? data::parse_json(kept->body) : Json();
  if (is_full_page(kept_body)) kept.reset();
  const GithubAnswer answer = client.get(path, kept ? kept->etag : std::nullopt);

  Fetched fetched;
  fetched.answer.question = question;
  fetched.answer.received_at = answer.received_at;
  if (answer.not_modified && kept) {
    fetched.answer.status = kept->status;
    fetched.answer.body = std::move(kept_body);
    kept->request = to_json_text(question);
    kept->received_at = answer.received_at;
    fetched.responses.push_back(*std::move(kept));
    return fetched;
  }
  fetched.answer.status = answer.status;
  fetched.answer.body = data::parse_json(answer.body);
  fetched.answer.next = answer.next_url;
  if (answer.next_url && answer.next_url->starts_with(root)) {
    fetched.answer.next = answer.next_url->substr(root.size());
  }
  fetched.responses.push_back({.method = "GET",
                               .url = answer.url,
                               .request = to_json_text(question),
                               .status = answer.status,
                               .etag = answer.etag,
                               .link = answer.link,
                               .received_at = answer.received_at,
                               .body = answer.body});
  return fetched;
}

void RestSource::store(const Fetched& fetched) {
  session_.record(fetched.responses, [&] {
    const bool wrote = answers_.apply(fetched.answer);
    if (fetched.answer.question.about == "issues" && answers_.last_updated()) {
      session_.set_cursor(*answers_.last_updated());
    }
    return wrote;
  });
}

std::optional<RepositoryFacts> RestSource::read_repository() {
  Fetched repository = fetch({.about = "repository"}, "/repos/" + session_.name());
  if (!repository.answer.ok()) return std::nullopt;
  const Json& body = repository.answer.body;
  RepositoryFacts facts{.name = required_text(body, "full_name"),
                        .archived = is_true(body, "archived")};
  session_.set_name(facts.name);

  Fetched closed = fetch({.about = "closed"}, search_path(facts.name, "closed", {}));
  const data::ConverterProtocol& protocol = session_.protocol();
  if (protocol.state == "closed" && protocol.labels.empty()) {
    facts.matching = required_integer(closed.answer.body, "total_count");
  } else {
    const Fetched matching =
        fetch({.about = "matching"}, search_path(facts.name, protocol.state, protocol.labels));
    facts.matching = required_integer(matching.answer.body, "total_count");
  }
  facts_ = {std::move(repository), std::move(closed)};
  return facts;
}

void RestSource::store_repository() {
  std::vector<data::Response> responses;
  for (const Fetched& fact : facts_) {
    responses.insert(responses.end(), fact.responses.begin(), fact.responses.end());
  }
  session_.record(responses, [&] {
    bool wrote = false;
    for (const Fetched& fact : facts_) wrote = answers_.apply(fact.answer) || wrote;
    return wrote;
  });
  facts_.clear();
}

std::vector<std::string> RestSource::read_labels() {
  std::vector<std::string> labels;
  std::optional<std::string> path = fmt::format("/repos/{}/labels?per_page=100", session_.name());
  while (path) {
    const Fetched page = fetch({.about = "labels"}, *path);
    if (!page.answer.ok()) break;
    for (const Json& label : page.answer.body) labels.push_back(required_text(label, "name"));
    path = page.answer.next;
  }
  return labels;
}

std::string RestSource::list_path(const std::optional<std::string>& since) const {
  const std::string filter =
      session_.run().since ? "state=all" : filter_parameters(session_.protocol());
  std::string path = fmt::format("/repos/{}/issues?{}&sort=updated&direction=asc&per_page=100",
                                 session_.name(), filter);
  if (since) path += "&since=" + *since;
  return path;
}

bool RestSource::read_list_page() {
  if (!next_) {
    since_ = session_.run().since;
    if (const auto cursor = session_.cursor()) since_ = a_second_before(*cursor);
    next_ = list_path(since_);
  }
  const Fetched page = fetch({.about = "issues", .filter = session_.filter()}, *next_);
  if (!page.answer.ok()) return false;
  store(page);
  next_ = page.answer.next;
  if (!next_) return false;
  // An issue that is updated meanwhile moves to the end of the list, and those behind it move up a
  // place: the next page by number would miss one. From the last update time on nothing is missed.
  const auto last = answers_.last_updated();
  const auto from = last ? std::optional(a_second_before(*last)) : std::nullopt;
  if (from && (!since_ || *from > *since_)) {
    since_ = from;
    next_ = list_path(since_);
  }
  return true;
}

bool RestSource::read_pending(bool /*few*/) {
  data::PendingQueue& queue = session_.intake().pending();
  for (const char* kind : {"issue", "comments", "timeline", "fix", "files", "pulls"}) {
    const auto rows = queue.oldest(session_.repository_id(), kind, 1);
    if (rows.empty()) continue;
    const data::Pending& row = rows.front();
    std::string path = row.next.value_or("");
    if (row.kind == "issue")
      path = fmt::format("/repos/{}/issues/{}", session_.name(), row.subject);
    if (row.kind == "fix") {
      const data::FixName name = parse_fix_subject(row.subject);
      path = name.kind == "commit"
                 ? fmt::format("/repos/{}/commits/{}?per_page=100", name.repository, name.ref)
                 : fmt::format("/repos/{}/pulls/{}/files?per_page=100", name.repository, name.ref);
    }
    store(fetch({.about = row.kind, .subjects = {row.subject}}, path));
    return true;
  }
  return false;
}

std::vector<data::IssueNode> RestSource::read_numbers() {
  std::vector<data::IssueNode> issues;
  std::optional<std::string> path =
      fmt::format("/repos/{}/issues?{}&sort=created&direction=asc&per_page=100", session_.name(),
                  filter_parameters(session_.protocol()));
  while (path) {
    const Fetched page = fetch({.about = "numbers"}, *path);
    if (!page.answer.ok()) break;
    for (const Json& object : page.answer.body) {
      const RestIssue entry = read_rest_issue(object);
      if (!entry.is_pull_request) issues.push_back({entry.issue.number, entry.issue.node_id});
    }
    path = page.answer.next;
  }
  return issues;
}

void RestSource::check_references() {
  // The list of the repository's own issues has told of its own pull requests.
  std::set<std::string> namesakes;
  for (const data::OpenSource& source :
       data::open_sources(session_.database(), session_.repository_id())) {
    const bool own = to_lower(source.repository) == to_lower(session_.name());
    if (!own && name_of(source.repository) == name_of(session_.name())) {
      namesakes.insert(source.repository);
    }
  }
  for (const std::string& namesake : namesakes) {
    std::optional<std::string> path =
        fmt::format("/repos/{}/issues?state=all&sort=updated&direction=asc&per_page=100", namesake);
    if (session_.run().since) *path += "&since=" + *session_.run().since;
    while (path) {
      const Fetched page = fetch({.about = "references", .subjects = {namesake}}, *path);
      if (!page.answer.ok()) break;
      store(page);
      path = page.answer.next;
    }
  }
}

void RestSource::ask_gone(std::int64_t number) {
  store(fetch({.about = "gone", .subjects = {std::to_string(number)}},
              fmt::format("/repos/{}/issues/{}", session_.name(), number)));
}

void RestSource::read_patches(const data::FixName& name) {
  const std::string subject = fix_subject(name);
  Question question{.about = "patches", .subjects = {subject}};
  std::optional<std::string> path =
      name.kind == "commit"
          ? fmt::format("/repos/{}/commits/{}?per_page=100", name.repository, name.ref)
          : fmt::format("/repos/{}/pulls/{}/files?per_page=100", name.repository, name.ref);
  while (path) {
    const Fetched page = fetch(question, *path);
    store(page);
    path = page.answer.next;
    question.subjects = {subject, "further page"};
  }
}

}  // namespace faultline::collectors
