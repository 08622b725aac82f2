#include "support/github_server/search_query.h"

#include <algorithm>

#include "base/text.h"
#include "support/github_server/issue_list.h"

namespace faultline::test {

namespace {

/// Words between spaces; quotation marks hold words together and are dropped.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  std::erase(words, "");
  return words;
}

}  // namespace

SearchQuery parse_search(const std::string& text) {
  SearchQuery query;
  for (const std::string& word : words_of(text)) {
    const std::size_t colon = word.find(':');
    const std::string name = word.substr(0, colon);
    const std::string value = colon == std::string::npos ? "" : word.substr(colon + 1);
    const bool state_or_type = name == "is" || name == "state" || name == "type";
    if (name == "repo") {
      query.repository = value;
    } else if (name == "label") {
      query.labels.push_back(value);
    } else if (name == "-label") {
      query.without_labels.push_back(value);
    } else if (state_or_type && (value == "open" || value == "closed")) {
      query.open = value == "open";
    } else if (state_or_type && (value == "issue" || value == "pr")) {
      query.pull_request = value == "pr";
    } else {
      query.words.push_back(word);
    }
  }
  return query;
}

std::vector<const Issue*> search_issues(const Repository& repository, const SearchQuery& query) {
  IssueFilter filter;
  filter.open = query.open;
  filter.all_labels = query.labels;
  filter.issues = !query.pull_request.value_or(false);
  filter.pull_requests = query.pull_request.value_or(true);
  filter.descending = true;
  std::vector<const Issue*> found = list_issues(repository, filter);
  std::erase_if(found, [&](const Issue* issue) {
    const bool excluded = std::ranges::any_of(query.without_labels, [&](const std::string& label) {
      return std::ranges::find(issue->labels, label) != issue->labels.end();
    });
    const bool named = std::ranges::all_of(query.words, [&](const std::string& word) {
      return to_lower(issue->title).find(to_lower(word)) != std::string::npos;
    });
    return excluded || !named;
  });
  return found;
}

}  // namespace faultline::test
