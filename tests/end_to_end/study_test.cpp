#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "support/golden.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::read_file;
using faultline::write_file;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::TemporaryFolder;

namespace {

constexpr const char* kLabels =
    "repository,issue,rater,stage,symptom,cause,subcause,memo\n"
    "pytorch/pytorch,10,ana,node-conversion,crash,incompatibility,external,\n"
    "pytorch/pytorch,11,ana,node-conversion,wrong-model,shape-problem,,\"=1+1, \"\"quoted\"\"\"\n"
    "onnx/tensorflow-onnx,7,ana,optimization,wrong-model,algorithmic-error,,\n"
    "onnx/tensorflow-onnx,8,ana,export,crash,typo,,\n"
    "pytorch/pytorch,10,ben,node-conversion,crash,incompatibility,internal,\n"
    "pytorch/pytorch,11,ben,node-conversion,wrong-model,shape-problem,,\n"
    "onnx/tensorflow-onnx,7,ben,node-conversion,wrong-model,algorithmic-error,,\n";

/// A study in a folder of its own, with two raters' labels.
class StudyFolder {
 public:
  StudyFolder() {
    REQUIRE(run({"init", "."}).exit_code == 0);
    write_file(path() / "labels.csv", kLabels);
    REQUIRE(run({"label", "import", "labels.csv"}).exit_code == 0);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  [[nodiscard]] ProgramResult run(const std::vector<std::string>& arguments) const {
    return run_faultline(arguments, {.folder = path()});
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a study goes from init to its tables as it was last approved") {
  const StudyFolder study;
  std::string session;

  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"status"},
                                             {"label", "import", "labels.csv"},
                                             {"label", "show", "onnx/tensorflow-onnx#7"},
                                             {"issues", "--where", "cause=incompatibility"},
                                             {"issues", "--where", "cause=other-binned"},
                                             {"agree"},
                                             {"table", "cause", "--format", "markdown"},
                                             {"table", "stage", "--json"},
                                             {"table"}}) {
    const ProgramResult result = study.run(arguments);
    session += "$ faultline";
    for (const std::string& argument : arguments) session += " " + argument;
    session += "\n" + result.out + result.err + "\n";
    CHECK(result.exit_code == 0);
  }

  faultline::check_golden(session, "end_to_end/golden/study.txt");
}

TEST_CASE("the study is found from a folder below it") {
  const StudyFolder study;
  std::filesystem::create_directories(study.path() / "a/b");

  const auto result = run_faultline({"status"}, {.folder = study.path() / "a/b"});

  CHECK(result.exit_code == 0);
}

TEST_CASE("a label that is set replaces the one before it, which stays in the history") {
  const StudyFolder study;

  const auto set = study.run({"label", "set", "tf2onnx#8", "cause=documentation", "--rater", "ana",
                              "--memo", "second thoughts", "--unsure"});

  CHECK(set.exit_code == 0);
  const auto now =
      nlohmann::json::parse(study.run({"label", "show", "tf2onnx#8", "--json"}).out).at("rows");
  const auto history =
      nlohmann::json::parse(study.run({"label", "history", "tf2onnx#8", "--json"}).out).at("rows");
  CHECK(now.size() == 3);
  CHECK(now.back().at("code") == "documentation");
  CHECK(now.back().at("confidence") == "unsure");
  CHECK(history.size() == 4);
}

TEST_CASE("labels go to another study and back without a changed byte, as CSV and as a log") {
  const StudyFolder study;
  const TemporaryFolder other;
  REQUIRE(run_faultline({"init", "."}, {.folder = other.path()}).exit_code == 0);

  for (const char* name : {"labels.jsonl", "export.csv"}) {
    REQUIRE(study.run({"label", "export", name}).exit_code == 0);
    REQUIRE(
        run_faultline({"label", "import", (study.path() / name).string()}, {.folder = other.path()})
            .exit_code == 0);
    REQUIRE(run_faultline({"label", "export", name}, {.folder = other.path()}).exit_code == 0);

    CHECK(read_file(study.path() / name) == read_file(other.path() / name));
  }
}

TEST_CASE("what a memo holds is no formula in an exported CSV") {
  const StudyFolder study;

  REQUIRE(study.run({"label", "export", "export.csv"}).exit_code == 0);

  CHECK(read_file(study.path() / "export.csv").find("\"'=1+1, \"\"quoted\"\"\"") !=
        std::string::npos);
}

TEST_CASE("a rater's tables are that rater's") {
  const StudyFolder study;
  const auto count = [&](const char* rater) {
    const auto table =
        nlohmann::json::parse(study.run({"table", "stage", "--json", "--rater", rater}).out);
    return table.at("rows").back().at("total");
  };

  CHECK(count("ana") == 4);
  CHECK(count("ben") == 3);
}

TEST_CASE("the tables that are written do not depend on the locale or the terminal") {
  const StudyFolder study;
  const auto plain = study.run({"table", "cause"});

  const auto german = run_faultline(
      {"table", "cause"},
      {.folder = study.path(),
       .environment = {{"LC_ALL", "de_DE.UTF-8"}, {"TERM", "xterm-256color"}, {"COLUMNS", "40"}}});

  CHECK(plain.out == german.out);
}

TEST_CASE("a statistic is computed from standard input") {
  const auto result =
      run_faultline({"stat", "proportion_ci"}, {.input = R"({"x": 148, "n": 200})"});

  CHECK(result.exit_code == 0);
  CHECK(nlohmann::json::parse(result.out).at("estimate") == 0.74);
}

TEST_CASE("the operators of one set are shown") {
  const StudyFolder study;
  write_file(study.path() / "changes.csv",
             "opset,operator,change,source\n13,Abs,updated,changelog\n13,Celu,added,changelog\n");
  REQUIRE(study.run({"opsets", "import", "changes.csv"}).exit_code == 0);

  const auto shown =
      nlohmann::json::parse(study.run({"opsets", "show", "--set", "13", "--json"}).out);

  CHECK(shown.at("rows").size() == 2);
  CHECK(shown.at("rows")[1].at("operator") == "Celu");
}
