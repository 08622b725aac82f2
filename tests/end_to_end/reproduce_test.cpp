#include <doctest/doctest.h>

#include <filesystem>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/file.h"
#include "support/golden.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::test::run_faultline;
using faultline::test::TemporaryFolder;

namespace {

nlohmann::json reproduce_json(std::vector<std::string> arguments = {}) {
  arguments.insert(arguments.begin(), "reproduce");
  arguments.emplace_back("--json");
  return nlohmann::json::parse(run_faultline(arguments).out);
}

std::map<std::string, nlohmann::json> figures_by_id(const nlohmann::json& reproduction) {
  std::map<std::string, nlohmann::json> figures;
  for (const auto& figure : reproduction.at("figures")) figures.emplace(figure.at("id"), figure);
  return figures;
}

std::filesystem::path replication() {
  return std::filesystem::path(FAULTLINE_SHARED_DIR) / "replication";
}

}  // namespace

TEST_CASE("reproduce prints every table and figure as it was last approved") {
  const auto result = run_faultline({"reproduce"});

  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  faultline::check_golden(result.out, "end_to_end/golden/reproduce.txt");
}

TEST_CASE("every figure of tables 8, 9, 10 and 14 agrees with the shipped labels") {
  const std::set<std::string> tables{"Table 8", "Table 9", "Table 10", "Table 14"};
  int compared = 0;

  const nlohmann::json reproduction = reproduce_json();
  for (const auto& figure : reproduction.at("figures")) {
    if (!tables.contains(figure.at("where").get<std::string>())) continue;
    ++compared;
    CAPTURE(figure.dump());
    CHECK(figure.at("status") == "agrees");
  }

  CHECK(compared == 114);
}

TEST_CASE("the counts that the paper's text rests on come out of the labels") {
  const auto figures = figures_by_id(reproduce_json());

  CHECK(figures.at("stage.node-conversion.total").at("computed") ==
        nlohmann::json{{"count", 148}, {"of", 200}, {"percent", 74}});
  CHECK(figures.at("symptom.crash.total").at("computed").at("count") == 112);
  CHECK(figures.at("opsets.added").at("computed").at("count") == 149);
  CHECK(figures.at("opsets.updated").at("computed").at("count") == 217);
  CHECK(figures.at("evolution.spearman.all").at("computed").at("value").get<double>() ==
        doctest::Approx(0.35698).epsilon(1e-4));
}

TEST_CASE("a published percentage that its own count does not give is pointed out") {
  const auto figures = figures_by_id(reproduce_json());

  CHECK(figures.at("survey.consideration.direct-from-framework")
            .at("note")
            .get<std::string>()
            .find("the paper prints 35%, but 13 of 32 is 41%") != std::string::npos);
}

TEST_CASE("the only differences are known ones, so strict succeeds") {
  const auto result = run_faultline({"reproduce", "--strict", "--json"});
  const nlohmann::json reproduction = nlohmann::json::parse(result.out);

  CHECK(result.exit_code == 0);
  CHECK(reproduction.at("differs") == 1);
  CHECK(reproduction.at("agrees").get<int>() + reproduction.at("differs").get<int>() +
            reproduction.at("needs_data").get<int>() ==
        static_cast<int>(reproduction.at("figures").size()));
}

TEST_CASE("reproduce keeps a study that answers for each cell, and a report") {
  const TemporaryFolder folder;
  const auto made = run_faultline({"reproduce", "--out", "kept"}, {.folder = folder.path()});
  REQUIRE(made.exit_code == 0);

  const auto issues = run_faultline({"--study", "kept", "issues", "--where", "stage=optimization",
                                     "--converter", "tf2onnx", "--json"},
                                    {.folder = folder.path()});

  CHECK(nlohmann::json::parse(issues.out).size() == 14);
  CHECK(std::filesystem::exists(folder.path() / "kept/report/tables/stage.tex"));
  CHECK(faultline::read_file(folder.path() / "kept/report/numbers.tex")
            .find("\\newcommand{\\StageNodeConversionShare}{74\\%}") != std::string::npos);
}

TEST_CASE("reproduce leaves a study that is there already alone") {
  const TemporaryFolder folder;
  REQUIRE(run_faultline({"init", "mine"}, {.folder = folder.path()}).exit_code == 0);

  const auto result = run_faultline({"reproduce", "--out", "mine"}, {.folder = folder.path()});

  CHECK(result.exit_code == 2);
  CHECK(result.err.find("holds a study already") != std::string::npos);
}

TEST_CASE("two reports of one study are the same bytes") {
  const TemporaryFolder folder;
  REQUIRE(run_faultline({"reproduce", "--out", "kept"}, {.folder = folder.path()}).exit_code == 0);

  for (const char* out : {"one", "two"}) {
    REQUIRE(run_faultline({"--study", "kept", "report", "--rater", "published", "--out", out},
                          {.folder = folder.path()})
                .exit_code == 0);
  }

  CHECK(faultline::test::run_program("diff", {"-r", "one", "two"}, {.folder = folder.path()})
            .exit_code == 0);
}

TEST_CASE("a report holds its figures, and without gnuplot all but those") {
  const TemporaryFolder folder;
  REQUIRE(run_faultline({"reproduce", "--out", "kept"}, {.folder = folder.path()}).exit_code == 0);
  const auto report = folder.path() / "kept/report";
  for (const char* file : {"stage.svg", "stage.pdf", "stage.csv", "opset-releases.svg"}) {
    CHECK(std::filesystem::exists(report / "figures" / file));
  }

  const auto result = faultline::test::run_program(
      "env", {"PATH=/nonexistent", FAULTLINE_PROGRAM, "--study", "kept", "report", "--out", "none"},
      {.folder = folder.path()});

  CHECK(result.exit_code == 0);
  CHECK(result.err.find("because left out: stage, symptom, cause") != std::string::npos);
  CHECK(result.err.find("install Debian's package gnuplot-nox") != std::string::npos);
  const auto without = folder.path() / "none";
  CHECK(std::filesystem::exists(without / "tables/stage.tex"));
  CHECK(std::filesystem::exists(without / "figures/stage.csv"));
  CHECK_FALSE(std::filesystem::exists(without / "figures/stage.svg"));
  CHECK(faultline::read_file(without / "report.tex").find("includegraphics") == std::string::npos);
}

TEST_CASE("the replication package's coding sheet and drift sheets are recomputed too") {
  if (!std::filesystem::exists(replication())) {
    std::cout << "skipped: the published replication package is not here\n";
    return;
  }

  const auto figures = figures_by_id(reproduce_json({"--replication", replication().string()}));
  const auto text = run_faultline({"reproduce", "--replication", replication().string()});

  CHECK(figures.at("agreement.drift").at("status") == "agrees");
  CHECK(figures.at("agreement.drift.issues").at("computed").at("count") == 18);
  CHECK(figures.at("agreement.drift.issues").at("status") == "differs");
  for (const char* dimension : {"stage", "symptom", "cause"}) {
    CHECK(text.out.find(std::string("give 200 issues a ") + dimension + "; they differ on 0.") !=
          std::string::npos);
  }
}

TEST_CASE(
    "the survey's figures are recomputed from its responses, and every difference is explained") {
  if (!std::filesystem::exists(replication())) {
    std::cout << "skipped: the published replication package is not here\n";
    return;
  }

  const auto result =
      run_faultline({"reproduce", "--replication", replication().string(), "--strict", "--json"});
  const auto figures = figures_by_id(nlohmann::json::parse(result.out));

  CHECK(result.exit_code == 0);
  CHECK(figures.at("survey.respondents").at("computed").at("count") == 91);
  CHECK(figures.at("survey.onnx-users").at("computed") ==
        nlohmann::json{{"count", 38}, {"of", 91}, {"percent", 42}});
  CHECK(figures.at("survey.onnx-users")
            .at("note")
            .get<std::string>()
            .find("39 of 92 with 1 in the row of metadata") != std::string::npos);
  CHECK(figures.at("survey.use.deployment").at("computed").at("of") == 53);
  CHECK(figures.at("survey.problems.none").at("computed") ==
        nlohmann::json{{"count", 22}, {"of", 51}, {"percent", 43}});
  CHECK(figures.at("survey.strategy.community").at("status") == "needs-data");
}
