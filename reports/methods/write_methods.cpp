#include <fmt/format.h>

#include "base/text.h"
#include "reports/escape_latex.h"
#include "reports/methods/methods.h"
#include "reports/write_markdown.h"

namespace faultline::reports {

namespace {

constexpr std::string_view kLacksTitle = "What the study lacks";
constexpr std::string_view kNothing =
    "Nothing that the standards ask for and that the study's database could hold.";

}  // namespace

std::string write_methods_markdown(const Methods& methods) {
  std::string out = "# Methods\n";
  for (const MethodsSection& section : methods.sections) {
    std::vector<std::string> sentences;
    for (const std::string& sentence : section.sentences) {
      sentences.push_back(escape_markdown(sentence));
    }
    out += fmt::format("\n## {}\n\n{}\n", escape_markdown(section.title), join(sentences, "\n"));
  }
  out += fmt::format("\n## {}\n\n", kLacksTitle);
  for (const std::string& lack : methods.lacks) out += "- [ ] " + escape_markdown(lack) + "\n";
  if (methods.lacks.empty()) out += fmt::format("{}\n", kNothing);
  return out;
}

std::string write_methods_latex(const Methods& methods) {
  std::string out = "\\section{Methods}\n";
  for (const MethodsSection& section : methods.sections) {
    out += fmt::format("\n\\subsection{{{}}}\n", escape_latex(section.title));
    for (const std::string& sentence : section.sentences) out += escape_latex(sentence) + "\n";
  }
  out += fmt::format("\n\\subsection{{{}}}\n", kLacksTitle);
  if (methods.lacks.empty()) return out + fmt::format("{}\n", kNothing);
  out += "\\begin{itemize}\n";
  for (const std::string& lack : methods.lacks) out += "  \\item " + escape_latex(lack) + "\n";
  return out + "\\end{itemize}\n";
}

}  // namespace faultline::reports
