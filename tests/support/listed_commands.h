#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "support/program.h"

namespace faultline::test {

/// The commands that the program's overview lists, each as its words.
[[nodiscard]] inline std::vector<std::vector<std::string>> listed_commands() {
  std::vector<std::vector<std::string>> commands;
  std::istringstream overview(run_faultline({"--help"}).out);
  bool in_list = false;
  for (std::string line; std::getline(overview, line);) {
    if (line == "Commands:") {
      in_list = true;
    } else if (in_list && line.empty()) {
      break;
    } else if (in_list && line[2] != ' ') {  // else the line before goes on
      constexpr std::size_t kNameWidth = 25;
      std::istringstream name(line.substr(2, kNameWidth));
      commands.emplace_back();
      for (std::string word; name >> word;) commands.back().push_back(word);
    }
  }
  return commands;
}

}  // namespace faultline::test
