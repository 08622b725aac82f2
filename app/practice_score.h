#pragma once

#include <string>
#include <vector>

#include "data/codebook.h"
#include "data/database.h"
#include "reports/agreement.h"
#include "taxonomy/practice.h"

namespace faultline::app {

/// An answer of a practising rater that differs from the key.
struct PracticeMiss {
  std::string repository;
  std::int64_t issue = 0;
  taxonomy::PracticeAnswer answer;
};

/// A code whose definition is worth reading again.
struct DefinitionToRead {
  std::string dimension;
  const data::Code* code = nullptr;  ///< of the codebook that was scored with
  std::int64_t misses = 0;           ///< answers in which it was expected, or given, and wrongly
};

/// How a rater did in practice.
struct PracticeScore {
  std::string rater;
  std::int64_t issues = 0;                        ///< that there are
  std::int64_t completed = 0;                     ///< that the rater labelled in every dimension
  std::vector<reports::PairAgreement> agreement;  ///< with the key, per dimension
  std::vector<PracticeMiss> misses;               ///< in the order of the issues
  std::vector<DefinitionToRead> read_again;       ///< most misses first
};

/// Compares a rater's labels of the practice issues with the key; issues and dimensions that are
/// not labelled are left out.
/// @param codebook  must live longer than the result
[[nodiscard]] PracticeScore score_practice(data::Database& database, const data::Codebook& codebook,
                                           const std::vector<taxonomy::PracticeIssue>& issues,
                                           const std::string& rater);

}  // namespace faultline::app
