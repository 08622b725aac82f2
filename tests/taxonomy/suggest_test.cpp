#include "taxonomy/suggest/suggest.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>

#include "data/issues.h"
#include "data/statement.h"
#include "support/published_study.h"
#include "support/thrown_error.h"
#include "taxonomy/label_import.h"

namespace faultline::taxonomy {

namespace {

using test::StudyFixture;

struct SuggestStudy : StudyFixture {
  SuggestStudy() : StudyFixture(test::builtin_codebook()) {}

  void add(std::int64_t number, const std::string& title, const std::string& symptom = "") {
    add_issue(kTorch, number, {.title = title});
    if (!symptom.empty()) label("ana", kTorch, number, "symptom", symptom);
  }

  void add_fix(std::int64_t number, const std::vector<std::string>& files) {
    const std::int64_t issue = add_issue(kTorch, number);
    database.transaction([&] {
      data::Statement fix(database, R"sql(
        insert into fix (issue_id, kind, repository, ref) values (?, 'pull-request', ?, '12')
        returning id
      )sql");
      fix.bind(issue, kTorch).step();
      for (const std::string& file : files) {
        data::Statement(database, "insert into changed_file (fix_id, path) values (?, ?)")
            .bind(fix.integer(0), file)
            .run();
      }
    });
  }

  Suggester suggester() { return {database, codebook, data::prefer_rater(database, {})}; }
  std::vector<Suggestion> suggest(std::int64_t number) {
    return suggester().suggest(database, kTorch, number);
  }
};

std::size_t right(const SuggestionCheck& check) {
  return static_cast<std::size_t>(
      std::count_if(check.pairs.begin(), check.pairs.end(),
                    [](const auto& pair) { return pair.label == pair.suggestion; }));
}

}  // namespace

TEST_CASE("naive Bayes gives the probabilities of the textbook's example") {
  // Manning, Raghavan and Schuetze 2008, example 13.1, with each word once a document: Chinese 0,
  // Beijing 1, Shanghai 2, Macao 3, Tokyo 4, Japan 5.
  NaiveBayes bayes(2);
  const auto learn = [&](std::vector<std::uint32_t> words, std::size_t its_class) {
    bayes.learn(words, its_class);
  };
  learn({0, 1}, 0);
  learn({0, 2}, 0);
  learn({0, 3}, 0);
  learn({0, 4, 5}, 1);

  const std::vector<std::uint32_t> asked{0, 4, 5};
  const std::vector<double> found = bayes.probabilities(asked);

  const double china = 3.0 / 4 * (4.0 / 12) * (1.0 / 12) * (1.0 / 12);
  const double other = 1.0 / 4 * (2.0 / 9) * (2.0 / 9) * (2.0 / 9);
  CHECK(found[0] == doctest::Approx(china / (china + other)));
  CHECK(found[1] == doctest::Approx(other / (china + other)));
  CHECK(bayes.weights(asked, 1)[1] == doctest::Approx(std::log((2.0 / 9) / (1.0 / 12))));
}

TEST_CASE("a document that is left out counts as if it had never been learnt") {
  const std::vector<std::vector<std::uint32_t>> documents{{0, 1, 2}, {0, 3}, {1, 4}, {2, 3, 5}};
  const std::vector<std::size_t> classes{0, 1, 0, 1};
  NaiveBayes all(2);
  for (std::size_t i = 0; i < documents.size(); ++i) all.learn(documents[i], classes[i]);

  for (std::size_t left = 0; left < documents.size(); ++left) {
    NaiveBayes others(2);
    for (std::size_t i = 0; i < documents.size(); ++i) {
      if (i != left) others.learn(documents[i], classes[i]);
    }
    const NaiveBayes::LeftOut out{documents[left], classes[left]};

    const auto expected = others.probabilities(documents[left]);
    const auto found = all.probabilities(documents[left], out);

    CHECK(found[0] == doctest::Approx(expected[0]));
    CHECK(found[1] == doctest::Approx(expected[1]));
  }
}

TEST_CASE("words and the phrases of error messages are what a text says") {
  IssueWords words;

  const auto ids = words.learn("RuntimeError: aten::Foo_2d is NOT supported, opset 11", "x 42");

  std::vector<std::string> found;
  for (const std::uint32_t id : ids) found.push_back(words.word(id));
  std::sort(found.begin(), found.end());
  CHECK(found == std::vector<std::string>{"<exception>", "<unsupported operator>", "<version>",
                                          "aten", "foo_2d", "is", "not", "opset", "runtimeerror",
                                          "supported"});
  CHECK(words.find("supported unheard", "").size() == 1);
}

TEST_CASE("a code is suggested by the words that its issues have, and says so") {
  SuggestStudy study;
  for (int i = 1; i <= 5; ++i) {
    study.add(i, "segfault while exporting lstm", "crash");
    study.add(10 + i, "outputs differ after softmax", "wrong-model");
  }
  study.add(20, "segfault in gru");

  const std::vector<Suggestion> found = study.suggest(20);

  REQUIRE(found.size() == 1);
  CHECK(found[0].dimension == "symptom");
  CHECK(found[0].code == "crash");
  CHECK(found[0].probability > 0.9);
  CHECK(found[0].reason == "words: <dies>, segfault; 5 labelled so");
}

TEST_CASE("an issue's own label takes no part in its suggestion") {
  SuggestStudy study;
  study.add(1, "alpha", "crash");
  study.add(2, "beta", "wrong-model");
  study.add(3, "beta", "wrong-model");

  const std::vector<Suggestion> found = study.suggest(1);

  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "wrong-model");
}

TEST_CASE("suggesting stores nothing") {
  SuggestStudy study;
  study.add(1, "alpha", "crash");
  const std::int64_t before = study.count("select total_changes()");

  static_cast<void>(study.suggest(1));

  CHECK(study.count("select total_changes()") == before);
  CHECK(study.count("select count(*) from label") == 1);
}

TEST_CASE("the stage is suggested by where the fix changed files, tests left out") {
  SuggestStudy study;
  study.add_fix(
      7, {"test/onnx/test_utility_funs.py", "torch/onnx/symbolic_helper.py",
          "torch/onnx/symbolic_opset9.py", "torch/csrc/jit/passes/onnx/peephole.cpp", "setup.py"});

  const std::vector<Suggestion> found = study.suggest(7);

  REQUIRE(found.size() == 2);
  CHECK(found[0].dimension == "stage");
  CHECK(found[0].code == "node-conversion");
  CHECK(found[0].probability == doctest::Approx(2.0 / 3));
  CHECK(found[0].reason ==
        "2 of 3 files that the fix changed: torch/onnx/symbolic_helper.py (rule "
        "torch/onnx/symbolic_*)");
  CHECK(found[1].code == "optimization");
}

TEST_CASE("every converter of the template has rules, of stages that the codebook has") {
  const FileRules rules;
  struct Example {
    const char* repository;
    const char* path;
    const char* stage;
  };
  for (const Example& example : {
           Example{"pytorch/pytorch", "torch/onnx/symbolic_opset11.py", "node-conversion"},
           Example{"pytorch/pytorch", "torch/csrc/jit/passes/onnx/constant_fold.cpp",
                   "optimization"},
           Example{"pytorch/pytorch", "torch/csrc/jit/frontend/tracer.cpp", "load-model"},
           Example{"pytorch/pytorch", "torch/csrc/jit/serialization/export.cpp", "export"},
           Example{"pytorch/pytorch", "torch/onnx/verification.py", "validation"},
           Example{"onnx/tensorflow-onnx", "tf2onnx/onnx_opset/math.py", "node-conversion"},
           Example{"ONNX/TensorFlow-ONNX", "tf2onnx/optimizer/const_fold_optimizer.py",
                   "optimization"},
           Example{"onnx/tensorflow-onnx", "tf2onnx/tf_loader.py", "load-model"},
           Example{"PaddlePaddle/Paddle2ONNX", "paddle2onnx/mapper/nn/conv2d.cc",
                   "node-conversion"},
           Example{"PaddlePaddle/Paddle2ONNX", "paddle2onnx/mapper/exporter.cc", "export"},
           Example{"onnx/sklearn-onnx", "skl2onnx/operator_converters/k_means.py",
                   "node-conversion"},
           Example{"ENOT-AutoDL/onnx2torch", "onnx2torch/node_converters/gemm.py",
                   "node-conversion"},
           Example{"onnx/onnx-tensorflow", "onnx_tf/handlers/backend/add.py", "node-conversion"},
       }) {
    CAPTURE(example.path);
    const auto match = rules.match(example.repository, example.path);
    REQUIRE(match.has_value());
    CHECK(match->stage == example.stage);
    CHECK(test::builtin_codebook().find("stage")->find(match->stage) != nullptr);
  }
  CHECK_FALSE(rules.match("onnx/tensorflow-onnx", "setup.py").has_value());
  CHECK(rules.match("onnx/tensorflow-onnx", "tests/test_backend.py")->stage.empty());
}

TEST_CASE("a star in a pattern stands for any characters, slashes too") {
  CHECK(matches("a/*", "a/b/c"));
  CHECK(matches("*/onnx/*.py", "torch/onnx/x.py"));
  CHECK(matches("*", ""));
  CHECK(matches("a*b*c", "abbbcbc"));
  CHECK_FALSE(matches("a/*", "b/a/c"));
  CHECK_FALSE(matches("a*b", "abc"));
  CHECK_FALSE(matches("", "a"));
}

TEST_CASE("titles alone suggest a little more than the most frequent code does") {
  const std::filesystem::path book =
      std::filesystem::path(FAULTLINE_SHARED_DIR) / "replication" / "FailureAnalysis.xlsx";
  if (!std::filesystem::exists(book)) {
    std::cout << "skipped: the published replication package is not here\n";
    return;
  }
  SuggestStudy study;
  for (const char* sheet : {"PyTorch", "tf2onnx"}) {
    import_labels(study.database, study.codebook, *open_label_sheet(book, sheet, {}), book.string(),
                  {.rater = "published", .repository = {}}, test::kNow);
  }

  const std::vector<SuggestionCheck> checks = study.suggester().check(study.database);

  // Leave-one-out over the 200 titles. Naming the most frequent code every time is right 148, 111
  // and 58 times.
  std::map<std::string, std::size_t> found;
  for (const SuggestionCheck& check : checks) {
    found[check.dimension + " by " + check.method] = right(check);
    if (check.method == "words") CHECK(check.pairs.size() == 200);
  }
  CHECK(found["stage by words"] == 149);
  CHECK(found["symptom by words"] == 131);
  CHECK(found["cause by words"] == 74);
}

}  // namespace faultline::taxonomy
