#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/database.h"
#include "data/study_file.h"

namespace faultline::collectors {

/// What a run of the screening found and changed.
struct Screening {
  std::int64_t issues = 0;  ///< looked at
  std::int64_t changed =
      0;  ///< of these: kept or dropped now for another reason than before, or new
  std::int64_t dropped = 0;  ///< screened before, and no part of the study now
};

/// Applies the protocol to all collected issues: the converters' filters (step `relevant`), then,
/// to those that pass, the rule for evidence of repair (step `evidence`). Stores for each issue and
/// step whether it was kept and why (table `screening`), whole or not at all; writes only what
/// differs from what is stored. What was collected is not touched.
Screening screen(data::Database& database, const data::StudyFile& study);

/// An issue on which the study's rule and the named sets do not agree.
struct EvidenceDifference {
  std::string repository;
  std::int64_t number = 0;
  bool study = false;
  bool published = false;
  bool strict = false;
  std::string reason;  ///< all evidence there is, by whichever rule
};

/// The issues that each rule keeps, of one converter.
struct EvidenceCounts {
  std::string converter;
  std::int64_t relevant = 0;
  std::int64_t study = 0;
  std::int64_t published = 0;
  std::int64_t strict = 0;
};

struct EvidenceComparison {
  std::vector<EvidenceCounts> converters;  ///< in the order of study.toml
  std::vector<EvidenceDifference> differences;
};

/// Counts what the study's own rule and the named sets `published` and `strict` keep of the
/// relevant issues. Stores nothing, and does not need a screening.
[[nodiscard]] EvidenceComparison compare_evidence(data::Database& database,
                                                  const data::StudyFile& study);

}  // namespace faultline::collectors
