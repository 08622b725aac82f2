#include "reports/check/check.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "base/file.h"
#include "data/published_figures.h"
#include "reports/numbers.h"
#include "reports/study_tables.h"
#include "reports/writer.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace faultline::reports {

namespace {

using Texts = std::vector<std::string>;

CheckResult checked(const std::string& name, const std::string& text,
                    const StudyNumbers& study = {}) {
  const test::TemporaryFolder folder;
  write_file(folder.path() / name, text);
  return check_paper(folder.path() / name, name, study);
}

Texts printed(const CheckResult& result, Verdict verdict) {
  Texts texts;
  for (const CheckedNumber& number : result.numbers) {
    if (number.verdict == verdict) texts.push_back(number.printed);
  }
  return texts;
}

Texts misfits(const std::string& text) {
  return printed(checked("paper.tex", text), Verdict::kDoesNotFit);
}

Texts markdown_misfits(const std::string& text) {
  return printed(checked("paper.md", text), Verdict::kDoesNotFit);
}

/// The seven of the published percentages that their own counts do not give.
const std::set<std::string> kInconsistent{
    "survey.consideration.direct-from-framework", "outcome.tf2onnx.real.successful",
    "outcome.torch.onnx.real.wrapper-failure",    "outcome.torch.onnx.real.conversion-failure",
    "outcome.torch.onnx.real.successful",         "outcome.torch.onnx.synthetic.conversion-failure",
    "outcome.torch.onnx.synthetic.load-failure",
};

/// The published figures with a percentage, as cells "14 (7%)" by denominator.
std::map<std::int64_t, std::vector<const data::PublishedFigure*>> published_by_denominator() {
  std::map<std::int64_t, std::vector<const data::PublishedFigure*>> figures;
  for (const data::PublishedFigure& figure : data::published_figures()) {
    const data::FigureNumbers& numbers = figure.numbers;
    if (numbers.count && numbers.of && numbers.percent) figures[*numbers.of].push_back(&figure);
  }
  return figures;
}

/// The rows of the misfits, found again by their line.
std::set<std::string> ids_on_lines(const CheckResult& result, const std::string& text) {
  std::vector<std::string> lines{""};
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  std::set<std::string> ids;
  for (const CheckedNumber& number : result.numbers) {
    if (number.verdict != Verdict::kDoesNotFit) continue;
    for (const std::string& id : kInconsistent) {
      if (lines.at(number.line - 1).find(id + " ") != std::string::npos) ids.insert(id);
    }
  }
  return ids;
}

}  // namespace

TEST_CASE("exactly seven of the published percentages do not fit their counts") {
  const CheckResult result = check_published();

  std::set<std::string> found;
  for (const CheckedNumber& number : result.numbers) {
    if (number.verdict == Verdict::kDoesNotFit) {
      found.insert(number.printed.substr(0, number.printed.find(':')));
    }
  }
  CHECK(found == kInconsistent);
  CHECK(result.count(Verdict::kDoesNotFit) == 7);
  CHECK(result.fitting > 50);
}

TEST_CASE("the same seven are found in the published tables as LaTeX, Markdown and text") {
  std::string latex = "\\documentclass{article}\n\\begin{document}\n";
  std::string markdown;
  std::string text;
  for (const auto& [of, figures] : published_by_denominator()) {
    latex += fmt::format(
        "\\begin{{table}}\\begin{{tabular}}{{lr}}\n\\textbf{{Figure}} & All ($n = {}$) \\\\\n", of);
    markdown += fmt::format("\n| Figure | All (n = {}) |\n| --- | ---: |\n", of);
    for (const data::PublishedFigure* figure : figures) {
      const auto& numbers = figure->numbers;
      latex += fmt::format("{} & {} ({}\\%) \\\\\n", figure->id, *numbers.count, *numbers.percent);
      markdown += fmt::format("| {} | {} ({}%) |\n", figure->id, *numbers.count, *numbers.percent);
      text += fmt::format("Of {} we say {} of {} models ({}%).\n\n", figure->id, *numbers.count, of,
                          *numbers.percent);
    }
    latex += "\\end{tabular}\\end{table}\n";
  }

  for (const auto& [name, paper] : {std::pair<std::string, std::string>{"paper.tex", latex},
                                    {"paper.md", markdown},
                                    {"text.md", text}}) {
    CAPTURE(name);
    const CheckResult result = checked(name, paper);
    CHECK(result.count(Verdict::kDoesNotFit) == 7);
    CHECK(result.count(Verdict::kNotJudged) == 0);
    CHECK(ids_on_lines(result, paper) == kInconsistent);
  }
}

TEST_CASE("counts and percentages that fit each other are left alone") {
  CHECK(misfits("We saw 14 of 100 issues (14\\%), 14/92 (15\\%), and 33\\% (65 of 200).").empty());
  CHECK(misfits("Of these, 65 of 200 (32\\%) or 65 of 200 (32.5\\%) fail.").empty());
  CHECK(misfits("1{,}212 of 1{,}761 models (68.8\\%); 1,212 of 1,761 (69\\%).").empty());
}

TEST_CASE("a percentage that its count and denominator do not give is found in text") {
  CHECK(misfits("we saw 14 of 100 (15\\%) fail") == Texts{"14 of 100 (15\\%"});
  CHECK(misfits("14 out of the 100 tf2onnx failures (15\\%)").size() == 1);
  CHECK(misfits("14 of 100 torch.onnx issues (15\\%)").size() == 1);
  CHECK(misfits("14/92 (16\\%)").size() == 1);
  CHECK(misfits("(14/92, 16\\%)").size() == 1);
  CHECK(misfits("14/92 = 16\\%").size() == 1);
  CHECK(misfits("16\\% (14/92)").size() == 1);
  CHECK(misfits("15\\% (14 of 100 issues)").size() == 1);
  CHECK(misfits("\\textbf{14} of $100$ (15~\\%)").size() == 1);
  CHECK(misfits("1{,}212 of 1,761 models (68\\%)").size() == 1);
  CHECK(misfits("14 of 100 (13.9\\%)").size() == 1);
  CHECK(misfits("35\\% of the 32 respondents").size() == 1);
  CHECK(markdown_misfits("**14** of 100 (15%), and `14 of 100 (15%)` in code").size() == 1);
  CHECK(markdown_misfits("14 of 100 (15 percent)").size() == 1);
}

TEST_CASE("what is rough, elsewhere or something else raises no alarm") {
  for (const char* text : {
           "14 of 100 (about 15\\%)",
           "14 of 100 ($<$ 20\\%)",
           "14 of 100 (\\approx 15\\%)",
           "14 of 100 issues (15\\% of the failures)",
           "10-14 of 100 (15\\%)",
           "14--16 of 100 (15\\%)",
           "14 of 10 (15\\%)",
           "version 1.14 of 100 (15\\%)",
           "ResNet-14 of 100 (15\\%)",
           "14 of 100. Here (15\\%)",
           "14 of 100\n\n(15\\%)",
           "35\\% of 32 MB",
           "14 issues (15\\%)",
           "% 14 of 100 (15%)",
           "\\begin{verbatim}14 of 100 (15%)\\end{verbatim}",
           "\\cite{14 of 100 (15\\%)}",
           "14th of 100 (15\\%)",
           "-14 of 100 (15\\%)",
           "0 of 0 (15\\%)",
       }) {
    CAPTURE(text);
    CHECK(misfits(text).empty());
  }
  CHECK(markdown_misfits("```\n14 of 100 (15%)\n```\n<!-- 14 of 100 (15%) -->").empty());
}

TEST_CASE("a finding names line and column, what is wrong and what would fit") {
  const CheckResult result =
      checked("paper.tex", "First line.\n  Then 13 of 32 (35\\%) and 14 of 100 (15\\%).\n");

  REQUIRE(result.numbers.size() == 2);
  const CheckedNumber& first = result.numbers[0];
  CHECK(first.file == "paper.tex");
  CHECK(first.line == 2);
  CHECK(first.column == 8);
  CHECK(first.problem == "13 of 32 is 41%, not 35%");
  CHECK(first.fits == "no count of 32 gives 35%; 13 of 37 would be");
  CHECK(result.numbers[1].fits == "15% would be 15 of 100");
}

TEST_CASE("percentages that could not be judged are counted, with the reason") {
  const CheckResult result =
      checked("paper.tex", "about 15\\%; 14 issues (15\\%); 14 of 100 (14\\%)");

  CHECK(printed(result, Verdict::kNotJudged) == Texts{"15\\%", "15\\%"});
  CHECK(result.numbers[0].problem == "it is called rough");
  CHECK(result.numbers[1].problem == "no count and denominator stand beside it");
  CHECK(result.fitting == 1);
  CHECK(check_table(result).notes.front() ==
        "3 numbers were looked at: 1 fit, 0 do not, 2 could not be judged.");
}

TEST_CASE("cells are judged by the n in the head above them, through columns that are joined") {
  CHECK(misfits("\\begin{tabular}{lrr}\n"
                "& \\multicolumn{2}{c}{Real (n = 100)} \\\\\n"
                "Code & Old & New \\\\ \\midrule\n"
                "Crash & 14 (14\\%) & 14 (15\\%) \\\\\n"
                "\\end{tabular}") == Texts{"14 (15\\%)"});
  CHECK(markdown_misfits("| Code | A (n = 100) | B |\n|---|---|---|\n"
                         "| Crash | 14 (15%) | 14 (15%) |\n") == Texts{"14 (15%)"});
}

TEST_CASE("cells over a total are judged by it, unless the column is plainly of something else") {
  const std::string head = "| Code | Failures |\n|---|---|\n";
  CHECK(markdown_misfits(head + "| A | 50 (50%) |\n| B | 36 (35%) |\n| C | 14 (14%) |\n"
                                "| **Total** | 100 |\n") == Texts{"36 (35%)"});
  CHECK(markdown_misfits(head + "| A | 50 (90%) |\n| B | 36 (20%) |\n| C | 14 (14%) |\n"
                                "| Total | 100 |\n")
            .empty());
  CHECK(markdown_misfits(head + "| A | 50 (50%) |\n| B | 36 (35%) |\n").empty());
}

TEST_CASE("a study's own tables and numbers fit it, as LaTeX and as Markdown") {
  test::TableStudy study;
  for (std::int64_t issue = 1; issue <= 7; ++issue) {
    study.label("ana", test::TableStudy::kTorch, issue, "stage",
                issue < 4 ? "export" : "node-conversion");
  }
  const Table table = study.table("stage");
  const StudyNumbers numbers = study_numbers({{"stage", table}});

  const CheckResult latex = checked("a.tex", write(table, Format::kLatex), numbers);
  const CheckResult markdown = checked("a.md", write(table, Format::kMarkdown), numbers);
  const CheckResult macros = checked("numbers.tex", write_numbers(named_numbers(table)), numbers);

  CHECK(latex.count(Verdict::kDoesNotFit) == 0);
  CHECK(markdown.count(Verdict::kDoesNotFit) == 0);
  CHECK(macros.count(Verdict::kDoesNotFit) == 0);
  CHECK(latex.fitting >= 20);
  CHECK(markdown.fitting >= 20);
  CHECK(macros.fitting >= 20);
}

TEST_CASE("numbers of a study's table that were changed are found, with the right ones") {
  test::TableStudy study;
  for (std::int64_t issue = 1; issue <= 7; ++issue) {
    study.label("ana", test::TableStudy::kTorch, issue, "stage",
                issue < 4 ? "export" : "node-conversion");
  }
  const StudyNumbers numbers = study_numbers({{"stage", study.table("stage")}});

  const CheckResult result = checked("a.tex",
                                     "\\begin{table}\\label{tab:stage}\\begin{tabular}{lrrrr}\n"
                                     "Stage & torch.onnx & tf2onnx & Total & Share \\\\\n"
                                     "Export & 3 & 0 & 4 & 42\\% \\\\\n"
                                     "Elsewhere & 9 & 9 & 9 & 9\\% \\\\\n"
                                     "\\end{tabular}\\end{table}\n"
                                     "\\newcommand{\\StageExportTotal}{5}\n"
                                     "\\newcommand{\\StageExportShare}{43\\%}\n",
                                     numbers);

  CHECK(printed(result, Verdict::kDoesNotFit) == Texts{"4", "42\\%", "\\newcommand"});
  CHECK(result.numbers[0].fits == "3");
  CHECK(result.numbers[1].fits == "43% [16, 75]");
}

TEST_CASE("a macro of the study stands for its number in the text") {
  test::TableStudy study;
  for (std::int64_t issue = 1; issue <= 7; ++issue) {
    study.label("ana", test::TableStudy::kTorch, issue, "stage",
                issue < 4 ? "export" : "node-conversion");
  }
  const StudyNumbers numbers = study_numbers({{"stage", study.table("stage")}});

  CHECK(
      printed(checked("a.tex", "\\StageExportTotal{} of 7 (42\\%)", numbers), Verdict::kDoesNotFit)
          .size() == 1);
  CHECK(checked("a.tex", "\\StageExportTotal{} of 7 (\\StageExportShare)", numbers).fitting == 1);
  CHECK(misfits("\\newcommand{\\n}{14} \\n{} of 100 (15\\%)").size() == 1);
}

TEST_CASE("files that a paper includes are read too, once, and missing ones are named") {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "paper.tex",
             "\\input{parts/one}\\input{parts/one.tex}\\include{two} \\input{paper}");
  write_file(folder.path() / "parts/one.tex", "14 of 100 (15\\%)\n\\input{parts/one}");

  const CheckResult result = check_paper(folder.path() / "paper.tex", "paper.tex", {});

  CHECK(result.files == Texts{"paper.tex", "parts/one.tex"});
  CHECK(result.files_missing == Texts{"two.tex"});
  REQUIRE(result.count(Verdict::kDoesNotFit) == 1);
  CHECK(result.numbers[0].file == "parts/one.tex");
}

TEST_CASE("hostile and broken papers are read to their end without an alarm") {
  const std::string many(100'000, '{');
  for (const std::string& text :
       {std::string(), std::string("\\"), std::string("\\begin{tabular"),
        std::string("\\begin{tabular}{"), std::string("\\newcommand{\\"),
        std::string("\\multicolumn{999999999999}{c}{14 (15\\%)} & n = 3 \\\\"),
        std::string("99999999999999999999999 of 3 (15\\%)"), std::string("\xFF\xFE 14 of \xC3"),
        std::string("|\n||\n| n = |\n"), std::string("`"), std::string("<!--"), std::string("```"),
        std::string("\0 14 of 100", 12), many, "\\label" + many, std::string(50'000, '`'),
        std::string(50'000, '|'), std::string("14 of 100 (15.1234567891\\%)")}) {
    CAPTURE(text.substr(0, 60));
    CHECK(misfits(text).empty());
    CHECK(markdown_misfits(text).empty());
  }
}

TEST_CASE("a paper that is not there is an input error") {
  const test::TemporaryFolder folder;

  const Error error = test::thrown_error(
      [&] { static_cast<void>(check_paper(folder.path() / "none.tex", "none.tex", {})); });

  CHECK(error.kind() == ErrorKind::kInput);
}

}  // namespace faultline::reports
