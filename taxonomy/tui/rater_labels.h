#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "data/codebook.h"
#include "data/database.h"
#include "taxonomy/tui/choice.h"

namespace faultline::taxonomy {

/// One rater's labels in the database, as the screen reads and writes them. Other raters' labels
/// are read by `others` alone, so that whoever does not call it labels blind.
class RaterLabels {
 public:
  /// @param rater  is added where the study does not know it
  RaterLabels(data::Database& database, const data::Codebook& codebook, const std::string& rater,
              const Clock& clock);

  [[nodiscard]] std::int64_t rater_id() const { return rater_id_; }

  /// What the rater says of an issue, by the codebook's dimensions.
  [[nodiscard]] std::vector<std::optional<Choice>> read(std::int64_t issue_id) const;

  /// What all other raters but the consensus say, by the codebook's dimensions, each in the order
  /// in which the raters came to the study.
  [[nodiscard]] std::vector<std::vector<RatersChoice>> others(std::int64_t issue_id) const;

  /// Adds a label that turns what the rater says into `after`; with no value, one that takes
  /// `before` back. Committed when it returns.
  /// @throws Error (failure) where it could not be stored; nothing was changed then
  void write(std::int64_t issue_id, std::size_t dimension, const std::optional<Choice>& before,
             const std::optional<Choice>& after);

 private:
  struct StoredChoice {
    std::int64_t rater_id = 0;
    RatersChoice said;
  };
  [[nodiscard]] std::vector<StoredChoice> current(std::int64_t issue_id,
                                                  std::size_t dimension) const;

  data::Database* database_;
  const Clock* clock_;
  std::int64_t rater_id_ = 0;
  std::int64_t codebook_id_ = 0;
  std::vector<std::int64_t> dimension_ids_;                    ///< by the codebook's dimensions
  std::vector<std::map<std::string, std::int64_t>> code_ids_;  ///< likewise
};

}  // namespace faultline::taxonomy
