#include "support/github_server/github.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <utility>

#include "support/github_server/graphql/execute.h"
#include "support/github_server/partial_data.h"
#include "support/github_server/rest_api.h"

namespace faultline::test {

namespace {

using nlohmann::json;

constexpr const char* kSecondary =
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
constexpr const char* kTimeout =
    "Something went wrong while executing your query. This may be the result of a timeout, or it "
    "could be a GitHub bug. Please include `FA17:1234` when reporting this issue.";

Answer error_answer(int status, const std::string& message) {
  Answer answer;
  answer.status = status;
  answer.body = rest_error(status, message).body.dump();
  return answer;
}

/// A weak ETag of the body. Source: the FNV-1a hash.
std::string etag_of(const std::string& body) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : body) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  }
  return fmt::format("W/\"{:016x}\"", hash);
}

std::string resource_of(const Question& question) {
  if (question.graphql) return "graphql";
  return question.path.starts_with("/search/") ? "search" : "core";
}

/// Source: RFC 9110, 5.6.7.
std::string http_date(Moment moment) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(moment)));
}

std::string html(const std::string& title) {
  return "<!DOCTYPE html>\n<html><head><title>" + title + "</title></head><body><h1>" + title +
         "</h1></body></html>\n";
}

}  // namespace

Github::Github(World world, ServerOptions options)
    : world_(std::move(world)), options_(std::move(options)), limits_(options_.limits) {}

Moment Github::now() const { return options_.now ? options_.now() : SystemClock().now(); }

std::optional<Answer> Github::refusal(const Question& question) const {
  if (!question.user_agent || question.user_agent->empty()) {
    return error_answer(403,
                        "Request forbidden by administrative rules. Please make sure your "
                        "request has a User-Agent header");
  }
  const bool expects_token = options_.token.has_value();
  if (expects_token && question.authorization) {
    const bool right = question.authorization == "Bearer " + *options_.token ||
                       question.authorization == "token " + *options_.token;
    if (!right) return error_answer(401, "Bad credentials");
  }
  const bool may_be_anonymous = !question.graphql && (options_.anonymous || !expects_token);
  if (!question.authorization && !may_be_anonymous) {
    return error_answer(401, "This endpoint requires you to be authenticated.");
  }
  return std::nullopt;
}

void Github::add_limit_headers(Answer& answer, const std::string& resource,
                               const Question& question) {
  for (auto& header : limits_.headers(resource, question.authorization.has_value(), now())) {
    answer.headers.push_back(std::move(header));
  }
  answer.headers.emplace_back("date", http_date(now()));
  answer.headers.emplace_back("x-github-request-id", fmt::format("FA17:{:06}", ++answers_));
  answer.headers.emplace_back("x-github-media-type", "github.v3; format=json");
}

Answer Github::over_limit(const std::string& resource, const Question& question) {
  Answer answer;
  if (question.graphql) {
    answer.body = json{{"errors",
                        {{{"type", "RATE_LIMIT"},
                          {"code", "graphql_rate_limit"},
                          {"message", "API rate limit already exceeded for user ID 1."}}}}}
                      .dump();
  } else {
    answer = error_answer(403, "API rate limit exceeded for user ID 1.");
  }
  add_limit_headers(answer, resource, question);
  return answer;
}

Answer Github::rest(const Question& question) {
  if (question.path == "/rate_limit") {
    Answer answer;
    answer.body = limits_.body(question.authorization.has_value(), now()).dump();
    add_limit_headers(answer, "core", question);
    return answer;
  }
  const std::string resource = resource_of(question);
  const bool has_token = question.authorization.has_value();
  if (!limits_.use(resource, 1, has_token, now())) return over_limit(resource, question);
  ++points_;

  RestRequest request{question.root, question.path, question.query, LinkStyle::kPages};
  if (question.path.ends_with("/issues")) request.links = options_.issue_links;
  const RestAnswer found = answer_rest(world_, request);
  Answer answer;
  answer.status = found.status;
  answer.body = found.body.dump();
  if (found.link) answer.headers.emplace_back("link", *found.link);
  if (found.location) answer.headers.emplace_back("location", *found.location);
  if (found.status == 200) {
    const std::string etag = etag_of(answer.body + found.link.value_or(""));
    answer.headers.emplace_back("etag", etag);
    if (question.if_none_match == etag) {
      limits_.give_back(resource, 1);
      --points_;
      answer.status = 304;
      answer.body.clear();
    }
  }
  add_limit_headers(answer, resource, question);
  return answer;
}

Answer Github::graphql(const Question& question) {
  Answer answer;
  GraphqlAnswerBody found;
  try {
    const PreparedQuery query = prepare_query(question.body);
    if (!limits_.use("graphql", query.cost.points, true, now())) {
      return over_limit("graphql", question);
    }
    points_ += query.cost.points;
    found =
        execute_query(world_, query, limits_.fields(query.cost.points, query.cost.nodes, now()));
  } catch (const QueryRefused& refusal) {
    found = refused(refusal);
  }
  const bool too_much =
      options_.graphql_objects > 0 && found.nodes_returned > options_.graphql_objects;
  if (too_much) {
    answer.status = 502;
    found.body = {{"data", nullptr}, {"errors", {{{"message", kTimeout}}}}};
  }
  answer.body = found.body.dump();
  add_limit_headers(answer, "graphql", question);
  return answer;
}

Answer Github::answer(const Question& question) {
  if (std::optional<Answer> refused = refusal(question)) {
    add_limit_headers(*refused, resource_of(question), question);
    return std::move(*refused);
  }
  return question.graphql ? graphql(question) : rest(question);
}

Answer Github::faulty_answer(Fault fault, const Question& question) {
  const std::string resource = resource_of(question);
  Answer answer;
  switch (fault) {
    case Fault::kServerError:
      answer = error_answer(500, "Server Error");
      break;
    case Fault::kBadGateway:
      answer = {502, {}, "text/html; charset=utf-8", html("502 Bad Gateway")};
      break;
    case Fault::kSecondaryLimit:
    case Fault::kSecondaryLimitWithPause:
      answer = error_answer(403, kSecondary);
      break;
    case Fault::kTooManyRequests:
      answer = error_answer(429, kSecondary);
      break;
    case Fault::kPrimaryLimit:
      limits_.exhaust(resource, now() + options_.pause);
      return over_limit(resource, question);
    case Fault::kEmptyBody:
      break;
    case Fault::kHtml:
      answer = {200, {}, "text/html; charset=utf-8", html("Unicorn! \xC2\xB7 GitHub")};
      break;
    case Fault::kGraphqlFailure:
      answer.body = json{{"data", nullptr}, {"errors", {{{"message", kTimeout}}}}}.dump();
      break;
    case Fault::kGraphqlBadGateway:
      answer = error_answer(502, "");
      answer.body = json{{"data", nullptr}, {"errors", {{{"message", kTimeout}}}}}.dump();
      break;
    case Fault::kInvalidJson:
    case Fault::kGraphqlTimeout: {
      Answer whole = this->answer(question);
      const bool with_json = !whole.body.empty();
      if (fault == Fault::kInvalidJson) {
        whole.body = whole.body.substr(0, whole.body.size() / 2) + (with_json ? "" : "{");
        whole.status = 200;
      } else {
        whole.body = with_partial_data(whole.body, kTimeout);
      }
      return whole;
    }
    case Fault::kTruncated:
    case Fault::kReset:
    case Fault::kStall:
      return this->answer(question);
  }
  add_limit_headers(answer, resource, question);
  const bool with_pause =
      fault == Fault::kSecondaryLimitWithPause || fault == Fault::kTooManyRequests;
  if (with_pause) {
    answer.headers.emplace_back("retry-after", std::to_string(options_.pause.count()));
  }
  return answer;
}

}  // namespace faultline::test
