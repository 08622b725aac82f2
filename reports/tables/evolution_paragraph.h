#pragma once

#include <array>
#include <string>
#include <vector>

#include "analysis/association.h"
#include "analysis/evolution.h"
#include "reports/tables/evolution_data.h"

namespace faultline::reports {

/// The measures that changes are compared with, in the order of the tables.
inline constexpr std::array kMeasures{analysis::Measure::kFailures, analysis::Measure::kRate,
                                      analysis::Measure::kIncompatibilityOrType,
                                      analysis::Measure::kShare};

/// One combination of choices and what it gives.
struct Variant {
  std::string history;
  analysis::EvolutionChoices choices;
  analysis::Evolution evolution;
};

/// Every combination of the choices, by each history. Without any issue's date, no lag is among
/// them.
[[nodiscard]] std::vector<Variant> variants(const EvolutionData& data);

/// The coefficient of a measure.
[[nodiscard]] const analysis::Correlation& correlation_of(const analysis::Evolution& evolution,
                                                          analysis::Measure measure);

/// What the data support and what not, in one paragraph: the coefficients as published, how far
/// they hold over all choices, and how strong a relation would have to be to be seen at all.
/// Empty where there is nothing to compare.
[[nodiscard]] std::string evolution_paragraph(const EvolutionData& data);

}  // namespace faultline::reports
