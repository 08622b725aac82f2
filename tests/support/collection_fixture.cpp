#include "support/collection_fixture.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "collectors/github/patches.h"
#include "data/statement.h"
#include "support/github_server/generate_world.h"

namespace faultline::test {

namespace {

constexpr std::chrono::seconds kStallLimit{1};

collectors::CurlOptions curl_options() {
  collectors::CurlOptions options;
  options.user_agent = "faultline/test";
  options.stall_limit = kStallLimit;
  return options;
}

/// The server's limits go by the clock of the test, which pauses put on.
ServerOptions with_clock(ServerOptions options, const FixedClock& clock) {
  options.now = [&clock] { return clock.now(); };
  return options;
}

std::string rows_of(data::Database& database, const std::string& sql) {
  std::string text = sql + "\n";
  data::Statement query(database, "select json_array(" + sql);
  while (query.step()) text += query.text(0) + "\n";
  return text;
}

}  // namespace

HttpResponse InterruptedHttp::send(const HttpRequest& request) {
  if (left && --*left < 0) throw Error("interrupted by the test", ErrorKind::kStopped);
  return http_.send(request);
}

World small_world() {
  WorldSize size;
  size.issues = 90;
  size.relevant = 40;
  size.pull_requests = 40;
  return generate_world(size);
}

CollectionFixture::CollectionFixture(World world, ServerOptions options)
    : protocol{.name = "torch.onnx",
               .repository = kRepository,
               .state = "closed",
               .labels = {kRelevantLabel},
               .without_labels = {}},
      clock(SystemClock().now()),
      server(std::move(world), with_clock(std::move(options), clock)),
      database(data::Database::create(folder_.path() / "study.db")),
      waiter(clock),
      http_(curl_options()),
      interrupted_(http_) {
  data::StudyFile study;
  study.converters = {protocol};
  database.transaction([&] { data::store_repositories(database, study); });
}

data::Repository CollectionFixture::repository() { return data::repositories(database).front(); }

Collected CollectionFixture::collect(const std::string& api, bool full, bool keep) {
  Random random(1);
  collectors::GithubClient client(interrupted_, clock, waiter, random,
                                  collectors::github_endpoint(server.base_url()),
                                  collectors::Token("secret", "the test"));
  collectors::RepositoryCollection collection(database, client, clock, repository(), protocol,
                                              {.api = api, .full = full, .keep = keep}, {});
  collection.prepare();
  collection.run();
  return {collection.tally(), collection.costs(), collection.notes()};
}

void CollectionFixture::collect_interrupted(const std::string& api, std::int64_t requests) {
  interrupted_.left = requests;
  try {
    static_cast<void>(collect(api));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kStopped) throw;
  }
  interrupted_.left.reset();
}

std::int64_t CollectionFixture::collect_patches() {
  Random random(1);
  collectors::GithubClient client(interrupted_, clock, waiter, random,
                                  collectors::github_endpoint(server.base_url()),
                                  collectors::Token("secret", "the test"));
  return collectors::collect_patches(database, client, clock, repository(), protocol, true,
                                     [](std::int64_t, std::int64_t) {});
}

data::CollectedIssue CollectionFixture::held(std::int64_t number) {
  return data::read_collected_issue(database, kRepository, number).value_or(data::CollectedIssue{});
}

data::CollectedIssue CollectionFixture::expected(std::int64_t number, Api api) const {
  data::CollectedIssue issue = expected_issue(server.world(), {kRepository, number}, api);
  std::ranges::sort(issue.labels);
  std::ranges::sort(issue.fixes, [](const data::Fix& a, const data::Fix& b) {
    return std::tuple(a.kind, a.repository, a.ref.size(), a.ref) <
           std::tuple(b.kind, b.repository, b.ref.size(), b.ref);
  });
  return issue;
}

std::vector<std::int64_t> CollectionFixture::relevant() const {
  std::vector<std::int64_t> numbers;
  for (const auto& [number, issue] : server.world().repository(kRepository)->issues) {
    const bool labelled = std::ranges::find(issue.labels, kRelevantLabel) != issue.labels.end();
    if (labelled && !issue.open && !issue.pull_request) numbers.push_back(number);
  }
  return numbers;
}

std::string collected_content(data::Database& database) {
  const auto rows = [&](const std::string& sql) { return rows_of(database, sql); };
  return rows(
             "number, node_id, title, body, state, state_reason, author, url, created_at, "
             "updated_at, closed_at, gone, collected_at is null) from issue order by 1") +
         rows("number, name) from issue_label join issue on issue.id = issue_id order by 1") +
         rows(
             "number, issue_history.title, issue_history.body, issue_history.state) "
             "from issue_history join issue on issue.id = issue_id order by 1") +
         rows(
             "comment.id, number, comment.author, comment.created_at, comment.updated_at, "
             "comment.body) from comment join issue on issue.id = issue_id order by 1") +
         rows(
             "number, position, event, actor, event.created_at, commit_sha, source_kind, "
             "source_repository, source_number, source_state, label) "
             "from timeline_event as event join issue on issue.id = issue_id "
             "order by 1") +
         rows(
             "number, kind, repository, ref, fix.title, fix.state, merged_at, pull_request, "
             "files_complete, patches, read_at is null) "
             "from fix join issue on issue.id = issue_id order by 1") +
         rows(
             "number, kind, repository, ref, path, additions, deletions, patch, patch_cut) "
             "from changed_file join fix on fix.id = fix_id join issue on issue.id = issue_id "
             "order by 1") +
         rows(
             "number, source_repository, source_number, open_reference.node_id) "
             "from open_reference join issue on issue.id = issue_id order by 1") +
         rows("stars, forks, closed_issues) from popularity order by read_at") +
         rows("kind, subject) from pending order by 1");
}

std::string CollectionFixture::whole() {
  std::string text;
  for (const char* table :
       {"issue", "issue_label", "issue_history", "comment", "timeline_event", "fix", "changed_file",
        "open_reference", "popularity", "pending", "collection"}) {
    std::vector<std::string> columns;
    data::Statement query(database, "select name from pragma_table_info(?)");
    query.bind(table);
    while (query.step()) columns.push_back(query.text(0));
    text += rows_of(database, join(columns, ", ") + ") from " + table + " order by 1");
  }
  return text + rows_of(database, "count(*), sum(length(body))) from response");
}

std::int64_t CollectionFixture::count(const std::string& sql) {
  data::Statement query(database, sql);
  query.step();
  return query.integer(0);
}

std::string CollectionFixture::text(const std::string& sql) {
  data::Statement query(database, sql);
  return query.step() ? query.text(0) : "";
}

}  // namespace faultline::test
