#include "taxonomy/label_import.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "data/labels.h"
#include "support/published_study.h"
#include "support/thrown_error.h"

namespace faultline::taxonomy {

namespace {

using namespace std::chrono_literals;
using test::kNow;
using test::says;
using test::StudyFixture;
using Texts = std::vector<std::string>;

LabelImport import_csv(StudyFixture& study, const std::string& content,
                       const LabelImportOptions& options = {.rater = "ana", .repository = {}},
                       Moment now = kNow) {
  return import_labels(study.database, study.codebook, *csv_label_sheet(content, "l.csv"), "l.csv",
                       options, now);
}

/// The Error of an import, which must have changed nothing.
Error error_of(StudyFixture& study, const std::string& content,
               const LabelImportOptions& options = {.rater = "ana", .repository = {}}) {
  const Error error = test::thrown_error([&] { return import_csv(study, content, options); });
  CHECK(error.kind() == ErrorKind::kInput);
  CHECK(error.place()->file == "l.csv");
  CHECK(study.count("select count(*) from label") == 0);
  CHECK(study.count("select count(*) from issue") == 0);
  CHECK(study.count("select count(*) from rater") == 0);
  return error;
}

/// The labels that hold: "repository#issue rater dimension=code; ...".
std::string current(StudyFixture& study) {
  std::string told;
  data::for_each_label(study.database, {.current_only = true}, [&](const data::Label& label) {
    told += label.repository + "#" + std::to_string(label.issue) + " " + label.rater + " " +
            label.dimension + "=" + label.code + "; ";
  });
  return told;
}

struct BuiltinStudy : StudyFixture {
  BuiltinStudy() : StudyFixture(test::builtin_codebook()) {}
};

}  // namespace

TEST_CASE("codes are read by id, name, alias and number") {
  BuiltinStudy study;

  const LabelImport done = import_csv(study,
                                      "repository,issue,stage,symptom,cause\n"
                                      "pytorch/pytorch,1,load-model,Wrong model,10\n"
                                      "PyTorch/PyTorch,2, Tracer ,wrong_code,Incompatability\n"
                                      "onnx/tensorflow-onnx,3,,,type-problem/node\n");

  CHECK(done.rows == 3);
  CHECK(done.labels_added == 7);
  CHECK(done.issues_added == 3);
  CHECK(current(study) ==
        "onnx/tensorflow-onnx#3 ana cause=type-problem/node; "
        "pytorch/pytorch#1 ana stage=load-model; pytorch/pytorch#1 ana symptom=wrong-model; "
        "pytorch/pytorch#1 ana cause=algorithmic-error; "
        "pytorch/pytorch#2 ana stage=load-model; pytorch/pytorch#2 ana symptom=wrong-model; "
        "pytorch/pytorch#2 ana cause=incompatibility; ");
}

TEST_CASE("a column of children refines the code of the row") {
  BuiltinStudy study;

  import_csv(study,
             "repository,issue,subcause,cause\n"
             "pytorch/pytorch,1,External,incompatibility\n"
             "pytorch/pytorch,2,2,3\n"
             "pytorch/pytorch,3,,typo\n"
             "pytorch/pytorch,4,tensor,type-problem/tensor\n");

  CHECK(current(study) ==
        "pytorch/pytorch#1 ana cause=incompatibility/external; "
        "pytorch/pytorch#2 ana cause=type-problem/tensor; pytorch/pytorch#3 ana cause=typo; "
        "pytorch/pytorch#4 ana cause=type-problem/tensor; ");
}

TEST_CASE("issues are named by address, by number in one repository, or by both") {
  BuiltinStudy study;

  import_csv(study,
             "url,stage\nhttps://github.com/onnx/tensorflow-onnx/issues/7#note,export\n"
             "https://github.com/PyTorch/pytorch/pull/8,export\n");
  import_csv(study, "issue,stage\n9,export\n",
             {.rater = "ana", .repository = "onnx/tensorflow-onnx"});
  import_csv(study,
             "repository,issue,url,stage\npytorch/pytorch,10,"
             "https://github.com/pytorch/pytorch/issues/10,export\n");

  CHECK(current(study) ==
        "onnx/tensorflow-onnx#7 ana stage=export; onnx/tensorflow-onnx#9 ana stage=export; "
        "pytorch/pytorch#8 ana stage=export; pytorch/pytorch#10 ana stage=export; ");
}

TEST_CASE("the rater is the row's, else the one who is named with the file") {
  BuiltinStudy study;

  import_csv(study,
             "repository,issue,rater,stage\npytorch/pytorch,1,ben,export\n"
             "pytorch/pytorch,1,,load-model\n");

  CHECK(current(study) ==
        "pytorch/pytorch#1 ana stage=load-model; pytorch/pytorch#1 ben stage=export; ");
}

TEST_CASE("details of a label are read: confidence, memo, evidence, time") {
  BuiltinStudy study;

  import_csv(study,
             "repository,issue,stage,confidence,memo,evidence,labelled_at\n"
             "pytorch/pytorch,1,export,unsure,\" two\nlines \",'=1+1,2020-02-29T10:00:00+02:00\n");

  std::vector<data::Label> labels;
  data::for_each_label(study.database, {}, [&](const data::Label& l) { labels.push_back(l); });
  REQUIRE(labels.size() == 1);
  CHECK(labels[0].confidence == "unsure");
  CHECK(labels[0].memo == " two\nlines ");
  CHECK(labels[0].evidence == "=1+1");
  CHECK(labels[0].labelled_at == "2020-02-29T08:00:00.000Z");
  CHECK(labels[0].codebook == "converter-failures");
  CHECK(labels[0].codebook_version == 1);
}

TEST_CASE("an issue's title and newest release are taken along") {
  BuiltinStudy study;

  import_csv(study,
             "repository,issue,stage,title,latest_onnx_release\n"
             "pytorch/pytorch,1,export,A title,2019-01-22\n"
             "pytorch/pytorch,2,export,,before 2017-12-06\npytorch/pytorch,3,export,,none\n");

  CHECK(data::find_issues(study.database, {})[0].title == "A title");
  CHECK(data::find_issues(study.database, {.releases = {"2019-01-22"}}).size() == 1);
  CHECK(data::find_issues(study.database, {.releases = {"none"}}).size() == 2);
}

TEST_CASE("rows without a code are counted, and columns that mean nothing are told of") {
  BuiltinStudy study;

  const LabelImport done = import_csv(study,
                                      "repository,issue,stage,Notes,colour\n"
                                      "pytorch/pytorch,1,export,x,red\n"
                                      "pytorch/pytorch,2,  ,x,red\nnonsense,x,,x,red\n");

  CHECK(done.rows == 1);
  CHECK(done.rows_without_code == 2);
  CHECK(done.ignored_columns == Texts{"Notes", "colour"});
  CHECK(done.issues_added == 1);
}

TEST_CASE("a file that is imported twice adds nothing the second time") {
  BuiltinStudy study;
  const std::string content =
      "repository,issue,stage,symptom,memo\npytorch/pytorch,1,export,crash,why\n"
      "pytorch/pytorch,2,export,,\npytorch/pytorch,2,export,,\n";
  const LabelImport first = import_csv(study, content);

  const LabelImport second =
      import_csv(study, content, {.rater = "ana", .repository = {}}, kNow + 1h);

  CHECK(first.labels_added == 3);
  CHECK(first.labels_known == 1);
  CHECK(second.labels_added == 0);
  CHECK(second.labels_known == 4);
  CHECK(second.issues_added == 0);
}

TEST_CASE("a label that is imported later holds instead of the earlier one") {
  BuiltinStudy study;
  import_csv(study, "repository,issue,stage\npytorch/pytorch,1,export\n");

  import_csv(study, "repository,issue,stage\npytorch/pytorch,1,validation\n");

  CHECK(current(study) == "pytorch/pytorch#1 ana stage=validation; ");
  CHECK(study.count("select count(*) from label") == 2);
}

TEST_CASE("every bad row is told with its line, column and value and the nearest code") {
  BuiltinStudy study;

  const Error error =
      error_of(study,
               "repository,issue,url,stage,symptom,cause,subcause,confidence,labelled_at,"
               "codebook_version,latest_onnx_release\n"
               "pytorch/pytorch,1,,export,wrong-modle,,,,,,\n"
               "pytorch/pytroch,2,,export,,,,,,,\n"
               "pytorch/pytorch,x,,\"valid\nation\",,,,,,,\n"
               "pytorch/pytorch,4,,,,type-problem,extrenal,,,,\n"
               "pytorch/pytorch,5,,,,,external,,,,\n"
               "pytorch/pytorch,6,,export,,,,certain,yesterday,9,2019-13-01\n"
               "pytorch/pytorch,7,nowhere,export,,,,,,,\n"
               "pytorch/pytorch,8,https://github.com/pytorch/pytorch/issues/9,export,,,,,,,\n"
               ",9,,export,,,,,,,\n"
               "pytorch/pytorch,10,,export,,,,,,,\n");

  CHECK(error.message() == "9 of the file's 10 rows are bad; nothing was imported");
  CHECK(to_string(*error.place()) == "l.csv:2");
  CHECK(join(error.reasons(), "\n") ==
        join({"row 2, column symptom: 'wrong-modle' is not a code of the dimension symptom; the "
              "nearest is 'wrong-model'",
              "row 3, column repository: the repository 'pytorch/pytroch' is not in study.toml; "
              "the nearest one is 'pytorch/pytorch'",
              "row 4, column stage: 'valid\nation' is not a code of the dimension stage; the "
              "nearest is 'validation'",
              "row 4, column issue: 'x' is not the number of an issue",
              "row 6, column subcause: 'extrenal' is not a child of the code type-problem",
              "row 7, column subcause: 'external' refines the cause of the row, which has none",
              "row 8, column latest_onnx_release: '2019-13-01' is not a date such as 2019-01-22, "
              "'none', or 'before' and a date",
              "row 8, column codebook_version: the study has no version '9' of the codebook "
              "converter-failures",
              "row 8, column confidence: 'certain' is neither 'sure' nor 'unsure'",
              "row 8, column labelled_at: 'yesterday' is not a time such as 2024-09-16T08:30:00Z",
              "row 9, column url: 'nowhere' is not the address of an issue",
              "row 10, column url: 'https://github.com/pytorch/pytorch/issues/9' is not issue 8 of "
              "pytorch/pytorch",
              "row 11, column repository: the row names no repository"},
             "\n"));
  CHECK(says(error, "faultline show codebook"));
}

TEST_CASE("a child that is nearly right is told with its full id") {
  BuiltinStudy study;

  CHECK(says(error_of(study,
                      "repository,issue,cause,subcause\n"
                      "pytorch/pytorch,1,incompatibility,extrenal\n"),
             "'extrenal' is not a child of the code incompatibility; the nearest is "
             "'incompatibility/external'"));
}

TEST_CASE("a code by name and a code by number must agree") {
  BuiltinStudy study;
  const std::string head = "repository,issue,cause,cause by number\n";

  CHECK(import_csv(study, head + "pytorch/pytorch,1,API misuse,1\npytorch/pytorch,2,,11\n")
            .labels_added == 2);
  BuiltinStudy other;
  CHECK(error_of(other, head + "pytorch/pytorch,1,API misuse,2\n").reasons() ==
        Texts{"row 2, column cause by number: '2' is the code incompatibility, but another column "
              "of the row says api-misuse"});
}

TEST_CASE("a child by name and by number must agree, and its parent be the row's") {
  BuiltinStudy study;
  const std::string head =
      "repository,issue,cause,Incomp. Type,Incomp. Type by number,Type Prob. Type\n";

  CHECK(says(error_of(study, head + "pytorch/pytorch,1,incompatibility,External,1,\n"),
             "'1' is the code incompatibility/internal, but another column of the row says "
             "incompatibility/external"));
  CHECK(says(error_of(study, head + "pytorch/pytorch,1,incompatibility,External,2,Node\n"),
             "'Node' is a kind of type-problem, but the row's cause is incompatibility/external"));
  CHECK(import_csv(study, head + "pytorch/pytorch,1,incompatibility,External,2,\n").labels_added ==
        1);
}

TEST_CASE("rows that say different things of one issue are refused unless a time tells") {
  BuiltinStudy study;
  const std::string head = "repository,issue,stage,memo,labelled_at\n";

  CHECK(error_of(study, head + "pytorch/pytorch,1,export,,\npytorch/pytorch,2,export,,\n"
                               "pytorch/pytorch,1,validation,,\n")
            .reasons() == Texts{"row 4: the issue was labelled otherwise in row 2"});
  CHECK(error_of(study, head + "pytorch/pytorch,1,export,a,\npytorch/pytorch,1,export,b,\n")
            .reasons() == Texts{"row 3: the issue was labelled otherwise in row 2"});
  CHECK(error_of(study, head + "pytorch/pytorch,1,export,,\n"
                               "pytorch/pytorch,1,export,,2020-01-01\n"
                               "pytorch/pytorch,1,validation,,\n")
            .reasons() == Texts{"row 4: the issue was labelled otherwise in row 2"});
  CHECK(import_csv(study, head + "pytorch/pytorch,1,export,,2020-01-02\n"
                                 "pytorch/pytorch,1,validation,,2020-01-01\n")
            .labels_added == 2);
  CHECK(current(study) == "pytorch/pytorch#1 ana stage=export; ");
}

TEST_CASE("two raters may say different things of one issue in one file") {
  BuiltinStudy study;

  CHECK(import_csv(study,
                   "repository,issue,rater,stage\npytorch/pytorch,1,ana,export\n"
                   "pytorch/pytorch,1,ben,validation\n")
            .labels_added == 2);
}

TEST_CASE("a file that does not say whose labels, or of which issues, is refused with what to do") {
  BuiltinStudy study;

  CHECK(says(error_of(study, "repository,issue,stage\npytorch/pytorch,1,export\n", {}),
             "say it with --rater NAME"));
  CHECK(says(error_of(study, "issue,stage\n1,export\n"), "say it with --repository owner/name"));
  CHECK(says(error_of(study, "repository,issue,rater,stage\npytorch/pytorch,1,,export\n", {}),
             "row 2, column rater: the row has no rater"));
}

}  // namespace faultline::taxonomy
