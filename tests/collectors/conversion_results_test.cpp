#include <doctest/doctest.h>

#include <cmath>

#include "collectors/conversions/import_results.h"
#include "collectors/conversions/python_json.h"
#include "data/conversions.h"
#include "support/study_fixture.h"
#include "support/thrown_error.h"

namespace faultline::collectors {

namespace {

using Texts = std::vector<std::string>;
using test::StudyFixture;

Error error_of(const std::string& content, const std::string& name,
               const ResultDefaults& defaults = {}) {
  StudyFixture study;
  const Error error =
      test::thrown_error([&] { return import_results(study.database, content, name, defaults); });
  CHECK(error.kind() == ErrorKind::kInput);
  CHECK(error.place()->file == name);
  CHECK(data::count_conversions(study.database) == 0);
  return error;
}

}  // namespace

TEST_CASE("the study's JSON says result, error, mismatch or mad, and the file's name the rest") {
  const ResultFile torch = read_result_json(
      R"([{"model": "a", "result": 1, "error": "[ONNXRuntimeError] : 9"},
          {"model": "b", "result": 0, "mismatch": true, "error": null},
          {"model": "c", "result": 1}])",
      "results/torch_symbolic_opset_16_15.json", {});
  const ResultFile tensorflow = read_result_json(
      R"([{"model": "a", "result": 0, "mad": NaN}, {"model": "b", "result": 0, "mad": Infinity},
          {"model": "c", "result": 0, "mad": 2e-8}])",
      "tensorflow_x.json", {});

  CHECK(torch.mistakes.empty());
  REQUIRE(torch.conversions.size() == 3);
  CHECK(torch.conversions[0].converter == "torch.onnx");
  CHECK(torch.conversions[0].kind == "synthetic");
  CHECK(torch.conversions[0].size == 15);
  CHECK(torch.conversions[0].error == "[ONNXRuntimeError] : 9");
  CHECK(torch.conversions[1].differs == true);
  CHECK_FALSE(torch.conversions[1].error);
  CHECK(torch.conversions[2].error == "");
  REQUIRE(tensorflow.conversions.size() == 3);
  CHECK(tensorflow.conversions[0].converter == "tf2onnx");
  CHECK_FALSE(tensorflow.conversions[0].size);
  CHECK(std::isnan(*tensorflow.conversions[0].max_abs_diff));
  CHECK(std::isinf(*tensorflow.conversions[1].max_abs_diff));
  CHECK(*tensorflow.conversions[2].max_abs_diff == 2e-8);
}

TEST_CASE("Python's words for numbers are quoted outside strings only") {
  CHECK(quote_python_numbers(R"([NaN, -Infinity, "NaN \" NaN", Infinity])") ==
        R"(["NaN", "-Infinity", "NaN \" NaN", "Infinity"])");
  CHECK(quote_python_numbers("\"open NaN") == "\"open NaN");
  CHECK(quote_python_numbers("\"\\") == "\"\\");
}

TEST_CASE("every bad result of JSON is told, and nothing is imported") {
  const Error error = error_of(
      R"([{"model": "a", "result": 0, "mad": 1}, 7, {"result": 0}, {"model": "b", "result": 2},
          {"model": "c", "result": 0}, {"model": "d", "result": 0, "mad": -1},
          {"model": "e", "result": 1, "error": 3}, {"model": "f", "result": 0, "mad": "x"},
          {"model": "g", "result": 0, "mad": -Infinity}])",
      "torch_15.json");

  CHECK(error.message() == "the conversion results have mistakes; nothing was imported");
  CHECK(error.reasons() == Texts{"result 2: it is not an object", "result 3: it has no \"model\"",
                                 "result 4: its \"result\" is neither 0 nor 1",
                                 "result 5: it has neither a \"mad\" nor a \"mismatch\"",
                                 "result 6: its \"mad\" is not a number of at least 0",
                                 "result 7: its \"error\" is not a text",
                                 "result 8: its \"mad\" is not a number of at least 0",
                                 "result 9: its \"mad\" is not a number of at least 0"});
}

TEST_CASE("files that hold no results are refused") {
  CHECK(test::says(error_of("{}", "torch_15.json"), "not a JSON array"));
  CHECK(test::says(error_of("[", "torch_15.json"), "not a JSON array"));
  CHECK(test::says(error_of("[]", "mine.json"), "of which converter"));
  CHECK(test::says(error_of("a,b\n1,2\n", "mine.csv"), "its columns are: a, b"));
}

TEST_CASE("a CSV says what it knows, the defaults the rest, and the rules the outcome") {
  StudyFixture study;

  const ResultImport done = import_results(study.database,
                                           "model,converter,outcome,max_abs_diff,error,size,note\n"
                                           "a,torch.onnx,wrapper-failure,,no such model,,x\n"
                                           "b,,,0.5,,,x\n"
                                           "c,,,,[ONNXRuntimeError] : 1,40,x\n"
                                           "d,,successful,NaN,,,x\n"
                                           "e,,successful,2,,,x\n",
                                           "mine.csv", {.converter = "onnx2torch", .kind = "real"});

  CHECK(done.added == 5);
  CHECK(done.restated == 1);
  CHECK(done.ignored_columns == Texts{"note"});
  Texts outcomes;
  for (const data::Conversion& read : data::conversions(study.database)) {
    outcomes.push_back(read.converter + " " + read.kind + " " + read.model + " " +
                       std::string(data::id_of(data::outcome_of(read, read.tolerance))));
  }
  CHECK(outcomes == Texts{"onnx2torch real b mismatch", "onnx2torch real d successful",
                          "onnx2torch real e mismatch", "onnx2torch real c load-failure",
                          "torch.onnx real a wrapper-failure"});
}

TEST_CASE("every bad row of a CSV is told with its line") {
  const Error error = error_of(
      "model,converter,kind,outcome,max_abs_diff,error,size\n"
      ",a,b,successful,,,\n"
      "m,,b,successful,,,\n"
      "n,a,,successful,,,\n"
      "o,a,b,succesful,,,\n"
      "p,a,b,,-1,,\n"
      "q,a,b,,,,\n"
      "r,a,b,successful,,boom,\n"
      "s,a,b,successful,,,0\n",
      "mine.csv");

  CHECK(error.reasons() ==
        Texts{"row 2: the model has no name", "row 3: it does not say of which converter it is",
              "row 4: it does not say of which kind the model is",
              "row 5: 'succesful' is not an outcome; the nearest is 'successful'",
              "row 5: it has neither an outcome nor a max_abs_diff nor an error",
              "row 6: '-1' is not a difference of at least 0",
              "row 6: it has neither an outcome nor a max_abs_diff nor an error",
              "row 7: it has neither an outcome nor a max_abs_diff nor an error",
              "row 8: it has an error, but its outcome is 'successful'",
              "row 9: '0' is not the size of a model"});
}

TEST_CASE("a file that is imported twice adds nothing, and other results are refused") {
  StudyFixture study;
  const std::string content = R"([{"model": "a", "result": 0, "mad": NaN}])";
  static_cast<void>(import_results(study.database, content, "torch_15.json", {}));

  const ResultImport again = import_results(study.database, content, "torch_15.json", {});
  const Error error = test::thrown_error([&] {
    return import_results(study.database,
                          R"([{"model": "z", "result": 0, "mad": 0},
                              {"model": "a", "result": 0, "mad": 1}])",
                          "torch_15.json", {});
  });

  CHECK(again.added == 0);
  CHECK(again.known == 1);
  CHECK(error.reasons() == Texts{"the study has another result of torch.onnx for 'a'"});
  CHECK(data::count_conversions(study.database) == 1);
}

}  // namespace faultline::collectors
