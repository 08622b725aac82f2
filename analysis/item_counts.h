#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace faultline::analysis {

/// How often each item got each code, whoever gave it: what the coefficients for any number of
/// raters are computed from. An item may have any number of labels, also none.
class ItemCounts {
 public:
  /// @param counts  one row per item, one column per code, row after row
  /// @throws Error (input) where there are not items x codes counts or one is negative
  ItemCounts(std::size_t items, std::size_t codes, std::vector<std::int32_t> counts);

  [[nodiscard]] std::size_t items() const { return items_; }
  [[nodiscard]] std::size_t codes() const { return codes_; }
  [[nodiscard]] std::span<const std::int32_t> item(std::size_t index) const {
    return std::span(counts_).subspan(index * codes_, codes_);
  }
  [[nodiscard]] std::int64_t labels(std::size_t index) const { return labels_[index]; }

 private:
  std::size_t items_;
  std::size_t codes_;
  std::vector<std::int32_t> counts_;
  std::vector<std::int64_t> labels_;
};

/// Counts labels. @param labels one row per item, one column per rater, row after row: positions
/// among the declared codes, -1 where a rater gave no label.
/// @throws Error (input) where a label does not lie in [-1, code_count) or a row is not whole
[[nodiscard]] ItemCounts count_labels(std::span<const std::int32_t> labels, std::size_t raters,
                                      std::size_t code_count);

/// The share of an item's pairs of labels that agree; it has two labels or more.
[[nodiscard]] double pairwise_agreement(std::span<const std::int32_t> counts);

/// What `percent_agreement` found; no share where no item has two labels.
struct PercentAgreement {
  std::int64_t items = 0;           ///< those with at least two labels; the others take no part
  std::optional<double> pairwise;   ///< mean over items of the share of pairs that agree
  std::optional<double> unanimous;  ///< share of items on which all labels are the same
};

/// Agreement as it stands, not corrected for chance.
[[nodiscard]] PercentAgreement percent_agreement(const ItemCounts& counts);

}  // namespace faultline::analysis
