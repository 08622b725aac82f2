#include "analysis/error_signature.h"

#include <doctest/doctest.h>

#include <string>

namespace faultline::analysis {

TEST_CASE("what differs from model to model is replaced") {
  CHECK(error_signature("no kernel for ArgMax(13) node with name 'ArgMax_50'") ==
        "no kernel for <name>(<n>) node with name <text>");
  CHECK(error_signature("input (v12_0) of operator (MatMul) in node (MatMul_7)") ==
        "input (<name>) of operator (<name>) in node (<name>)");
  CHECK(error_signature("Incompatible shapes: [1,2,3] vs. {4, 5} at 0x7ffee4") ==
        "Incompatible shapes: <shape> vs. <shape> at <address>");
  CHECK(error_signature("while running Concat node. Name:\"a b\" float16") ==
        "while running <name> node. Name:<text> float<n>");
  CHECK(error_signature("{{function_node __wrapped__Sub}} failed") == "<text> failed");
  CHECK(error_signature("onnxruntime::Status of aten::neg_3") == "<name> of <name>");
}

TEST_CASE("a path goes, but the source file stays: it is the place") {
  CHECK(error_signature("/home/me/onnx/core/concat.cc:159 failed") == "<path>concat.cc:<n> failed");
  CHECK(error_signature("in upsamplebase_2.h:77") == "in upsamplebase_<n>.h:<n>");
  CHECK(error_signature("Load model from out/15/model_0_1/model.onnx failed") ==
        "Load model from <path> failed");
}

TEST_CASE("an apostrophe begins no quotation, and one that is not closed stays") {
  CHECK(error_signature("Can't merge tensor's rank") == "Can't merge tensor's rank");
  CHECK(error_signature("name 'open") == "name 'open");
}

TEST_CASE("white space is one blank, at the ends none") {
  CHECK(error_signature("  a\n\t b \n") == "a b");
  CHECK(error_signature("") == "");
}

TEST_CASE("a long hostile text takes no longer than its length") {
  std::string hostile;
  while (hostile.size() < 1'000'000) hostile += "(['{{";

  CHECK(error_signature(hostile).size() <= 8000);
}

}  // namespace faultline::analysis
