#include <doctest/doctest.h>

#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "support/new_study.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::read_file;
using faultline::write_file;
using faultline::test::has;
using faultline::test::NewStudy;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;

/// Conversion outcomes and operator histories, as a researcher runs them.

namespace {

using Json = nlohmann::json;

Json json_of(const NewStudy& study, std::vector<std::string> arguments) {
  arguments.emplace_back("--json");
  return Json::parse(study.run(arguments).out);
}

std::string corpus(const std::string& name) { return FAULTLINE_TESTS_DIR "/fuzz/corpus/" + name; }

std::filesystem::path replication() {
  return std::filesystem::path(FAULTLINE_SHARED_DIR) / "replication";
}

/// The counts of one column of the table outcomes, by outcome.
std::map<std::string, int> outcomes(const Json& table, const std::string& column) {
  std::map<std::string, int> counts;
  for (const Json& row : table.at("rows")) counts[row.at("outcome")] = row.at(column);
  return counts;
}

}  // namespace

TEST_CASE("results are imported, judged by a tolerance, and opened into their models") {
  const NewStudy study;
  write_file(study.path() / "mine.csv",
             "model,converter,kind,outcome,max_abs_diff,error\n"
             "m1,tf2onnx,real,,1e-5,\n"
             "m2,tf2onnx,real,,1e-9,\n"
             "m3,tf2onnx,real,,,\"[ONNXRuntimeError] : 9 : no 'x'\"\n"
             "m4,tf2onnx,real,wrapper-failure,,no such model\n");

  const auto strict = study.run({"conversions", "import", "mine.csv"});
  const auto judged = outcomes(json_of(study, {"table", "outcomes"}), "tf2onnx.real");
  const auto lax =
      outcomes(json_of(study, {"table", "outcomes", "--tolerance", "1"}), "tf2onnx.real");
  const auto models = json_of(study, {"conversions", "show", "--outcome", "mismatch"}).at("rows");
  const auto errors = study.run({"conversions", "errors"});

  CHECK(strict.exit_code == 0);
  CHECK(strict.out == "mine.csv: 4 results added, 0 known already\n");
  CHECK(judged.at("mismatch") == 1);
  CHECK(judged.at("successful") == 1);
  CHECK(judged.at("load-failure") == 1);
  CHECK(judged.at("wrapper-failure") == 1);
  CHECK(lax.at("successful") == 2);
  REQUIRE(models.size() == 1);
  CHECK(models[0].at("model") == "m1");
  CHECK(has(errors.out, "load-failure 1: 1 of tf2onnx, real\n"));
  CHECK(has(errors.out, "for example: [ONNXRuntimeError] : 9 : no 'x'"));
}

TEST_CASE("a tolerance that is given at the import holds for its results") {
  const NewStudy study;
  write_file(study.path() / "mine.csv", "model,max_abs_diff\nm1,1e-5\n");

  REQUIRE(study
              .run({"conversions", "import", "mine.csv", "--converter", "x", "--kind", "real",
                    "--tolerance", "1e-3"})
              .exit_code == 0);

  CHECK(outcomes(json_of(study, {"table", "outcomes"}), "x.real").at("successful") == 1);
}

TEST_CASE(
    "results that are known keep their tolerance, and a hint how to open them keeps another") {
  const NewStudy study;
  write_file(study.path() / "mine.csv", "model,max_abs_diff\nm1,1e-5\n");
  const std::vector<std::string> import{"conversions", "import", "mine.csv", "--converter",
                                        "x",           "--kind", "real"};
  std::vector<std::string> lax = import;
  lax.insert(lax.end(), {"--tolerance", "1e-3"});

  REQUIRE(study.run(import).exit_code == 0);
  const ProgramResult again = study.run(lax);
  const ProgramResult table = study.run({"table", "outcomes", "--tolerance", "1e-3"});

  CHECK(has(again.out, "1 result keeps the tolerance with which it came first"));
  CHECK(outcomes(json_of(study, {"table", "outcomes"}), "x.real").at("mismatch") == 1);
  CHECK(has(table.out, "--outcome mismatch --tolerance 0.001`"));
}

TEST_CASE("a place of errors is opened by its whole signature, and one without a text too") {
  const NewStudy study;
  write_file(study.path() / "mine.csv",
             "model,outcome,error\nm1,load-failure,it failed\n"
             "m2,load-failure,it failed again\nm3,load-failure,\n");
  REQUIRE(study.run({"conversions", "import", "mine.csv", "--converter", "x", "--kind", "real"})
              .exit_code == 0);
  const auto models = [&](const std::string& signature) {
    return json_of(study, {"conversions", "show", "--signature", signature}).at("rows").size();
  };

  CHECK(models("it failed") == 1);
  CHECK(models("failed") == 2);
  CHECK(models("") == 1);
}

TEST_CASE("a file with very many mistakes names the first ones, and how many there are more") {
  const NewStudy study;
  std::string results = "model,outcome\n";
  for (int i = 0; i < 150; ++i) results += "m,nothing\n";
  write_file(study.path() / "mine.csv", results);

  const ProgramResult refused = study.run({"conversions", "import", "mine.csv"});

  CHECK(refused.exit_code == 2);
  CHECK(has(refused.err, "more such reasons"));
  CHECK(refused.err.size() < 20'000);
}

TEST_CASE("questions about operator histories that exclude each other are refused") {
  const NewStudy study;

  CHECK(study.run({"opsets", "show", "--set", "1", "--releases"}).exit_code == 2);
  CHECK(study.run({"opsets", "show", "--histories", "a,b"}).exit_code == 2);
  CHECK(study.run({"opsets", "show", "--differences", "--histories", "a,a"}).exit_code == 2);
}

TEST_CASE("changes of another domain are told by operator set and by release") {
  const NewStudy study;
  write_file(study.path() / "changes.csv",
             "opset,operator,change,domain\n1,A,added,my.domain\n2,B,added,my.domain\n"
             "2,C,added,ai.onnx\n");
  write_file(study.path() / "dates.csv",
             "opset,released,domain\n1,2020-01-01,my.domain\n2,2020-01-01,my.domain\n");
  REQUIRE(study.run({"opsets", "import", "changes.csv"}).exit_code == 0);
  REQUIRE(study.run({"opsets", "import", "dates.csv"}).exit_code == 0);
  const auto rows = [&](std::vector<std::string> options) {
    options.insert(options.begin(), {"opsets", "show", "--domain", "my.domain"});
    return json_of(study, options).at("rows");
  };

  CHECK(rows({}).size() == 2);
  REQUIRE(rows({"--releases"}).size() == 1);
  CHECK(rows({"--releases"}).at(0).at("added") == 2);
  REQUIRE(rows({"--set", "2"}).size() == 1);
  CHECK(rows({"--set", "2"}).at(0).at("operator") == "B");
}

TEST_CASE("bad results, tolerances and outcomes are refused with exit code 2") {
  const NewStudy study;
  write_file(study.path() / "torch_15.json", R"([{"model": "a", "result": 3}])");

  const auto results = study.run({"conversions", "import", "torch_15.json"});
  const auto tolerance = study.run({"table", "outcomes", "--tolerance", "some"});
  const auto outcome = study.run({"conversions", "show", "--outcome", "mismtach"});

  CHECK(results.exit_code == 2);
  CHECK(has(results.err, "result 1: its \"result\" is neither 0 nor 1"));
  CHECK(tolerance.exit_code == 2);
  CHECK(outcome.exit_code == 2);
  CHECK(has(outcome.err, "the nearest one is 'mismatch'"));
}

TEST_CASE("a history from local files stands beside another, and they are compared") {
  const NewStudy study;
  write_file(study.path() / "mine.csv",
             "opset,operator,change\n1,Abs,added\n1,Celu,added\n6,Abs,updated\n");
  REQUIRE(study.run({"opsets", "import", "mine.csv"}).exit_code == 0);

  const auto collected =
      study.run({"opsets", "collect", "--changelog", corpus("changelog/small.md"), "--versions",
                 corpus("releases/versioning.md"), "--versions", corpus("releases/releases.json"),
                 "--operators", corpus("operators/small.md")});
  const auto sets = json_of(study, {"opsets", "show"});
  const auto releases = json_of(study, {"opsets", "show", "--releases"}).at("rows");
  const auto differences = json_of(study, {"opsets", "show", "--differences"}).at("rows");
  const auto training =
      json_of(study, {"opsets", "show", "--domain", "ai.onnx.preview.training"}).at("rows");

  CHECK(collected.exit_code == 0);
  CHECK(collected.out ==
        "changelog: 4 operator sets with 6 changes added, 0 known already; 2 operators of "
        "functions\n");
  CHECK(sets.at("rows")[1].at("changelog.updated") == 1);
  CHECK(sets.at("rows")[1].at("published.updated") == 1);
  CHECK(releases[1].at("released") == "2018-05-24");
  CHECK(releases[1].at("onnx") == "1.2.1");
  REQUIRE(differences.size() == 3);
  CHECK(differences[0].at("operator") == "Celu");
  CHECK(differences[0].at("function") == "yes");
  CHECK(differences[1].at("operator") == "Upsample");
  CHECK(differences[2].at("operator") == "Mish");
  CHECK(training.size() == 1);
}

TEST_CASE("what is no changelog is refused, and the study stays as it is") {
  const NewStudy study;
  write_file(study.path() / "a.md", "# nothing\n");

  const auto empty = study.run({"opsets", "collect", "--changelog", "a.md"});
  const auto alone = study.run({"opsets", "collect", "--versions", "a.md"});
  const auto nothing = study.run({"opsets", "show", "--differences"});

  CHECK(empty.exit_code == 2);
  CHECK(has(empty.err, "no operator stands in it"));
  CHECK(alone.exit_code == 2);
  CHECK(has(alone.err, "--versions and --operators go with --changelog"));
  CHECK(nothing.exit_code == 2);
  CHECK(json_of(study, {"opsets", "show"}).at("rows").empty());
}

TEST_CASE("the published synthetic results give the published half of table 11") {
  if (!std::filesystem::exists(replication())) {
    std::cout << "skipped: the published replication package is not here\n";
    return;
  }
  const NewStudy study;
  std::vector<std::string> import{"conversions", "import"};
  for (const char* framework : {"torch", "tensorflow"}) {
    for (const auto& file :
         std::filesystem::directory_iterator(replication() / "conversion_outcomes" / framework)) {
      import.push_back(file.path().string());
    }
  }

  REQUIRE(study.run(import).exit_code == 0);
  const Json table = json_of(study, {"table", "outcomes"});

  CHECK(outcomes(table, "torch.onnx.synthetic") ==
        std::map<std::string, int>{{"models", 1724},
                                   {"wrapper-failure", 0},
                                   {"conversion-failure", 2},
                                   {"load-failure", 741},
                                   {"mismatch", 100},
                                   {"successful", 881}});
  CHECK(outcomes(table, "tf2onnx.synthetic") ==
        std::map<std::string, int>{{"models", 1820},
                                   {"wrapper-failure", 0},
                                   {"conversion-failure", 800},
                                   {"load-failure", 757},
                                   {"mismatch", 220},
                                   {"successful", 43}});
}

TEST_CASE("reproduce recomputes table 11's synthetic half and the operator sets from the package") {
  if (!std::filesystem::exists(replication())) {
    std::cout << "skipped: the published replication package is not here\n";
    return;
  }

  const auto result =
      run_faultline({"reproduce", "--replication", replication().string(), "--strict", "--json"});
  const auto text = run_faultline({"reproduce", "--replication", replication().string()});

  CHECK(result.exit_code == 0);
  int recomputed = 0;
  int missing = 0;
  const Json reproduction = Json::parse(result.out);
  for (const Json& figure : reproduction.at("figures")) {
    const std::string id = figure.at("id");
    CAPTURE(id);
    if (id.starts_with("opsets.") || id.starts_with("evolution.")) {
      CHECK(figure.at("status") != "needs-data");
    }
    const bool is_model_set = id.starts_with("sequences.") || id.starts_with("operators.");
    if (is_model_set || (id.starts_with("outcome.") && has(id, ".real."))) {
      ++missing;
      CHECK(figure.at("status") == "needs-data");
      CHECK(has(figure.at("note"), "not published"));
    }
    if (!id.starts_with("outcome.") || !has(id, ".synthetic.")) continue;
    ++recomputed;
    CHECK(figure.at("computed").at("count") == figure.at("published").at("count"));
  }
  CHECK(recomputed == 10);
  CHECK(missing == 44);
  CHECK(has(text.out,
            "The operator history and the shipped one have 366 changes in common; 0 and "
            "0 stand in one only."));
}
