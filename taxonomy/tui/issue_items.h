#pragma once

#include <string>

#include "base/clock.h"
#include "data/codebook.h"
#include "data/database.h"
#include "taxonomy/tui/labelled_items.h"
#include "taxonomy/tui/rater_labels.h"

namespace faultline::taxonomy {

/// The study's issues, labelled by the codes of a codebook.
class IssueItems : public LabelledItems {
 public:
  /// @param rater  is added where the study does not know it
  IssueItems(data::Database& database, const data::Codebook& codebook, const Clock& clock,
             const std::string& rater)
      : database_(&database), labels_(database, codebook, rater, clock) {}

  [[nodiscard]] const ItemKind& kind() const override { return kind_; }
  [[nodiscard]] OpenItem open(std::int64_t id) const override;
  [[nodiscard]] std::vector<std::optional<Choice>> choices(std::int64_t id) const override {
    return labels_.read(id);
  }
  [[nodiscard]] std::vector<std::vector<RatersChoice>> others(std::int64_t id) const override {
    return labels_.others(id);
  }
  void write(std::int64_t id, std::size_t dimension, const std::optional<Choice>& before,
             const std::optional<Choice>& after) override {
    labels_.write(id, dimension, before, after);
  }
  [[nodiscard]] std::vector<Found> find(std::int64_t number,
                                        const std::string& source) const override;

 private:
  data::Database* database_;
  RaterLabels labels_;
  ItemKind kind_;
};

}  // namespace faultline::taxonomy
