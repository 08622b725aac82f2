#include "reports/web/web_report.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "data/study_file.h"
#include "reports/tables/tables.h"
#include "reports/web/content_policy.h"
#include "reports/web/sections.h"
#include "reports/web/summary.h"
#include "study_tables.h"

namespace faultline::reports {

namespace {

using test::TableStudy;

WebReport report_of(TableStudy& study) {
  WebReport report{.request = study.request(),
                   .protocol = data::parse_study_file(data::study_file_template(), "study.toml"),
                   .tables = {},
                   .version = "1.2.3"};
  for (const TableKind& kind : table_kinds()) report.tables.push_back(kind.build(report.request));
  return report;
}

/// A study with labels of two raters, and texts that would end the script element.
void fill(TableStudy& study) {
  study.add_issue(TableStudy::kTorch, 1,
                  {.title = "</script><script>alert(1)</script> \xFF",
                   .url = "javascript:alert(1)",
                   .created_at = "2020-02-03T04:05:06Z"});
  study.label("ana", TableStudy::kTorch, 1, "stage", "export", {.memo = "<!--"});
  study.label("ana", TableStudy::kTensorFlow, 2, "stage", "optimization");
  study.label("ben", TableStudy::kTensorFlow, 2, "stage", "export");
}

std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t from = text.find(begin);
  REQUIRE(from != std::string_view::npos);
  const std::size_t start = from + begin.size();
  return std::string(text.substr(start, text.find(end, start) - start));
}

nlohmann::json data_of(const std::string& page) {
  return nlohmann::json::parse(
      between(page, "<script type=\"application/json\" id=\"data\">", "</script>"));
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

}  // namespace

TEST_CASE("the page's policy allows exactly the script and the style that stand in it") {
  TableStudy study;
  fill(study);

  const std::string page = write_web_report(report_of(study));

  const std::string policy = content_policy(between(page, "<script type=\"module\">", "</script>"),
                                            between(page, "<style>", "</style>"));
  CHECK(between(page, "Content-Security-Policy\" content=\"", "\"") == policy);
  CHECK(policy.starts_with("default-src 'none'; script-src 'sha256-"));
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(count(page, "<script") == 2);
}

TEST_CASE("a policy's hashes are those that browsers compute") {
  CHECK(content_policy("", "abc") ==
        "default-src 'none'; script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
        "style-src 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='; base-uri 'none'; "
        "form-action 'none'");
}

TEST_CASE("texts of issues stand in the page's data and cannot leave it") {
  TableStudy study;
  fill(study);

  const std::string page = write_web_report(report_of(study));

  CHECK(page.find("<script>alert") == std::string::npos);
  CHECK(page.find("href=\"javascript:") == std::string::npos);
  const nlohmann::json data = data_of(page);
  CHECK(data.at("issues").at("title")[0] == "</script><script>alert(1)</script> \xEF\xBF\xBD");
  CHECK(data.at("issues").at("created")[0] == "2020-02-03");
  CHECK(data.at("raters")[0].at("remarks")[0] == nlohmann::json{0, 0, "<!--", "", 0});
}

TEST_CASE("the page's data holds the labels of every rater, code by position") {
  TableStudy study;
  fill(study);
  const data::Dimension& stage = *study.codebook.find("stage");
  const auto position = [&](const char* code) { return stage.find(code) - stage.codes.data(); };

  const nlohmann::json data = data_of(write_web_report(report_of(study)));

  const nlohmann::json& ana = data.at("raters")[0];
  CHECK(ana.at("name") == "ana");
  CHECK(ana.at("issues") == nlohmann::json{0, 1});
  CHECK(ana.at("codes")[0] == nlohmann::json{position("export"), position("optimization")});
  CHECK(ana.at("codes")[1] == nlohmann::json{-1, -1});
  CHECK(data.at("raters")[1].at("issues") == nlohmann::json::array({1}));
  CHECK(data.at("preferred").at("raters") == nlohmann::json::array({0}));
}

TEST_CASE("one study gives the same page each time") {
  TableStudy study;
  fill(study);

  CHECK(write_web_report(report_of(study)) == write_web_report(report_of(study)));
}

TEST_CASE("every table of a study stands in the page once, and in a section of its own kind") {
  TableStudy study;
  fill(study);
  const WebReport report = report_of(study);

  const std::string page = write_web_report(report);

  for (const Table& table : report.tables) {
    CAPTURE(table.id);
    CHECK(count(page, "data-table=\"" + table.id + "\"") == 1);
    CHECK(section_of(table.id) != "more");
  }
}

TEST_CASE("a figure that could not be drawn is named, with the reason") {
  TableStudy study;
  fill(study);
  WebReport report = report_of(study);
  report.figures = {{.id = "stage", .caption = "Stages <of> failures", .svg = ""},
                    {.id = "agreement-stage", .caption = "Confusion", .svg = "<svg></svg>"}};

  const std::string page = write_web_report(report);

  CHECK(page.find("gnuplot, which draws figures, was not there") != std::string::npos);
  CHECK(page.find("<figcaption>Stages &lt;of&gt; failures</figcaption>") != std::string::npos);
  CHECK(page.find("<svg></svg>") > page.find("data-table=\"agreement\""));
}

TEST_CASE("the summary says the most frequent code with its interval, and whether it stands out") {
  TableStudy study;
  for (int i = 1; i <= 20; ++i) {
    const bool is_tensorflow = i % 2 == 0;
    study.label("ana", is_tensorflow ? TableStudy::kTensorFlow : TableStudy::kTorch, i, "stage",
                i <= 18 ? "node-conversion" : "export");
    study.label("ana", is_tensorflow ? TableStudy::kTensorFlow : TableStudy::kTorch, i, "symptom",
                i <= 10 ? "crash" : "wrong-model");
  }

  const std::vector<std::string> sentences = summary(report_of(study));

  REQUIRE(sentences.size() == 3);
  CHECK(sentences[0] == "20 failures are labelled: 10 of torch.onnx, 10 of tf2onnx.");
  CHECK(sentences[1] ==
        "Stage: most often Node conversion, 18 of 20 (90%, 95% interval 70 to 97%); then Export, 2 "
        "of 20 (10%, 95% interval 3 to 30%). Their intervals do not overlap.");
  CHECK(sentences[2].find("Their intervals overlap: these issues do not tell which of the two is "
                          "more frequent.") != std::string::npos);
}

TEST_CASE("the summary of a study without labels says so") {
  TableStudy study;

  CHECK(summary(report_of(study)).front() == "No issue of this study is labelled yet.");
}

TEST_CASE("the page of 200 issues is smaller than three million bytes") {
  TableStudy study;
  for (int i = 1; i <= 200; ++i) {
    study.add_issue(TableStudy::kTorch, i, {.title = std::string(200, 'x')});
    study.label("ana", TableStudy::kTorch, i, "stage", "export", {.memo = std::string(500, 'm')});
  }

  CHECK(write_web_report(report_of(study)).size() < 3'000'000);
}

}  // namespace faultline::reports
