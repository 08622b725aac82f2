#pragma once

#include <string>
#include <vector>

#include "data/study_file.h"
#include "reports/tables/tables.h"

namespace faultline::reports {

/// The methods section of a paper about the study: what the SIGSOFT Empirical Standards ask of
/// repository mining with annotation by people, and of questionnaire surveys, as far as the study's
/// file and database know it; and a list of what the study lacks. Every number is that of the
/// tables. Texts are plain, of any origin: a writer makes them safe for its medium.
/// Source: Ralph et al., ACM SIGSOFT Empirical Standards, "Repository Mining" and "Questionnaire
/// Surveys".

struct MethodsSection {
  std::string title;
  std::vector<std::string> sentences = {};  ///< none where the study has nothing to say
};

struct Methods {
  std::vector<MethodsSection> sections = {};
  /// One sentence each: what is missing, and what cannot be said without it.
  std::vector<std::string> lacks = {};
};

/// @param request  what the tables beside it are computed from
[[nodiscard]] Methods describe_methods(const TableRequest& request, const data::StudyFile& study);

/// methods.md: a heading for each section, its sentences as a paragraph, the list at the end.
[[nodiscard]] std::string write_methods_markdown(const Methods& methods);

/// methods.tex: the same as \section and \subsection, to be \input into a paper.
[[nodiscard]] std::string write_methods_latex(const Methods& methods);

}  // namespace faultline::reports
