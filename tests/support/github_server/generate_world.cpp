#include "support/github_server/generate_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/clock.h"
#include "base/random.h"
#include "support/github_server/generate_text.h"

namespace faultline::test {

namespace {

constexpr std::array<std::int64_t, 3> kAroundAPage{99, 100, 101};
constexpr std::int64_t kManyFiles = 130;
constexpr std::int64_t kForeignIssues = 12;

/// Repositories that the others refer to: a fork of the same name, and a neighbour.
constexpr std::array<const char*, 2> kForeign{"somebody/pytorch", "microsoft/onnxruntime"};

bool chance(Random& random, std::uint64_t percent) { return random.below(100) < percent; }

std::int64_t up_to(Random& random, std::int64_t most) {
  return most <= 0 ? 0
                   : static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most) + 1));
}

/// Most issues have few comments and events, some have many, a few have very many.
std::int64_t long_tail(Random& random, std::int64_t most) {
  const std::uint64_t draw = random.below(200);
  if (draw == 0) return up_to(random, most);
  if (draw < 15) return std::min(most, up_to(random, 40));
  return std::min(most, up_to(random, 7));
}

std::string time_at(std::int64_t minutes) {
  const Moment start{std::chrono::sys_days{std::chrono::year{2018} / 3 / 1}};
  return to_iso8601(start + std::chrono::minutes{minutes});
}

class Generator {
 public:
  explicit Generator(const WorldSize& size) : size_(size), random_(size.seed) {}

  World generate() {
    for (const std::string& name : size_.repositories) {
      add_repository(name, size_.issues, size_.pull_requests);
    }
    for (const char* name : kForeign) {
      add_repository(name, kForeignIssues, kForeignIssues);
    }
    for (std::size_t i = 0; i < size_.repositories.size(); ++i) fill(world_.repositories[i]);
    return std::move(world_);
  }

 private:
  void add_repository(const std::string& name, std::int64_t issues, std::int64_t pull_requests) {
    Repository repository;
    repository.id = world_.next_id++;
    repository.name = name;
    repository.stars = 1000 + up_to(random_, 80000);
    repository.forks = 100 + up_to(random_, 20000);
    for (const char* label : {kRelevantLabel, "bug", "question", "pending on user response",
                              "good first issue", "caf\xC3\xA9 \xF0\x9F\x90\x9B"}) {
      repository.labels.push_back({world_.next_id++, label});
    }
    std::int64_t issues_left = issues;
    std::int64_t pull_requests_left = pull_requests;
    for (std::int64_t number = 1; issues_left + pull_requests_left > 0; ++number) {
      const bool is_issue = up_to(random_, issues_left + pull_requests_left - 1) < issues_left;
      Issue issue = outline(number, !is_issue);
      if (!is_issue) add_commit(repository, issue);
      repository.issues.emplace(number, std::move(issue));
      (is_issue ? issues_left : pull_requests_left) -= 1;
    }
    mark_relevant(repository);
    remove_some(repository);
    world_.repositories.push_back(std::move(repository));
  }

  Issue outline(std::int64_t number, bool is_pull_request) {
    Issue issue;
    issue.id = world_.next_id++;
    issue.number = number;
    issue.title = generate_title(random_);
    issue.body = generate_body(random_);
    issue.author = person();
    // Several issues share a second, as where a program touches many at once.
    const std::int64_t created = number / 3 * 100;
    issue.created_at = time_at(created);
    issue.updated_at = issue.created_at;
    issue.open = chance(random_, 20);
    if (!issue.open) {
      issue.closed_at = time_at(created + 50);
      issue.updated_at = *issue.closed_at;
      if (!is_pull_request) issue.state_reason = chance(random_, 80) ? "completed" : "not_planned";
    }
    for (const char* label : {"bug", "question", "caf\xC3\xA9 \xF0\x9F\x90\x9B"}) {
      if (chance(random_, 20)) issue.labels.emplace_back(label);
    }
    if (is_pull_request) issue.pull_request = pull_request(issue, number);
    return issue;
  }

  std::optional<std::string> person() {
    static constexpr std::array<const char*, 6> kPeople{"ada",    "grace-hopper",     "alan",
                                                        "edsger", "onnx-helper[bot]", "barbara"};
    if (chance(random_, 5)) return std::nullopt;
    return kPeople[random_.below(kPeople.size())];
  }

  PullRequest pull_request(const Issue& issue, std::int64_t number) {
    PullRequest made;
    if (!issue.open && chance(random_, 75)) made.merged_at = issue.closed_at;
    const bool large = number % 11 == 5;
    made.files = generate_files(random_, large ? kManyFiles : 1 + up_to(random_, 6));
    return made;
  }

  std::string sha() {
    return fmt::format("{:016x}{:016x}{:08x}", random_.next(), random_.next(),
                       random_.next() & 0xffffffffU);
  }

  /// The commit that merged the pull request, or that belongs to it.
  void add_commit(Repository& repository, Issue& issue) {
    Commit commit;
    commit.sha = sha();
    commit.message =
        fmt::format("{} (#{})\n\nFixes the export.", generate_title(random_), issue.number);
    commit.author = person();
    commit.committed_at = issue.closed_at.value_or(issue.created_at);
    commit.files = issue.pull_request->files;
    if (issue.pull_request->merged_at) {
      commit.pull_requests.push_back(issue.number);
      issue.pull_request->merge_commit = commit.sha;
    }
    commits_[repository.name].push_back(commit.sha);
    repository.commits.emplace(commit.sha, std::move(commit));
  }

  void mark_relevant(Repository& repository) const {
    std::int64_t left = size_.relevant;
    for (auto& [number, issue] : repository.issues) {
      if (issue.pull_request || left == 0) continue;
      issue.labels.emplace_back(kRelevantLabel);
      --left;
    }
  }

  /// Numbers that lead nowhere, or elsewhere.
  static void remove_some(Repository& repository) {
    const std::int64_t last = repository.issues.rbegin()->first;
    repository.deleted.insert(last + 1);
    repository.transferred[last + 2] = {"microsoft/onnxruntime", 1};
  }

  void fill(Repository& repository) {
    std::int64_t relevant = 0;
    for (auto& [number, issue] : repository.issues) {
      std::int64_t comments = long_tail(random_, size_.comments);
      std::int64_t events = long_tail(random_, size_.events);
      if (!issue.pull_request) {
        const auto place = static_cast<std::size_t>(relevant++);
        if (place < kAroundAPage.size()) {
          comments = std::min(size_.comments, kAroundAPage[place]);
          events = std::min(size_.events, kAroundAPage[place]);
        } else if (place == kAroundAPage.size()) {
          comments = size_.comments;
          events = size_.events;
        }
      }
      add_comments(issue, comments);
      add_events(repository, issue, events);
    }
  }

  static std::int64_t minutes_of(const std::string& time) {
    const Moment start{std::chrono::sys_days{std::chrono::year{2018} / 3 / 1}};
    return std::chrono::duration_cast<std::chrono::minutes>(*parse_iso8601(time) - start).count();
  }

  void add_comments(Issue& issue, std::int64_t count) {
    std::int64_t at = minutes_of(issue.created_at);
    for (std::int64_t i = 0; i < count; ++i) {
      at += up_to(random_, 3);
      const std::string edited = chance(random_, 10) ? time_at(at + 5) : time_at(at);
      issue.comments.push_back(
          {world_.next_id++, person(), time_at(at), edited, generate_body(random_)});
      issue.updated_at = std::max(issue.updated_at, edited);
    }
  }

  void add_events(const Repository& repository, Issue& issue, std::int64_t count) {
    std::int64_t at = minutes_of(issue.created_at);
    const bool closes = !issue.open && !issue.pull_request;
    for (std::int64_t i = closes ? 1 : 0; i < count; ++i) {
      at += up_to(random_, 2);
      Event event = any_event(repository, issue);
      event.id = world_.next_id++;
      event.actor = person();
      event.created_at = time_at(at);
      issue.timeline.push_back(std::move(event));
    }
    if (closes) issue.timeline.push_back(closing(repository, issue, at));
    if (!issue.timeline.empty()) {
      issue.updated_at = std::max(issue.updated_at, issue.timeline.back().created_at);
    }
  }

  Event closing(const Repository& repository, const Issue& issue, std::int64_t after) {
    Event event = closed(repository);
    event.id = world_.next_id++;
    event.actor = person();
    event.created_at = std::max(*issue.closed_at, time_at(after));
    return event;
  }

  Event closed(const Repository& repository) {
    Event event;
    event.event = "closed";
    const std::uint64_t draw = random_.below(3);
    if (draw == 0) event.commit = some_commit(repository.name);
    if (draw == 1) event.other = some_item(repository, true);
    return event;
  }

  std::optional<std::string> some_commit(const std::string& repository) {
    const std::vector<std::string>& known = commits_[repository];
    if (known.empty()) return std::nullopt;
    return known[random_.below(known.size())];
  }

  std::optional<Reference> some_item(const Repository& repository, bool pull_request) {
    std::vector<std::int64_t>& numbers = numbers_[{repository.name, pull_request}];
    if (numbers.empty()) {
      for (const auto& [number, issue] : repository.issues) {
        if (issue.pull_request.has_value() == pull_request) numbers.push_back(number);
      }
    }
    if (numbers.empty()) return std::nullopt;
    return Reference{repository.name, numbers[random_.below(numbers.size())]};
  }

  const Repository& some_repository(const Repository& own) {
    if (chance(random_, 70)) return own;
    return world_.repositories[random_.below(world_.repositories.size())];
  }

  Event any_event(const Repository& repository, const Issue& issue);

  WorldSize size_;
  Random random_;
  World world_;
  std::map<std::string, std::vector<std::string>> commits_;  ///< by repository
  std::map<std::pair<std::string, bool>, std::vector<std::int64_t>> numbers_;
};

Event Generator::any_event(const Repository& repository, const Issue& issue) {
  // Kinds that carry nothing but their name; the last is one that no program knows.
  static constexpr std::array<const char*, 11> kPlain{
      "mentioned", "subscribed", "assigned",  "unassigned", "milestoned",       "locked",
      "pinned",    "reopened",   "mentioned", "subscribed", "quantum_entangled"};
  Event event;
  const std::uint64_t draw = random_.below(100);
  if (draw < 4) {
    event = closed(repository);
  } else if (draw < 12) {
    event.event = "referenced";
    const Repository& home = some_repository(repository);
    event.commit = some_commit(home.name);
    if (home.name != repository.name) event.commit_repository = home.name;
  } else if (draw < 24) {
    event.event = "cross-referenced";
    event.other = some_item(some_repository(repository), chance(random_, 60));
  } else if (draw < 28) {
    event.event = chance(random_, 70) ? "connected" : "disconnected";
    event.other = some_item(repository, true);
  } else if (draw < 45) {
    event.event = chance(random_, 70) ? "labeled" : "unlabeled";
    event.label = repository.labels[random_.below(repository.labels.size())].name;
  } else if (draw < 48) {
    event.event = "renamed";
    event.from = "Help!!1";
    event.to = issue.title;
  } else if (draw < 49) {
    event.event = "transferred";
    event.from = "microsoft/onnxruntime";
  } else {
    event.event = kPlain[random_.below(kPlain.size())];
  }
  if (event.event == "cross-referenced" && !event.other) event.event = "mentioned";
  return event;
}

}  // namespace

World generate_world(const WorldSize& size) { return Generator(size).generate(); }

}  // namespace faultline::test
