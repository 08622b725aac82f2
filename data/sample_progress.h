#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/codebook.h"
#include "data/database.h"
#include "data/samples.h"

namespace faultline::data {

/// How far one rater got with a sample. Labels that were taken back do not count.
struct RaterProgress {
  std::string rater;
  std::int64_t labelled = 0;  ///< issues with a label in every dimension of the codebook
  std::int64_t begun = 0;     ///< issues with a label in some
};

/// Who has labelled what of a sample or tranche.
struct SampleProgress {
  Sample sample;
  std::vector<RaterProgress> raters;  ///< those who labelled any of it, in the raters' order
};

/// The progress of every sample and tranche, in the order in which they were drawn; not of the
/// pilot, which is judged and not labelled.
[[nodiscard]] std::vector<SampleProgress> sample_progress(Database& database,
                                                          const Codebook& codebook);

/// How many issues a rater has labelled.
struct RaterLabelCounts {
  std::string rater;
  std::int64_t labels = 0;                     ///< all that were ever given
  std::int64_t issues = 0;                     ///< with a label that holds in any dimension
  std::vector<std::int64_t> dimension_issues;  ///< in each dimension of the codebook
};

/// Of every rater, in the order in which they came.
[[nodiscard]] std::vector<RaterLabelCounts> rater_label_counts(Database& database,
                                                               const Codebook& codebook);

}  // namespace faultline::data
