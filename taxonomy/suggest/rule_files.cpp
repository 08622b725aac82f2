#include "taxonomy/suggest/rule_files.h"

#include <algorithm>
#include <filesystem>

#include "base/embedded.h"
#include "base/error.h"

namespace faultline {
std::span<const EmbeddedFile> suggestion_rules();
}

namespace faultline::taxonomy {

namespace {

constexpr std::string_view kPatterns = "patterns.toml";

std::string name_of(const EmbeddedFile& file) {
  return std::filesystem::path(file.name).filename().string();
}

}  // namespace

std::string_view rule_file(std::string_view name) {
  for (const EmbeddedFile& file : suggestion_rules()) {
    if (name_of(file) == name) return file.content;
  }
  throw Error("the program lacks a rule file", ErrorKind::kFailure).at(std::string(name));
}

std::vector<std::string> converter_rule_files() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : suggestion_rules()) {
    if (name_of(file) != kPatterns) names.push_back(name_of(file));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace faultline::taxonomy
