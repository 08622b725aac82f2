#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/http.h"

namespace faultline::collectors {

/// What is to be done with an answer of GitHub.
enum class Verdict {
  kGood,          ///< it says what was asked, also that there is no such thing
  kLimited,       ///< a rate limit is exceeded: wait, ask again
  kFault,         ///< something broke that passes: ask again soon
  kTooMuch,       ///< it could not be computed in time, or is over a limit of one answer
  kUnauthorized,  ///< the token is wrong, or there is none where there must be
  kForbidden,     ///< the token may not read this
  kRefused,       ///< the request itself is not understood
  kForeign,       ///< it is not the answer of a GitHub, or of one in trouble
};

struct Judgement {
  Verdict verdict = Verdict::kGood;
  std::string reason;  ///< one line, with GitHub's own message where there is one
};

/// Good are 2xx with JSON or nothing in it, 304, and 404, 409, 410, 422 and 451 with JSON.
[[nodiscard]] Judgement judge_rest(const HttpResponse& response);

/// Good are answers with data, also where some part of it is missing because it does not exist or
/// may not be read. GitHub answers with status 200 to most that goes wrong, and gives a timeout no
/// type but a sentence.
///
/// @param body  the response's body, parsed; discarded where it is no JSON
/// Source: GitHub Docs, "Rate limits and query limits for the GraphQL API" (timeouts, node limit,
/// resource limits, exceeding the rate limit).
[[nodiscard]] Judgement judge_graphql(const HttpResponse& response, const nlohmann::json& body);

}  // namespace faultline::collectors
