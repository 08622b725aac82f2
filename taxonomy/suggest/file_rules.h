#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/collected.h"

namespace faultline::taxonomy {

/// Which stage of a converter a file of its repository belongs to: the rules of
/// suggest/rules/CONVERTER.toml, one file a converter. Of a repository's rules the first whose
/// pattern fits decides; `*` in a pattern stands for any characters, slashes too.
class FileRules {
 public:
  /// Reads the rules that are inside the program.
  FileRules();
  /// @throws Error (input) with the line for a bad rule file
  void add(std::string_view content, const std::string& name);

  struct Match {
    std::string_view stage;  ///< empty where files such as this one tell nothing (tests)
    std::string_view pattern;
  };
  /// No value where no rule is about the file.
  [[nodiscard]] std::optional<Match> match(std::string_view repository,
                                           std::string_view path) const;

  /// What the fixes of an issue say about its stage.
  struct Evidence {
    std::string stage;
    std::string file;       ///< the first that speaks for it
    std::string pattern;    ///< the rule that it matched
    std::string fix;        ///< "pytorch/pytorch#123"
    std::size_t files = 0;  ///< how many speak for it
    std::size_t of = 0;     ///< how many files tell a stage
  };
  /// The stage that most files tell first; of several, the one whose file comes first.
  [[nodiscard]] std::vector<Evidence> stages(std::span<const data::Fix> fixes) const;

 private:
  struct Rule {
    std::string repository;  ///< in lower case
    std::string pattern;
    std::string stage;
  };

  std::vector<Rule> rules_;
};

/// Whether a text is what a pattern stands for; `*` is any characters, none included.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view text);

}  // namespace faultline::taxonomy
