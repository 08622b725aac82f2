#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/codebook.h"
#include "data/database.h"
#include "data/issues.h"

namespace faultline::reports {

/// A study's issues as parallel arrays, for counting: position i stands for one issue in each of
/// them. A million issues take some 30 MB.
class LabelledIssues {
 public:
  /// @param raters  whose labels count
  LabelledIssues(data::Database& database, data::RaterPreference raters);

  /// The converters of the study, in its order.
  [[nodiscard]] const std::vector<std::string>& converters() const { return converters_; }
  /// For each issue, its id; ascending.
  [[nodiscard]] const std::vector<std::int64_t>& ids() const { return ids_; }
  /// For each issue, the position of its converter.
  [[nodiscard]] const std::vector<std::int32_t>& converter_of() const { return converter_of_; }
  /// For each issue, the position of its code among the dimension's codes, or -1 where it has no
  /// label, or one that the codebook does not know.
  [[nodiscard]] std::vector<std::int32_t> codes(const data::Dimension& dimension) const;
  [[nodiscard]] const data::RaterPreference& raters() const { return raters_; }

 private:
  data::Database* database_;
  data::RaterPreference raters_;
  std::vector<std::string> converters_;
  std::vector<std::int64_t> ids_;
  std::vector<std::int32_t> converter_of_;
};

}  // namespace faultline::reports
