#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "data/collections.h"

namespace faultline::collectors {

/// What an answer was asked for. It is kept beside the answer, so that the two can be read again
/// without knowing anything of the run that asked.
struct Question {
  /// The kind: a query's name for GraphQL ("issues", "timeline_pages"), likewise for REST.
  std::string about = {};
  /// The repository under study, as GitHub calls it at the time.
  std::string repository = {};
  /// What it is asked of, in the order of the question: numbers of issues, names of fixes.
  std::vector<std::string> subjects = {};
  /// Of lists of issues: which ones the study wants.
  data::IssueFilter filter = {};
  /// GraphQL's variables.
  nlohmann::json variables = {};
};

[[nodiscard]] std::string to_json_text(const Question& question);

/// @throws Error (failure) where the text is not one of `to_json_text`
[[nodiscard]] Question parse_question(const std::string& text);

/// "owner/name#12" as the subject of a question, and back.
[[nodiscard]] std::string reference_subject(const std::string& repository, std::int64_t number);
[[nodiscard]] data::OpenSource parse_reference_subject(const std::string& subject);

}  // namespace faultline::collectors
