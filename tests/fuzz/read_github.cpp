#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "collectors/github/graphql_reader.h"
#include "collectors/github/link_header.h"
#include "collectors/github/patches.h"
#include "collectors/github/replay.h"
#include "collectors/github/repository_collection.h"
#include "collectors/github/rest_reader.h"
#include "collectors/github/url.h"
#include "collectors/opsets/collect_history.h"
#include "collectors/screening/evidence.h"
#include "collectors/screening/screen.h"
#include "data/responses.h"
#include "data/statement.h"
#include "data/study_file.h"
#include "fuzz/read_or_refuse.h"
#include "fuzz/readers.h"
#include "fuzz/spare_study.h"
#include "support/fake_world.h"

namespace faultline::test {

namespace {

const data::StudyFile& protocol() {
  static const data::StudyFile study =
      data::parse_study_file(data::study_file_template(), "study.toml");
  return study;
}

/// One answer of an input: a line of status, `Link` and body.
HttpResponse answer_of(std::string_view line) {
  HttpResponse response{.status = 200, .headers = {}, .body = {}, .url = {}};
  const std::vector<std::string> fields = split(line, '\t');
  if (fields.size() < 3) {
    response.body = line;
    return response;
  }
  response.status = std::atoi(fields[0].c_str());
  if (!fields[1].empty()) response.headers.emplace_back("Link", fields[1]);
  response.body = line.substr(fields[0].size() + fields[1].size() + 2);
  return response;
}

/// A GitHub that gives an input's answers in their order, until there are no more and the user
/// interrupts.
class AnsweringGithub {
 public:
  explicit AnsweringGithub(std::string_view bytes)
      : lines_(split(bytes, '\n')), http_([this](const HttpRequest&) { return next_answer(); }) {}

  FixedClock clock{kSpareNow};

 private:
  [[nodiscard]] HttpResponse next_answer() {
    if (next_ == lines_.size()) throw Error("the user interrupted", ErrorKind::kStopped);
    return answer_of(lines_[next_++]);
  }

  std::vector<std::string> lines_;
  std::size_t next_ = 0;
  FakeHttp http_;
  FakeWaiter waiter_{clock};
  Random random_{1};

 public:
  collectors::GithubClient client{http_,
                                  clock,
                                  waiter_,
                                  random_,
                                  collectors::github_endpoint("http://127.0.0.1:1"),
                                  collectors::Token("secret", "the test")};
};

/// Collects, goes on with that, and then reads the kept answers again.
void collect(const std::string& api, std::string_view bytes) {
  static SpareStudy spare;
  data::Database& database = spare.fresh();
  AnsweringGithub github(bytes);
  const data::Repository repository = data::repositories(database).front();
  for (int run = 0; run < 2; ++run) {
    read_or_refuse([&] {
      collectors::RepositoryCollection collection(database, github.client, github.clock, repository,
                                                  protocol().converters.front(), {.api = api}, {});
      collection.prepare();
      collection.run();
    });
  }
  read_or_refuse([&] {
    collectors::collect_patches(database, github.client, github.clock, repository,
                                protocol().converters.front(), true,
                                [](std::int64_t, std::int64_t) {});
  });
  collectors::screen(database, protocol());
  read_or_refuse([&] { collectors::replay(database, [](std::int64_t) {}); });
}

/// Events as they are stored: any text in any field.
std::vector<data::TimelineEvent> stored_events(std::string_view bytes) {
  const auto text = [](const std::vector<std::string>& fields, std::size_t field) {
    const bool there = field < fields.size() && !fields[field].empty();
    return there ? std::optional(replace_broken_utf8(fields[field])) : std::nullopt;
  };
  std::vector<data::TimelineEvent> events;
  for (const std::string& line : split(bytes, '\n')) {
    const std::vector<std::string> fields = split(line, '\t');
    data::TimelineEvent event{.event = text(fields, 0).value_or(""),
                              .commit_sha = text(fields, 1),
                              .source_kind = text(fields, 2),
                              .source_repository = text(fields, 3),
                              .source_state = text(fields, 5)};
    if (text(fields, 4)) event.source_number = std::atoll(fields[4].c_str());
    events.push_back(std::move(event));
  }
  return events;
}

void store(data::Database& database, const std::vector<data::TimelineEvent>& events) {
  database.run(R"sql(
    insert into issue (id, repository_id, number, state, collected_at)
    select 1, id, 1, 'closed', '2024-01-01T00:00:00Z' from repository order by id limit 1
  )sql");
  for (const std::string& label : protocol().converters.front().labels) {
    data::Statement(database, "insert into issue_label (issue_id, name) values (1, ?)")
        .bind(label)
        .run();
  }
  std::int64_t position = 0;
  for (const data::TimelineEvent& event : events) {
    data::Statement(database, R"sql(
      insert into timeline_event (issue_id, position, event, commit_sha, source_kind,
        source_repository, source_number, source_state)
      values (1, ?, ?, ?, ?, ?, ?, ?)
    )sql")
        .bind(position++, event.event, event.commit_sha, event.source_kind, event.source_repository,
              event.source_number, event.source_state)
        .run();
  }
}

/// Judges a timeline by every predicate and rule.
void judge(const std::vector<data::TimelineEvent>& events) {
  const std::string& repository = protocol().converters.front().repository;
  const auto found = collectors::evidence_of_repair(repository, events);
  for (const auto& [predicate, id] : data::kEvidencePredicates) {
    const bool holds = collectors::holds(predicate, repository, events);
    const bool is_found = std::ranges::find(found, predicate) != found.end();
    must_hold(holds == is_found, "one predicate is judged as all are");
    const auto decision = collectors::judge_evidence({.any_of = {predicate}}, repository, events);
    must_hold(decision.kept == holds, "a rule of one predicate is that predicate");
  }
  for (const auto& [set, id] : data::kEvidenceSets) {
    static_cast<void>(collectors::judge_evidence({.set = set}, repository, events));
  }
}

}  // namespace

void read_github_rest(std::string_view bytes) { collect("rest", bytes); }

void read_github_graphql(std::string_view bytes) { collect("graphql", bytes); }

void read_opsets_collect(std::string_view bytes) {
  static SpareStudy spare;
  data::Database& database = spare.fresh();
  AnsweringGithub github(bytes);
  read_or_refuse([&] {
    const auto files = collectors::fetch_history_files(github.client, "onnx/onnx");
    collectors::store_history(database, files, "onnx");
    const auto again = collectors::store_history(database, files, "onnx");
    must_hold(again.changes_added == 0, "a history that is stored twice adds nothing");
  });
}

void read_replay(std::string_view bytes) {
  static SpareStudy spare;
  data::Database& database = spare.fresh();
  read_or_refuse([&] {
    database.transaction([&] {
      for (const std::string& line : split(bytes, '\n')) {
        const std::vector<std::string> fields = split(line, '\t');
        if (fields.size() < 5) continue;
        data::store_response(database, {.repository_id = data::repositories(database).front().id,
                                        .method = fields[0],
                                        .url = "http://127.0.0.1:1/",
                                        .request = fields[1],
                                        .status = std::atoi(fields[2].c_str()),
                                        .link = fields[3],
                                        .received_at = to_iso8601(kSpareNow),
                                        .body = fields[4]});
      }
    });
    collectors::replay(database, [](std::int64_t) {});
  });
}

void read_links(std::string_view bytes) {
  constexpr const char* kBase = "https://api.github.com/repos/o/n/issues?page=2";
  const std::string text(bytes);
  std::vector<std::string> targets{text};
  for (const char* relation : {"next", "last", "first"}) {
    if (auto target = collectors::find_link(bytes, relation)) targets.push_back(*target);
  }
  for (const std::string& target : targets) {
    const auto url = collectors::resolve_url(kBase, target);
    if (!url) continue;
    const auto parsed = collectors::parse_url(*url);
    must_hold(parsed.has_value(), "what is resolved is an address");
    must_hold(collectors::same_origin(*url, *url), "an address is of its own origin");
    static_cast<void>(collectors::is_loopback(parsed->host));
    static_cast<void>(collectors::same_origin(*url, kBase));
  }
}

void read_timeline(std::string_view bytes) {
  const nlohmann::json json = nlohmann::json::parse(bytes, nullptr, false);
  if (!json.is_discarded()) {
    read_or_refuse([&] { judge(collectors::read_rest_timeline(json).events); });
    read_or_refuse([&] { judge(collectors::read_graphql_timeline(json).events); });
    return;
  }
  static SpareStudy spare;
  data::Database& database = spare.fresh();
  const std::vector<data::TimelineEvent> events = stored_events(bytes);
  judge(events);
  if (!read_or_refuse([&] { store(database, events); })) return;
  collectors::screen(database, protocol());
  must_hold(collectors::screen(database, protocol()).changed == 0, "a second screening is idle");
  const auto compared = collectors::compare_evidence(database, protocol());
  must_hold(compared.differences.size() <= 1, "one issue differs once");
}

}  // namespace faultline::test
