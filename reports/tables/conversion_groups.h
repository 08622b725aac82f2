#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "data/conversion_outcome.h"
#include "data/database.h"
#include "reports/table.h"
#include "reports/tables/tables.h"

namespace faultline::reports {

/// Conversions of one converter with one kind of model.
struct ConversionGroup {
  std::string converter;
  std::string kind;
  std::vector<data::Conversion> conversions;

  /// "torch.onnx.synthetic".
  [[nodiscard]] std::string id() const { return converter + "." + kind; }
};

/// How many conversions had each outcome, in the order of data::Outcome.
struct OutcomeCounts {
  std::array<std::int64_t, data::kOutcomeIds.size()> counts{};
  std::int64_t models = 0;
  std::int64_t not_a_number = 0;  ///< successful, though the difference is not a number

  [[nodiscard]] std::int64_t of(data::Outcome outcome) const {
    return counts.at(static_cast<std::size_t>(outcome));
  }
};

/// All conversions of the study, by converter and kind.
[[nodiscard]] std::vector<ConversionGroup> conversion_groups(data::Database& database);

/// The outcome by the tolerance that was asked for, else by the conversion's own.
[[nodiscard]] data::Outcome outcome_for(const TableRequest& request,
                                        const data::Conversion& conversion);

/// Adds a conversion to the counts.
void count_outcome(OutcomeCounts& counts, const data::Conversion& conversion,
                   data::Outcome outcome);

/// Notes that there are no conversions yet, where that is so. @return whether it is
bool note_no_conversions(Table& table, const std::vector<ConversionGroup>& groups);

}  // namespace faultline::reports
