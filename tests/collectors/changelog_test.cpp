#include "collectors/opsets/changelog.h"

#include <doctest/doctest.h>

#include "base/file.h"
#include "support/thrown_error.h"

namespace faultline::collectors {

namespace {

using Texts = std::vector<std::string>;

std::string corpus_file(const std::string& name) {
  return read_file(FAULTLINE_TESTS_DIR "/fuzz/corpus/" + name);
}

Error error_of(const std::string& text) {
  const Error error = test::thrown_error([&] { return parse_changelog(text, "Changelog.md"); });
  CHECK(error.kind() == ErrorKind::kInput);
  CHECK(error.place()->file == "Changelog.md");
  return error;
}

}  // namespace

TEST_CASE("an operator is added by its first set, updated by later ones, or deprecated") {
  const std::vector<ChangelogEntry> entries =
      parse_changelog(corpus_file("changelog/small.md"), "Changelog.md");

  CHECK(entries == std::vector<ChangelogEntry>{
                       {"ai.onnx", 1, "Abs", "added"},
                       {"ai.onnx", 1, "Upsample", "added"},
                       {"ai.onnx", 6, "Abs", "updated"},
                       {"ai.onnx", 6, "Mish", "added"},
                       {"ai.onnx", 10, "Upsample", "deprecated"},
                       {"ai.onnx.preview.training", 1, "Adam", "added"},
                   });
}

TEST_CASE("other domains and other line ends are read") {
  const std::vector<ChangelogEntry> entries =
      parse_changelog(corpus_file("changelog/ml.md"), "Changelog-ml.md");

  CHECK(entries == std::vector<ChangelogEntry>{{"ai.onnx.ml", 2, "LabelEncoder", "added"}});
}

TEST_CASE("every bad heading is told with its line") {
  const Error error = error_of(
      "### <a name=\"Abs-1\"></a>**Abs-1**</a>\n"
      "## Version one of the default ONNX operator set\n"
      "## Version 1 of the default ONNX operator set\n"
      "### <a name=\"Abs\"></a>**Abs**</a>\n"
      "### <a name=\"Abs-2\"></a>**Abs-2**</a>\n"
      "### <a name=\"A b-1\"></a>**A b-1**</a>\n"
      "### <a name=\"Add-1\"></a>**Add-1**</a>\n"
      "### <a name=\"Add-1\"></a>**Add-1**</a>\n");

  CHECK(error.place()->line == 1);
  CHECK(error.reasons() == Texts{"line 1: Abs stands in no operator set",
                                 "line 2: it is not the heading of an operator set",
                                 "line 4: it is not the heading of an operator",
                                 "line 5: Abs has version 2 in operator set 1",
                                 "line 6: 'A b' is not the name of an operator of ai.onnx",
                                 "line 8: Add stands twice in operator set 1"});
}

TEST_CASE("a file without operators, or that is not UTF-8, is no changelog") {
  CHECK(test::says(error_of(""), "no operator stands in it"));
  CHECK(test::says(error_of("# News\n\nnothing\n"), "no operator stands in it"));
  CHECK(test::says(error_of("## Version 1\xFF"), "not UTF-8"));
}

TEST_CASE("functions are the operators below the heading of functions, by domain") {
  const std::vector<FunctionOperator> functions =
      parse_function_operators(corpus_file("operators/small.md"), "Operators.md");

  CHECK(functions == std::vector<FunctionOperator>{{"ai.onnx", "Celu"}, {"ai.onnx", "Relu"}});
  CHECK(test::says(test::thrown_error([] { return parse_function_operators("# x", "a.md"); }),
                   "it holds no table of operators"));
}

}  // namespace faultline::collectors
