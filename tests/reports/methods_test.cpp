#include "reports/methods/methods.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "base/text.h"
#include "data/samples.h"
#include "support/collected_study.h"
#include "support/study_fixture.h"

namespace faultline::reports {

namespace {

using test::CollectedStudy;
using test::StudyFixture;

std::string all_sentences(const Methods& methods) {
  std::string text;
  for (const MethodsSection& section : methods.sections) {
    text += section.title + "\n" + join(section.sentences, "\n") + "\n";
  }
  return text;
}

bool lacks(const Methods& methods, std::string_view words) {
  return std::ranges::any_of(methods.lacks, [&](const std::string& lack) {
    return lack.find(words) != std::string::npos;
  });
}

Methods describe(StudyFixture& study) {
  return describe_methods({.database = &study.database, .codebook = &study.codebook},
                          data::parse_study_file(data::study_file_template(), "study.toml"));
}

}  // namespace

TEST_CASE("one rater's labels are described with their numbers, and the second one is missed") {
  StudyFixture study;
  study.label("ana", StudyFixture::kTorch, 1, "stage", "load");
  study.label("ana", StudyFixture::kTorch, 1, "cause", "typo");
  study.label("ana", StudyFixture::kTorch, 2, "stage", "export", {.confidence = "unsure"});

  const Methods methods = describe(study);

  const std::string text = all_sentences(methods);
  CAPTURE(text);
  CHECK(text.find("ana labelled 2 issues.") != std::string::npos);
  CHECK(text.find("3 labels hold; 1 of them is marked as unsure.") != std::string::npos);
  CHECK(text.find("Of the 2 issues that ana labelled, 1 no cause was given") != std::string::npos);
  CHECK(text.find("version 1 of the codebook \xE2\x80\x9Csmall\xE2\x80\x9D") != std::string::npos);
  CHECK(lacks(methods, "No second rater: agreement cannot be measured."));
  CHECK(lacks(methods, "The filters were not validated"));
  CHECK(lacks(methods, "Nothing was collected from pytorch/pytorch"));
}

TEST_CASE("agreement of two raters is told per dimension, with intervals") {
  StudyFixture study;
  for (int issue = 1; issue <= 10; ++issue) {
    const char* code = issue % 2 == 0 ? "load" : "export";
    study.label("ana", StudyFixture::kTorch, issue, "stage", code);
    study.label("ben", StudyFixture::kTorch, issue, "stage", issue == 1 ? "load" : code);
  }

  const Methods methods = describe(study);

  const std::string text = all_sentences(methods);
  CAPTURE(text);
  CHECK(text.find("stage (ana, ben): 10 issues, agreement 90% [60, 98], 1 differ, Cohen's kappa "
                  "0.800 [0.") != std::string::npos);
  CHECK_FALSE(lacks(methods, "No second rater"));
  CHECK(lacks(methods, "No issue has a Cause of two raters"));
  CHECK(lacks(methods, "there is no consensus"));
}

TEST_CASE("filters, their validation and the sample are told with counts in and out") {
  CollectedStudy study;
  data::Codebook codebook = test::small_codebook();
  for (int number = 1; number <= 4; ++number) study.add_relevant(CollectedStudy::kTorch, number);
  study.database.run(R"sql(
    insert into screening (issue_id, step, kept, reason)
    select id, 'relevant', 1, 'x' from issue;
    insert into screening (issue_id, step, kept, reason)
    select id, 'evidence', number < 4, 'x' from issue;
    insert into rater (name) values ('ana');
    insert into screening_judgement (issue_id, rater_id, judged_at, relevant)
    select id, 1, '2024-03-01T00:00:00.000Z', number <> 3 from issue;
    insert into popularity (repository_id, read_at, stars, forks, closed_issues)
    values (1, '2024-02-01T00:00:00Z', 1, 1, 9876);
    insert into collection (repository_id, api, protocol, started_at, finished_at, requests)
    values (1, 'graphql', '{}', '2024-02-01T00:00:00Z', '2024-02-02T00:00:00Z', 42);
    insert into sample (name, kind, seed, drawn_at)
    values ('main', 'main', 2024, '2024-04-01T00:00:00Z');
    insert into sample_item (sample_id, issue_id, position) select 1, id, number from issue
    where number < 3;
  )sql");

  const Methods methods =
      describe_methods({.database = &study.database, .codebook = &codebook}, study.file);

  const std::string text = all_sentences(methods);
  CAPTURE(text);
  CHECK(text.find("through GitHub's GraphQL API, in 1 run and 42 requests from 2024-02-01 to "
                  "2024-02-02.") != std::string::npos);
  CHECK(text.find("pytorch/pytorch had 9876 closed issues on 2024-02-01") != std::string::npos);
  CHECK(text.find("Of 4 issues of pytorch/pytorch that were read, 4 passed the filter of labels "
                  "and state, and 3 of these showed evidence of repair.") != std::string::npos);
  CHECK(text.find("Of 4 relevant issues of torch.onnx that were judged by hand, the screening kept "
                  "2 that are repaired failures and 1 that are not, and dropped 1 and 0: precision "
                  "67% [21, 94], recall 67% [21, 94].") != std::string::npos);
  CHECK(text.find("2 issues were drawn by lot on 2024-04-01, stratified by converter, with the "
                  "seed 2024") != std::string::npos);
  CHECK(lacks(methods, "The sample holds 2 issues of torch.onnx, not 3"));
  CHECK_FALSE(lacks(methods, "The filters were not validated"));
}

TEST_CASE("a study without a survey says nothing of one") {
  StudyFixture study;

  CHECK(all_sentences(describe(study)).find("Survey") == std::string::npos);
}

TEST_CASE("hostile names are shown as text in the methods section") {
  StudyFixture study;
  study.label("\\input{/etc/passwd} <script>", StudyFixture::kTorch, 1, "stage", "load");

  const Methods methods = describe(study);

  CHECK(write_methods_latex(methods).find("\\input") == std::string::npos);
  CHECK(write_methods_latex(methods).find("\\textbackslash{}input\\{/etc/passwd\\}") !=
        std::string::npos);
  CHECK(write_methods_markdown(methods).find("<script>") == std::string::npos);
}

TEST_CASE("the methods section is a checklist at its end, also where nothing is missing") {
  const Methods methods{.sections = {{.title = "Sources", .sentences = {"One.", "Two_three."}}},
                        .lacks = {"No second rater: 50% of it."}};

  CHECK(write_methods_markdown(methods) ==
        "# Methods\n\n## Sources\n\nOne.\nTwo\\_three.\n\n## What the study lacks\n\n"
        "- [ ] No second rater: 50% of it.\n");
  CHECK(write_methods_latex(methods) ==
        "\\section{Methods}\n\n\\subsection{Sources}\nOne.\nTwo\\_three.\n\n"
        "\\subsection{What the study lacks}\n\\begin{itemize}\n"
        "  \\item No second rater: 50\\% of it.\n\\end{itemize}\n");
  CHECK(write_methods_markdown({}).find("Nothing that the standards ask for") != std::string::npos);
}

}  // namespace faultline::reports
