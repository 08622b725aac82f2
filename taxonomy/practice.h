#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/codebook.h"
#include "data/collected.h"
#include "data/database.h"

namespace faultline::taxonomy {

/// Practice: invented issues of invented converters, with the codes that an expert would give them
/// and why. A new rater is trained on them before the first real label, two raters calibrate on
/// them, and tests and tutorials label them. They are inside the program, in taxonomy/practice/.

/// What an issue should be labelled in one dimension.
struct ExpectedCode {
  std::string dimension;
  std::string code;
  std::string why;
};

struct PracticeIssue {
  std::string converter;
  std::string repository;  ///< "practice/torch-export"
  data::CollectedIssue issue;
  std::vector<ExpectedCode> expected;  ///< one for each dimension, in the codebook's order
};

/// All of them, in the order in which they are practised.
[[nodiscard]] std::vector<PracticeIssue> practice_issues();

/// Reads one issue from TOML.
/// @param codebook  its codes are checked against it
/// @throws Error (input) with the line for what is missing, unknown, or no code of the codebook
[[nodiscard]] PracticeIssue parse_practice_issue(std::string_view content, const std::string& name,
                                                 const data::Codebook& codebook);

/// The study.toml of a practice study.
[[nodiscard]] std::string_view practice_study_file();

/// Puts the issues into a study as if they had been collected, and all of them into its sample, in
/// their order. The same bytes every time. Within the caller's transaction; the study's
/// repositories are stored already.
void store_practice_issues(data::Database& database, const std::vector<PracticeIssue>& issues);

/// What a rater answered in one dimension of a practice issue, beside what was expected.
struct PracticeAnswer {
  ExpectedCode expected;
  std::optional<std::string> given;  ///< none where the rater has not labelled it
  [[nodiscard]] bool is_right() const { return given == expected.code; }
  /// Whether at least the kind is right: the code's parent, a sibling, or a child.
  [[nodiscard]] bool is_near() const;
};

/// The answers of a rater to one issue, by the labels that hold.
[[nodiscard]] std::vector<PracticeAnswer> practice_answers(data::Database& database,
                                                           const PracticeIssue& issue,
                                                           const std::string& rater);

/// What a rater is told when an issue is done: a paragraph for each dimension, with the answer,
/// what was expected and why.
[[nodiscard]] std::vector<std::string> practice_feedback(
    const data::Codebook& codebook, const std::vector<PracticeAnswer>& answers);

}  // namespace faultline::taxonomy
