#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::data {

/// The facts about the published study (Jajal et al., ISSTA 2024) that are inside the program.

/// A file of data/published/, for example "labels.csv".
/// @throws Error (failure) where the program holds no such file
[[nodiscard]] std::string_view published_file(std::string_view name);

/// A figure that the paper prints, or the same figure computed again.
struct FigureNumbers {
  std::optional<std::int64_t> count;
  std::optional<std::int64_t> of;
  std::optional<std::int64_t> percent;
  std::optional<double> value;
};

struct PublishedFigure {
  std::string id;     ///< "stage.crash.total"
  std::string where;  ///< "Table 8"
  std::string what;
  FigureNumbers numbers;
  int value_decimals = 0;  ///< with how many decimals the paper prints the value
};

/// All figures, in the paper's order.
[[nodiscard]] const std::vector<PublishedFigure>& published_figures();

/// Figures that a rerun is known not to reproduce, with the explanation, by id.
[[nodiscard]] const std::map<std::string, std::string>& known_differences();

}  // namespace faultline::data
