#include "data/labels.h"

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/random.h"
#include "data/issues.h"
#include "support/study_fixture.h"
#include "support/thrown_error.h"

namespace faultline::data {

namespace {

using namespace std::chrono_literals;
using test::kNow;
using test::StudyFixture;

std::vector<Label> labels_of(StudyFixture& study, const LabelQuery& query = {}) {
  std::vector<Label> labels;
  for_each_label(study.database, query, [&](const Label& label) { labels.push_back(label); });
  return labels;
}

/// The code that holds, by the view and by current_codes, which must say the same.
std::string code_that_holds(StudyFixture& study, const std::string& dimension,
                            const std::string& rater) {
  Statement query(study.database,
                  "select code from current_label where dimension = ? and rater = ?");
  query.bind(dimension, rater);
  REQUIRE(query.step());
  const std::string code = query.text(0);
  CHECK_FALSE(query.step());
  const auto codes = current_codes(study.database, dimension, prefer_rater(study.database, rater));
  REQUIRE(codes.size() == 1);
  CHECK(codes.front().code_id == code_ids(study.database, dimension).at(code));
  return code;
}

}  // namespace

TEST_CASE("the newest label of a rater, issue and dimension holds, and the older ones stay") {
  StudyFixture study;

  study.label("ana", study.kTorch, 1, "stage", "load", {}, kNow);
  study.label("ana", study.kTorch, 1, "stage", "export", {}, kNow + 1h);
  study.label("ana", study.kTorch, 1, "stage", "load", {}, kNow + 2h);

  CHECK(code_that_holds(study, "stage", "ana") == "load");
  CHECK(labels_of(study).size() == 3);
  CHECK(labels_of(study, {.current_only = true}).size() == 1);
}

TEST_CASE("a label that says what the newest one says is not added, whatever the time") {
  StudyFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load", {.memo = "why"}, kNow);

  const AddedLabels same =
      study.label("ana", study.kTorch, 1, "stage", "load", {.memo = "why"}, kNow + 1h);
  const AddedLabels other_memo =
      study.label("ana", study.kTorch, 1, "stage", "load", {.memo = "because"}, kNow + 1h);
  const AddedLabels less_sure =
      study.label("ana", study.kTorch, 1, "stage", "load",
                  {.confidence = std::string(kUnsure), .memo = "because"}, kNow + 2h);
  const AddedLabels other_rater = study.label("ben", study.kTorch, 1, "stage", "load", {}, kNow);

  CHECK(same.added == 0);
  CHECK(same.known == 1);
  CHECK(other_memo.added == 1);
  CHECK(less_sure.added == 1);
  CHECK(other_rater.added == 1);
}

TEST_CASE("of labels made at one moment the one made last holds") {
  for (const Moment now : {kNow, kNow + 999ms}) {
    StudyFixture study;
    for (const char* code : {"load", "export", "load", "export", "load"}) {
      study.label("ana", study.kTorch, 1, "stage", code, {}, now);
      CHECK(code_that_holds(study, "stage", "ana") == code);
    }
    CHECK(labels_of(study).size() == 5);
  }
}

TEST_CASE("a label made after the clock went back holds all the same") {
  StudyFixture study;

  study.label("ana", study.kTorch, 1, "stage", "load", {}, kNow);
  study.label("ana", study.kTorch, 1, "stage", "export", {}, kNow - 24h);

  CHECK(code_that_holds(study, "stage", "ana") == "export");
  CHECK(labels_of(study).back().labelled_at == "2024-09-16T08:00:00.001Z");
}

TEST_CASE("times sort as moments across whole seconds") {
  StudyFixture study;

  study.label("ana", study.kTorch, 1, "stage", "load", {.labelled_at = kNow}, kNow);
  study.label("ana", study.kTorch, 1, "stage", "export", {.labelled_at = kNow + 500ms}, kNow);

  CHECK(code_that_holds(study, "stage", "ana") == "export");
}

TEST_CASE("a label that was taken back does not hold, and the one before it neither") {
  StudyFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load", {}, kNow);
  study.label("ana", study.kTorch, 1, "stage", "export", {}, kNow + 1h);

  const AddedLabels taken_back =
      study.label("ana", study.kTorch, 1, "stage", "export", {.withdrawn = true}, kNow + 2h);

  CHECK(taken_back.added == 1);
  CHECK(labels_of(study, {.current_only = true}).empty());
  CHECK(current_codes(study.database, "stage", prefer_rater(study.database, "ana")).empty());
  CHECK(study.count("select count(*) from labelled") == 0);
  REQUIRE(labels_of(study).size() == 3);
  CHECK(labels_of(study).back().withdrawn);
  SUBCASE("and a later one holds again, also where it says the same") {
    study.label("ana", study.kTorch, 1, "stage", "export", {}, kNow + 3h);
    CHECK(code_that_holds(study, "stage", "ana") == "export");
    CHECK(study.count("select count(*) from labelled") == 1);
  }
  SUBCASE("and cannot be taken back once more") {
    CHECK(study.label("ana", study.kTorch, 1, "stage", "export", {.withdrawn = true}, kNow + 3h)
              .added == 0);
  }
}

TEST_CASE("where there is no label none is taken back") {
  StudyFixture study;

  const AddedLabels done =
      study.label("ana", study.kTorch, 1, "stage", "export", {.withdrawn = true}, kNow);

  CHECK(done.added == 0);
  CHECK(done.known == 1);
}

TEST_CASE("a consensus that was taken back leaves the first rater's label") {
  StudyFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load");
  study.label("consensus", study.kTorch, 1, "stage", "export");
  study.label("consensus", study.kTorch, 1, "stage", "export", {.withdrawn = true}, kNow + 1h);

  const auto codes =
      current_codes(study.database, "stage", prefer_rater(study.database, std::nullopt));

  REQUIRE(codes.size() == 1);
  CHECK(codes.front().code_id == code_ids(study.database, "stage").at("load"));
}

TEST_CASE("a label keeps that it was made with suggestions, and repeating it changes nothing") {
  StudyFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load", {.assisted = true}, kNow);
  study.label("ana", study.kTorch, 1, "cause", "typo", {}, kNow);

  CHECK(study.label("ana", study.kTorch, 1, "stage", "load", {}, kNow + 1h).added == 0);
  CHECK(study.label("ana", study.kTorch, 1, "cause", "typo", {.assisted = true}).added == 0);

  const std::vector<Label> held = labels_of(study, {.current_only = true});
  REQUIRE(held.size() == 2);
  CHECK(held[0].assisted);
  CHECK_FALSE(held[1].assisted);
}

TEST_CASE("a label with a time of its own keeps it, also where it is older, and is added once") {
  StudyFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load", {}, kNow);

  const LabelDetails earlier{.labelled_at = kNow - 24h};
  const AddedLabels first = study.label("ana", study.kTorch, 1, "stage", "export", earlier, kNow);
  const AddedLabels second = study.label("ana", study.kTorch, 1, "stage", "export", earlier, kNow);

  CHECK(first.added == 1);
  CHECK(second.known == 1);
  CHECK(code_that_holds(study, "stage", "ana") == "load");
  CHECK(labels_of(study).front().labelled_at == "2024-09-15T08:00:00.000Z");
}

TEST_CASE("labels of one batch are taken in their order") {
  StudyFixture study;
  const std::int64_t issue = study.add_issue(study.kTorch, 1);
  AddedLabels added;

  study.database.transaction([&] {
    const auto codes = code_ids(study.database, "stage");
    const NewLabel label{.dimension_id = dimension_ids(study.database).at("stage"),
                         .issue_id = issue,
                         .rater_id = find_or_add_rater(study.database, "ana"),
                         .code_id = codes.at("export"),
                         .codebook_id = 1};
    std::vector<NewLabel> labels(3, label);
    labels[2].code_id = codes.at("load");
    added = add_labels(study.database, labels, kNow);
  });

  CHECK(added.added == 2);
  CHECK(added.known == 1);
  CHECK(code_that_holds(study, "stage", "ana") == "load");
}

TEST_CASE("any number of labels is added whole, with their details and in the order of issues") {
  for (const std::int64_t count : {1, 99, 100, 101, 250}) {
    CAPTURE(count);
    StudyFixture study;
    const auto details = std::make_shared<const LabelDetails>(
        LabelDetails{.confidence = std::string(kUnsure), .memo = "why", .evidence = "a log"});
    AddedLabels added;
    AddedLabels added_again;

    study.database.transaction([&] {
      IssueRegistry registry(study.database);
      const std::int64_t repository = repositories(study.database).front().id;
      const NewLabel plain{.dimension_id = dimension_ids(study.database).at("stage"),
                           .rater_id = find_or_add_rater(study.database, "ana"),
                           .code_id = code_ids(study.database, "stage").at("export"),
                           .codebook_id = 1};
      std::vector<NewLabel> labels(static_cast<std::size_t>(count), plain);
      for (std::int64_t i = 0; i < count; ++i) {
        NewLabel& label = labels[static_cast<std::size_t>(i)];
        label.issue_id = registry.find_or_add(repository, count - i, {});
        if (i % 3 == 0) label.details = details;
      }
      registry.finish();
      added = add_labels(study.database, labels, kNow);
      added_again = add_labels(study.database, labels, kNow);
    });

    CHECK(added.added == count);
    CHECK(added.known == 0);
    CHECK(added_again.added == 0);
    CHECK(added_again.known == count);
    const std::vector<Label> stored = labels_of(study);
    REQUIRE(stored.size() == static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i) {
      const Label& label = stored[static_cast<std::size_t>(count - i - 1)];
      CHECK(label.issue == count - i);
      CHECK(label.memo == (i % 3 == 0 ? "why" : ""));
      CHECK(label.confidence == (i % 3 == 0 ? kUnsure : kSure));
      CHECK(label.evidence == (i % 3 == 0 ? "a log" : ""));
    }
  }
}

TEST_CASE("a rater has a name, and white space around it does not make another rater") {
  StudyFixture study;

  const std::int64_t ana = find_or_add_rater(study.database, "ana");

  CHECK(find_or_add_rater(study.database, " ana\n") == ana);
  CHECK(find_or_add_rater(study.database, "Ana") != ana);
  CHECK(raters(study.database) == std::vector<std::string>{"ana", "Ana"});
  const Error error = test::thrown_error([&] { return find_or_add_rater(study.database, " \t"); });
  CHECK(error.message() == "a rater needs a name");
}

TEST_CASE("the history comes by repository, issue, time, rater and dimension, with every detail") {
  StudyFixture study;
  study.label("ben", study.kTorch, 2, "stage", "load", {}, kNow);
  study.label("ana", study.kTorch, 2, "cause", "typo", {}, kNow);
  study.label("ana", study.kTorch, 2, "stage", "export", {}, kNow);
  study.label("ana", study.kTorch, 1, "stage", "load", {}, kNow + 1h);
  study.label("ben", study.kTorch, 1, "stage", "export",
              {.confidence = std::string(kUnsure), .memo = "m", .evidence = "e"}, kNow);
  study.label("ana", study.kTensorFlow, 9, "stage", "load", {}, kNow + 2h);

  std::vector<std::string> order;
  for (const Label& label : labels_of(study)) {
    order.push_back(label.repository.substr(0, 2) + std::to_string(label.issue) + label.rater +
                    label.dimension);
  }

  CHECK(order == std::vector<std::string>{"on9anastage", "py1benstage", "py1anastage",
                                          "py2anastage", "py2anacause", "py2benstage"});
  const Label expected{.repository = study.kTorch,
                       .issue = 1,
                       .rater = "ben",
                       .dimension = "stage",
                       .code = "export",
                       .confidence = "unsure",
                       .memo = "m",
                       .evidence = "e",
                       .labelled_at = "2024-09-16T08:00:00.000Z",
                       .codebook = "small",
                       .codebook_version = 1};
  CHECK(labels_of(study)[1] == expected);
}

TEST_CASE("labels can be asked for by repository, issue and rater, and only those that hold") {
  StudyFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load", {}, kNow);
  study.label("ana", study.kTorch, 1, "stage", "export", {}, kNow + 1h);
  study.label("ana", study.kTorch, 1, "cause", "typo", {}, kNow);
  study.label("ben", study.kTorch, 1, "stage", "load", {}, kNow);
  study.label("ana", study.kTensorFlow, 1, "stage", "load", {}, kNow);

  CHECK(labels_of(study, {.repository = study.kTorch}).size() == 4);
  CHECK(labels_of(study, {.issue = 1}).size() == 5);
  CHECK(labels_of(study, {.issue = 2}).empty());
  CHECK(labels_of(study, {.repository = study.kTorch, .rater = "ana"}).size() == 3);
  const std::vector<Label> current =
      labels_of(study, {.repository = study.kTorch, .rater = "ana", .current_only = true});
  REQUIRE(current.size() == 2);
  CHECK(current[0].code == "export");
  CHECK(current[1].code == "typo");
}

TEST_CASE("rated items hold each rater's current code, and none where a rater has none") {
  StudyFixture study;
  study.label("ana", study.kTorch, 2, "stage", "load", {}, kNow);
  study.label("ben", study.kTorch, 2, "stage", "load", {}, kNow);
  study.label("ben", study.kTorch, 2, "stage", "export", {}, kNow + 1h);
  study.label("ben", study.kTorch, 10, "stage", "export", {}, kNow);
  study.label("cid", study.kTorch, 11, "stage", "export", {}, kNow);
  study.label("ana", study.kTorch, 12, "cause", "typo", {}, kNow);
  const std::vector<std::string> names{"ben", "ana"};

  const std::vector<RatedItem> items = rated_items(study.database, "stage", names);

  REQUIRE(items.size() == 2);
  CHECK(items[0].issue == 2);
  CHECK(items[0].codes == std::vector<std::optional<std::string>>{"export", "load"});
  CHECK(items[1].issue == 10);
  CHECK(items[1].codes == std::vector<std::optional<std::string>>{"export", std::nullopt});
}

TEST_CASE(
    "the view current_label, current_codes and rated_items say the same of any set of labels") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    StudyFixture study;
    const std::vector<std::string> names{"first", "consensus", "third"};
    const std::vector<std::string> codes{"type", "type/node", "shape", "typo"};
    const std::vector<std::string> memos{"", "a", "b"};
    for (const std::string& name : names) {
      static_cast<void>(find_or_add_rater(study.database, name));
    }
    for (int i = 0; i < 60; ++i) {
      LabelDetails details{.memo = memos[random.below(3)]};
      if (random.below(2) == 0) details.confidence = kUnsure;
      details.assisted = random.below(4) == 0;
      details.withdrawn = random.below(3) == 0;
      if (random.below(4) > 0) {
        details.labelled_at = kNow + std::chrono::milliseconds{998 + random.below(4)};
      }
      study.label(names[random.below(3)], study.kTorch,
                  static_cast<std::int64_t>(1 + random.below(4)), "cause", codes[random.below(4)],
                  details, kNow + std::chrono::milliseconds{random.below(3)});
    }

    std::map<std::tuple<std::int64_t, std::string>, std::string> view;
    std::map<std::tuple<std::int64_t, std::string>, bool> assisted;
    for (const Label& label : labels_of(study, {.current_only = true})) {
      CHECK(view.emplace(std::tuple(label.issue, label.rater), label.code).second);
      assisted.emplace(std::tuple(label.issue, label.rater), label.assisted);
    }
    std::size_t rated = 0;
    for (const RatedItem& item : rated_items(study.database, "cause", names)) {
      for (std::size_t rater = 0; rater < names.size(); ++rater) {
        if (!item.codes[rater]) continue;
        CHECK(view.at({item.issue, names[rater]}) == *item.codes[rater]);
        CHECK(assisted.at({item.issue, names[rater]}) == item.assisted[rater]);
        ++rated;
      }
    }
    CHECK(rated == view.size());
    std::map<std::int64_t, std::string> name_of_code;
    for (const auto& [name, id] : code_ids(study.database, "cause")) name_of_code.emplace(id, name);
    std::map<std::int64_t, std::int64_t> number_of_issue;
    Statement issues(study.database, "select id, number from issue");
    while (issues.step()) number_of_issue.emplace(issues.integer(0), issues.integer(1));

    std::size_t seen = 0;
    for (const std::string& name : names) {
      for (const IssueCode& code :
           current_codes(study.database, "cause", prefer_rater(study.database, name))) {
        CHECK(view.at({number_of_issue.at(code.issue_id), name}) == name_of_code.at(code.code_id));
        ++seen;
      }
    }
    CHECK(seen == view.size());
    CHECK(study.count("select count(*) from labelled") == static_cast<std::int64_t>(seen));
    for (const IssueCode& code :
         current_codes(study.database, "cause", prefer_rater(study.database, std::nullopt))) {
      const std::int64_t number = number_of_issue.at(code.issue_id);
      const auto settled = view.find({number, "consensus"});
      const auto found = settled != view.end() ? settled : view.find({number, "first"});
      REQUIRE(found != view.end());
      CHECK(found->second == name_of_code.at(code.code_id));
    }
  }
}

}  // namespace faultline::data
