#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/database.h"
#include "data/labels.h"

namespace faultline::taxonomy {

/// An issue as it goes to another program to be labelled there.
struct ExchangeItem {
  std::string repository;
  std::int64_t issue = 0;
  std::string title;
  std::string url;
  /// What a rater reads: title, dates, body, comments and the files that fixes changed, as plain
  /// text of foreign origin.
  std::string text;
  std::vector<data::Label> labels;  ///< those that hold, by rater and dimension
};

/// The main sample in its order, then the issues outside it that have a label, by repository and
/// number.
/// @param rater  only this rater's labels; all raters' where absent
/// @throws Error (input) where there is neither a sample nor a label
[[nodiscard]] std::vector<ExchangeItem> exchange_items(data::Database& database,
                                                       const std::optional<std::string>& rater);

/// The labels of an item by rater, in the order of the raters' names.
[[nodiscard]] std::vector<std::vector<data::Label>> labels_by_rater(const ExchangeItem& item);

}  // namespace faultline::taxonomy
