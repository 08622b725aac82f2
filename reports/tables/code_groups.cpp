#include "reports/tables/code_groups.h"

#include <algorithm>

namespace faultline::reports {

std::vector<CodeGroup> code_groups(const data::Dimension& dimension, Binning binning) {
  std::vector<CodeGroup> groups;
  CodeGroup binned{
      .id = std::string(data::kOtherBinned), .name = "Other (binned)", .level = 0, .codes = {}};
  std::vector<CodeGroup> binned_parts;
  std::size_t parent = 0;
  for (std::size_t i = 0; i < dimension.codes.size(); ++i) {
    const data::Code& code = dimension.codes[i];
    const auto position = static_cast<std::int32_t>(i);
    const bool is_child = !code.parent.empty();
    if (!code.shown && binning == Binning::kAsInCodebook) {
      binned.codes.push_back(position);
      if (is_child) {
        binned_parts.back().codes.push_back(position);
      } else {
        binned_parts.push_back({code.id, code.name, 1, {position}});
      }
      continue;
    }
    groups.push_back({code.id, code.name, is_child ? 1 : 0, {position}});
    if (is_child) {
      groups[parent].codes.push_back(position);
    } else {
      parent = groups.size() - 1;
    }
  }
  if (binned.codes.empty()) return groups;
  groups.push_back(std::move(binned));
  groups.insert(groups.end(), binned_parts.begin(), binned_parts.end());
  return groups;
}

std::vector<CodeGroup> top_code_groups(const data::Dimension& dimension, Binning binning) {
  std::vector<CodeGroup> groups = code_groups(dimension, binning);
  std::erase_if(groups, [](const CodeGroup& group) { return group.level != 0; });
  return groups;
}

std::vector<std::int32_t> group_of_code(const data::Dimension& dimension,
                                        const std::vector<CodeGroup>& groups) {
  std::vector<std::int32_t> group_of(dimension.codes.size(), -1);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (const std::int32_t code : groups[i].codes) {
      group_of[static_cast<std::size_t>(code)] = static_cast<std::int32_t>(i);
    }
  }
  return group_of;
}

}  // namespace faultline::reports
