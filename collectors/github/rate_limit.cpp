#include "collectors/github/rate_limit.h"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <iomanip>
#include <locale>
#include <sstream>
#include <utility>

#include "base/text.h"

namespace faultline::collectors {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kRestPointsAMinute = 900;
constexpr std::size_t kGraphqlPointsAMinute = 2000;
constexpr milliseconds kMinute = std::chrono::minutes{1};
constexpr milliseconds kLongestWindow = std::chrono::hours{1} + kMinute;
/// Both clocks are read to the second: a reset is over when that second is.
constexpr milliseconds kClockStep = seconds{1};

/// A number of seconds that a date can hold.
std::optional<std::int64_t> whole_number(const std::optional<std::string>& text) {
  if (!text) return {};
  const std::string_view digits = trim(*text);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return {};
  if (number < 0 || number > 100'000'000'000) return {};
  return number;
}

std::optional<std::int64_t> remaining_of(const HttpResponse& response) {
  return whole_number(find_header(response.headers, "x-ratelimit-remaining"));
}

std::optional<Moment> date_of(const HttpResponse& response) {
  const auto date = find_header(response.headers, "date");
  return date ? parse_http_date(*date) : std::nullopt;
}

std::optional<Moment> reset_of(const HttpResponse& response) {
  const auto reset = whole_number(find_header(response.headers, "x-ratelimit-reset"));
  if (!reset) return {};
  return Moment{seconds{*reset}};
}

/// A number of seconds, or a date (RFC 9110, 10.2.3).
std::optional<milliseconds> retry_after(const HttpResponse& response, Moment server_now) {
  const auto text = find_header(response.headers, "retry-after");
  if (!text) return {};
  if (const auto number = whole_number(text))
    return std::max<milliseconds>(seconds{*number}, seconds{1});
  if (const auto date = parse_http_date(*text))
    return std::max<milliseconds>(*date - server_now, seconds{1});
  return {};
}

}  // namespace

std::optional<Moment> parse_http_date(const std::string& text) {
  std::tm parts{};
  std::istringstream stream(text);
  stream.imbue(std::locale::classic());
  stream >> std::get_time(&parts, "%a, %d %b %Y %H:%M:%S");
  std::string zone;
  stream >> zone;
  if (stream.fail() || zone != "GMT") return {};
  const std::chrono::year_month_day day{std::chrono::year{parts.tm_year + 1900},
                                        std::chrono::month{static_cast<unsigned>(parts.tm_mon) + 1},
                                        std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
  if (!day.ok()) return {};
  return Moment{std::chrono::sys_days{day}} + std::chrono::hours{parts.tm_hour} +
         std::chrono::minutes{parts.tm_min} + seconds{parts.tm_sec};
}

bool is_rate_limited(const HttpResponse& response) {
  if (response.status == 429) return true;
  if (response.status != 403) return false;
  if (find_header(response.headers, "retry-after") || remaining_of(response) == 0) return true;
  const std::string body = to_lower(response.body);
  return body.find("rate limit") != std::string::npos ||
         body.find("abuse detection") != std::string::npos;
}

RateLimits::RateLimits(const Clock& clock, Random& random, bool paced)
    : clock_(clock), random_(random), paced_(paced) {}

std::optional<Pause> RateLimits::before_request(const RateResource& resource) {
  const auto budget = budgets_.find(resource);
  if (budget != budgets_.end() && budget->second.remaining < budget->second.cost &&
      budget->second.reset) {
    const auto length = *budget->second.reset - now();
    if (length > milliseconds{0}) return pause(length, "GitHub's limit of requests is used up");
  }

  std::deque<Moment>& sent = window(resource);
  const std::size_t most = resource == "graphql" ? kGraphqlPointsAMinute : kRestPointsAMinute;
  while (!sent.empty() && sent.front() + kMinute <= now()) sent.pop_front();
  if (!paced_ || sent.size() < most) return {};
  return pause(sent.front() + kMinute - now(),
               "GitHub allows " + std::to_string(most) + " requests a minute");
}

void RateLimits::sent(const RateResource& resource) {
  if (paced_) window(resource).push_back(now());
}

void RateLimits::received(const RateResource& resource, const HttpResponse& response) {
  if (const auto date = date_of(response)) server_ahead_ = *date - now();
  const auto remaining = remaining_of(response);
  if (!remaining) return;
  const auto name = find_header(response.headers, "x-ratelimit-resource");
  Budget& budget = budgets_[name ? *name : resource];
  budget.remaining = *remaining;
  budget.reset = local_time(reset_of(response));
  points_left_ = remaining;
}

void RateLimits::received_graphql(std::int64_t cost, std::optional<std::int64_t> remaining,
                                  std::optional<Moment> reset) {
  if (!remaining) return;
  Budget& budget = budgets_["graphql"];
  budget.cost = std::max<std::int64_t>(cost, 1);
  budget.remaining = *remaining;
  if (reset) budget.reset = local_time(reset);
  points_left_ = remaining;
}

void RateLimits::waited(const Pause& pause) { latest_ = std::max(now(), pause.until); }

Pause RateLimits::after_refusal(const HttpResponse& response, int times) {
  if (const auto length = retry_after(response, server_now().value_or(now()))) {
    return pause(*length, "GitHub asks to wait");
  }
  if (remaining_of(response) == 0) {
    const auto reset = local_time(reset_of(response));
    if (reset && *reset > now()) {
      return pause(*reset - now(), "GitHub's limit of requests is used up");
    }
  }
  return pause(backoff(kMinute, times), "GitHub asks for fewer requests");
}

Pause RateLimits::after_fault(const HttpResponse* response, int times) {
  auto length = backoff(seconds{1}, times);
  if (response != nullptr) {
    length =
        std::max(length, retry_after(*response, server_now().value_or(now())).value_or(length));
  }
  return pause(length, "the last request failed");
}

std::optional<Moment> RateLimits::server_now() {
  if (!server_ahead_) return {};
  return now() + *server_ahead_;
}

Moment RateLimits::now() {
  latest_ = std::max(latest_, clock_.now());
  return latest_;
}

Pause RateLimits::pause(milliseconds length, std::string reason) {
  return {.length = length, .until = now() + length, .reason = std::move(reason)};
}

std::optional<Moment> RateLimits::local_time(std::optional<Moment> of_server) {
  if (!of_server) return {};
  const Moment here = *of_server - server_ahead_.value_or(milliseconds{0}) + kClockStep;
  // Further ahead than any window lasts, it only shows that the clocks differ.
  if (here > now() + kLongestWindow) return {};
  return here;
}

milliseconds RateLimits::backoff(milliseconds first, int times) {
  const milliseconds length = first * (std::int64_t{1} << std::clamp(times - 1, 0, 10));
  const auto quarter = static_cast<std::uint64_t>(length.count() / 4);
  return length + milliseconds{static_cast<std::int64_t>(random_.below(quarter + 1))};
}

std::deque<Moment>& RateLimits::window(const RateResource& resource) {
  return resource == "graphql" ? graphql_window_ : rest_window_;
}

}  // namespace faultline::collectors
