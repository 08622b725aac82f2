#include "collectors/opsets/releases.h"

#include <doctest/doctest.h>

#include "base/file.h"
#include "support/thrown_error.h"

namespace faultline::collectors {

namespace {

using Texts = std::vector<std::string>;

ReleaseFacts corpus_facts(const std::string& name) {
  return parse_release_facts(read_file(FAULTLINE_TESTS_DIR "/fuzz/corpus/releases/" + name), name);
}

/// "ai.onnx 5: 1.1.0 2018-03-21".
Texts told(const ReleaseFacts& facts) {
  Texts lines;
  for (const SetRelease& set : set_releases(facts)) {
    lines.push_back(set.domain + " " + std::to_string(set.version) + ": " +
                    set.onnx_version.value_or("-") + " " + set.date.value_or("-"));
  }
  return lines;
}

Error error_of(const std::string& content) {
  return test::thrown_error([&] { return parse_release_facts(content, "file"); });
}

}  // namespace

TEST_CASE("a set came out with the first release that has it, and those between with it") {
  ReleaseFacts facts = corpus_facts("versioning.md");
  facts.append(corpus_facts("releases.json"));

  const Texts lines = told(facts);

  REQUIRE(lines.size() == 15);
  CHECK(lines[0] == "ai.onnx 1: 1.0 2017-12-06");
  CHECK(lines[1] == "ai.onnx 2: 1.1.0 2018-03-21");
  CHECK(lines[4] == "ai.onnx 5: 1.1.0 2018-03-21");
  CHECK(lines[5] == "ai.onnx 6: 1.2.1 2018-05-24");
  CHECK(lines[11] == "ai.onnx 12: 1.7.0 2020-05-08");
  CHECK(lines[12] == "ai.onnx.ml 1: 1.0 2017-12-06");
  CHECK(lines[14] == "ai.onnx.preview.training 1: 1.7.0 2020-05-08");
}

TEST_CASE("without a list of releases the sets have versions but no dates") {
  CHECK(told(corpus_facts("versioning.md")).front() == "ai.onnx 1: 1.0.0 -");
}

TEST_CASE("a gap that no release can have brought is not filled") {
  CHECK(told(parse_release_facts("ONNX version|ai.onnx\n-|-\n1.1|1\n1.2|21\n", "file")).size() ==
        21);
  CHECK(told(parse_release_facts("ONNX version|ai.onnx\n-|-\n1.1|1\n1.2|22\n", "file")).size() ==
        2);
}

TEST_CASE("a CSV dates sets itself") {
  CHECK(told(corpus_facts("sets.csv")) ==
        Texts{"ai.onnx 1: - 2017-12-06", "ai.onnx 9: - 2019-01-22"});
}

TEST_CASE("mistakes in files about releases are told") {
  CHECK(error_of("ONNX version|Opset version ai.onnx\n-|-\n1.x|3\n1.2|seven\n").reasons() ==
        Texts{"line 3: '1.x' is not a version of ONNX", "line 4: 'seven' is not an operator set"});
  CHECK(error_of("[{}]").reasons() ==
        Texts{"release 1: it has no tag", "release 1: it has no date"});
  CHECK(error_of("opset,released\nx,\n1,yesterday\n").reasons() ==
        Texts{"row 2: 'x' is not an operator set",
              "row 3: 'yesterday' is not a date such as 2019-01-22"});
  CHECK(test::says(error_of("[{"), "not a JSON array of releases"));
  CHECK(test::says(error_of("a,b\n1,2\n"), "its columns are: a, b"));
  CHECK(test::says(error_of("\xFF"), "not UTF-8"));
}

}  // namespace faultline::collectors
