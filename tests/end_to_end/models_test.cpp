#include <doctest/doctest.h>

#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "support/golden.h"
#include "support/onnx_models.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::read_file;
using faultline::write_file;
using faultline::test::chain;
using faultline::test::OnnxModel;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::serialized;
using faultline::test::TemporaryFolder;
using Json = nlohmann::json;

namespace {

class ModelsFolder {
 public:
  ModelsFolder() { REQUIRE(run({"init", "."}).exit_code == 0); }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  void write(const std::string& name, const OnnxModel& model) const {
    write_file(path() / name, serialized(model));
  }
  [[nodiscard]] ProgramResult run(const std::vector<std::string>& arguments) const {
    return run_faultline(arguments, {.folder = path()});
  }
  [[nodiscard]] Json json(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    const ProgramResult result = run(arguments);
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
    return Json::parse(result.out);
  }

 private:
  TemporaryFolder folder_;
};

/// A small study: three mismatched models share a sequence that no correct one has.
struct ThreeSets : ModelsFolder {
  ThreeSets() {
    OnnxModel named = chain({"Conv", "Relu", "Pad", "Relu", "Gemm"});
    for (std::size_t i = 0; i < named.nodes.size(); ++i) {
      named.nodes[i].name = "layer" + std::to_string(i);
    }
    write("m/one.onnx", named);
    write("m/two.onnx", chain({"Relu", "Pad", "Relu", "Softmax"}));
    write("m/three.onnx", chain({"Add", "Relu", "Pad", "Relu", "Add"}));
    write_file(path() / "m/broken.onnx", "no model");
    write("c/four.onnx", chain({"Conv", "Relu", "Gemm", "Softmax"}));
    write("c/five.onnx", chain({"Conv", "Relu", "Gemm", "Add"}));
    write("t/conv.onnx", chain({"Conv", "Relu"}));
    for (const auto& [folder, set] :
         {std::pair{"m", "mismatched"}, {"c", "correct"}, {"t", "tests"}}) {
      REQUIRE(run({"models", "scan", folder, "--set", set}).exit_code == 0);
    }
  }
};

const std::filesystem::path kOracle =
    std::filesystem::path(FAULTLINE_SHARED_DIR) / "oracles/sequences";

bool has_oracle() {
  if (std::filesystem::exists(kOracle / "expected.json")) return true;
  std::cout << "skipped: the models of third parties are not there\n";
  return false;
}

/// A study with the sets of the models of third parties.
struct PublicModels : ModelsFolder {
  PublicModels() {
    const Json manifest = Json::parse(read_file(kOracle / "manifest.json"));
    for (const auto& [set, files] : manifest.at("sets").items()) {
      for (const std::string file : files) {
        std::filesystem::create_directories(path() / set);
        std::filesystem::copy(kOracle / "models" / file, path() / set / file);
      }
      REQUIRE(run({"models", "scan", set, "--set", set}).exit_code == 0);
    }
  }
};

}  // namespace

TEST_CASE("a study goes from models to shared sequences as it was last approved") {
  const ThreeSets study;
  std::string session;

  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"models", "scan", "m", "--set", "mismatched"},
                                             {"models", "show"},
                                             {"models", "show", "one"},
                                             {"models", "show", "broken"},
                                             {"models", "sequences"},
                                             {"models", "sequences", "--method", "published"},
                                             {"models", "find", "Relu,Pad,Relu"},
                                             {"models", "coverage"},
                                             {"table", "sequences"},
                                             {"table", "sequence-lengths", "--format", "csv"},
                                             {"table", "operators"},
                                             {"models", "show", "six"},
                                             {"models", "sequences", "--sets", "mismatch,tests"},
                                             {"models", "sequences", "--method", "best"}}) {
    const ProgramResult result = study.run(arguments);
    session += "$ faultline";
    for (const std::string& argument : arguments) session += " " + argument;
    session += "\n" + result.out + result.err + "\n";
  }

  faultline::check_golden(session, "end_to_end/golden/models.txt");
}

TEST_CASE("a shared sequence is opened into its models, with node names and places") {
  const ThreeSets study;

  const Json sequences = study.json({"models", "sequences"});
  const Json found = study.json({"models", "find", "Relu,Pad,Relu"});

  const Json& first = sequences.at("set_pairs").at("mismatchedxmismatched").at("sequences").at(0);
  CHECK(first.at("operators") == Json({"Relu", "Pad", "Relu"}));
  CHECK(first.at("models") == Json({{"mismatched", 3}, {"correct", 0}, {"tests", 0}}));
  CHECK(first.at("p").get<double>() == doctest::Approx(0.1));
  REQUIRE(found.size() == 3);
  CHECK(found.at(0).at("model") == "one.onnx");
  CHECK(found.at(0).at("nodes") == Json({"layer1", "layer2", "layer3"}));
  CHECK(found.at(0).at("positions") == Json({1, 2, 3}));
}

TEST_CASE("an operator is found in subgraphs too, and graph inputs are none") {
  const ModelsFolder study;
  OnnxModel model = chain({"If", "Add"});
  model.nodes[0].bodies = {{{"LSTM", {}, {"inner"}}}};
  study.write("m/one.onnx", model);
  REQUIRE(study.run({"models", "scan", "m", "--set", "mismatched"}).exit_code == 0);

  const Json inner = study.json({"models", "find", "LSTM"});
  const Json input = study.json({"models", "find", "input"});

  REQUIRE(inner.size() == 1);
  CHECK(inner.at(0).at("positions").empty());
  CHECK(study.run({"models", "find", "LSTM"}).out.find("in a subgraph or function") !=
        std::string::npos);
  CHECK(study.json({"models", "find", "Add"}).at(0).at("positions") == Json({1}));
  CHECK(input.empty());
}

TEST_CASE("without a set of test models nothing is said to lack a test") {
  const ModelsFolder study;
  study.write("m/one.onnx", chain({"Conv"}));
  study.write("c/one.onnx", chain({"Relu"}));
  REQUIRE(study.run({"models", "scan", "m", "--set", "mismatched"}).exit_code == 0);
  REQUIRE(study.run({"models", "scan", "c", "--set", "correct"}).exit_code == 0);

  const Json usual = study.json({"models", "coverage"});
  const Json named = study.json({"models", "coverage", "--sets", "mismatched,correct"});

  CHECK(usual.at("rows").empty());
  CHECK(named.at("rows").size() == 1);
  CHECK(study.json({"table", "operators", "--sets", "correct"}).at("rows").size() == 1);
}

TEST_CASE("the published method gives the expected results on models of third parties") {
  if (!has_oracle()) return;
  const PublicModels study;
  const Json expected = Json::parse(read_file(kOracle / "expected.json"));

  const Json result =
      study.json({"models", "sequences", "--sets", "A,B,C", "--method", "published"});

  for (const auto& [pair, values] : result.at("set_pairs").items()) {
    for (const auto& [field, value] : values.items()) {
      CAPTURE(pair);
      CAPTURE(field);
      CHECK(value == expected.at("set_pairs").at(pair).at(field));
    }
  }
  CHECK(result.at("set_pairs").size() == 3);
  CHECK(result.at("differences") == expected.at("differences"));
  CHECK(result.at("reduced_in_sorted_order") == expected.at("reduced_in_sorted_order"));
}

TEST_CASE("each model of third parties is as expected") {
  if (!has_oracle()) return;
  const PublicModels study;
  const Json expected = Json::parse(read_file(kOracle / "expected.json"));

  for (const auto& [model, values] : expected.at("models").items()) {
    const Json shown = study.json({"models", "show", model});
    for (const auto& [field, value] : values.items()) {
      if (field == "counted_by") continue;
      CAPTURE(model);
      CAPTURE(field);
      CHECK(shown.value(field, Json()) == value);
    }
  }
}

TEST_CASE("nets with more than 10^18 paths are compared without listing the paths") {
  if (!has_oracle()) return;
  const PublicModels study;

  const Json result = study.json({"models", "sequences", "--sets", "counts_only,A"});
  const ProgramResult published =
      study.run({"models", "sequences", "--sets", "counts_only", "--method", "published"});

  CHECK(result.at("set_pairs").at("counts_onlyxA").at("total").get<std::int64_t>() > 0);
  CHECK(published.exit_code == 1);
  CHECK(published.err.find("light_densenet121.onnx") != std::string::npos);
}
