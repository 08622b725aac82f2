#include "reports/latex_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "reports/escape_latex.h"
#include "reports/format_value.h"
#include "reports/layout.h"
#include "reports/write_latex.h"

namespace faultline::reports {

namespace {

constexpr std::string_view kPreamble =
    R"tex(% Compile with: pdflatex report, three times for the lists and the widths of long tables.
\documentclass[a4paper]{article}
\usepackage[T1]{fontenc}
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\usepackage[margin=2.5cm]{geometry}
\usepackage{array,booktabs,float,graphicx,longtable,pdflscape}

% Everything stands where it is named.
\floatplacement{figure}{H}
\floatplacement{table}{H}
\raggedbottom
\setlength{\belowcaptionskip}{6pt}

% A table that is wider than the page is shrunk to it.
\newsavebox{\tablebox}
\let\plaintabular\tabular
\let\endplaintabular\endtabular
\renewenvironment{tabular}[2][c]%
  {\begin{lrbox}{\tablebox}\plaintabular[#1]{#2}}%
  {\endplaintabular\end{lrbox}%
   \ifdim\wd\tablebox>\linewidth\resizebox{\linewidth}{!}{\usebox{\tablebox}}%
   \else\usebox{\tablebox}\fi}

% The same source gives the same file.
\ifdefined\pdftrailerid
  \pdftrailerid{}
  \pdfinfoomitdate=1
  \pdfsuppressptexinfo=-1
\fi

\input{numbers}
)tex";

/// Columns of text that a table takes, long texts being broken.
std::size_t width(const Table& table) {
  constexpr std::size_t kLongest = 40;
  constexpr std::size_t kBetween = 2;
  std::size_t sum = 0;
  for (const std::size_t source : columns_for(table, Audience::kPrint)) {
    const Column& column = table.columns[source];
    std::size_t widest = display_width(column.label);
    for (const Row& row : table.rows) {
      const std::string text = format_value(row.values.at(source), column.kind);
      widest = std::max(widest, display_width(text));
    }
    sum += std::min(widest, kLongest) + kBetween;
  }
  return sum;
}

void append_figures(std::string& out, const std::vector<Figure>& figures) {
  out += "\n\\section{Figures}\n";
  if (figures.empty()) out += "\nNone were drawn.\n";
  for (const Figure& figure : figures) {
    out += "\n\\begin{figure}\n  \\centering\n";
    out += fmt::format(
        "  \\includegraphics[width=\\linewidth,height=0.85\\textheight,keepaspectratio]"
        "{{figures/{}}}\n",
        figure.id);
    out += fmt::format("  \\caption[{{{}}}]{{{}}}\n", escape_latex(figure.data.title),
                       escape_latex(figure.caption));
    out += fmt::format("  \\label{{fig:{}}}\n\\end{{figure}}\n", figure.id);
  }
}

/// Whether it is too wide for the page: what can be shrunk, when that makes it too small to read.
bool needs_page_on_its_side(const Table& table) {
  constexpr std::size_t kPage = 95;
  constexpr std::size_t kShrunk = 150;
  return width(table) > (is_longer_than_page(table) ? kPage : kShrunk);
}

void append_tables(std::string& out, const std::vector<Table>& tables) {
  out += "\n\\section{Tables}\n\n";
  std::vector<std::string> empty;
  std::string inputs;
  for (const Table& table : tables) {
    if (table.rows.empty()) {
      empty.push_back(escape_latex(table.id));
    } else if (needs_page_on_its_side(table)) {
      inputs +=
          fmt::format("\\begin{{landscape}}\n\\input{{tables/{}}}\n\\end{{landscape}}\n", table.id);
    } else {
      inputs += fmt::format("\\input{{tables/{}}}\n", table.id);
    }
  }
  if (!empty.empty()) {
    out += fmt::format("The study has no data for: {}.\n\n", join(empty, ", "));
  }
  out += inputs;
}

}  // namespace

std::string write_latex_report(std::string_view title, const std::vector<Table>& tables,
                               const std::vector<Figure>& figures) {
  std::string out(kPreamble);
  out += fmt::format("\n\\title{{{}}}\n\\author{{}}\n\\date{{}}\n", escape_latex(title));
  out += "\n\\begin{document}\n\\maketitle\n\\listoffigures\n\\listoftables\n\\clearpage\n";
  append_figures(out, figures);
  out += "\n\\clearpage\n";
  append_tables(out, tables);
  out += "\n\\end{document}\n";
  return out;
}

}  // namespace faultline::reports
