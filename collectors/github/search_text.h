#pragma once

#include <string>
#include <vector>

namespace faultline::collectors {

/// What GitHub's search, which counts what its lists cannot, is asked for a repository's issues:
/// `repo:onnx/onnx is:issue is:closed label:"a b"`. An issue must carry all labels.
/// @param state  "open", "closed" or "all"
/// Source: GitHub Docs, "Searching issues and pull requests".
[[nodiscard]] std::string issue_search_text(const std::string& repository, const std::string& state,
                                            const std::vector<std::string>& labels);

}  // namespace faultline::collectors
