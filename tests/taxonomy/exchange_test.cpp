#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/file.h"
#include "data/labels.h"
#include "data/samples.h"
#include "data/xlsx.h"
#include "support/published_study.h"
#include "support/random_labels.h"
#include "support/thrown_error.h"
#include "taxonomy/exchange/coding_workbook.h"
#include "taxonomy/exchange/doccano.h"
#include "taxonomy/exchange/exchange_items.h"
#include "taxonomy/exchange/label_studio.h"
#include "taxonomy/label_import.h"

namespace faultline::taxonomy {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::kNow;
using test::says;
using test::StudyFixture;
using test::thrown_error;

struct BuiltinStudy : StudyFixture {
  BuiltinStudy() : StudyFixture(test::builtin_codebook()) {}

  std::vector<ExchangeItem> items(const std::optional<std::string>& rater = {}) {
    return exchange_items(database, rater);
  }
  std::string label_studio(const std::optional<std::string>& rater = {}) {
    return export_label_studio(items(rater), codebook);
  }
  LabelImport import_tasks(const std::string& content,
                           const std::optional<std::string>& rater = {}) {
    return import_label_studio(database, codebook, content, "tasks.json", rater, kNow + 240h);
  }
  LabelImport import_documents(const std::string& content,
                               const std::optional<std::string>& rater = {}) {
    return import_doccano(database, codebook, content, "d.jsonl", rater, kNow + 240h);
  }
  std::filesystem::path write_workbook(const std::string& name) {
    const std::filesystem::path file = path().parent_path() / name;
    write_coding_workbook(file, items(), codebook, "");
    return file;
  }
  LabelImport import_workbook(const std::filesystem::path& file,
                              const std::optional<std::string>& rater = {}) {
    return import_labels(database, codebook, *open_label_sheet(file, {}, {}), "sheet.xlsx",
                         {.rater = rater, .repository = {}}, kNow + 240h);
  }
  std::vector<data::Label> labels(bool with_times) {
    std::vector<data::Label> held;
    data::for_each_label(database, {.current_only = true}, [&](const data::Label& label) {
      held.push_back(label);
      if (with_times) return;
      held.back().labelled_at.clear();
      held.back().assisted = false;
    });
    return held;
  }
};

/// The value that a control of an annotation has.
json& result_of(json& annotation, const std::string& control) {
  for (json& result : annotation["result"]) {
    if (result["from_name"] == control) return result["value"];
  }
  FAIL("there is no such control: " << control);
  return annotation;
}

}  // namespace

TEST_CASE("Label Studio's tasks bring every label that holds into a new study, times and all") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    BuiltinStudy first;
    test::add_random_labels(first, seed);
    first.label("ana", first.kTorch, 99, "stage", "export", {.assisted = true});
    const std::string exported = first.label_studio();

    BuiltinStudy second;
    second.import_tasks(exported);

    CHECK(second.labels(true) == first.labels(true));
    CHECK(second.label_studio() == exported);
    CHECK(second.import_tasks(exported).labels_added == 0);
    CHECK(first.import_tasks(exported).labels_added == 0);
  }
}

TEST_CASE("doccano's documents bring every label that holds into a new study, times and all") {
  for (std::uint64_t seed = 11; seed <= 16; ++seed) {
    CAPTURE(seed);
    BuiltinStudy first;
    test::add_random_labels(first, seed);
    const std::string exported = export_doccano(first.items());

    BuiltinStudy second;
    second.import_documents(exported);

    CHECK(second.labels(true) == first.labels(true));
    CHECK(export_doccano(second.items()) == exported);
    CHECK(first.import_documents(exported).labels_added == 0);
  }
}

TEST_CASE("a coding sheet brings every label that holds into a new study, apart from its time") {
  for (std::uint64_t seed = 21; seed <= 26; ++seed) {
    CAPTURE(seed);
    BuiltinStudy first;
    test::add_random_labels(first, seed);
    const std::filesystem::path file = first.write_workbook("sheet.xlsx");

    BuiltinStudy second;
    second.import_workbook(file);

    CHECK(second.labels(false) == first.labels(false));
    CHECK(first.import_workbook(file).labels_added == 0);
  }
}

TEST_CASE("a coding sheet of the same study has the same bytes") {
  BuiltinStudy study;
  test::add_random_labels(study, 5);

  const std::string first = read_file(study.write_workbook("first.xlsx"));
  const std::string second = read_file(study.write_workbook("second.xlsx"));

  CHECK(first == second);
}

TEST_CASE("a coding sheet has a row an issue, lists of codes, and their definitions") {
  BuiltinStudy study;
  const std::int64_t issue = study.add_issue(study.kTorch, 7, {.title = "=cmd|' /C calc'!A0"});
  study.database.transaction([&] {
    const std::int64_t sample =
        data::add_sample(study.database, data::kMainSample, data::SampleKind::kMain, 1, kNow);
    data::append_to_sample(study.database, sample, std::vector{issue});
  });
  study.label("ana", study.kTensorFlow, 3, "cause", "typo", {.memo = "+1"});
  const std::filesystem::path file = study.path().parent_path() / "sheet.xlsx";

  write_coding_workbook(file, study.items("ana"), study.codebook, "ana");

  data::Workbook book = data::Workbook::open(file);
  CHECK(book.sheet_names() == std::vector<std::string>{"coding sheet", "codes"});
  const data::Sheet sheet = book.read_sheet("coding sheet");
  REQUIRE(sheet.rows.size() == 3);
  const auto text = [&](std::size_t row, std::size_t column) {
    return sheet.rows[row].cell(column).text;
  };
  CHECK(text(0, 5) == "stage");
  CHECK(text(0, 7) == "stage memo");
  CHECK(text(1, 1) == "7");
  CHECK(text(1, 3) == "'=cmd|' /C calc'!A0");
  CHECK(text(1, 4) == "ana");
  CHECK(text(2, 13) == "typo");
  CHECK(text(2, 15) == "'+1");
  const data::Sheet codes = book.read_sheet("codes");
  CHECK(codes.rows[1].cell(1).text == "load-model");
  CHECK(codes.rows[1].cell(3).text.starts_with("The framework's model is read"));
  data::ZipArchive archive(file);
  const std::string xml = archive.read("xl/worksheets/sheet1.xml");
  CHECK(xml.find("<dataValidation type=\"list\"") != std::string::npos);
  CHECK(xml.find("codes!$B$2:$B$7") != std::string::npos);
}

TEST_CASE("a code chosen in a coding sheet's row is a new label of the rater in that row") {
  BuiltinStudy study;
  study.label("ana", study.kTorch, 7, "stage", "export", {.memo = "a"});
  const std::string csv =
      "repository,issue,rater,stage,stage confidence,stage memo,cause,memo\n"
      "pytorch/pytorch,7,ana,validation,unsure,looked again,typo,for all else\n";

  import_labels(study.database, study.codebook, *csv_label_sheet(csv, "s.csv"), "s.csv", {}, kNow);

  const auto labels = study.labels(false);
  REQUIRE(labels.size() == 2);
  CHECK(labels[0].code == "validation");
  CHECK(labels[0].confidence == "unsure");
  CHECK(labels[0].memo == "looked again");
  CHECK(labels[1].code == "typo");
  CHECK(labels[1].memo == "for all else");
}

TEST_CASE("a memo beside an empty code is a mistake, since it would be lost") {
  BuiltinStudy study;
  const std::string csv =
      "repository,issue,rater,stage,stage memo,cause\npytorch/pytorch,7,ana,,why,typo\n";

  const Error error = thrown_error([&] {
    return import_labels(study.database, study.codebook, *csv_label_sheet(csv, "s.csv"), "s.csv",
                         {}, kNow);
  });

  CHECK(says(error, "row 2, column stage memo: it stands beside no code of the stage"));
}

TEST_CASE("a text too long for a cell is told, and no workbook is left behind") {
  BuiltinStudy study;
  study.label("ana", study.kTorch, 7, "stage", "export", {.memo = std::string(32'768, 'x')});
  const std::filesystem::path file = study.path().parent_path() / "sheet.xlsx";

  const Error error = thrown_error([&] {
    write_coding_workbook(file, study.items(), study.codebook, "");
    return 0;
  });

  CHECK(says(error, "longer than a cell may be"));
  CHECK_FALSE(std::filesystem::exists(file));
  CHECK_FALSE(std::filesystem::exists(file.string() + ".new"));
}

TEST_CASE("what a rater changes in Label Studio is a new label, the rest stays as it was") {
  BuiltinStudy study;
  study.label("ana", study.kTorch, 7, "stage", "export", {.memo = "kept"});
  study.label("ana", study.kTorch, 7, "cause", "incompatibility/external");
  json tasks = json::parse(study.label_studio());
  json& annotation = tasks[0]["annotations"][0];
  result_of(annotation, "cause")["taxonomy"] = json::parse(R"([["type-problem", "tensor"]])");
  annotation["updated_at"] = "2024-10-01T12:00:00.123456Z";

  const LabelImport done = study.import_tasks(tasks.dump());

  CHECK(done.labels_added == 1);
  CHECK(done.labels_known == 1);
  const auto labels = study.labels(true);
  REQUIRE(labels.size() == 2);
  CHECK(labels[0].memo == "kept");
  CHECK(labels[1].code == "type-problem/tensor");
  CHECK(labels[1].labelled_at == "2024-10-01T12:00:00.123Z");
}

TEST_CASE("labels made in Label Studio are those of --rater, else of the user's address") {
  BuiltinStudy study;
  const std::string tasks = R"([{"id": 1, "data": {"repository": "pytorch/pytorch", "issue": 7},
    "annotations": [{"completed_by": {"id": 3, "email": "ben@example.org"},
      "result": [{"from_name": "stage", "to_name": "text", "type": "choices", "id": "x",
                  "value": {"choices": ["Tracer"]}}]},
     {"was_cancelled": true, "result": [{"from_name": "stage", "type": "choices",
                  "value": {"choices": ["export"]}}]}]}])";

  study.import_tasks(tasks);
  study.import_tasks(tasks, "cid");

  const auto labels = study.labels(true);
  REQUIRE(labels.size() == 2);
  CHECK(labels[0].rater == "ben@example.org");
  CHECK(labels[0].code == "load-model");
  CHECK(labels[1].rater == "cid");
}

TEST_CASE("suggestions are Label Studio's predictions, and labels made there are marked") {
  BuiltinStudy study;
  study.label("ana", study.kTorch, 7, "stage", "export");
  const SuggestionsByIssue suggestions{
      {{study.kTorch, 7}, {{"stage", "export", "", 0.5}, {"cause", "typo", "", 0.25}}}};

  json tasks = json::parse(export_label_studio(study.items(), study.codebook, suggestions));
  const json prediction = tasks[0]["predictions"][0];
  result_of(tasks[0]["annotations"][0], "stage") = {{"choices", {"validation"}}};
  study.import_tasks(tasks.dump());

  CHECK(prediction["score"] == 0.25);
  CHECK(prediction["result"][0]["value"]["choices"][0] == "export");
  CHECK(prediction["result"][1]["value"]["taxonomy"][0][0] == "typo");
  const auto labels = study.labels(true);
  REQUIRE(labels.size() == 1);
  CHECK(labels[0].code == "validation");
  CHECK(labels[0].assisted);
}

TEST_CASE("bad tasks of Label Studio are told all at once, and nothing is imported") {
  BuiltinStudy study;
  const std::string tasks = R"([
    {"data": {"repository": "pytorch/pytorch", "issue": 7}, "annotations": [
      {"result": [{"from_name": "stage", "type": "choices", "value": {"choices": ["exprot"]}},
                  {"from_name": "cause-memo", "type": "textarea", "value": {"text": ["x"]}}]}]},
    {"data": {"issue": 7}, "annotations": [{"result": []}]},
    {"data": {"repository": "pytorch/pytorch", "issue": -1}, "annotations": [{"result": []}]},
    {"data": {"repository": "pytorch/pytorch", "issue": 8}, "annotations": [
      {"result": [{"from_name": "stage", "type": "choices",
                   "value": {"choices": ["export", "validation"]}}]}]},
    {"data": {"repository": "pytorch/pytorch", "issue": 9}, "annotations": [
      {"result": [{"from_name": "stage", "type": "choices", "value": {"choices": ["export"]}}]}]}])";

  const Error error = thrown_error([&] { return study.import_tasks(tasks); });

  CHECK(says(error, "5 of the file's 5 tasks are bad; nothing was imported"));
  CHECK(says(error,
             "task 1, stage: 'exprot' is not a code of the dimension stage; the nearest is "
             "'export'"));
  CHECK(says(error, "task 1, cause: there is a memo or evidence, but no code"));
  CHECK(says(error, "task 2, repository: it does not say"));
  CHECK(says(error, "task 3, issue: it is not the number of an issue"));
  CHECK(says(error, "task 4, stage: it holds 2 codes, and one is wanted"));
  CHECK(says(error, "task 5, rater: the annotation names no rater"));
  CHECK(study.labels(true).empty());
}

TEST_CASE("files that are no tasks of Label Studio say what they are") {
  BuiltinStudy study;

  const Error truncated = thrown_error([&] { return study.import_tasks("[\n{\"data\": {\n"); });
  const Error flat =
      thrown_error([&] { return study.import_tasks(R"([{"text": "x", "stage": "export"}])"); });

  CHECK(says(truncated, "tasks.json:3"));
  CHECK(says(truncated, "it may be truncated"));
  CHECK(says(flat, "not as 'JSON-MIN'"));
}

TEST_CASE("Label Studio's configuration has every code of every dimension under the tasks' names") {
  BuiltinStudy study;

  const std::string config = label_studio_config(study.codebook);

  for (const char* part : {"<Choices name=\"stage\" toName=\"text\" choice=\"single\"",
                           "<Taxonomy name=\"cause\" toName=\"text\" maxUsages=\"1\"",
                           "<Choice value=\"external\" hint=\"External incompatibility:",
                           "name=\"symptom-confidence\"", "name=\"cause-evidence\"",
                           "<Text name=\"text\" value=\"$text\"", "name=\"rater\""}) {
    CAPTURE(part);
    CHECK(config.find(part) != std::string::npos);
  }
}

TEST_CASE("what a rater changes in doccano is a new label without the old one's memo") {
  BuiltinStudy study;
  study.label("ana", study.kTorch, 7, "stage", "export", {.memo = "why export"});
  study.label("ana", study.kTorch, 7, "cause", "typo", {.memo = "kept"});
  json document = json::parse(export_doccano(study.items()));
  document["id"] = 12;
  document["label"] = {"stage:validation", "unsure:stage", "cause:typo"};
  document["Comments"] = {"a comment"};

  const LabelImport done = study.import_documents(document.dump() + "\n");

  CHECK(done.labels_added == 1);
  CHECK(done.ignored_columns == std::vector<std::string>{"Comments"});
  const auto labels = study.labels(true);
  REQUIRE(labels.size() == 2);
  CHECK(labels[0].code == "validation");
  CHECK(labels[0].confidence == "unsure");
  CHECK(labels[0].memo.empty());
  CHECK(labels[1].memo == "kept");
}

TEST_CASE("bad documents of doccano are told all at once, and nothing is imported") {
  BuiltinStudy study;
  const std::string lines =
      R"({"text": "x", "label": ["stage:exprot"], "repository": "pytorch/pytorch", "issue": 7})"
      "\n"
      R"({"text": "x", "label": ["Positive"], "repository": "pytorch/pytorch", "issue": 7, "rater": "a"})"
      "\n"
      R"({"text": "x", "label": ["unsure:stage"], "repository": "pytorch/pytorch", "issue": 7, "rater": "a"})"
      "\n"
      R"({"text": "x", "label": ["stage:export", "stage:validation"], "repository": "pytorch/pytorch", "issue": 7, "rater": "a"})"
      "\n"
      R"({"text": "x", "label)";

  const Error error = thrown_error([&] { return study.import_documents(lines); });

  CHECK(is_doccano(lines));
  CHECK(says(error, "d.jsonl:1"));
  CHECK(says(error, "row 1, column rater: the line has no rater; say it with --rater"));
  CHECK(says(error, "row 1, column stage: 'exprot' is not a code"));
  CHECK(says(error, "row 2, column label: 'Positive' does not begin with a dimension"));
  CHECK(says(error, "row 3, column label: 'unsure:stage' stands without a code"));
  CHECK(says(error, "row 4, column stage: it holds several codes, and one is wanted"));
  CHECK(says(error, "row 5: the line is not a JSON object; the file may be truncated"));
  CHECK(study.labels(true).empty());
}

TEST_CASE("doccano's label types are the labels of its documents") {
  BuiltinStudy study;

  const json types = json::parse(doccano_label_types(study.codebook));

  const auto has = [&](const std::string& text) {
    return std::any_of(types.begin(), types.end(),
                       [&](const json& type) { return type["text"] == text; });
  };
  CHECK(has("stage:load-model"));
  CHECK(has("cause:incompatibility/external"));
  CHECK(has("unsure:symptom"));
}

TEST_CASE("the sample comes first, and one rater's export tells nothing of another") {
  BuiltinStudy study;
  const std::int64_t issue = study.add_issue(study.kTorch, 7, {.title = "Sampled"});
  study.database.transaction([&] {
    const std::int64_t sample =
        data::add_sample(study.database, data::kMainSample, data::SampleKind::kMain, 1, kNow);
    data::append_to_sample(study.database, sample, std::vector{issue});
  });
  study.label("ana", study.kTorch, 7, "stage", "export", {.memo = "ana's memo"});
  study.label("ana", study.kTensorFlow, 3, "stage", "validation");

  CHECK(study.items().size() == 2);
  CHECK(study.items().front().title == "Sampled");
  CHECK(study.items("ben").size() == 1);
  CHECK(study.label_studio("ben").find("ana") == std::string::npos);
  CHECK(export_doccano(study.items("ben")).find("ana") == std::string::npos);
}

TEST_CASE("a study without a sample and labels has nothing to write") {
  BuiltinStudy study;

  CHECK(says(thrown_error([&] { return study.items(); }), "`faultline sample` draws a sample"));
}

}  // namespace faultline::taxonomy
