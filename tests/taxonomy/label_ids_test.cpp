#include "taxonomy/label_ids.h"

#include <doctest/doctest.h>

#include <string>

#include "support/study_fixture.h"
#include "support/thrown_error.h"
#include "taxonomy/import_mistakes.h"

namespace faultline::taxonomy {

TEST_CASE("the address of an issue or pull request names repository and number") {
  for (const char* url : {"https://github.com/onnx/tensorflow-onnx/issues/12",
                          "http://github.com/onnx/tensorflow-onnx/pull/12",
                          "https://github.com/onnx/tensorflow-onnx/issues/12#issuecomment-1",
                          "https://github.example.org/onnx/tensorflow-onnx/pull/12/files?w=1"}) {
    CAPTURE(url);
    const auto address = parse_issue_url(url);
    REQUIRE(address.has_value());
    CHECK(address->repository == "onnx/tensorflow-onnx");
    CHECK(address->number == "12");
  }
}

TEST_CASE("what is not the address of an issue has no value") {
  for (const char* url :
       {"", "12", "github.com/a/b/issues/12", "https://github.com/a/b",
        "https://github.com/issues/12", "https://github.com/a/b/issues/",
        "https://github.com/a/b/issues/0", "https://github.com/a/b/issues/x12",
        "https://github.com/a/b/c/issues/12", "ftp://github.com/a/b/issues/12", "https://"}) {
    CAPTURE(url);
    CHECK_FALSE(parse_issue_url(url).has_value());
  }
}

TEST_CASE("positive numbers are whole numbers from 1") {
  CHECK(parse_positive("1") == 1);
  CHECK(parse_positive("9223372036854775807") == 9223372036854775807);
  for (const char* text : {"", "0", "-1", "+1", "1.0", " 1", "1 ", "9223372036854775808", "x"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_positive(text).has_value());
  }
}

TEST_CASE("names become ids, new raters and issues are added, unknown repositories have none") {
  test::StudyFixture study;
  study.database.transaction([&] {
    LabelIds ids(study.database, study.codebook);

    const auto repository = ids.repository("PyTorch/pytorch");

    REQUIRE(repository.has_value());
    CHECK(ids.repository(study.kTorch) == repository);
    CHECK_FALSE(ids.repository("pytorch/vision").has_value());
    CHECK(ids.rater("ana") == ids.rater("ana"));
    CHECK(ids.rater("ana") != ids.rater("ben"));
    CHECK(ids.issue(*repository, 4, {}) == ids.issue(*repository, 4, {}));
    CHECK(ids.issues_added() == 1);
    CHECK(ids.codebook(1).has_value());
    CHECK_FALSE(ids.codebook(2).has_value());
    const data::Dimension& cause = *study.codebook.find("cause");
    CHECK(ids.code(*cause.find("typo")) == data::code_ids(study.database, "cause").at("typo"));
    CHECK(ids.dimension("cause") == data::dimension_ids(study.database).at("cause"));
  });
}

TEST_CASE("an unknown repository is told of with the nearest one, or with what to do") {
  test::StudyFixture study;
  const LabelIds ids(study.database, study.codebook);

  CHECK(ids.unknown_repository("pytorch/pytroch") ==
        "the repository 'pytorch/pytroch' is not in study.toml; the nearest one is "
        "'pytorch/pytorch'");
  CHECK(ids.unknown_repository("a/b") ==
        "the repository 'a/b' is not in study.toml; add it there as a [[converter]]");
  CHECK(ids.unknown_repository("") == "the row names no repository");
}

TEST_CASE("mistakes of an import are told by row, all at once, and none is no error") {
  ImportMistakes mistakes("l.csv");
  CHECK_NOTHROW(mistakes.throw_if_any(3));
  mistakes.add(7, "stage", "second");
  mistakes.add(2, "", "first");
  mistakes.add(7, "cause", "third");

  const Error error = test::thrown_error([&] {
    mistakes.throw_if_any(9);
    return 0;
  });

  CHECK(mistakes.count() == 3);
  CHECK(error.message() == "2 of the file's 9 rows are bad; nothing was imported");
  CHECK(to_string(*error.place()) == "l.csv:2");
  CHECK(error.reasons() == std::vector<std::string>{"row 2: first", "row 7, column stage: second",
                                                    "row 7, column cause: third"});
}

}  // namespace faultline::taxonomy
