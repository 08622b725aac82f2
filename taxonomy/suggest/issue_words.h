#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace faultline::taxonomy {

/// What a text says, as the model sees it: its words, and the error-message patterns that it holds.
///
/// A word is a run of letters, digits and underscores, in lower case, of 2 to 40 bytes that are not
/// all digits; bytes above ASCII count as letters. A pattern (suggest/rules/patterns.toml) stands
/// for phrases that mean the same ("is not supported", "unsupported operator"); in reasons it is in
/// angle brackets. Only the first 100,000 bytes of a text are read: what follows is a log.
class IssueWords {
 public:
  IssueWords();

  /// The ids of what a text holds, ascending, each once; words not seen before get a new id.
  [[nodiscard]] std::vector<std::uint32_t> learn(std::string_view title, std::string_view body);
  /// The same, without those that were not learnt.
  [[nodiscard]] std::vector<std::uint32_t> find(std::string_view title,
                                                std::string_view body) const;

  [[nodiscard]] const std::string& word(std::uint32_t id) const { return words_[id]; }

 private:
  struct Pattern {
    std::string name;                  ///< "<unsupported operator>"
    std::vector<std::string> phrases;  ///< in lower case
  };

  /// Hands out every word and pattern of a text, some more than once.
  template <typename Take>
  void for_each_word(std::string_view title, std::string_view body, Take&& take) const;

  std::vector<Pattern> patterns_;
  std::vector<std::string> words_;
  std::unordered_map<std::string, std::uint32_t> ids_;
};

}  // namespace faultline::taxonomy
