#include "collectors/models/scan.h"

#include <doctest/doctest.h>

#include <string>

#include "base/error.h"
#include "base/file.h"
#include "data/models.h"
#include "support/onnx_models.h"
#include "support/temporary_folder.h"

namespace faultline::collectors {

namespace {

struct ModelStudy {
  test::TemporaryFolder folder;
  data::Database database = data::Database::create(folder.path() / "study.db");

  void write(const std::string& name, const test::OnnxModel& model) const {
    write_file(folder.path() / "models" / name, test::serialized(model));
  }
  ModelScan scan(const std::string& set) {
    return scan_models(database, find_model_files(folder.path() / "models"), set);
  }
};

}  // namespace

TEST_CASE("a broken file is told and kept with its reason, and the rest is read") {
  ModelStudy study;
  study.write("b/good.onnx", test::chain({"Conv", "Relu"}));
  write_file(study.folder.path() / "models/a.onnx", "not a model");
  write_file(study.folder.path() / "models/readme.txt", "not looked at");

  const ModelScan scan = study.scan("tests");

  CHECK(scan.models == 1);
  CHECK(scan.nodes == 2);
  REQUIRE(scan.broken.size() == 1);
  CHECK(scan.broken[0].name == "a.onnx");
  const auto models = data::read_models(study.database, "tests");
  REQUIRE(models.size() == 2);
  CHECK(models[0].problem.has_value());
  CHECK(models[1].name == "b/good.onnx");
}

TEST_CASE("what was scanned comes back from the database as it was read") {
  ModelStudy study;
  test::OnnxModel model = test::chain({"Conv", "Relu", "Conv"});
  model.functions = {{.domain = "mine", .name = "F", .nodes = {{"Erf", {}, {}}}}};
  study.write("m.onnx", model);

  study.scan("tests");

  const data::Model stored = data::read_models(study.database, "tests").at(0);
  CHECK(stored.edges.size() == 4);
  CHECK(stored.vertices.size() == 5);
  CHECK(stored.vertices[1].operator_name == "Conv");
  CHECK(stored.operators.size() == 3);
  CHECK(stored.functions.at(0).name == "F");
  CHECK(stored.operator_sets.at(0).second == 13);
  CHECK(stored.producer == "test");
}

TEST_CASE("a second scan makes the set hold what it found, and leaves other sets alone") {
  ModelStudy study;
  study.write("one.onnx", test::chain({"Conv"}));
  study.scan("A");
  study.scan("B");
  std::filesystem::remove(study.folder.path() / "models/one.onnx");
  study.write("two.onnx", test::chain({"Relu"}));

  study.scan("A");

  CHECK(data::read_models(study.database, "A").at(0).name == "two.onnx");
  CHECK(data::read_models(study.database, "A").size() == 1);
  CHECK(data::read_models(study.database, "B").at(0).name == "one.onnx");
}

TEST_CASE("a thousand files are stored in the order of their names, whatever thread read them") {
  ModelStudy study;
  for (int i = 0; i < 1000; ++i) {
    study.write(std::to_string(i) + ".onnx",
                test::chain(std::vector<std::string>(static_cast<std::size_t>(i % 7) + 1, "Relu")));
  }

  const ModelScan scan = study.scan("many");

  CHECK(scan.models == 1000);
  const auto models = data::read_models(study.database, "many");
  for (const data::Model& model : models) {
    CHECK(model.edges.size() == static_cast<std::size_t>(std::stoi(model.name) % 7) + 2);
  }
  CHECK(std::is_sorted(models.begin(), models.end(),
                       [](const auto& a, const auto& b) { return a.name < b.name; }));
}

TEST_CASE("a folder without models is an error, and so is an unknown set") {
  ModelStudy study;
  std::filesystem::create_directories(study.folder.path() / "models");

  CHECK_THROWS_AS(study.scan("A"), Error);
  CHECK_THROWS_AS(find_model_files("no/such/folder"), Error);
  CHECK_THROWS_AS(data::read_models(study.database, "A"), Error);
}

}  // namespace faultline::collectors
