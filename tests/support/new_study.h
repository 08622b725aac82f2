#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "support/program.h"
#include "support/temporary_folder.h"

namespace faultline::test {

/// Whether a text that the program printed has a part; says the text where it has not.
[[nodiscard]] inline bool has(const std::string& text, std::string_view part) {
  if (text.find(part) != std::string::npos) return true;
  MESSAGE("not in: " << text);
  return false;
}

/// A study as `faultline init` makes it, in a folder of its own.
class NewStudy {
 public:
  NewStudy() { REQUIRE(run({"init", "."}).exit_code == 0); }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  [[nodiscard]] ProgramResult run(const std::vector<std::string>& arguments) const {
    return run_faultline(arguments, {.folder = path()});
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace faultline::test
