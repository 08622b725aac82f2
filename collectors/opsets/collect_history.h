#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "collectors/github/github_client.h"
#include "data/database.h"

namespace faultline::collectors {

/// A file with what errors call it.
struct NamedText {
  std::string name;
  std::string content;
};

/// The files that tell ONNX's operator history.
struct HistoryFiles {
  std::vector<NamedText> changelogs;  ///< docs/Changelog.md, docs/Changelog-ml.md
  std::vector<NamedText> versions;    ///< see parse_release_facts
  std::vector<NamedText> operators;   ///< docs/Operators.md: which ones are functions
};

/// Reads them from ONNX's repository: both changelogs, both lists of operators, the versioning
/// document and the list of releases. A file of more than 1 MiB, which GitHub's contents do not
/// hold, is read as a blob.
/// @param repository  "onnx/onnx"
/// @throws Error (input) where the repository lacks one of them; as GithubClient
[[nodiscard]] HistoryFiles fetch_history_files(GithubClient& client, const std::string& repository);

struct CollectedHistory {
  std::int64_t sets = 0;  ///< operator sets with changes
  std::int64_t changes_added = 0;
  std::int64_t changes_known = 0;
  std::int64_t changes_removed = 0;  ///< that the files said before, and say no longer
  std::int64_t functions = 0;        ///< operators that are functions of others
  std::int64_t without_date = 0;     ///< sets of which it is not known when they came out
  /// Sets of which the study has another date, which stays, in sentences.
  std::vector<std::string> notes;
};

/// Stores the history that the files tell, under a name; of their domains only what they tell is
/// then in it.
/// @throws Error (input) as the parsers; nothing was changed then
CollectedHistory store_history(data::Database& database, const HistoryFiles& files,
                               const std::string& history);

}  // namespace faultline::collectors
