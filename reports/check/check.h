#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "reports/check/tokens.h"
#include "reports/table.h"

namespace faultline::reports {

/// Looks through a paper for counts and percentages that do not fit each other, and for numbers
/// that do not fit a study's.
///
/// Read in text, with up to six words between and "out of" for "of":
/// - "14 of 100 (14%)", "14 of the 100 issues (14%, ...)": count, denominator, percentage
/// - "14/100 (14%)", "14/100 = 14%", "(14/100, 14%)"
/// - "14% (14 of 100)", "14% (14/100)"
/// - "14% of the 100 issues": only whether some count gives it, and only before a word for things
///   that are counted (issues, respondents, models, ...)
/// Read in tables (LaTeX tabular and its kin, Markdown's pipe tables):
/// - a cell "14 (14%)" under a head with "n = 100"; or, where no head says so, over a row that
///   begins with Total, if at least half of the column's cells then fit and at least two do (else
///   the percentages are of something else, and nothing is said)
/// - of a study: the cells of a table whose label (\label{tab:stage}) or, in Markdown, heading is
///   that of a table of the study, where row and column have the same names there
/// - of a study: \newcommand{\StageTotalTotal}{...} with a name of numbers.tex. A macro of the
/// study
///   that is used in a pattern above stands for its number.
///
/// A tie may be rounded either way. A percentage that is called rough ("about", "more than", "<")
/// and one without a count and a denominator beside it is not judged, and said to be so: a false
/// alarm costs a reader more than a miss. Takes time in proportion to the text.

enum class Verdict { kFits, kDoesNotFit, kNotJudged };

struct CheckedNumber {
  Verdict verdict = Verdict::kNotJudged;
  std::string file = {};
  std::size_t line = 0;      ///< from 1
  std::size_t column = 0;    ///< from 1, in bytes
  std::string printed = {};  ///< as it stands there
  std::string problem = {};  ///< what was wrong, or why it was not judged
  std::string fits = {};     ///< what would fit; may be empty
};

struct CheckResult {
  std::vector<CheckedNumber> numbers;  ///< all but those that fit, in the order of the files
  std::int64_t fitting = 0;
  std::vector<std::string> files;          ///< that were read
  std::vector<std::string> files_missing;  ///< that the paper names and that are not there

  [[nodiscard]] std::int64_t count(Verdict verdict) const;
};

/// What a study's numbers are called in a paper.
struct StudyNumbers {
  std::map<std::string, Table> tables;  ///< by id
  MacroTexts macros;                    ///< as numbers.tex defines them
};

/// The numbers of a study's tables.
[[nodiscard]] StudyNumbers study_numbers(std::map<std::string, Table> tables);

/// Checks a file and the files that it includes, from its folder.
/// @param name   what the file is called in findings; .md and .markdown are Markdown, all else
/// LaTeX
/// @param study  may be empty: then only what the paper itself says is compared
/// @throws Error (input) where the file cannot be read
[[nodiscard]] CheckResult check_paper(const std::filesystem::path& path, const std::string& name,
                                      const StudyNumbers& study);

/// Judges the figures of the published study that have a count, a denominator and a percentage.
[[nodiscard]] CheckResult check_published();

/// The findings as a table: what does not fit, then what could not be judged; the notes say how
/// many numbers were looked at.
[[nodiscard]] Table check_table(const CheckResult& result);

}  // namespace faultline::reports
