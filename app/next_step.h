#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/funnel.h"
#include "data/sample_progress.h"
#include "data/study_summary.h"

namespace faultline::app {

/// What of a study says which step comes next.
struct StudyState {
  data::StudySummary summary;
  std::vector<data::ConverterFunnel> funnel;
  std::vector<data::SampleProgress> samples;
  std::int64_t disagreements = 0;  ///< issues and dimensions on which raters differ, not settled
  bool has_report = false;         ///< the study's folder report is there
};

/// The next step of a study: what to do, and the command that does it.
struct NextStep {
  std::string what;
  std::string command;  ///< as it is typed in the study's folder; FILE and NAME are to be chosen
  std::string besides = {};  ///< what can be done instead or before; may be empty

  /// "screen the issues: `faultline screen`".
  [[nodiscard]] std::string sentence() const;
};

/// There always is one: a study goes from its collection through screening, sample, labels of two
/// raters, their agreement and the survey's themes, as far as it has these parts, to its report and
/// its package.
[[nodiscard]] NextStep next_step(const StudyState& state);

}  // namespace faultline::app
