#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/database.h"

namespace faultline::data {

struct ConverterIssues {
  std::string converter;
  std::string repository;
  std::int64_t issues = 0;
  std::int64_t labelled = 0;  ///< by anybody, in any dimension; the label holds
};

struct RaterLabels {
  std::string rater;
  std::int64_t issues = 0;  ///< with a label of theirs that holds
  std::int64_t labels = 0;  ///< all that were ever given
};

/// Where a study stands, in numbers.
struct StudySummary {
  std::vector<ConverterIssues> converters;
  std::vector<RaterLabels> raters;  ///< in the order in which they came
  std::int64_t labels = 0;
  std::int64_t operator_changes = 0;
  std::int64_t unjudged_pilot_issues = 0;  ///< issues of the pilot that nobody judged
  std::int64_t uncoded_answers = 0;    ///< open answers that nobody coded, where there are themes
  std::int64_t unsettled_answers = 0;  ///< open answers that two raters coded and no consensus
};

[[nodiscard]] StudySummary summarize_study(Database& database);

}  // namespace faultline::data
