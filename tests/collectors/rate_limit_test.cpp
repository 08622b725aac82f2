#include "collectors/github/rate_limit.h"

#include <doctest/doctest.h>

#include "support/loopback_server.h"

using faultline::FixedClock;
using faultline::HttpHeaders;
using faultline::HttpResponse;
using faultline::Moment;
using faultline::parse_iso8601;
using faultline::Random;
using faultline::collectors::is_rate_limited;
using faultline::collectors::parse_http_date;
using faultline::collectors::Pause;
using faultline::collectors::RateLimits;
using faultline::test::answer;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const Moment kStart = *parse_iso8601("2024-09-16T08:30:00Z");

std::string epoch(Moment moment) {
  return std::to_string(std::chrono::floor<seconds>(moment).time_since_epoch().count());
}

struct World {
  FixedClock clock{kStart};
  Random random{1};
  RateLimits limits{clock, random, true};

  void wait(const Pause& pause) {
    clock.set(clock.now() + pause.length);
    limits.waited(pause);
  }
};

HttpResponse with(HttpHeaders headers, int status = 200) {
  return answer(status, "{}", std::move(headers));
}

}  // namespace

TEST_CASE("dates of HTTP are read") {
  CHECK(parse_http_date("Mon, 16 Sep 2024 08:30:00 GMT") == kStart);
  for (const char* const text :
       {"", "2024-09-16", "Mon, 16 Sep 2024 08:30:00", "Mon, 31 Feb 2024 08:30:00 GMT",
        "Mon, 16 Sep 2024 08:30:00 CET"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_http_date(text).has_value());
  }
}

TEST_CASE("no more than 900 requests of REST are sent in any minute") {
  World world;
  for (int i = 0; i < 900; ++i) {
    REQUIRE_FALSE(world.limits.before_request("core").has_value());
    world.limits.sent(i % 2 == 0 ? "core" : "search");
    if (i == 449) world.clock.set(kStart + seconds{20});
  }

  const auto pause = world.limits.before_request("core");

  REQUIRE(pause.has_value());
  CHECK(pause->length == seconds{40});
  CHECK(pause->until == kStart + seconds{60});
  world.wait(*pause);
  CHECK_FALSE(world.limits.before_request("core").has_value());
}

TEST_CASE("GraphQL has 2,000 requests a minute of its own") {
  World world;
  for (int i = 0; i < 900; ++i) world.limits.sent("core");
  for (int i = 0; i < 1999; ++i) world.limits.sent("graphql");

  CHECK(world.limits.before_request("core").has_value());
  CHECK_FALSE(world.limits.before_request("graphql").has_value());
  world.limits.sent("graphql");
  CHECK(world.limits.before_request("graphql").has_value());
}

TEST_CASE("a clock that stands still does not hold up requests for ever") {
  World world;
  for (int i = 0; i < 900; ++i) world.limits.sent("core");

  const auto pause = world.limits.before_request("core");
  REQUIRE(pause.has_value());
  world.limits.waited(*pause);

  CHECK_FALSE(world.limits.before_request("core").has_value());
}

TEST_CASE("a server that is not paced is asked as fast as it answers") {
  FixedClock clock{kStart};
  Random random{1};
  RateLimits limits(clock, random, false);
  for (int i = 0; i < 5000; ++i) limits.sent("core");

  CHECK_FALSE(limits.before_request("core").has_value());
}

TEST_CASE("when the points are used up, the next request waits for the reset") {
  World world;
  world.limits.received("core", with({{"x-ratelimit-remaining", "0"},
                                      {"x-ratelimit-reset", epoch(kStart + minutes{10})}}));

  const auto pause = world.limits.before_request("core");

  REQUIRE(pause.has_value());
  CHECK(pause->length == minutes{10} + seconds{1});
  CHECK(world.limits.points_left() == 0);
  world.wait(*pause);
  CHECK_FALSE(world.limits.before_request("core").has_value());
}

TEST_CASE("the reset is measured by the server's clock where ours is wrong") {
  World world;
  world.limits.received(
      "core", with({{"Date", "Mon, 16 Sep 2024 12:00:00 GMT"},
                    {"x-ratelimit-remaining", "0"},
                    {"x-ratelimit-reset", epoch(*parse_iso8601("2024-09-16T12:05:00Z"))}}));

  CHECK(world.limits.before_request("core")->length == minutes{5} + seconds{1});
}

TEST_CASE("each resource of GitHub has its own points") {
  World world;
  world.limits.received("core", with({{"x-ratelimit-remaining", "0"},
                                      {"x-ratelimit-resource", "search"},
                                      {"x-ratelimit-reset", epoch(kStart + minutes{1})}}));

  CHECK_FALSE(world.limits.before_request("core").has_value());
  CHECK(world.limits.before_request("search").has_value());
}

TEST_CASE("GraphQL waits where less is left than the last query cost") {
  World world;
  world.limits.received_graphql(7, 6, kStart + minutes{3});

  CHECK(world.limits.before_request("graphql")->length == minutes{3} + seconds{1});
  world.limits.received_graphql(7, 7, kStart + minutes{3});
  CHECK_FALSE(world.limits.before_request("graphql").has_value());
}

TEST_CASE("a refusal is told from a permission that is missing") {
  CHECK(is_rate_limited(answer(429, "")));
  CHECK(is_rate_limited(with({{"Retry-After", "5"}}, 403)));
  CHECK(is_rate_limited(with({{"x-ratelimit-remaining", "0"}}, 403)));
  CHECK(
      is_rate_limited(answer(403, "{\"message\":\"You have exceeded a secondary rate limit.\"}")));
  CHECK_FALSE(is_rate_limited(answer(403, "{\"message\":\"Must have admin rights\"}",
                                     {{"x-ratelimit-remaining", "4999"}})));
  CHECK_FALSE(is_rate_limited(with({{"Retry-After", "5"}}, 503)));
}

TEST_CASE("after a refusal, retry-after is kept to") {
  World world;

  CHECK(world.limits.after_refusal(with({{"Retry-After", "37"}}, 429), 1).length == seconds{37});
  CHECK(world.limits.after_refusal(with({{"Retry-After", "Mon, 16 Sep 2024 08:30:20 GMT"}}, 429), 1)
            .length == seconds{20});
  CHECK(world.limits.after_refusal(with({{"Retry-After", "0"}}, 429), 1).length == seconds{1});
}

TEST_CASE("after a refusal without points left, the reset is waited for") {
  World world;
  const HttpResponse refusal = with(
      {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", epoch(kStart + minutes{20})}}, 403);
  world.limits.received("core", refusal);

  CHECK(world.limits.after_refusal(refusal, 1).length == minutes{20} + seconds{1});
}

TEST_CASE("after other refusals, at least a minute is waited, then twice as long each time") {
  World world;
  for (const char* const headers : {"", "nonsense", "-5", "99999999999999999999"}) {
    milliseconds least = minutes{1};
    for (int times = 1; times <= 5; ++times, least *= 2) {
      const milliseconds length =
          world.limits.after_refusal(with({{"Retry-After", headers}}, 403), times).length;
      CHECK(length >= least);
      CHECK(length <= least + least / 4);
    }
  }
}

TEST_CASE("a reset further ahead than an hour is not waited for, since a clock must be wrong") {
  World world;
  const HttpResponse refusal = with(
      {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", epoch(kStart + minutes{90})}}, 403);
  world.limits.received("core", refusal);

  CHECK_FALSE(world.limits.before_request("core").has_value());
  CHECK(world.limits.after_refusal(refusal, 1).length <= seconds{75});
}

TEST_CASE("a reset in the past is not taken for the end of a refusal") {
  World world;
  const HttpResponse refusal = with(
      {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", epoch(kStart - minutes{5})}}, 403);

  CHECK(world.limits.after_refusal(refusal, 1).length >= minutes{1});
}

TEST_CASE("pauses differ between clients, and repeat with a seed") {
  const auto pauses = [](std::uint64_t seed) {
    FixedClock clock{kStart};
    Random random{seed};
    RateLimits limits(clock, random, true);
    return std::pair(limits.after_fault(nullptr, 4).length, limits.after_fault(nullptr, 5).length);
  };

  CHECK(pauses(1) == pauses(1));
  CHECK(pauses(1) != pauses(2));
}

TEST_CASE("a pause before the server ever answered ends after now") {
  World world;

  const Pause pause = world.limits.after_fault(nullptr, 1);

  CHECK(pause.until == kStart + pause.length);
}

TEST_CASE("after a fault, the server's own wish for a pause is kept to") {
  World world;
  const HttpResponse unavailable = with({{"Retry-After", "120"}}, 503);

  CHECK(world.limits.after_fault(&unavailable, 1).length == seconds{120});
  CHECK(world.limits.after_fault(nullptr, 1).length < seconds{2});
}
