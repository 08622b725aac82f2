#include "taxonomy/codebook_changes.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "data/labels.h"
#include "support/study_fixture.h"
#include "support/thrown_error.h"
#include "taxonomy/codebook.h"
#include "taxonomy/codebook_diff.h"
#include "taxonomy/label_import.h"
#include "taxonomy/written_labels.h"

namespace faultline::taxonomy {

namespace {

using namespace std::chrono_literals;
using test::kNow;
using test::says;
using test::StudyFixture;
using Texts = std::vector<std::string>;

std::string code(const std::string& id, const std::string& parent = "") {
  return "[[dimension.code]]\nid = '" + id + "'\nname = 'The code " + parent + id + "'\n" +
         (parent.empty() ? "" : "parent = '" + parent + "'\n");
}

const std::string kHead = "name = 'mine'\ntitle = 'Mine'\n";
const std::string kDimension = "[[dimension]]\nid = 'cause'\nname = 'Cause'\n";
const std::string kFirst = kHead + "version = 1\n" + kDimension + code("typo") + code("type") +
                           code("node", "type") + code("tensor", "type") + code("shape") +
                           code("tests") + code("guide") + code("other");
/// typo is slip now, type kind (without tensor), tests and guide are other, shape is two.
const std::string kSecond = kHead + "version = 2\n" + kDimension + code("slip") + code("kind") +
                            code("node", "kind") + code("rank") + code("axis") + code("other");
const std::string kChanges =
    "[[rename]]\ndimension = 'cause'\nfrom = 'typo'\nto = 'slip'\n"
    "[[rename]]\ndimension = 'cause'\nfrom = 'type'\nto = 'kind'\n"
    "[[merge]]\ndimension = 'cause'\nfrom = ['tests', 'guide']\nto = 'other'\n"
    "[[split]]\ndimension = 'cause'\ncode = 'shape'\ninto = ['rank', 'axis']\n";

/// A study that was labelled with the first version and has the second now.
struct ChangedStudy : StudyFixture {
  ChangedStudy() : StudyFixture(parse_codebook(kFirst, "1.toml")) {}

  void label_as(const std::string& rater, std::int64_t issue, const std::string& code_id,
                const data::LabelDetails& details = {}, Moment now = kNow) {
    label(rater, kTorch, issue, "cause", code_id, details, now);
  }
  void change() {
    codebook = parse_codebook(kSecond, "2.toml");
    database.transaction([&] { data::store_codebook(database, codebook); });
  }
  AppliedChanges apply() {
    return apply_codebook_changes(database, codebook,
                                  parse_codebook_changes(kChanges, "c.toml", codebook));
  }
  Texts held() {
    Texts codes;
    data::for_each_label(database, {.current_only = true}, [&](const data::Label& item) {
      codes.push_back(std::to_string(item.issue) + " " + item.rater + " " + item.code);
    });
    return codes;
  }
  std::string log() { return test::written_log(database); }
};

}  // namespace

TEST_CASE("labels follow renames and merges as they were, and those of a split are taken back") {
  ChangedStudy study;
  study.label_as("ana", 1, "typo",
                 {.confidence = "unsure", .memo = "m", .evidence = "e", .assisted = true});
  study.label_as("ben", 1, "type/node");
  study.label_as("ana", 2, "type/tensor");
  study.label_as("ana", 3, "tests");
  study.label_as("ana", 4, "guide");
  study.label_as("ana", 5, "shape");
  study.label_as("ana", 6, "other");
  study.label_as("ana", 7, "shape");
  study.label_as("ana", 7, "other", {}, kNow + 1h);
  study.change();

  const AppliedChanges applied = study.apply();

  CHECK(study.held() == Texts{"1 ana slip", "1 ben kind/node", "2 ana kind", "3 ana other",
                              "4 ana other", "6 ana other", "7 ana other"});
  std::vector<std::int64_t> counts;
  for (const AppliedChange& change : applied.changes) counts.push_back(change.labels);
  CHECK(counts == std::vector<std::int64_t>{1, 2, 1, 1, 1});
  CHECK(applied.left.empty());
  // 9 that were given, 5 that follow and 1 that is taken back.
  CHECK(study.count("select count(*) from label") == 15);
  CHECK(study.count("select count(*) from current_label where rater = 'ana' and issue = 1 and "
                    "confidence = 'unsure' and memo = 'm' and evidence = 'e' and assisted and "
                    "codebook_version = 2") == 1);
}

TEST_CASE("changes are applied once, labels that were given with the new codebook stay") {
  ChangedStudy study;
  study.label_as("ana", 1, "typo");
  study.label_as("ana", 5, "shape");
  study.change();
  static_cast<void>(study.apply());
  study.label_as("ana", 5, "rank", {}, kNow + 1h);
  const std::string before = study.log();

  for (const AppliedChange& change : study.apply().changes) CHECK(change.labels == 0);

  CHECK(study.log() == before);
  CHECK(study.held() == Texts{"1 ana slip", "5 ana rank"});
}

TEST_CASE(
    "machines that apply the same changes hold the same labels, in whatever order they merge") {
  ChangedStudy first;
  ChangedStudy second;
  for (ChangedStudy* study : {&first, &second}) {
    study->label_as("ana", 1, "typo");
    study->label_as("ana", 5, "shape");
    study->change();
  }
  static_cast<void>(first.apply());
  first.label_as("ana", 5, "axis", {}, kNow + 1h);
  const std::string first_log = first.log();
  static_cast<void>(second.apply());

  import_label_log(second.database, second.codebook, first_log, "a.jsonl", kNow);
  import_label_log(first.database, first.codebook, second.log(), "b.jsonl", kNow);

  CHECK(first.log() == first_log);
  CHECK(second.log() == first_log);
}

TEST_CASE("labels of an older version go to another study and back, as a log and as CSV") {
  ChangedStudy study;
  study.label_as("ana", 1, "type/tensor");
  study.label_as("ana", 5, "shape");
  study.change();
  static_cast<void>(study.apply());
  const std::string csv = test::written_csv(study.database, study.codebook);
  ChangedStudy by_log;
  by_log.change();
  ChangedStudy by_csv;
  by_csv.change();

  import_label_log(by_log.database, by_log.codebook, study.log(), "l.jsonl", kNow);
  import_labels(by_csv.database, by_csv.codebook, *csv_label_sheet(csv, "l.csv"), "l.csv", {},
                kNow);

  CHECK(by_log.log() == study.log());
  CHECK(by_csv.log() == study.log());
}

TEST_CASE("codes that no change is about are told") {
  ChangedStudy study;
  study.label_as("ana", 1, "typo");
  study.change();

  const AppliedChanges applied = apply_codebook_changes(
      study.database, study.codebook,
      parse_codebook_changes("[[rename]]\ndimension = 'cause'\nfrom = 'type'\nto = 'kind'\n",
                             "c.toml", study.codebook));

  REQUIRE(applied.left.size() == 1);
  CHECK(applied.left[0].from == "typo");
  CHECK(applied.left[0].labels == 1);
}

TEST_CASE("a change that does not fit the codebook is refused with its line, and changes nothing") {
  ChangedStudy study;
  study.label_as("ana", 1, "typo");
  study.change();
  const auto error = [&](const std::string& text) {
    return test::thrown_error([&] {
      return apply_codebook_changes(study.database, study.codebook,
                                    parse_codebook_changes(text, "c.toml", study.codebook));
    });
  };
  const std::string rename = "[[rename]]\ndimension = 'cause'\n";

  const Error unknown = error(rename + "from = 'typo'\nto = 'slpi'\n");
  CHECK(unknown.place()->line == 4);
  CHECK(says(unknown, "'slpi' is not a code of version 2"));
  CHECK(says(unknown, "the nearest code is 'slip'"));
  CHECK(says(error(rename + "from = 'other'\nto = 'slip'\n"), "'other' is still a code"));
  CHECK(
      says(error(rename + "from = 'tipo'\nto = 'slip'\n"), "the study never had the code 'tipo'"));
  CHECK(says(error("[[rename]]\ndimension = 'case'\nfrom = 'typo'\nto = 'slip'\n"),
             "'case' is not a dimension"));
  CHECK(says(
      error(rename + "from = 'typo'\nto = 'slip'\n" + rename + "from = 'typo'\nto = 'other'\n"),
      "two changes are about the code 'typo'"));
  CHECK(says(error("[[split]]\ndimension = 'cause'\ncode = 'shape'\ninto = ['rank']\n"),
             "into two or more"));
  CHECK(says(error(""), "says no change"));
  CHECK(study.held() == Texts{"1 ana typo"});
}

TEST_CASE("two codebooks are compared code by code") {
  const data::Codebook before = parse_codebook(kFirst, "1.toml");
  data::Codebook after = parse_codebook(kSecond, "2.toml");
  after.dimensions[0].codes.back().definition = "The rest";

  Texts found;
  for (const CodebookDifference& item : compare_codebooks(before, after)) {
    found.push_back(std::string(name_of(item.part)) + " " + item.code + ": " + item.before + "|" +
                    item.after);
  }

  CHECK(found == Texts{"code typo: The code typo|", "code type: The code type|",
                       "code type/node: The code typenode|",
                       "code type/tensor: The code typetensor|", "code shape: The code shape|",
                       "code tests: The code tests|", "code guide: The code guide|",
                       "definition other: |The rest", "code slip: |The code slip",
                       "code kind: |The code kind", "code kind/node: |The code kindnode",
                       "code rank: |The code rank", "code axis: |The code axis"});
  CHECK(compare_codebooks(before, before).empty());
}

}  // namespace faultline::taxonomy
