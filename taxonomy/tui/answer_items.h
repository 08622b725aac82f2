#pragma once

#include <string>

#include "base/clock.h"
#include "data/codebook.h"
#include "data/database.h"
#include "data/survey_instrument.h"
#include "taxonomy/tui/label_queue.h"
#include "taxonomy/tui/labelled_items.h"

namespace faultline::taxonomy {

/// The answers to an open question of the survey, by respondent; labelled by the question's themes,
/// of which an answer takes several. Other raters' themes are never read.
class AnswerItems : public LabelledItems {
 public:
  /// @param rater  is added where the study does not know it
  AnswerItems(data::Database& database, data::SurveyQuestion question, const Clock& clock,
              const std::string& rater);

  [[nodiscard]] const ItemKind& kind() const override { return kind_; }
  [[nodiscard]] OpenItem open(std::int64_t id) const override;
  [[nodiscard]] std::vector<std::optional<Choice>> choices(std::int64_t id) const override;
  [[nodiscard]] std::vector<std::vector<RatersChoice>> others(std::int64_t id) const override;
  void write(std::int64_t id, std::size_t dimension, const std::optional<Choice>& before,
             const std::optional<Choice>& after) override;
  [[nodiscard]] std::vector<Found> find(std::int64_t number,
                                        const std::string& source) const override;

 private:
  data::Database* database_;
  data::SurveyQuestion question_;
  const Clock* clock_;
  std::int64_t rater_id_ = 0;
  ItemKind kind_;
};

/// A question's themes as the one dimension of a codebook: "0" for what is not codeable, then the
/// themes in their order with the digits and capitals that the screen does not use itself.
[[nodiscard]] data::Codebook theme_codebook(const data::SurveyQuestion& question);

/// The answers to a question by respondent, those that the rater has not coded first.
[[nodiscard]] LabelQueue open_answers(data::Database& database,
                                      const data::SurveyQuestion& question,
                                      const std::string& rater);

}  // namespace faultline::taxonomy
