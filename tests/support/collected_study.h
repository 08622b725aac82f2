#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/file.h"
#include "data/collected.h"
#include "data/database.h"
#include "data/issues.h"
#include "data/labels.h"
#include "data/statement.h"
#include "data/study_file.h"
#include "support/temporary_folder.h"

namespace faultline::test {

/// An issue as a collection leaves it; what a test does not say is unremarkable.
struct StoredIssue {
  std::string state = "closed";
  std::vector<std::string> labels = {};
  std::vector<data::TimelineEvent> timeline = {};
  std::optional<std::string> gone = {};
  std::string title = "An issue";
  std::string body = {};
  std::vector<std::string> comments = {};
  bool is_collected = true;
};

/// An event that says nothing but its name.
inline data::TimelineEvent event(std::string name) {
  data::TimelineEvent event;
  event.event = std::move(name);
  return event;
}

/// An event that names a commit.
inline data::TimelineEvent commit_event(std::string name) {
  data::TimelineEvent made = event(std::move(name));
  made.commit_sha = "c0ffee";
  return made;
}

/// An event that names an issue or pull request, as GraphQL tells it.
inline data::TimelineEvent source_event(std::string name, std::string repository,
                                        std::int64_t number, std::string state,
                                        std::string kind = "pull-request") {
  data::TimelineEvent made = event(std::move(name));
  made.source_kind = std::move(kind);
  made.source_repository = std::move(repository);
  made.source_number = number;
  made.source_state = std::move(state);
  return made;
}

/// A study with two converters, whose tables a test fills by hand instead of collecting.
class CollectedStudy {
 public:
  static constexpr const char* kTorch = "pytorch/pytorch";
  static constexpr const char* kTensorFlow = "onnx/tensorflow-onnx";

  static constexpr const char* kProtocol = R"toml(
          [study]
          title = "A study"

          [[converter]]
          name = "torch.onnx"
          repository = "pytorch/pytorch"
          labels = ["module: onnx"]

          [[converter]]
          name = "tf2onnx"
          repository = "onnx/tensorflow-onnx"
          without_labels = ["question"]

          [evidence]
          any_of = ["closed-by-commit", "connected"]

          [sample]
          per_converter = 3
          seed = 7
        )toml";

  CollectedStudy()
      : database(data::Database::create(folder_.path() / "study.db")),
        file(data::parse_study_file(kProtocol, "study.toml")) {
    database.transaction([&] { data::store_repositories(database, file); });
    write_file(folder() / "study.toml", kProtocol);
  }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

  /// @return the issue's id
  std::int64_t add(const std::string& repository, std::int64_t number, const StoredIssue& issue) {
    std::int64_t id = 0;
    database.transaction([&] { id = store(repository, number, issue); });
    return id;
  }

  /// Adds an issue that passes its converter's filter and, unless a test says otherwise, was closed
  /// by a commit.
  std::int64_t add_relevant(const std::string& repository, std::int64_t number,
                            bool has_evidence = true) {
    StoredIssue issue;
    if (repository == kTorch) issue.labels = {"module: onnx"};
    if (has_evidence) issue.timeline = {commit_event("closed")};
    return add(repository, number, issue);
  }

  std::int64_t rater(const std::string& name) {
    std::int64_t id = 0;
    database.transaction([&] { id = data::find_or_add_rater(database, name); });
    return id;
  }

  std::string text(const std::string& sql) {
    data::Statement query(database, sql);
    return query.step() ? query.text(0) : "";
  }
  std::int64_t count(const std::string& sql) {
    data::Statement query(database, sql);
    query.step();
    return query.integer(0);
  }

 private:
  std::int64_t store(const std::string& repository, std::int64_t number, const StoredIssue& issue) {
    data::Statement(database, R"sql(
      insert into issue (repository_id, number, title, body, state, gone, collected_at)
      values ((select id from repository where name = ?), ?, ?, ?, ?, ?, ?)
    )sql")
        .bind(
            repository, number, issue.title, issue.body, issue.state, issue.gone,
            issue.is_collected ? std::optional<std::string>("2024-01-01T00:00:00Z") : std::nullopt)
        .run();
    const std::int64_t id = count("select last_insert_rowid()");
    data::Statement(database, "insert into issue_text (rowid, title, body) values (?, ?, ?)")
        .bind(id, issue.title, issue.body)
        .run();
    for (const std::string& label : issue.labels) {
      data::Statement(database, "insert into issue_label (issue_id, name) values (?, ?)")
          .bind(id, label)
          .run();
    }
    store_timeline(id, issue.timeline);
    for (const std::string& comment : issue.comments) store_comment(id, comment);
    return id;
  }

  void store_timeline(std::int64_t issue_id, const std::vector<data::TimelineEvent>& timeline) {
    std::int64_t position = 0;
    for (const data::TimelineEvent& event : timeline) {
      data::Statement(database, R"sql(
        insert into timeline_event (issue_id, position, event, commit_sha, source_kind,
          source_repository, source_number, source_state)
        values (?, ?, ?, ?, ?, ?, ?, ?)
      )sql")
          .bind(issue_id, position++, event.event, event.commit_sha, event.source_kind,
                event.source_repository, event.source_number, event.source_state)
          .run();
    }
  }

  void store_comment(std::int64_t issue_id, const std::string& body) {
    data::Statement(database, R"sql(
      insert into comment (issue_id, created_at, body) values (?, '2024-01-02T00:00:00Z', ?)
    )sql")
        .bind(issue_id, body)
        .run();
    data::Statement(database, R"sql(
      insert into comment_text (rowid, body) select last_insert_rowid(), ?
    )sql")
        .bind(body)
        .run();
  }

  TemporaryFolder folder_;

 public:
  data::Database database;
  data::StudyFile file;
};

}  // namespace faultline::test
