#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/percentages.h"
#include "reports/check/check.h"
#include "reports/check/study_index.h"

namespace faultline::reports {

/// Collects what is found in one file.
class Findings {
 public:
  Findings(std::string file, std::string_view text, CheckResult& result);

  /// @param first, last  the tokens of what is printed
  void add(Verdict verdict, const Token& first, const Token& last, std::string problem,
           std::string fits = {});
  void fits() { ++result_->fitting; }

  /// Judges a percentage of a count and its denominator, and adds it.
  void judge(const Token& count, const Token& of, const Token& percentage, const Token& first,
             const Token& last);

 private:
  std::string file_;
  std::string_view text_;
  CheckResult* result_;
  std::vector<std::size_t> lines_;  ///< where each begins
};

/// What is wrong with a percentage, and what would fit; no value where it fits.
struct Misfit {
  std::string problem;
  std::string fits;
};
[[nodiscard]] std::optional<Misfit> misfit(std::int64_t count, std::int64_t of,
                                           const analysis::PrintedPercentage& printed);

/// The same for a percentage of which only the denominator is known.
[[nodiscard]] std::optional<Misfit> misfit(std::int64_t of,
                                           const analysis::PrintedPercentage& printed);

/// Whether the token is a number that can be a percentage.
[[nodiscard]] bool can_be_percentage(const Token& token);
[[nodiscard]] analysis::PrintedPercentage printed_percentage(const Token& token);

/// Judges every percentage that stands outside of tables' cells.
/// @param judged  for each token, whether a percentage that begins there was judged already
void check_prose(const std::vector<Token>& tokens, std::vector<bool>& judged, Findings& findings);

/// Judges the tables, and where they are a study's, compares their numbers.
/// @param judged  is set for the percentages that were
void check_tables(const std::vector<Token>& tokens, const StudyIndex& study,
                  std::vector<bool>& judged, Findings& findings);

}  // namespace faultline::reports
