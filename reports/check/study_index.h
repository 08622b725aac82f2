#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/check/check.h"

namespace faultline::reports {

/// What a study's tables, their rows and columns are called, so that a paper's cells are found in
/// time that does not depend on how many there are.
class StudyIndex {
 public:
  struct Names {
    const Table* table = nullptr;
    std::map<std::string, const Row*> rows;      ///< nullptr where several are called so
    std::map<std::string, std::size_t> columns;  ///< of numbers; kSeveral where several are
  };
  static constexpr std::size_t kSeveral = static_cast<std::size_t>(-1);

  /// @param study  must outlive the index
  explicit StudyIndex(const StudyNumbers& study);

  /// The table that one of the names is of: "tab:stage", "table:stage" or its title.
  [[nodiscard]] const Names* find(const std::vector<std::string>& names) const;

 private:
  std::map<std::string, Names> tables_;  ///< by id
  std::map<std::string, const Names*> by_title_;
};

/// The words and signs of tokens as one compares names: lower case, single spaces.
[[nodiscard]] std::string plain(const std::vector<Token>& tokens, std::size_t first,
                                std::size_t last);

/// The same of a name.
[[nodiscard]] std::string plain(std::string_view name);

}  // namespace faultline::reports
