#include "collectors/github/judge_answer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "collectors/github/rate_limit.h"
#include "data/parse_json.h"

namespace faultline::collectors {

namespace {

using Json = nlohmann::json;

std::string text_of(const Json& object, const char* member) {
  if (!object.is_object()) return {};
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  const std::string lower = to_lower(text);
  return std::any_of(parts.begin(), parts.end(), [&lower](std::string_view part) {
    return lower.find(part) != std::string::npos;
  });
}

/// "status 403: Resource not accessible by personal access token".
std::string describe(const HttpResponse& response) {
  const std::string status = "status " + std::to_string(response.status);
  const Json body = data::parse_json(response.body);
  const std::string message = text_of(body, "message");
  if (!message.empty()) return status + ": " + truncate(printable(message), 300);
  if (response.body.empty()) return status + " with nothing in it";
  if (trim(response.body).starts_with('<')) return status + " with HTML in place of JSON";
  return body.is_discarded() ? status + " with what is not, or not all of, JSON" : status;
}

/// What the status alone says, for both interfaces; no value where it says nothing bad.
std::optional<Verdict> judge_status(const HttpResponse& response) {
  const int status = response.status;
  if (is_rate_limited(response)) return Verdict::kLimited;
  if (status == 401) return Verdict::kUnauthorized;
  if (status == 403) return Verdict::kForbidden;
  if (status == 408 || status >= 500) return Verdict::kFault;
  return {};
}

/// One entry of GraphQL's `errors`.
Judgement judge_error(const Json& error, bool has_data) {
  const std::string type = text_of(error, "type");
  const std::string message = text_of(error, "message");
  const auto as = [&](Verdict verdict) {
    return Judgement{verdict, truncate(printable(message.empty() ? type : message), 300)};
  };
  if (type == "RATE_LIMITED" || type == "RATE_LIMIT" ||
      contains_any(message, {"rate limit", "abuse detection"})) {
    return as(Verdict::kLimited);
  }
  if (type == "MAX_NODE_LIMIT_EXCEEDED" || type == "RESOURCE_LIMITS_EXCEEDED" ||
      contains_any(message, {"timeout", "timed out", "in time", "resource limits"})) {
    return as(Verdict::kTooMuch);
  }
  if (type == "INSUFFICIENT_SCOPES") return as(Verdict::kForbidden);
  if (type == "NOT_FOUND" || type == "FORBIDDEN") {
    if (has_data) return as(Verdict::kGood);
    return as(type == "FORBIDDEN" ? Verdict::kForbidden : Verdict::kRefused);
  }
  // A query that does not fit the schema names the rule it breaks.
  const bool names_rule = type.empty() && error.is_object() && error.contains("extensions");
  return as(names_rule ? Verdict::kRefused : Verdict::kFault);
}

}  // namespace

Judgement judge_rest(const HttpResponse& response) {
  if (const auto verdict = judge_status(response)) return {*verdict, describe(response)};
  if (response.status == 304) return {};
  const bool is_json = data::is_json(response.body);
  const bool success = response.status >= 200 && response.status < 300;
  if (success && (is_json || (response.status == 204 && response.body.empty()))) return {};
  if (success) return {Verdict::kForeign, describe(response)};
  constexpr std::array kTelling{404, 409, 410, 422, 451};
  if (std::find(kTelling.begin(), kTelling.end(), response.status) == kTelling.end()) {
    return {Verdict::kRefused, describe(response)};
  }
  return {is_json ? Verdict::kGood : Verdict::kForeign, describe(response)};
}

Judgement judge_graphql(const HttpResponse& response, const Json& body) {
  if (response.status == 502 || response.status == 504) {
    return {Verdict::kTooMuch, describe(response)};
  }
  if (const auto verdict = judge_status(response)) return {*verdict, describe(response)};
  if (response.status < 200 || response.status >= 300) {
    return {body.is_object() && response.status != 404 ? Verdict::kRefused : Verdict::kForeign,
            describe(response)};
  }
  if (!body.is_object()) return {Verdict::kForeign, describe(response)};

  const auto data = body.find("data");
  const bool has_data = data != body.end() && data->is_object();
  const auto errors = body.find("errors");
  if (errors != body.end() && errors->is_array()) {
    for (const Json& error : *errors) {
      Judgement judgement = judge_error(error, has_data);
      if (judgement.verdict != Verdict::kGood) return judgement;
    }
  }
  if (has_data) return {};
  return {data != body.end() ? Verdict::kFault : Verdict::kForeign, "an answer without data"};
}

}  // namespace faultline::collectors
