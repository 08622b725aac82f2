#include "taxonomy/practice.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/clock.h"
#include "base/embedded.h"
#include "base/error.h"
#include "data/collection_store.h"
#include "data/issues.h"
#include "data/labels.h"
#include "data/samples.h"
#include "data/toml_reader.h"
#include "taxonomy/codebook.h"

namespace faultline {
std::span<const EmbeddedFile> practice_files();
}

namespace faultline::taxonomy {

namespace {

using data::TomlReader;

constexpr std::string_view kStudyFile = "practice/study.toml";
constexpr std::string_view kOwner = "practice";
/// When the practice issues are said to have been collected and sampled.
constexpr std::string_view kCollectedAt = "2024-09-16T08:00:00Z";
constexpr std::uint64_t kSampleSeed = 1;

std::string address(const std::string& repository, std::string_view kind, std::int64_t number) {
  return fmt::format("https://example.org/{}/{}/{}", repository, kind, number);
}

/// Reads one issue; see taxonomy/practice/ for how they are written.
class IssueFile {
 public:
  IssueFile(TomlReader& reader, const data::Codebook& codebook)
      : reader_(&reader), codebook_(&codebook) {}

  PracticeIssue read() {
    read_head();
    read_comments();
    read_fixes();
    read_events();
    read_expected();
    reader_->finish();
    return std::move(practice_);
  }

 private:
  static std::int64_t required_integer(TomlReader& reader, const std::string& key) {
    if (const auto value = reader.integer(key)) return *value;
    throw reader.error(fmt::format("'{}' is missing", key), key);
  }

  void read_head() {
    data::CollectedIssue& issue = practice_.issue;
    practice_.converter = reader_->required_text("converter");
    practice_.repository = fmt::format("{}/{}", kOwner, practice_.converter);
    issue.number = required_integer(*reader_, "number");
    issue.title = reader_->required_text("title");
    issue.body = reader_->required_text("body");
    issue.author = reader_->required_text("author");
    issue.created_at = reader_->required_text("opened");
    issue.closed_at = reader_->required_text("closed");
    issue.updated_at = *issue.closed_at;
    issue.labels = reader_->texts("labels");
    std::sort(issue.labels.begin(), issue.labels.end());
    issue.state = "closed";
    issue.state_reason = "completed";
    issue.url = address(practice_.repository, "issues", issue.number);
    for (const std::string& label : issue.labels) {
      data::TimelineEvent event;
      event.event = "labeled";
      event.actor = issue.author;
      event.created_at = issue.created_at;
      event.label = label;
      issue.timeline.push_back(event);
    }
  }

  void read_comments() {
    constexpr std::int64_t kMostComments = 1000;
    std::int64_t id = practice_.issue.number * kMostComments;
    for (TomlReader& reader : reader_->tables("comment")) {
      practice_.issue.comments.push_back({.id = ++id,
                                          .author = reader.required_text("author"),
                                          .created_at = reader.required_text("at"),
                                          .body = reader.required_text("body")});
      reader.finish();
    }
  }

  void read_fixes() {
    for (TomlReader& reader : reader_->tables("fix")) {
      data::Fix fix{.repository = practice_.repository, .state = "merged", .files_complete = true};
      const auto pull_request = reader.integer("pull_request");
      const auto commit = reader.text("commit");
      if (pull_request.has_value() == commit.has_value()) {
        throw reader.error("a fix is either a commit or a pull request");
      }
      fix.kind = commit ? "commit" : "pull-request";
      fix.ref = commit ? *commit : std::to_string(*pull_request);
      if (commit) fix.state.reset();
      fix.title = reader.required_text("title");
      fix.merged_at = reader.required_text("merged");
      for (TomlReader& file : reader.tables("file")) {
        fix.files.push_back({.path = file.required_text("path"),
                             .additions = required_integer(file, "additions"),
                             .deletions = required_integer(file, "deletions"),
                             .patch = file.text("patch")});
        file.finish();
      }
      std::sort(
          fix.files.begin(), fix.files.end(),
          [](const data::ChangedFile& a, const data::ChangedFile& b) { return a.path < b.path; });
      reader.finish();
      add_fix_events(fix);
      practice_.issue.fixes.push_back(std::move(fix));
    }
  }

  /// What GitHub's timeline says of a fix.
  void add_fix_events(const data::Fix& fix) {
    data::TimelineEvent event;
    event.actor = "faultline-practice";
    event.created_at = fix.merged_at;
    if (fix.kind == "commit") {
      event.commit_sha = fix.ref;
      event.event = "referenced";
    } else {
      event.source_kind = fix.kind;
      event.source_repository = fix.repository;
      event.source_number = std::stoll(fix.ref);
      event.source_state = "merged";
      event.event = "cross-referenced";
    }
    practice_.issue.timeline.push_back(event);
    event.event = "closed";
    event.created_at = practice_.issue.closed_at;
    practice_.issue.timeline.push_back(event);
  }

  /// Events beside those that labels and fixes make.
  void read_events() {
    for (TomlReader& reader : reader_->tables("event")) {
      data::TimelineEvent event;
      event.event = reader.required_text("event");
      event.actor = reader.required_text("actor");
      event.created_at = reader.required_text("at");
      event.source_kind = reader.required_text("source_kind");
      event.source_repository = practice_.repository;
      event.source_number = required_integer(reader, "source_number");
      event.source_state = reader.required_text("source_state");
      reader.finish();
      practice_.issue.timeline.push_back(event);
    }
    std::stable_sort(practice_.issue.timeline.begin(), practice_.issue.timeline.end(),
                     [](const data::TimelineEvent& a, const data::TimelineEvent& b) {
                       return a.created_at < b.created_at;
                     });
  }

  void read_expected() {
    for (const data::Dimension& dimension : codebook_->dimensions) {
      std::optional<TomlReader> reader = reader_->table(dimension.id);
      if (!reader) throw reader_->error(fmt::format("the key lacks the {}", dimension.id));
      ExpectedCode expected{.dimension = dimension.id,
                            .code = reader->required_text("code"),
                            .why = reader->required_text("why")};
      reader->finish();
      if (dimension.find(expected.code) == nullptr) {
        throw reader->error(
            fmt::format("'{}' is not a code of the dimension {}", expected.code, dimension.id),
            "code");
      }
      practice_.expected.push_back(std::move(expected));
    }
  }

  TomlReader* reader_;
  const data::Codebook* codebook_;
  PracticeIssue practice_;
};

void store_issue(data::CollectionStore& store, std::int64_t repository_id,
                 const data::CollectedIssue& issue) {
  const std::string read_at(kCollectedAt);
  const std::int64_t id = store.store_issue(repository_id, issue, read_at);
  store.store_events(id, 0, issue.timeline, true);
  static_cast<void>(store.store_comments(id, "", issue.comments, true));
  for (const data::Fix& fix : issue.fixes) {
    const data::FixName name{fix.kind, fix.repository, fix.ref};
    static_cast<void>(store.store_fix(id, fix));
    store.store_fix_facts(name, fix, true, read_at);
    store.store_patches(name, fix.files, "whole");
  }
  store.finish_issue(id, read_at);
}

}  // namespace

PracticeIssue parse_practice_issue(std::string_view content, const std::string& name,
                                   const data::Codebook& codebook) {
  const toml::table parsed = data::parse_toml(content, name);
  TomlReader reader(parsed, name, "a practice issue");
  return IssueFile(reader, codebook).read();
}

std::vector<PracticeIssue> practice_issues() {
  const data::Codebook codebook =
      parse_codebook(builtin_codebook("converter-failures"), "converter-failures.toml");
  std::vector<PracticeIssue> issues;
  for (const EmbeddedFile& file : practice_files()) {
    if (file.name == kStudyFile) continue;
    issues.push_back(parse_practice_issue(file.content, std::string(file.name), codebook));
  }
  return issues;
}

std::string_view practice_study_file() {
  for (const EmbeddedFile& file : practice_files()) {
    if (file.name == kStudyFile) return file.content;
  }
  throw Error("the program lacks the practice study", ErrorKind::kFailure);
}

void store_practice_issues(data::Database& database, const std::vector<PracticeIssue>& issues) {
  std::map<std::string, std::int64_t> repositories;
  for (const data::Repository& repository : data::repositories(database)) {
    repositories.emplace(repository.name, repository.id);
  }
  data::CollectionStore store(database);
  std::vector<std::int64_t> ids;
  for (const PracticeIssue& practice : issues) {
    const std::int64_t repository_id = repositories.at(practice.repository);
    store_issue(store, repository_id, practice.issue);
    ids.push_back(store.find_issue(repository_id, practice.issue.number)->id);
  }
  const std::int64_t sample = data::add_sample(database, data::kMainSample, data::SampleKind::kMain,
                                               kSampleSeed, *parse_iso8601(kCollectedAt));
  data::append_to_sample(database, sample, ids);
}

bool PracticeAnswer::is_near() const {
  const auto kind = [](const std::string& code) { return code.substr(0, code.find('/')); };
  return given && kind(*given) == kind(expected.code);
}

std::vector<PracticeAnswer> practice_answers(data::Database& database, const PracticeIssue& issue,
                                             const std::string& rater) {
  std::vector<PracticeAnswer> answers;
  for (const ExpectedCode& expected : issue.expected) answers.push_back({expected, std::nullopt});
  const data::LabelQuery query{.repository = issue.repository,
                               .issue = issue.issue.number,
                               .rater = rater,
                               .current_only = true};
  data::for_each_label(database, query, [&](const data::Label& label) {
    for (PracticeAnswer& answer : answers) {
      if (answer.expected.dimension == label.dimension) answer.given = label.code;
    }
  });
  return answers;
}

std::vector<std::string> practice_feedback(const data::Codebook& codebook,
                                           const std::vector<PracticeAnswer>& answers) {
  std::vector<std::string> paragraphs;
  for (const PracticeAnswer& answer : answers) {
    const data::Dimension& dimension = find_dimension(codebook, answer.expected.dimension);
    std::string verdict = "right: " + answer.expected.code;
    if (!answer.is_right()) {
      verdict = fmt::format("expected {}, you said {}{}", answer.expected.code,
                            answer.given.value_or("nothing"),
                            answer.is_near() ? " (the kind is right)" : "");
    }
    paragraphs.push_back(fmt::format("{}: {}. {}", dimension.name, verdict, answer.expected.why));
  }
  return paragraphs;
}

}  // namespace faultline::taxonomy
