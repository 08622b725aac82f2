#include "taxonomy/label_export.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "data/csv.h"
#include "data/labels.h"
#include "support/published_study.h"
#include "support/random_labels.h"
#include "taxonomy/label_import.h"
#include "taxonomy/written_labels.h"

namespace faultline::taxonomy {

namespace {

using namespace std::chrono_literals;
using test::add_random_labels;
using test::kNow;
using test::StudyFixture;

struct BuiltinStudy : StudyFixture {
  BuiltinStudy() : StudyFixture(test::builtin_codebook()) {}

  LabelImport import_csv(const std::string& content) {
    return import_labels(database, codebook, *csv_label_sheet(content, "l.csv"), "l.csv", {},
                         kNow + 240h);
  }
  std::string csv(const std::optional<std::string>& rater = {}) {
    return test::written_csv(database, codebook, rater);
  }
  std::string jsonl(const std::optional<std::string>& rater = {}) {
    return test::written_log(database, rater);
  }
};

}  // namespace

TEST_CASE("what a rater said of an issue at one time is one row of CSV") {
  BuiltinStudy study;
  study.label("ana", study.kTorch, 2, "cause", "incompatibility/external", {}, kNow);
  study.label("ana", study.kTorch, 2, "stage", "export", {}, kNow);
  study.label("ana", study.kTorch, 2, "stage", "validation", {.memo = "a \"b\"\n=c"}, kNow + 1h);
  study.label("ben", study.kTensorFlow, 1, "symptom", "crash", {.memo = "=1+1"}, kNow);

  CHECK(study.csv() ==
        "repository,issue,rater,stage,symptom,cause,confidence,memo,evidence,labelled_at,"
        "codebook_version\n"
        "onnx/tensorflow-onnx,1,ben,,crash,,sure,'=1+1,,2024-09-16T08:00:00.000Z,1\n"
        "pytorch/pytorch,2,ana,export,,incompatibility/external,sure,,,"
        "2024-09-16T08:00:00.000Z,1\n"
        "pytorch/pytorch,2,ana,validation,,,sure,\"a \"\"b\"\"\n=c\",,"
        "2024-09-16T09:00:00.000Z,1\n");
  CHECK(study.csv("ben") ==
        "repository,issue,rater,stage,symptom,cause,confidence,memo,evidence,labelled_at,"
        "codebook_version\n"
        "onnx/tensorflow-onnx,1,ben,,crash,,sure,'=1+1,,2024-09-16T08:00:00.000Z,1\n");
}

TEST_CASE("a log has one line a label, with everything about it") {
  BuiltinStudy study;
  study.label("ana", study.kTorch, 2, "stage", "export", {.memo = "\"\n"}, kNow);
  study.label("ben", study.kTorch, 2, "stage", "export", {}, kNow);

  CHECK(study.jsonl("ana") ==
        R"({"repository":"pytorch/pytorch","issue":2,"rater":"ana","dimension":"stage",)"
        R"("code":"export","confidence":"sure","memo":"\"\n","evidence":"",)"
        R"("labelled_at":"2024-09-16T08:00:00.000Z","codebook":"converter-failures",)"
        R"("codebook_version":1})"
        "\n");
}

TEST_CASE("labels made with suggestions and labels taken back are told apart where there are any") {
  BuiltinStudy study;
  study.label("ana", study.kTorch, 2, "stage", "export", {.assisted = true}, kNow);
  study.label("ana", study.kTorch, 2, "stage", "export", {.withdrawn = true}, kNow + 1h);

  CHECK(study.csv() ==
        "repository,issue,rater,stage,symptom,cause,confidence,memo,evidence,labelled_at,"
        "codebook_version,assisted,withdrawn\n"
        "pytorch/pytorch,2,ana,export,,,sure,,,2024-09-16T08:00:00.000Z,1,yes,\n"
        "pytorch/pytorch,2,ana,export,,,sure,,,2024-09-16T09:00:00.000Z,1,,yes\n");
  CHECK(study.jsonl().find("\"codebook_version\":1,\"assisted\":true}\n") != std::string::npos);
  CHECK(study.jsonl().find("\"codebook_version\":1,\"withdrawn\":true}\n") != std::string::npos);
}

TEST_CASE("CSV that is exported, imported into a new study and exported again is the same bytes") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    BuiltinStudy first;
    add_random_labels(first, seed);
    const std::string exported = first.csv();

    BuiltinStudy second;
    second.import_csv(exported);

    CHECK(second.csv() == exported);
    CHECK(second.jsonl() == first.jsonl());
    CHECK(second.import_csv(exported).labels_added == 0);
    CHECK(first.import_csv(exported).labels_added == 0);
  }
}

TEST_CASE(
    "a log that is exported, imported into a new study and exported again is the same bytes") {
  for (std::uint64_t seed = 11; seed <= 18; ++seed) {
    CAPTURE(seed);
    BuiltinStudy first;
    add_random_labels(first, seed);
    const std::string exported = first.jsonl();

    BuiltinStudy second;
    import_label_log(second.database, second.codebook, exported, "log.jsonl", kNow + 1h);

    CHECK(second.jsonl() == exported);
    CHECK(second.csv() == first.csv());
    CHECK(import_label_log(second.database, second.codebook, exported, "log.jsonl", kNow + 1h)
              .labels_added == 0);
  }
}

TEST_CASE("two logs are merged to the same study in either order, and more than once") {
  for (std::uint64_t seed = 21; seed <= 24; ++seed) {
    CAPTURE(seed);
    BuiltinStudy ana;
    BuiltinStudy ben;
    add_random_labels(ana, seed);
    add_random_labels(ben, seed + 100);

    std::vector<std::string> merged;
    std::vector<std::string> current;
    for (const bool ana_first : {true, false}) {
      BuiltinStudy study;
      for (const bool turn : {ana_first, !ana_first, ana_first}) {
        import_label_log(study.database, study.codebook, turn ? ana.jsonl() : ben.jsonl(),
                         "log.jsonl", kNow);
      }
      merged.push_back(study.jsonl() + study.csv());
      std::string holds;
      data::for_each_label(study.database, {.current_only = true}, [&](const data::Label& label) {
        holds += label.repository + std::to_string(label.issue) + label.rater + label.dimension +
                 label.code + label.memo + "\n";
      });
      current.push_back(holds);
    }

    CHECK(merged[0] == merged[1]);
    CHECK(current[0] == current[1]);
  }
}

TEST_CASE("an export of no labels has its headings") {
  BuiltinStudy study;

  CHECK(data::parse_csv(study.csv(), "l.csv").row_count() == 0);
  CHECK(study.jsonl().empty());
}

}  // namespace faultline::taxonomy
