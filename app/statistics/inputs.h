#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/contingency_table.h"
#include "analysis/distributions.h"
#include "analysis/item_counts.h"

namespace faultline::app {

/// Labels of items by raters, and which code each label is: the labels in the order of their codes.
struct Ratings {
  analysis::ItemCounts counts;
  std::vector<nlohmann::json> labels;
};

/// Reads the inputs of a statistic. Every reader throws an Error (input) that names the input and
/// says what was expected, where it is missing or something else. A whole number may be written as
/// 3.0.
class Inputs {
 public:
  /// @param inputs  the object; must outlive this
  /// @param names   the inputs that are known
  /// @throws Error (input) where `inputs` is no object or holds an input that is not known
  Inputs(const nlohmann::json& inputs, std::span<const std::string_view> names);

  [[nodiscard]] double number(std::string_view name) const;
  [[nodiscard]] double number(std::string_view name, double otherwise) const;
  [[nodiscard]] std::int64_t integer(std::string_view name) const;
  /// No value where it is null or missing.
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view name) const;
  [[nodiscard]] bool boolean(std::string_view name) const;
  /// The position of a text among those that are allowed; of the first where the input is missing
  /// and `is_optional`.
  [[nodiscard]] std::size_t choice(std::string_view name, std::span<const std::string> allowed,
                                   bool is_optional) const;
  [[nodiscard]] double confidence() const;

  [[nodiscard]] std::vector<double> numbers(std::string_view name) const;
  [[nodiscard]] std::vector<std::vector<double>> groups(std::string_view name) const;
  [[nodiscard]] std::vector<std::int64_t> integers(std::string_view name) const;
  [[nodiscard]] analysis::ContingencyTable table(std::string_view name) const;

  /// Counts of labels, one row per item and one column per code.
  [[nodiscard]] analysis::ItemCounts item_counts(std::string_view name) const;
  /// One row per item, one column per rater: numbers or texts, null where there is no label. The
  /// codes are the labels that occur, in rising order.
  [[nodiscard]] Ratings ratings(std::string_view name) const;
  /// The same, over the codes that the input `categories` declares.
  [[nodiscard]] Ratings ratings(std::string_view name, std::string_view categories) const;

 private:
  [[nodiscard]] const nlohmann::json* find(std::string_view name) const;
  [[nodiscard]] const nlohmann::json& get(std::string_view name, std::string_view expected) const;
  /// The rows of a matrix, all of one length.
  [[nodiscard]] const nlohmann::json& matrix(std::string_view name,
                                             std::string_view expected) const;
  [[nodiscard]] Ratings count_ratings(std::string_view name,
                                      std::vector<nlohmann::json> labels) const;

  const nlohmann::json& inputs_;
};

}  // namespace faultline::app
