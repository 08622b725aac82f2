#include "collectors/github/repository_collection.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "collectors/github/graphql_source.h"
#include "collectors/github/json_fields.h"
#include "collectors/github/rest_source.h"
#include "data/parse_json.h"

namespace faultline::collectors {

namespace {

using Json = nlohmann::json;

/// How far GitHub's lists may be behind what happens.
constexpr std::chrono::minutes kListDelay{1};

/// What collection.protocol holds.
Json protocol_json(const data::ConverterProtocol& protocol) {
  return {{"converter", protocol.name},
          {"repository", protocol.repository},
          {"state", protocol.state},
          {"labels", protocol.labels},
          {"without_labels", protocol.without_labels}};
}

/// Whether both ask GitHub for the same issues; labels to leave out are none of its business.
bool same_question(const Json& before, const Json& now) {
  return member_or_null(before, "state") == member_or_null(now, "state") &&
         member_or_null(before, "labels") == member_or_null(now, "labels");
}

std::string in_words(const Json& protocol) {
  const std::string state = optional_text(protocol, "state").value_or("all");
  std::vector<std::string> labels;
  for (const Json& label : list_or_empty(protocol, "labels")) {
    if (label.is_string()) labels.push_back("'" + label.get<std::string>() + "'");
  }
  return (state == "all" ? "all issues" : state + " issues") +
         (labels.empty() ? "" : " labelled " + join(labels, " and "));
}

}  // namespace

RepositoryCollection::RepositoryCollection(data::Database& database, GithubClient& client,
                                           const Clock& clock, data::Repository repository,
                                           data::ConverterProtocol protocol,
                                           CollectionOptions options,
                                           std::function<void(const CollectionProgress&)> show)
    : database_(database),
      client_(client),
      clock_(clock),
      repository_(std::move(repository)),
      protocol_(std::move(protocol)),
      options_(std::move(options)),
      show_(std::move(show)) {
  session_ = std::make_unique<CollectionSession>(database_, client_, clock_, repository_, protocol_,
                                                 plan_run(), options_.keep);
  if (options_.api == "rest") {
    source_ = std::make_unique<RestSource>(*session_);
  } else {
    source_ = std::make_unique<GraphqlSource>(*session_);
  }
}

RepositoryCollection::~RepositoryCollection() = default;

/// The interrupted run, or a new one that begins where the last one ended.
data::CollectionRun RepositoryCollection::plan_run() {
  const Json now = protocol_json(protocol_);
  const std::optional<data::CollectionRun> last =
      data::latest_collection(database_, repository_.id);
  data::CollectionRun run{.repository_id = repository_.id,
                          .api = options_.api,
                          .protocol = now.dump(),
                          .started_at = to_iso8601(clock_.now())};
  if (!last) return run;
  const Json before = data::parse_json(last->protocol);
  const bool same = same_question(before, now);
  if (!same) {
    notes_.push_back(fmt::format(
        "{}: the protocol has changed: the last collection asked for {}, this one asks for {}. All "
        "of them are looked through; what was collected before stays.",
        protocol_.name, in_words(before), in_words(now)));
  } else if (member_or_null(before, "without_labels") != now["without_labels"]) {
    notes_.push_back(fmt::format(
        "{}: without_labels has changed since the last collection; `faultline screen` applies it.",
        protocol_.name));
  }
  labels_are_known_ = last->finished_at && before == now;
  if (last->finished_at) {
    const auto reached = cursor_time(last->cursor);
    if (same && reached) run.since = a_second_before(*reached);
    if (same && !reached) run.since = last->since;
    return run;
  }
  run = *last;
  run.api = options_.api;
  run.protocol = now.dump();
  if (!same) {
    run.since.reset();
    run.cursor.reset();
  }
  notes_.push_back(fmt::format("{}: goes on with the collection of {}, which was interrupted.",
                               protocol_.name, last->started_at));
  return run;
}

void RepositoryCollection::prepare() {
  const std::optional<RepositoryFacts> facts = source_->read_repository();
  if (!facts) {
    throw Error(fmt::format("GitHub has no repository '{}'", protocol_.repository))
        .because(client_.has_token() ? "it does not exist, or the token may not see it"
                                     : "it does not exist, or only a token may see it")
        .help(fmt::format("correct the converter {} in study.toml", protocol_.name));
  }
  facts_ = *facts;
  if (to_lower(facts_.name) != to_lower(protocol_.repository)) {
    notes_.push_back(
        fmt::format("{}: the repository {} is called {} now; study.toml may go on with the old "
                    "name, but evidence from the same repository is known by the new one.",
                    protocol_.name, protocol_.repository, facts_.name));
  }
  if (facts_.archived) {
    notes_.push_back(fmt::format("{}: the repository {} is archived; its issues do not change.",
                                 protocol_.name, facts_.name));
  }
  if (!labels_are_known_) check_labels();
  session_->pause_costs();
}

void RepositoryCollection::check_labels() {
  if (protocol_.labels.empty() && protocol_.without_labels.empty()) return;
  const std::vector<std::string> labels = source_->read_labels();
  const auto exists = [&](const std::string& wanted) {
    return std::ranges::any_of(
        labels, [&](const std::string& label) { return to_lower(label) == to_lower(wanted); });
  };
  for (const std::string& wanted : protocol_.labels) {
    if (exists(wanted)) continue;
    Error unknown(fmt::format("{} has no label '{}'", facts_.name, wanted));
    unknown.because(fmt::format("the converter {} in study.toml asks for it", protocol_.name));
    const auto meant = nearest(wanted, labels);
    throw unknown.help(meant ? fmt::format("the nearest one is '{}'", *meant)
                             : "its labels are listed on its page of issues");
  }
  for (const std::string& unwanted : protocol_.without_labels) {
    if (exists(unwanted)) continue;
    const auto meant = nearest(unwanted, labels);
    notes_.push_back(fmt::format(
        "{}: {} has no label '{}', which study.toml leaves out{}.", protocol_.name, facts_.name,
        unwanted, meant ? fmt::format("; the nearest one is '{}'", *meant) : std::string()));
  }
}

void RepositoryCollection::run() {
  session_->resume_costs();
  started_ = clock_.now();
  held_before_ = data::count_collected(database_, repository_.id, session_->filter());
  IssueIntake& intake = session_->intake();
  const bool goes_on = session_->run().id != 0;
  const bool is_first = !session_->run().since;
  source_->store_repository();
  session_->record({}, [&] {
    const std::int64_t before = intake.writes();
    if (goes_on) intake.pending().hand_over(repository_.id, options_.api);
    if (options_.full) {
      intake.ask_again(data::collected_issues(database_, repository_.id, std::nullopt));
    }
    return intake.writes() != before;
  });
  read_list();
  find_gone();
  if (!is_first && !options_.full) source_->check_references();
  read_all_pending();
  session_->finish();
}

void RepositoryCollection::read_list() {
  const std::optional<Moment> asked_at = client_.server_now();
  int pages = 0;
  for (bool more = true; more; ++pages) {
    more = source_->read_list_page();
    show_progress();
    while (source_->read_pending(false)) show_progress();
  }
  if (asked_at) {
    session_->set_cursor(
        to_iso8601(std::chrono::floor<std::chrono::seconds>(*asked_at) - kListDelay));
  }
  // However little they held: the next run need not read so many pages again.
  if (pages > 1) session_->record({}, [] { return true; });
  read_all_pending();
}

void RepositoryCollection::read_all_pending() {
  while (source_->read_pending(true)) show_progress();
}

/// Where GitHub's number of issues is another than the study's, asks again for the issues that only
/// one of the two has.
void RepositoryCollection::find_gone() {
  const data::IssueFilter filter = session_->filter();
  if (data::count_collected(database_, repository_.id, filter) == facts_.matching) return;
  std::set<std::int64_t> there;
  std::vector<data::IssueNode> again;
  const auto held = data::collected_issues(database_, repository_.id, filter);
  std::set<std::int64_t> held_numbers;
  for (const data::IssueNode& issue : held) held_numbers.insert(issue.number);
  for (const data::IssueNode& issue : source_->read_numbers()) {
    there.insert(issue.number);
    if (!held_numbers.contains(issue.number)) again.push_back(issue);
  }
  for (const data::IssueNode& issue : held) {
    if (!there.contains(issue.number)) again.push_back(issue);
  }
  session_->record({}, [&] {
    session_->intake().ask_again(again);
    return !again.empty();
  });
  read_all_pending();
}

void RepositoryCollection::show_progress() {
  if (!show_) return;
  data::PendingQueue& pending = session_->intake().pending();
  const std::int64_t unread = pending.unread_issues(repository_.id);
  CollectionProgress progress{.converter = protocol_.name,
                              .done = held_before_ + tally().added - unread,
                              .expected = facts_.matching,
                              .fixes_to_read = pending.count(repository_.id, "fix"),
                              .requests = costs().requests,
                              .points_left = client_.points_left()};
  const auto elapsed =
      std::chrono::duration_cast<std::chrono::duration<double>>(clock_.now() - started_).count();
  if (elapsed > 0) {
    progress.issues_per_minute = static_cast<double>(tally().added - unread) * 60 / elapsed;
  }
  const std::int64_t left = progress.expected - progress.done;
  if (progress.issues_per_minute > 0 && left >= 0) {
    progress.seconds_left =
        static_cast<std::int64_t>(static_cast<double>(left) * 60 / progress.issues_per_minute);
  }
  show_(progress);
}

}  // namespace faultline::collectors
