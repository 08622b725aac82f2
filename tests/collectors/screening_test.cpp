#include "collectors/screening/screen.h"

#include <doctest/doctest.h>

#include "collectors/screening/protocol_changes.h"
#include "collectors/screening/relevance.h"
#include "support/collected_study.h"

namespace faultline::collectors {

namespace {

using test::CollectedStudy;
using test::commit_event;
using test::event;
using test::source_event;
using test::StoredIssue;

data::ConverterProtocol protocol() {
  return {.name = "tool",
          .repository = "a/tool",
          .state = "closed",
          .labels = {"module: onnx", "bug"},
          .without_labels = {"question"}};
}

void add_collection(CollectedStudy& study, const std::string& repository,
                    const std::string& filter) {
  data::Statement(study.database, R"sql(
    insert into collection (repository_id, api, protocol, started_at)
    values ((select id from repository where name = ?), 'rest', ?, '2024-01-01T00:00:00Z')
  )sql")
      .bind(repository, filter)
      .run();
}

}  // namespace

TEST_CASE("an issue is relevant with the state, all labels, and none of those that exclude") {
  const auto decide = [](const IssueTraits& issue) { return relevance(protocol(), issue); };

  CHECK(decide({.state = "closed", .labels = {"BUG", "Module: ONNX", "other"}}).kept);
  CHECK(decide({.state = "open", .labels = {"bug", "module: onnx"}}) == Decision{false, "is open"});
  CHECK(decide({.state = "closed", .labels = {"module: onnx"}}) ==
        Decision{false, "lacks the label 'bug'"});
  CHECK(decide({.state = "closed", .labels = {"bug", "module: onnx", "Question"}}) ==
        Decision{false, "has the label 'question'"});
  CHECK_FALSE(decide({.labels = {"bug", "module: onnx"}}).kept);
}

TEST_CASE("an issue that is gone is not relevant, and 'all' asks for no state") {
  data::ConverterProtocol all = protocol();
  all.state = "all";

  CHECK(relevance(all, {.state = "open", .labels = {"bug", "module: onnx"}}).kept);
  CHECK(relevance(all, {.state = "open", .gone = "deleted", .labels = {"bug", "module: onnx"}}) ==
        Decision{false, "was deleted on GitHub"});
}

TEST_CASE("the screening stores for each issue and step whether it was kept, and why") {
  CollectedStudy study;
  study.add_relevant(CollectedStudy::kTorch, 1);
  study.add_relevant(CollectedStudy::kTorch, 2, false);
  study.add(CollectedStudy::kTorch, 3, {.state = "open", .labels = {"module: onnx"}});
  const auto decision = [&](int number, const std::string& step) {
    return study.text(
        "select kept || ' ' || reason from screening join issue on id = issue_id "
        "where number = " +
        std::to_string(number) + " and step = '" + step + "'");
  };

  const Screening result = screen(study.database, study.file);

  CHECK(result.issues == 3);
  CHECK(result.changed == 3);
  CHECK(decision(1, "relevant") == "1 is closed, has the label 'module: onnx'");
  CHECK(decision(1, "evidence") == "1 closed-by-commit");
  CHECK(decision(2, "evidence") == "0 no evidence of repair");
  CHECK(decision(3, "relevant") == "0 is open");
  CHECK(decision(3, "evidence").empty());
}

TEST_CASE("a second screening writes nothing") {
  CollectedStudy study;
  study.add_relevant(CollectedStudy::kTorch, 1);
  study.add(CollectedStudy::kTensorFlow, 2, {.labels = {"question"}});
  screen(study.database, study.file);
  const std::int64_t written = study.count("select total_changes()");

  const Screening again = screen(study.database, study.file);

  CHECK(again.issues == 2);
  CHECK(again.changed == 0);
  CHECK(again.dropped == 0);
  CHECK(study.count("select total_changes()") == written);
}

TEST_CASE("a new protocol changes what was decided, and nothing of what was collected") {
  CollectedStudy study;
  study.add_relevant(CollectedStudy::kTorch, 1);
  study.add_relevant(CollectedStudy::kTensorFlow, 1);
  screen(study.database, study.file);
  const std::string collected =
      "select group_concat(id || title || state || collected_at) || "
      "(select group_concat(issue_id || event) from timeline_event) from issue";
  const std::string before = study.text(collected);
  data::StudyFile changed = study.file;
  changed.converters.pop_back();
  changed.converters[0].labels = {"another"};

  const Screening result = screen(study.database, changed);

  CHECK(result.changed == 1);
  CHECK(result.dropped == 1);
  CHECK(study.count("select count(*) from screening") == 1);
  CHECK(study.text("select reason from screening") == "lacks the label 'another'");
  CHECK(study.text(collected) == before);
}

TEST_CASE("issues that were imported and never collected are not screened") {
  CollectedStudy study;
  study.add(CollectedStudy::kTorch, 1, {.labels = {"module: onnx"}, .is_collected = false});

  CHECK(screen(study.database, study.file).issues == 0);
  CHECK(study.count("select count(*) from screening") == 0);
}

TEST_CASE("the comparison counts what each rule keeps and names the issues on which they differ") {
  CollectedStudy study;
  study.add_relevant(CollectedStudy::kTorch, 1);
  const StoredIssue fork{
      .labels = {"module: onnx"},
      .timeline = {source_event("cross-referenced", "someone/pytorch", 3, "merged")}};
  study.add(CollectedStudy::kTorch, 2, fork);
  const StoredIssue merged{
      .timeline = {source_event("closed", CollectedStudy::kTensorFlow, 3, "merged")}};
  study.add(CollectedStudy::kTensorFlow, 5, merged);
  study.add(CollectedStudy::kTensorFlow, 6, {.timeline = {event("closed")}});
  study.add(CollectedStudy::kTensorFlow, 7,
            {.labels = {"question"}, .timeline = {commit_event("closed")}});

  const EvidenceComparison comparison = compare_evidence(study.database, study.file);

  REQUIRE(comparison.converters.size() == 2);
  const EvidenceCounts& torch = comparison.converters[0];
  CHECK(torch.relevant == 2);
  CHECK(torch.study == 1);
  CHECK(torch.published == 2);
  CHECK(torch.strict == 1);
  const EvidenceCounts& tensorflow = comparison.converters[1];
  CHECK(tensorflow.relevant == 2);
  CHECK(tensorflow.study == 0);
  CHECK(tensorflow.published == 0);
  CHECK(tensorflow.strict == 1);
  REQUIRE(comparison.differences.size() == 2);
  CHECK(comparison.differences[0].number == 2);
  CHECK(comparison.differences[0].published);
  CHECK_FALSE(comparison.differences[0].strict);
  CHECK(comparison.differences[1].number == 5);
  CHECK(comparison.differences[1].reason == "closed-by-merged-pull-request");
  CHECK(study.count("select count(*) from screening") == 0);
}

TEST_CASE(
    "a filter that the collection did not ask for is told, with whether anything is missing") {
  CollectedStudy study;
  CHECK(protocol_changes(study.database, study.file).empty());
  add_collection(study, CollectedStudy::kTorch,
                 R"({"state": "closed", "labels": ["Module: ONNX"]})");

  std::vector<std::string> changes = protocol_changes(study.database, study.file);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0] == "tf2onnx was never collected: `faultline collect`.");

  add_collection(study, CollectedStudy::kTensorFlow, R"({"state": "open", "labels": []})");
  study.file.converters[0].labels.emplace_back("bug");
  changes = protocol_changes(study.database, study.file);

  REQUIRE(changes.size() == 2);
  CHECK(changes[0].find("that has them all") != std::string::npos);
  CHECK(changes[1] ==
        "tf2onnx: study.toml asks for closed issues, the last collection asked for open issues; "
        "run `faultline collect` for the missing ones.");
}

}  // namespace faultline::collectors
