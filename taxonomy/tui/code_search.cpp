#include "taxonomy/tui/code_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/error.h"
#include "base/text.h"
#include "taxonomy/codebook.h"
#include "taxonomy/tui/key_commands.h"

namespace faultline::taxonomy {

namespace {

bool holds_all(const std::string& text, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

bool matches(const data::Code& code, const std::vector<std::string>& words) {
  if (holds_all(folded(code.id), words) || holds_all(folded(code.name), words)) return true;
  return std::any_of(code.aliases.begin(), code.aliases.end(),
                     [&](const std::string& alias) { return holds_all(folded(alias), words); });
}

}  // namespace

std::vector<CodePlace> search_codes(const data::Codebook& codebook, std::string_view typed) {
  const std::string wanted = folded(typed);
  const std::vector<std::string> words =
      wanted.empty() ? std::vector<std::string>() : split(wanted, ' ');
  std::vector<CodePlace> found;
  for (std::size_t d = 0; d < codebook.dimensions.size(); ++d) {
    const std::vector<data::Code>& codes = codebook.dimensions[d].codes;
    for (std::size_t c = 0; c < codes.size(); ++c) {
      if (matches(codes[c], words)) found.push_back({d, c});
    }
  }
  std::stable_partition(found.begin(), found.end(), [&](const CodePlace& place) {
    return folded(codebook.dimensions[place.dimension].codes[place.code].name).starts_with(wanted);
  });
  return found;
}

void check_code_keys(const data::Codebook& codebook) {
  for (const data::Dimension& dimension : codebook.dimensions) {
    for (const data::Code& code : dimension.codes) {
      if (code.key.empty()) continue;
      for (const KeyCommand& command : key_commands()) {
        const bool beside_codes = (command.where & (kInIssue | kInSearch)) != 0;
        const bool taken =
            std::find(command.keys.begin(), command.keys.end(), code.key) != command.keys.end();
        if (!beside_codes || !taken) continue;
        throw Error(fmt::format("the codebook's keys clash with those of the screen"))
            .at(codebook.name)
            .because(fmt::format("'{}' is the key of the code '{}' of the dimension '{}', and of "
                                 "the command '{}'",
                                 code.key, code.id, dimension.id, command.name))
            .help("give the code a capital letter or a digit, and raise the codebook's version");
      }
    }
  }
}

}  // namespace faultline::taxonomy
