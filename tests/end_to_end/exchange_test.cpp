#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/file.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::read_file;
using faultline::write_file;
using faultline::test::run_faultline;
using faultline::test::TemporaryFolder;

namespace {

/// A study in which two raters labelled two issues.
struct LabelledStudy {
  LabelledStudy() {
    run({"init", "."});
    write_file(folder.path() / "labels.csv",
               "repository,issue,title,rater,stage,symptom,cause,confidence,memo,evidence\n"
               "pytorch/pytorch,7,segfault in lstm,ana,export,crash,typo,unsure,=why,body:3\n"
               "pytorch/pytorch,8,outputs differ,ana,node-conversion,wrong-model,"
               "incompatibility/external,sure,,\n"
               "onnx/tensorflow-onnx,3,segfault in gru,ben,optimization,crash,other,sure,,\n");
    run({"label", "import", "labels.csv"});
  }

  faultline::test::ProgramResult run(const std::vector<std::string>& arguments) {
    return run_faultline(arguments, {.folder = folder.path()});
  }

  /// The labels that hold, without their times.
  std::string labels() {
    std::string text;
    const auto shown = nlohmann::json::parse(run({"label", "show", "--json"}).out);
    for (const auto& row : shown.at("rows")) {
      nlohmann::json label = row;
      label.erase("labelled_at");
      text += label.dump() + "\n";
    }
    return text;
  }

  TemporaryFolder folder;
};

}  // namespace

TEST_CASE("every format that is exported brings the labels into a new study") {
  LabelledStudy study;
  const std::string labels = study.labels();

  const std::vector<std::vector<std::string>> exports{
      {"l.csv"}, {"l.jsonl"}, {"l.xlsx"}, {"l.json"}, {"d.jsonl", "--format", "doccano"}};
  for (const std::vector<std::string>& words : exports) {
    CAPTURE(words.front());
    std::vector<std::string> command{"label", "export"};
    command.insert(command.end(), words.begin(), words.end());
    REQUIRE(study.run(command).exit_code == 0);
    const std::string bytes = read_file(study.folder.path() / words.front());
    REQUIRE(study.run(command).exit_code == 0);
    CHECK(read_file(study.folder.path() / words.front()) == bytes);

    LabelledStudy empty;
    std::filesystem::remove(empty.folder.path() / "study.db");
    std::filesystem::remove(empty.folder.path() / "study.toml");
    empty.run({"init", "."});
    const auto imported =
        empty.run({"label", "import", (study.folder.path() / words.front()).string()});

    CHECK(imported.exit_code == 0);
    CHECK(imported.out.find("9 labels added") != std::string::npos);
    CHECK(empty.labels() == labels);
  }
}

TEST_CASE("an export says what the format has no place for") {
  LabelledStudy study;

  CHECK(
      study.run({"label", "export", "l.xlsx"}).out.find("not in it: labels that no longer hold") !=
      std::string::npos);
  CHECK(study.run({"label", "export", "l.jsonl"}).out == "l.jsonl is written\n");
}

TEST_CASE("a format that is unknown, or that nothing tells, is refused with the right ones") {
  LabelledStudy study;

  const auto unknown = study.run({"label", "export", "l.txt", "--format", "docano"});
  const auto untold = study.run({"label", "export", "l.txt"});
  const auto assist = study.run({"label", "export", "l.csv", "--assist"});

  CHECK(unknown.exit_code == 2);
  CHECK(unknown.err.find("the nearest one is 'doccano'") != std::string::npos);
  CHECK(untold.exit_code == 2);
  CHECK(untold.err.find(".xlsx (a coding sheet)") != std::string::npos);
  CHECK(assist.exit_code == 2);
}

TEST_CASE("a codebook goes to a .qdc file and comes back as TOML that a study can use") {
  LabelledStudy study;

  CHECK(study.run({"codebook", "export", "c.qdc"}).exit_code == 0);
  const auto imported = study.run({"codebook", "import", "c.qdc"});

  CHECK(imported.exit_code == 0);
  CHECK(imported.out.starts_with("name = \"converter-failures\"\nversion = 1\n"));
  write_file(study.folder.path() / "mine.toml", imported.out);
  CHECK(study.run({"codebook", "export", "again.qdc", "mine.toml"}).exit_code == 0);
  CHECK(read_file(study.folder.path() / "again.qdc") == read_file(study.folder.path() / "c.qdc"));
}

TEST_CASE("suggestions name their reasons and what they are worth, and store nothing") {
  LabelledStudy study;
  const std::string before = study.run({"label", "history", "--json"}).out;

  const auto printed =
      study.run({"label", "suggest", "--issue", "tf2onnx#3", "--rater", "ana", "--json"});
  const auto checked = study.run({"label", "suggest", "--check", "--rater", "ana", "--json"});

  REQUIRE(printed.exit_code == 0);
  const auto table = nlohmann::json::parse(printed.out);
  bool crash = false;
  for (const auto& row : table["rows"]) {
    crash = crash || (row["dimension"] == "symptom" && row["code"] == "crash" &&
                      row["reason"].get<std::string>().find("segfault") != std::string::npos);
  }
  CHECK(crash);
  CHECK(table["notes"].dump().find("naming '") != std::string::npos);
  REQUIRE(checked.exit_code == 0);
  CHECK(nlohmann::json::parse(checked.out)["rows"].size() == 4);
  CHECK(study.run({"label", "history", "--json"}).out == before);
}
