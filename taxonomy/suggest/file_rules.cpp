#include "taxonomy/suggest/file_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "data/toml_reader.h"
#include "taxonomy/suggest/rule_files.h"

namespace faultline::taxonomy {

FileRules::FileRules() {
  for (const std::string& name : converter_rule_files()) add(rule_file(name), name);
}

void FileRules::add(std::string_view content, const std::string& name) {
  const toml::table parsed = data::parse_toml(content, name);
  data::TomlReader root(parsed, name, "a rule file");
  const std::string repository = to_lower(root.required_text("repository"));
  std::vector<std::string> ignored = root.texts("ignored");
  for (std::string& pattern : ignored) rules_.push_back({repository, std::move(pattern), ""});
  for (data::TomlReader& reader : root.tables("rule")) {
    const std::string stage = reader.required_text("stage");
    std::vector<std::string> files = reader.texts("files");
    if (files.empty()) throw reader.error("a rule needs 'files'", "stage");
    reader.finish();
    for (std::string& pattern : files) rules_.push_back({repository, std::move(pattern), stage});
  }
  root.finish();
}

std::optional<FileRules::Match> FileRules::match(std::string_view repository,
                                                 std::string_view path) const {
  const std::string wanted = to_lower(repository);
  for (const Rule& rule : rules_) {
    if (rule.repository == wanted && matches(rule.pattern, path)) {
      return Match{rule.stage, rule.pattern};
    }
  }
  return std::nullopt;
}

std::vector<FileRules::Evidence> FileRules::stages(std::span<const data::Fix> fixes) const {
  std::vector<Evidence> found;
  std::size_t telling = 0;
  // A commit and the pull request that brought it change the same files.
  std::set<std::pair<std::string, std::string>> seen;
  for (const data::Fix& fix : fixes) {
    for (const data::ChangedFile& file : fix.files) {
      const auto match = this->match(fix.repository, file.path);
      if (!match || match->stage.empty()) continue;
      if (!seen.emplace(to_lower(fix.repository), file.path).second) continue;
      ++telling;
      auto known = std::find_if(found.begin(), found.end(), [&](const Evidence& evidence) {
        return evidence.stage == match->stage;
      });
      if (known == found.end()) {
        found.push_back({.stage = std::string(match->stage),
                         .file = file.path,
                         .pattern = std::string(match->pattern),
                         .fix = fmt::format("{}{}{}", fix.repository,
                                            fix.kind == "commit" ? "@" : "#", fix.ref)});
        known = std::prev(found.end());
      }
      ++known->files;
    }
  }
  for (Evidence& evidence : found) evidence.of = telling;
  std::stable_sort(found.begin(), found.end(),
                   [](const Evidence& a, const Evidence& b) { return a.files > b.files; });
  return found;
}

bool matches(std::string_view pattern, std::string_view text) {
  std::size_t in_pattern = 0;
  std::size_t in_text = 0;
  std::optional<std::size_t> star;  // the latest one, and what it stands for so far
  std::size_t star_end = 0;
  while (in_text < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = in_pattern++;
      star_end = in_text;
    } else if (in_pattern < pattern.size() && pattern[in_pattern] == text[in_text]) {
      ++in_pattern;
      ++in_text;
    } else if (star) {
      in_pattern = *star + 1;
      in_text = ++star_end;
    } else {
      return false;
    }
  }
  while (in_pattern < pattern.size() && pattern[in_pattern] == '*') ++in_pattern;
  return in_pattern == pattern.size();
}

}  // namespace faultline::taxonomy
