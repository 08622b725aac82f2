#include "collectors/github/github_client.h"

#include <functional>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "collectors/github/link_header.h"
#include "collectors/github/url.h"
#include "data/parse_json.h"

namespace faultline::collectors {

namespace {

using Json = nlohmann::json;

constexpr int kMostTries = 6;
/// Before the server has answered even once, a wrong address is likelier than a passing fault.
constexpr int kMostFirstTries = 3;
constexpr std::chrono::milliseconds kLongestPause = std::chrono::hours{2};

constexpr const char* kGoOn = "run the same command again to go on";

RateResource resource_of(const GithubEndpoint& endpoint, const std::string& url) {
  if (url == endpoint.graphql) return "graphql";
  return url.starts_with(endpoint.rest + "/search/") ? "search" : "core";
}

std::string string_or_empty(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<GraphqlProblem> problems_of(const Json& body) {
  std::vector<GraphqlProblem> problems;
  const auto errors = body.find("errors");
  if (errors == body.end() || !errors->is_array()) return problems;
  for (const Json& error : *errors) {
    if (!error.is_object()) continue;
    std::vector<std::string> path;
    if (const auto steps = error.find("path"); steps != error.end() && steps->is_array()) {
      for (const Json& step : *steps) {
        path.push_back(step.is_string() ? step.get<std::string>() : step.dump());
      }
    }
    problems.push_back({.type = string_or_empty(error, "type"),
                        .message = string_or_empty(error, "message"),
                        .path = join(path, ".")});
  }
  return problems;
}

std::optional<std::int64_t> number_in(const Json& object, const char* member) {
  const auto found = object.find(member);
  if (found == object.end() || !found->is_number_integer()) return {};
  return found->get<std::int64_t>();
}

/// The next page of a list.
/// @throws Error (failure) where it is on another server: leaving it out would lose data in silence
std::optional<std::string> next_page(const std::optional<std::string>& link,
                                     const std::string& url) {
  const auto target = link ? find_link(*link, "next") : std::nullopt;
  if (!target) return {};
  auto next = resolve_url(url, *target);
  if (next && same_origin(*next, url)) return next;
  throw Error("the next page of '" + url + "' is on another server; not followed",
              ErrorKind::kFailure)
      .because("the server names '" + *target + "'")
      .help("a GitHub Enterprise server does so where its own name is set wrongly");
}

}  // namespace

/// One question, asked until it is answered.
struct GithubClient::Exchange {
  HttpRequest request;
  RateResource resource;
  std::function<Judgement(const HttpResponse&)> judge;
  bool can_ask_less = false;
  int faults = 0;
  int refusals = 0;
  std::optional<Judgement> last{};  ///< of the answer that ended it
};

GithubClient::GithubClient(Http& http, const Clock& clock, Waiter& waiter, Random& random,
                           GithubEndpoint endpoint, std::optional<Token> token)
    : http_(http),
      clock_(clock),
      waiter_(waiter),
      limits_(clock, random, !endpoint.loopback),
      endpoint_(std::move(endpoint)),
      token_(std::move(token)) {
  if (!token_ || endpoint_.secure || endpoint_.loopback) return;
  throw Error("a token is sent only over https, or to this machine")
      .because("'" + endpoint_.rest + "' is neither")
      .help("write https:// in --base-url");
}

GithubAnswer GithubClient::get(const std::string& path_or_url,
                               const std::optional<std::string>& etag) {
  const std::string url = path_or_url.starts_with('/') ? endpoint_.rest + path_or_url : path_or_url;
  if (!same_origin(url, endpoint_.rest)) {
    throw Error("'" + url + "' is not asked for: it is not on " + endpoint_.host,
                ErrorKind::kFailure);
  }
  Exchange exchange{.request = request_for("GET", url),
                    .resource = resource_of(endpoint_, url),
                    .judge = judge_rest};
  if (etag) exchange.request.headers.emplace_back("If-None-Match", *etag);

  HttpResponse response = ask(exchange);

  const bool not_modified = response.status == 304;
  if (!not_modified) ++costs_.points;
  GithubAnswer answer;
  answer.status = response.status;
  answer.url = url;
  answer.body = std::move(response.body);
  answer.etag = find_header(response.headers, "etag");
  answer.link = find_header(response.headers, "link");
  answer.not_modified = not_modified;
  answer.received_at = to_iso8601(clock_.now());
  answer.next_url = next_page(answer.link, response.url);
  if (response.redirects > 0) answer.moved_to = response.url;
  return answer;
}

GraphqlAnswer GithubClient::graphql(const std::string& query, const Json& variables,
                                    PageSize page_size) {
  if (!token_) {
    throw Error("GitHub's GraphQL interface answers nobody without a token")
        .help("set GITHUB_TOKEN, name a file with --token-file, or log in with `gh auth login`")
        .help("`--api rest` needs no token, but is slow");
  }
  GraphqlAnswer answer;
  answer.request = Json{{"query", query}, {"variables", variables}}.dump(
      -1, ' ', false, Json::error_handler_t::replace);
  Json body;
  Exchange exchange{.request = request_for("POST", endpoint_.graphql),
                    .resource = "graphql",
                    .judge =
                        [&body](const HttpResponse& response) {
                          body = data::parse_json(response.body);
                          return judge_graphql(response, body);
                        },
                    .can_ask_less = page_size == PageSize::kReducible};
  exchange.request.headers.emplace_back("Content-Type", "application/json");
  exchange.request.body = answer.request;

  HttpResponse response = ask(exchange);

  answer.received_at = to_iso8601(clock_.now());
  if (exchange.last->verdict == Verdict::kTooMuch) {
    ++costs_.points;
    answer.too_much = true;
    return answer;
  }
  answer.problems = problems_of(body);
  answer.data = std::move(body["data"]);
  answer.body = std::move(response.body);
  const Json limit = answer.data.value("rateLimit", Json::object());
  const std::int64_t cost = limit.is_object() ? number_in(limit, "cost").value_or(1) : 1;
  costs_.points += cost;
  if (limit.is_object()) {
    limits_.received_graphql(cost, number_in(limit, "remaining"),
                             parse_iso8601(string_or_empty(limit, "resetAt")));
  }
  return answer;
}

HttpRequest GithubClient::request_for(const std::string& method, const std::string& url) const {
  HttpRequest request;
  request.method = method;
  request.url = url;
  request.headers = {{"Accept", "application/vnd.github+json"},
                     {"X-GitHub-Api-Version", "2022-11-28"}};
  if (token_) request.headers.emplace_back("Authorization", token_->authorization());
  return request;
}

HttpResponse GithubClient::ask(Exchange& exchange) {
  for (;;) {
    while (const auto due = limits_.before_request(exchange.resource)) pause(*due);
    waiter_.stop_if_interrupted();
    ++costs_.requests;
    limits_.sent(exchange.resource);
    std::optional<HttpResponse> response;
    Judgement judgement;
    try {
      response = http_.send(exchange.request);
      costs_.requests += response->redirects;
      limits_.received(exchange.resource, *response);
      judgement = exchange.judge(*response);
    } catch (const HttpError& error) {
      if (!error.transient()) throw;
      judgement = {Verdict::kFault, join(error.reasons(), "; ")};
    }
    const bool settled = judgement.verdict == Verdict::kGood ||
                         (judgement.verdict == Verdict::kTooMuch && exchange.can_ask_less);
    if (settled) {
      answered_ = true;
      exchange.last = judgement;
      return std::move(*response);
    }
    handle(exchange, judgement, response ? &*response : nullptr);
  }
}

/// Waits until the question may be asked again, or throws what its last answer means.
void GithubClient::handle(Exchange& exchange, const Judgement& judgement,
                          const HttpResponse* response) {
  const std::string& url = exchange.request.url;
  switch (judgement.verdict) {
    case Verdict::kUnauthorized: {
      if (!token_)
        throw Error("'" + url + "' is not read without a token").because(judgement.reason);
      throw Error("GitHub does not accept the token from " + token_->origin())
          .because(judgement.reason)
          .help("it may have expired, or belong to another server");
    }
    case Verdict::kForbidden:
      throw Error("'" + url + "' may not be read" +
                  (token_ ? " with the token from " + token_->origin() : " without a token"))
          .because(judgement.reason);
    case Verdict::kRefused:
      throw Error("GitHub does not take the request '" + url + "'", ErrorKind::kFailure)
          .because(judgement.reason);
    case Verdict::kLimited:
      if (++exchange.refusals < kMostTries) {
        return pause(limits_.after_refusal(*response, exchange.refusals));
      }
      break;
    case Verdict::kGood:
    case Verdict::kFault:
    case Verdict::kTooMuch:
    case Verdict::kForeign:
      if (++exchange.faults < (answered_ ? kMostTries : kMostFirstTries)) {
        return pause(limits_.after_fault(response, exchange.faults));
      }
      break;
  }
  if (judgement.verdict == Verdict::kForeign && !answered_) {
    throw Error("'" + url + "' does not answer as GitHub does")
        .because(judgement.reason)
        .help("--base-url names the server alone, as in https://github.example.org");
  }
  throw Error("GitHub gives no answer to '" + url + "' after " +
                  std::to_string(exchange.faults + exchange.refusals) +
                  " tries; everything collected so far is kept",
              ErrorKind::kStopped)
      .because(judgement.reason)
      .help(kGoOn);
}

void GithubClient::pause(const Pause& pause) {
  if (pause.length > kLongestPause) {
    throw Error("GitHub wants a pause until " + to_iso8601(pause.until) +
                    "; everything collected so far is kept",
                ErrorKind::kStopped)
        .because(pause.reason)
        .help("run the same command again then to go on");
  }
  waiter_.wait(pause);
  limits_.waited(pause);
  waited_ += pause.length;
  costs_.waited_seconds = std::chrono::round<std::chrono::seconds>(waited_).count();
}

}  // namespace faultline::collectors
