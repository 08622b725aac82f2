#pragma once

#include <optional>
#include <string>
#include <vector>

#include "collectors/screening/decision.h"
#include "data/study_file.h"

namespace faultline::collectors {

/// What the relevance filter looks at.
struct IssueTraits {
  std::optional<std::string> state = {};  ///< "open" or "closed"
  std::optional<std::string> gone = {};   ///< "deleted" or "transferred"
  std::vector<std::string> labels = {};
};

/// Whether an issue passes its converter's filter: it has the state, all of `labels` and none of
/// `without_labels`, and is still in the repository. As on GitHub, upper and lower case of labels
/// do not count. The reason names what is met or the first thing that is not.
[[nodiscard]] Decision relevance(const data::ConverterProtocol& converter,
                                 const IssueTraits& issue);

}  // namespace faultline::collectors
