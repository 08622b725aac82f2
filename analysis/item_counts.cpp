#include "analysis/item_counts.h"

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace faultline::analysis {

ItemCounts::ItemCounts(std::size_t items, std::size_t codes, std::vector<std::int32_t> counts)
    : items_(items), codes_(codes), counts_(std::move(counts)), labels_(items) {
  if (counts_.size() != items * codes) {
    throw Error("label counts need as many numbers as items times codes");
  }
  for (std::size_t index = 0; index < items; ++index) {
    for (const std::int32_t count : item(index)) {
      if (count < 0) throw Error("an item has a negative number of labels");
      labels_[index] += count;
    }
  }
}

ItemCounts count_labels(std::span<const std::int32_t> labels, std::size_t raters,
                        std::size_t code_count) {
  if (labels.empty()) return {0, code_count, {}};
  if (raters == 0 || labels.size() % raters != 0) {
    throw Error("every item needs one place per rater");
  }
  const std::size_t items = labels.size() / raters;
  std::vector<std::int32_t> counts(items * code_count);
  for (std::size_t place = 0; place < labels.size(); ++place) {
    if (labels[place] == -1) continue;
    if (labels[place] < 0 || static_cast<std::size_t>(labels[place]) >= code_count) {
      throw Error("a label is not one of the declared codes");
    }
    ++counts[place / raters * code_count + static_cast<std::size_t>(labels[place])];
  }
  return {items, code_count, std::move(counts)};
}

double pairwise_agreement(std::span<const std::int32_t> counts) {
  double labels = 0;
  double agreeing = 0;
  for (const double count : counts) {
    labels += count;
    agreeing += count * (count - 1);
  }
  return agreeing / (labels * (labels - 1));
}

PercentAgreement percent_agreement(const ItemCounts& counts) {
  PercentAgreement result;
  double agreement = 0;
  double unanimous = 0;
  for (std::size_t index = 0; index < counts.items(); ++index) {
    if (counts.labels(index) < 2) continue;
    ++result.items;
    agreement += pairwise_agreement(counts.item(index));
    if (std::ranges::max(counts.item(index)) == counts.labels(index)) ++unanimous;
  }
  if (result.items == 0) return result;
  result.pairwise = agreement / static_cast<double>(result.items);
  result.unanimous = unanimous / static_cast<double>(result.items);
  return result;
}

}  // namespace faultline::analysis
