// The examples of docs/architecture.md do what the page says.

#include <doctest/doctest.h>

#include "base/file.h"
#include "data/statement.h"
#include "documents/markdown_page.h"
#include "documents/worked_examples/long_threads_table.h"
#include "documents/worked_examples/tracker_issues.h"
#include "documents/worked_examples/write_asciidoc.h"
#include "reports/write_csv.h"
#include "support/collected_study.h"
#include "support/thrown_error.h"
#include "taxonomy/codebook.h"

using faultline::Error;
using faultline::test::CollectedStudy;
using faultline::test::thrown_error;
namespace data = faultline::data;
namespace reports = faultline::reports;

TEST_CASE("the example of a table counts issues with more than ten comments") {
  CollectedStudy study;
  const std::vector<std::string> ten(10, "a comment");
  const std::vector<std::string> eleven(11, "a comment");
  study.add(CollectedStudy::kTorch, 1, {.comments = ten});
  study.add(CollectedStudy::kTorch, 2, {.comments = eleven});

  const reports::Table table = reports::long_threads_table({.database = &study.database});

  CHECK(reports::write_csv(table) == "converter,issues,long\ntorch.onnx,2,1\ntf2onnx,0,0\n");
}

TEST_CASE("the example of a collector adds issues once, and none of a file with a bad row") {
  CollectedStudy study;
  const std::string head = "repository,number,title,url,created_at\n";
  const std::string good =
      "pytorch/pytorch,7,Wrong output,https://example.org/7,2024-01-01T00:00:00Z\n";
  const auto import = [&](const std::string& content) {
    return faultline::collectors::import_tracker_issues(study.database, content, "issues.csv");
  };

  const Error error =
      thrown_error([&] { import(head + good + "pytorch/pytorch,x,,,\na/b,1,,,\n"); });
  CHECK(error.reasons() == std::vector<std::string>{"line 3: 'x' is not the number of an issue",
                                                    "line 4: the study has no repository 'a/b'"});
  CHECK(study.count("select count(*) from issue") == 0);

  CHECK(import(head + good) == 1);
  CHECK(import(head + good) == 0);
  CHECK(study.text("select title from issue") == "Wrong output");
}

TEST_CASE("the example of a writer keeps hostile texts from being markup") {
  reports::Table table{.id = "t", .title = "A <title>"};
  table.columns = {{.id = "name", .label = "Name"},
                   {.id = "share", .label = "Share", .kind = reports::ColumnKind::kShare}};
  table.rows = {{.values = {std::string("|===\n++<script>++"), 0.145}}};

  CHECK(reports::write_asciidoc(table) ==
        ".A &#60;title&#62;\n[%header]\n|===\n|Name|Share\n\n"
        "|&#124;&#61;&#61;&#61; &#43;&#43;&#60;script&#62;&#43;&#43;|15%\n|===\n");
}

TEST_CASE("the example of a codebook is one") {
  const std::string content = faultline::read_file(
      faultline::test::project_folder() / "tests/documents/worked_examples/model-zoo.toml");

  const data::Codebook codebook = faultline::taxonomy::parse_codebook(content, "model-zoo.toml");

  REQUIRE(codebook.dimensions.size() == 1);
  CHECK(codebook.dimensions[0].find("preprocessing/normalization") != nullptr);
}
