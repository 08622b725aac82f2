#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/database.h"

namespace faultline::data {

/// What a study leaves of a repository's issues, step by step.
enum class FunnelStep {
  kRelevant,  ///< passes the converter's filter
  kEvidence,  ///< and shows evidence that it was repaired
  kSampled,   ///< and is in the sample
};

struct FunnelStepName {
  FunnelStep step;
  std::string_view id;
};

/// The ids that commands and tables use, in the order of the enumeration.
inline constexpr std::array kFunnelSteps{
    FunnelStepName{FunnelStep::kRelevant, "relevant"},
    FunnelStepName{FunnelStep::kEvidence, "evidence"},
    FunnelStepName{FunnelStep::kSampled, "sampled"},
};

/// The funnel of one converter. A step that was not taken yet has no count.
struct ConverterFunnel {
  std::string converter;
  std::string repository;
  std::optional<std::int64_t> closed_issues;  ///< of the whole repository, asked of GitHub
  std::optional<std::string> counted_at;      ///< when that was
  std::int64_t collected = 0;                 ///< issues that were read whole
  std::int64_t unscreened = 0;                ///< of these: not screened, since they came later
  bool is_collecting = false;                 ///< the newest collection is not finished
  std::optional<std::int64_t> relevant;
  std::optional<std::int64_t> evidence;
  std::optional<std::int64_t> sampled;  ///< in the main sample, its extensions included
};

/// In the order of study.toml.
[[nodiscard]] std::vector<ConverterFunnel> funnel(Database& database);

}  // namespace faultline::data
