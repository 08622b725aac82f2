#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "data/survey_instrument.h"

namespace faultline::survey {

/// What one cell of a question with options says.
struct Choices {
  std::vector<std::size_t> options = {};  ///< places among the question's options, each once
  std::string other_text = {};            ///< what the cell itself says for "other"
  std::vector<std::string> unknown = {};  ///< what is no option
  std::int64_t artefacts = 0;             ///< "AnswerDisplayOrder" and such, which are no answers
};

/// Whether a text is no answer but what a platform writes about how it showed the question.
[[nodiscard]] bool is_artefact(std::string_view text);

/// Reads cells into options, by their text, id, alias or choice code; of several in a cell,
/// separated by commas, semicolons or line breaks, the longest option that fits is taken whole
/// before anything is split, so that an option may hold commas itself.
///
/// Where "other" has no column of its own, what is no option is its text, as in Google Forms.
/// Remembers what it read: most cells of a column say one of few things.
class ChoiceReader {
 public:
  /// @param other_is_inline  whether the text of "other" stands in the cell itself
  ChoiceReader(const data::SurveyQuestion& question, bool other_is_inline);

  /// Valid until the next call.
  [[nodiscard]] const Choices& read(std::string_view cell);

  /// The wording of an option that is nearest to a text; empty where none is near.
  [[nodiscard]] std::string nearest_option(std::string_view text) const;

 private:
  struct Wording {
    std::string text;  ///< comparable
    std::size_t option;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  [[nodiscard]] Choices read_new(std::string_view cell) const;
  [[nodiscard]] const Wording* wording_at(std::string_view text) const;
  void add_rest(const std::string& rest, Choices& choices) const;

  const data::SurveyQuestion* question_;
  bool is_multiple_;
  bool other_is_inline_;
  std::size_t other_ = 0;
  std::vector<Wording> wordings_;  ///< the longest first
  std::unordered_map<std::string, Choices, TextHash, std::equal_to<>> known_;
};

}  // namespace faultline::survey
