#include "reports/figures/figures.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/error.h"
#include "reports/figures/plot.h"
#include "reports/published_facts.h"
#include "reports/study_tables.h"
#include "support/thrown_error.h"

namespace faultline::reports {

namespace {

using test::TableStudy;

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::optional<Figure> figure(TableStudy& study, std::string_view id) {
  const auto kind = std::ranges::find(figure_kinds(), id, &FigureKind::id);
  REQUIRE(kind != figure_kinds().end());
  return kind->build(study.request());
}

std::vector<std::string> ids(const std::vector<Figure>& figures) {
  std::vector<std::string> ids;
  for (const Figure& figure : figures) ids.push_back(figure.id);
  return ids;
}

/// Two converters' issues, labelled by two raters.
class LabelledStudy : public TableStudy {
 public:
  LabelledStudy() {
    for (const char* rater : {"ana", "ben"}) {
      for (std::int64_t number = 1; number <= 6; ++number) {
        const bool is_first = number == 1;
        label(rater, kTorch, number, "stage", "export");
        label(rater, kTorch, number, "symptom", is_first ? "hang" : "crash");
        label(rater, kTorch, number, "cause", is_first && rater[0] == 'b' ? "typo" : "testing");
      }
      label(rater, kTensorFlow, 1, "cause", "shape-problem");
      label(rater, kTensorFlow, 1, "symptom", "crash");
    }
  }
};

/// A figure with a text where a label, a legend's name or a title may stand.
Figure figure_with(const std::string& text) {
  Figure figure{.id = "hostile", .caption = text, .height = 2};
  figure.plot = centimetre_axes(2) + text_at(1, 1, text, "left") +
                text_on_figure(1, 1.5, 2, text, "left") + "plot NaN\n";
  return figure;
}

}  // namespace

TEST_CASE("a study without data has no figures") {
  TableStudy study;

  CHECK(build_figures(study.request()).empty());
  CHECK(draw({}, FigureFormat::kSvg).empty());
}

TEST_CASE("a study with labels has the figures that they give, in the order of a report") {
  LabelledStudy study;

  CHECK(ids(build_figures(study.request())) ==
        std::vector<std::string>{"stage", "symptom", "cause", "cause-symptom", "agreement-stage",
                                 "agreement-symptom", "agreement-cause"});
}

TEST_CASE("a figure of shares holds each converter's count and share, and what was published") {
  LabelledStudy study;

  const Table data = figure(study, "symptom")->data;

  CHECK(test::column_ids(data) ==
        std::vector<std::string>{"code", "torch.onnx", "torch.onnx.share", "torch.onnx.published",
                                 "torch.onnx.published.share", "tf2onnx", "tf2onnx.share",
                                 "tf2onnx.published", "tf2onnx.published.share"});
  CHECK(test::count_in(data, "crash", "torch.onnx") == 5);
  CHECK(test::number_in(data, "crash", "torch.onnx.share") == doctest::Approx(5.0 / 6));
  CHECK(test::count_in(data, "crash", "torch.onnx.published") == 62);
  CHECK(test::count_in(data, "crash", "tf2onnx.published") == 50);
}

TEST_CASE("parts of a cause that no issue has are left out of its figure") {
  LabelledStudy study;

  const std::vector<std::string> rows = test::row_ids(figure(study, "cause")->data);

  // The published study has the one, and nobody the other.
  CHECK(std::ranges::count(rows, "incompatibility/external") == 1);
  CHECK(std::ranges::count(rows, "incompatibility/resource") == 0);
  CHECK(std::ranges::count(rows, "testing") == 1);
}

TEST_CASE("the published study does not stand beside itself") {
  test::PublishedFacts study;

  const std::optional<Figure> cause = figure(study, "cause");

  CHECK(test::column_ids(cause->data) == std::vector<std::string>{"code", "torch.onnx",
                                                                  "torch.onnx.share", "tf2onnx",
                                                                  "tf2onnx.share"});
  CHECK(test::count_in(cause->data, "incompatibility/external", "torch.onnx") == 32);
}

TEST_CASE("a confusion matrix shows the codes that either rater gave") {
  LabelledStudy study;

  const std::optional<Figure> cause = figure(study, "agreement-cause");

  CHECK(contains(cause->caption, "7 issues that both labelled"));
  CHECK(test::row_ids(cause->data) == std::vector<std::string>{"shape-problem", "typo", "testing"});
  CHECK(test::count_in(cause->data, "testing", "testing") == 5);
  CHECK(test::count_in(cause->data, "testing", "typo") == 1);
  CHECK(test::count_in(cause->data, "typo", "testing") == 0);
}

TEST_CASE("failures over time sum up to the end of each quarter, those without failures too") {
  TableStudy study;
  const auto add = [&](std::int64_t number, const std::string& opened) {
    study.add_issue(TableStudy::kTorch, number, {.created_at = opened});
    study.label("ana", TableStudy::kTorch, number, "cause", "typo");
  };
  add(1, "2023-03-31T23:59:59Z");
  add(2, "2023-07-01T00:00:00Z");
  add(3, "2023-09-30T00:00:00Z");
  study.add_issue(TableStudy::kTorch, 4, {.created_at = "2023-01-01T00:00:00Z"});

  const std::optional<Figure> figure = reports::figure(study, "failures-over-time");

  CHECK(test::row_ids(figure->data) == std::vector<std::string>{"2023-Q1", "2023-Q2", "2023-Q3"});
  CHECK(test::count_in(figure->data, "2023-Q1", "torch.onnx") == 1);
  CHECK(test::count_in(figure->data, "2023-Q2", "torch.onnx") == 1);
  CHECK(test::count_in(figure->data, "2023-Q3", "torch.onnx") == 3);
}

TEST_CASE("figures are drawn in the page's colour, without ids in common, scripts or styles") {
  LabelledStudy study;
  const std::vector<Figure> figures = build_figures(study.request());

  const std::vector<std::string> drawn = draw(figures, FigureFormat::kSvg);

  REQUIRE(drawn.size() == figures.size());
  std::set<std::string> found;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    CAPTURE(figures[i].id);
    CHECK(drawn[i].starts_with("<svg "));
    CHECK(contains(drawn[i], "fill=\"currentColor\""));
    for (const char* bad : {"black", "<title", "<style", "style=", "<script", "gnuplot"}) {
      CAPTURE(bad);
      CHECK_FALSE(contains(drawn[i], bad));
    }
    for (std::size_t at = drawn[i].find(" id=\""); at != std::string::npos;
         at = drawn[i].find(" id=\"", at + 1)) {
      const std::size_t end = drawn[i].find('"', at + 5);
      CHECK(found.insert(drawn[i].substr(at, end - at)).second);
    }
  }
}

TEST_CASE("figures are drawn to the same bytes, in PDF with fonts and without date or program") {
  LabelledStudy study;
  const std::vector<Figure> figures = build_figures(study.request());

  const std::vector<std::string> drawn = draw(figures, FigureFormat::kPdf);

  for (const std::string& pdf : drawn) {
    CHECK(pdf.starts_with("%PDF-"));
    CHECK(contains(pdf, "/FontFile"));
    CHECK_FALSE(contains(pdf, "CreationDate"));
    CHECK_FALSE(contains(pdf, "cairo"));
  }
  CHECK(draw(figures, FigureFormat::kPdf) == drawn);
  CHECK(draw(figures, FigureFormat::kSvg) == draw(figures, FigureFormat::kSvg));
}

TEST_CASE("a hostile text is shown, and gnuplot does nothing that it says") {
  const test::TemporaryFolder folder;
  const std::string file = (folder.path() / "made").string();
  const std::vector<std::string> texts{
      "`touch " + file + "`",
      "'; system('touch " + file + "'); '",
      "\"; system(\"touch " + file + "\"); \"",
      "'\nset print '" + file + "'; print 1\n'",
      "@x {/Bold=99 y} x_{1}^2 \\n % # <b>&amp; ~$^",
      "EOD",
      "\u0441\u0431\u043E\u0439 \U0001F600",
  };

  for (const std::string& text : texts) {
    CAPTURE(text);
    const std::string drawn = draw({figure_with(text)}, FigureFormat::kSvg).front();

    CHECK_FALSE(std::filesystem::exists(file));
    CHECK(std::ranges::count(drawn, '\n') == 1);
  }
  const std::string drawn = draw({figure_with(texts[4])}, FigureFormat::kSvg).front();
  CHECK(contains(drawn, "<text>@x {/Bold=99 y} x_{1}^2 \\n % # &lt;b>&amp;amp; ~$^</text>") !=
        contains(drawn, "<text>@x {/Bold=99 y} x_{1}^2 \\n % # &lt;b&gt;&amp;amp; ~$^</text>"));
}

TEST_CASE("without gnuplot an error names the figures and the package") {
  const std::string path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe)
  ::setenv("PATH", "/nonexistent", 1);           // NOLINT(concurrency-mt-unsafe)

  const Error error =
      test::thrown_error([] { return draw({figure_with("x")}, FigureFormat::kSvg); });

  ::setenv("PATH", path.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
  CHECK(contains(error.message(), "gnuplot is not installed"));
  CHECK(error.reasons() == std::vector<std::string>{"left out: hostile"});
  CHECK(contains(error.advice().front(), "gnuplot-nox"));
}

}  // namespace faultline::reports
