#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "base/file.h"
#include "support/new_study.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::read_file;
using faultline::write_file;
using faultline::test::has;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::TemporaryFolder;

namespace {

/// The reproduced study, without its replication package.
class ReproducedStudy {
 public:
  ReproducedStudy() {
    REQUIRE(run_faultline({"reproduce", "--out", "study"}, {.folder = path()}).exit_code == 0);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  [[nodiscard]] ProgramResult run(const std::vector<std::string>& arguments) const {
    return run_faultline(arguments, {.folder = path() / "study"});
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("the published study and its reproduction are compared, code by code, and are the same") {
  const ReproducedStudy study;

  const auto result = study.run({"compare", "published", ".", "--json"});

  REQUIRE(result.exit_code == 0);
  const auto tables = nlohmann::json::parse(result.out).at("tables");
  REQUIRE(tables.size() == 3);
  for (const auto& table : tables) {
    CHECK(table.at("rows").back().at("a") == 200);
    CHECK(table.at("rows").back().at("b") == 200);
    CHECK(has(table.at("notes").at(0), "No code differs; all counts are the same."));
  }
  CHECK(tables[0].at("id") == "compare-stage");
  CHECK(has(study.run({"compare", ".", "."}).out, "Nothing differs: all 200 issues have"));
  CHECK(has(study.run({"compare", "dl-compilers", "."}).out, "The dimension 'stage' was left out"));
}

TEST_CASE("a count of a comparison opens into its issues") {
  const ReproducedStudy study;

  const auto tables =
      nlohmann::json::parse(
          study.run({"compare", "published", ".", "--converter", "tf2onnx", "--json"}).out)
          .at("tables");
  const auto issues =
      nlohmann::json::parse(study
                                .run({"issues", "--where", "stage=optimization", "--study", ".",
                                      "--converter", "tf2onnx", "--json"})
                                .out);

  CHECK(tables[0].at("rows")[2].at("b") == 14);
  CHECK(issues.size() == 14);
}

TEST_CASE("a file of labels is compared as its rater, and one of several raters is refused") {
  const ReproducedStudy study;
  write_file(study.path() / "study/ana.csv",
             "repository,issue,rater,stage\n"
             "onnx/tensorflow-onnx,1044,ana,optimization\n"
             "onnx/tensorflow-onnx,356,ana,optimization\n");
  write_file(study.path() / "study/both.csv",
             "repository,issue,rater,stage\n"
             "onnx/tensorflow-onnx,1044,ana,optimization\n"
             "onnx/tensorflow-onnx,356,ben,optimization\n");

  const auto one = study.run({"compare", "ana.csv", "."});
  const auto both = study.run({"compare", "both.csv", "."});

  CHECK(one.exit_code == 0);
  CHECK(has(one.out, "The samples are paired: both sides have codes for the same 2 issues"));
  CHECK(both.exit_code == 2);
  CHECK(has(both.err, "they are: ana, ben"));
  CHECK(study.run({"compare", "both.csv", ".", "--rater", "ana"}).exit_code == 2);
}

TEST_CASE("sides that are nothing, or several things, are answered in a sentence") {
  const ReproducedStudy study;
  REQUIRE(study.run({"init", "2019"}).exit_code == 0);
  const TemporaryFolder nowhere;

  const auto error = [&](const std::vector<std::string>& words) {
    const auto result = study.run(words);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    return result.err;
  };
  CHECK(
      has(error({"compare", "2019", "published"}), "'2019' can be a study's folder and a period"));
  CHECK(has(error({"compare", "publishd", "."}), "the nearest name is 'published'"));
  CHECK(has(error({"compare", "2019-13", "."}), "as a period, write it as 2023"));
  CHECK(has(error({"compare", "study:nothing", "."}), "the folder holds no study"));
  CHECK(has(error({"compare", "rater:nobody", "."}), "nobody"));
  CHECK(has(error({"compare", "published", ".", "--format", "csv"}), "a CSV file holds one table"));
  const auto outside = run_faultline({"compare", "2019", "published"}, {.folder = nowhere.path()});
  CHECK(outside.exit_code == 2);
  CHECK(has(outside.err, "there is none here"));
  CHECK(run_faultline({"compare", "published", "dl-compilers"}, {.folder = nowhere.path()})
            .exit_code == 0);
}

TEST_CASE("check finds the published study's seven percentages, in a study and without one") {
  const TemporaryFolder nowhere;

  const auto plain = run_faultline({"check", "published"}, {.folder = nowhere.path()});
  const auto strict =
      run_faultline({"check", "published", "--strict", "--json"}, {.folder = nowhere.path()});

  CHECK(plain.exit_code == 0);
  CHECK(has(plain.out, "13 of 32 is 41%, not 35%"));
  CHECK(has(plain.out, " 7 do not, "));
  CHECK(strict.exit_code == 4);
  CHECK(nlohmann::json::parse(strict.out).at("rows")[0].at("verdict") == "does not fit");
}

TEST_CASE("a study's own report fits the study, and a number that was changed in it does not") {
  const ReproducedStudy study;
  REQUIRE(study.run({"report", "--out", "paper", "--format", "latex"}).exit_code == 0);
  const auto paper = study.path() / "study/paper/paper.tex";
  write_file(paper,
             "\\input{numbers}\n\\input{tables/stage}\n\\input{tables/cause-symptom}\n"
             "\\StageOptimizationTotal{} of 200 (10\\%)\n");

  const auto right = study.run({"check", "paper/paper.tex", "--strict"});
  const auto table = study.path() / "study/paper/tables/stage.tex";
  std::string changed = read_file(table);
  const std::size_t place = changed.find("& 148 &");
  REQUIRE(place != std::string::npos);
  changed.replace(place, 7, "& 147 &");
  write_file(table, changed);
  const auto wrong = study.run({"check", "paper/paper.tex", "--strict"});

  CHECK(right.exit_code == 0);
  CHECK(has(right.out, " 0 do not, "));
  CHECK(wrong.exit_code == 4);
  CHECK(has(wrong.out, "tables/stage.tex:"));
  CHECK(has(wrong.out, "the study has another number there; 148"));
}

TEST_CASE("a paper that is no file is answered in a sentence") {
  const TemporaryFolder nowhere;

  const auto missing = run_faultline({"check", "paper.tex"}, {.folder = nowhere.path()});
  const auto folder = run_faultline({"check", "."}, {.folder = nowhere.path()});

  CHECK(missing.exit_code == 2);
  CHECK(folder.exit_code == 2);
}

TEST_CASE("the trend is printed for any dimension, and its counts open into their issues") {
  const TemporaryFolder folder;
  REQUIRE(
      run_faultline({"practice", "--export", "practice"}, {.folder = folder.path()}).exit_code ==
      0);
  const auto run = [&](std::vector<std::string> words) {
    return run_faultline(words, {.folder = folder.path() / "practice"});
  };
  const auto issues = nlohmann::json::parse(run({"issues", "--json"}).out);
  const std::string name = std::string(issues[0].at("repository")) + "#" +
                           std::to_string(issues[0].at("number").get<int>());
  REQUIRE(run({"rater", "add", "ana"}).exit_code == 0);
  REQUIRE(run({"label", "set", name, "symptom=crash", "--rater", "ana"}).exit_code == 0);

  const auto trend =
      nlohmann::json::parse(run({"table", "trend", "--dimension", "symptom", "--json"}).out);
  const std::string quarter = trend.at("rows")[0].at("quarter");

  CHECK(trend.at("rows")[0].at("total") == 1);
  CHECK(trend.at("rows")[1].at("code") == "crash");
  CHECK(nlohmann::json::parse(
            run({"issues", "--where", "symptom=crash", "--period", quarter, "--json"}).out)
            .size() == 1);
  CHECK(run({"issues", "--period", "2020-Q5"}).exit_code == 2);
  CHECK(has(run({"table", "trend", "--dimension", "symptm"}).err, "the nearest one is 'symptom'"));
}
