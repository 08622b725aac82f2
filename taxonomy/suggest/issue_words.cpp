#include "taxonomy/suggest/issue_words.h"

#include <algorithm>

#include "base/text.h"
#include "data/toml_reader.h"
#include "taxonomy/suggest/rule_files.h"

namespace faultline::taxonomy {

namespace {

constexpr std::size_t kMostText = 100'000;
constexpr std::size_t kShortestWord = 2;
constexpr std::size_t kLongestWord = 40;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word_character(char c) {
  constexpr unsigned char kAboveAscii = 0x80;
  return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' ||
         static_cast<unsigned char>(c) >= kAboveAscii;
}

bool counts(std::string_view word) {
  return word.size() >= kShortestWord && word.size() <= kLongestWord &&
         !std::all_of(word.begin(), word.end(), is_digit);
}

}  // namespace

IssueWords::IssueWords() {
  const std::string_view content = rule_file("patterns.toml");
  const toml::table parsed = data::parse_toml(content, "patterns.toml");
  data::TomlReader root(parsed, "patterns.toml", "the patterns");
  for (data::TomlReader& reader : root.tables("pattern")) {
    patterns_.push_back({"<" + reader.required_text("name") + ">", reader.texts("phrases")});
    reader.finish();
  }
  root.finish();
}

template <typename Take>
void IssueWords::for_each_word(std::string_view title, std::string_view body, Take&& take) const {
  const std::string text =
      to_lower(std::string(title) + "\n" + std::string(body.substr(0, kMostText)));
  for (const Pattern& pattern : patterns_) {
    const bool found = std::any_of(
        pattern.phrases.begin(), pattern.phrases.end(),
        [&](const std::string& phrase) { return text.find(phrase) != std::string::npos; });
    if (found) take(pattern.name);
  }
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = start;
    while (end < text.size() && is_word_character(text[end])) ++end;
    const std::string_view word = std::string_view(text).substr(start, end - start);
    if (counts(word)) take(std::string(word));
    start = end + 1;
  }
}

std::vector<std::uint32_t> IssueWords::learn(std::string_view title, std::string_view body) {
  std::vector<std::uint32_t> found;
  for_each_word(title, body, [&](const std::string& word) {
    const auto [known, is_new] = ids_.try_emplace(word, static_cast<std::uint32_t>(words_.size()));
    if (is_new) words_.push_back(word);
    found.push_back(known->second);
  });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<std::uint32_t> IssueWords::find(std::string_view title, std::string_view body) const {
  std::vector<std::uint32_t> found;
  for_each_word(title, body, [&](const std::string& word) {
    if (const auto known = ids_.find(word); known != ids_.end()) found.push_back(known->second);
  });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace faultline::taxonomy
