#pragma once

#include <optional>
#include <string>
#include <vector>

#include "support/github_server/world.h"

namespace faultline::test {

/// What a search for issues asks for: `repo:onnx/onnx is:issue is:closed label:"a b" -label:c`.
struct SearchQuery {
  std::optional<std::string> repository;
  std::optional<bool> pull_request;
  std::optional<bool> open;
  std::vector<std::string> labels;
  std::vector<std::string> without_labels;
  std::vector<std::string> words;  ///< of the title
};

[[nodiscard]] SearchQuery parse_search(const std::string& text);

[[nodiscard]] std::vector<const Issue*> search_issues(const Repository& repository,
                                                      const SearchQuery& query);

}  // namespace faultline::test
