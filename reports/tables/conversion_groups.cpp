#include "reports/tables/conversion_groups.h"

#include "data/conversions.h"

namespace faultline::reports {

std::vector<ConversionGroup> conversion_groups(data::Database& database) {
  std::map<std::pair<std::string, std::string>, ConversionGroup> groups;
  for (data::Conversion& conversion : data::conversions(database)) {
    ConversionGroup& group = groups[{conversion.converter, conversion.kind}];
    group.converter = conversion.converter;
    group.kind = conversion.kind;
    group.conversions.push_back(std::move(conversion));
  }
  std::vector<ConversionGroup> result;
  result.reserve(groups.size());
  for (auto& [key, group] : groups) result.push_back(std::move(group));
  return result;
}

data::Outcome outcome_for(const TableRequest& request, const data::Conversion& conversion) {
  return data::outcome_of(conversion, request.tolerance.value_or(conversion.tolerance));
}

void count_outcome(OutcomeCounts& counts, const data::Conversion& conversion,
                   data::Outcome outcome) {
  ++counts.models;
  ++counts.counts.at(static_cast<std::size_t>(outcome));
  if (outcome == data::Outcome::kSuccessful && conversion.diff_is_nan()) ++counts.not_a_number;
}

bool note_no_conversions(Table& table, const std::vector<ConversionGroup>& groups) {
  if (!groups.empty()) return false;
  table.notes.emplace_back(
      "The study has no conversion results yet; `faultline conversions import FILE` brings some.");
  return true;
}

}  // namespace faultline::reports
