#include "base/clock.h"

#include <doctest/doctest.h>

#include <string>

#include "base/random.h"

namespace faultline {

namespace {

using namespace std::chrono_literals;

constexpr Moment kMorning =
    std::chrono::sys_days{std::chrono::year{2024} / 9 / 16} + 8h + 30min + 5s;

}  // namespace

TEST_CASE("a moment is written in UTC, with milliseconds only where there are some") {
  CHECK(to_iso8601(kMorning) == "2024-09-16T08:30:05Z");
  CHECK(to_iso8601(kMorning + 7ms) == "2024-09-16T08:30:05.007Z");
  CHECK(to_iso8601(Moment{} - 1ms) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("sortable times always have milliseconds and sort as their moments do") {
  CHECK(to_sortable_iso8601(kMorning) == "2024-09-16T08:30:05.000Z");
  CHECK(to_sortable_iso8601(Moment{} - 1ms) == "1969-12-31T23:59:59.999Z");

  Random random(7);
  for (int i = 0; i < 1000; ++i) {
    const Moment a = kMorning + std::chrono::milliseconds{random.below(3000)};
    const Moment b = kMorning + std::chrono::milliseconds{random.below(3000)};
    CHECK((a < b) == (to_sortable_iso8601(a) < to_sortable_iso8601(b)));
  }
}

TEST_CASE("dates and times are read") {
  CHECK(parse_iso8601("2024-09-16") == std::chrono::sys_days{std::chrono::year{2024} / 9 / 16});
  CHECK(parse_iso8601("2024-09-16T08:30:05Z") == kMorning);
  CHECK(parse_iso8601("2024-09-16T08:30:05.123Z") == kMorning + 123ms);
  CHECK(parse_iso8601("2024-09-16T08:30:05.1Z") == kMorning + 100ms);
  CHECK(parse_iso8601("2024-09-16T08:30:05.123999999Z") == kMorning + 123ms);
  CHECK(parse_iso8601("2024-02-29").has_value());
}

TEST_CASE("an offset is turned into UTC") {
  CHECK(parse_iso8601("2024-09-16T10:30:05+02:00") == kMorning);
  CHECK(parse_iso8601("2024-09-15T22:00:05-10:30") == kMorning);
  CHECK(parse_iso8601("2024-09-16T10:30:05.5+02:00") == kMorning + 500ms);
}

TEST_CASE("an offset does not lead out of the years that have four digits") {
  CHECK_FALSE(parse_iso8601("0000-01-01T00:00:00+00:01").has_value());
  CHECK_FALSE(parse_iso8601("9999-12-31T23:59:59-00:01").has_value());
  CHECK(parse_iso8601("9999-12-31T23:59:59+00:01").has_value());
}

TEST_CASE("what is no date or time that exists has no value") {
  for (const char* text : {"",
                           "2024",
                           "2024-9-16",
                           "2024-02-30",
                           "2023-02-29",
                           "2024-13-01",
                           "2024-00-10",
                           "16.09.2024",
                           "2024-09-16 ",
                           " 2024-09-16",
                           "2024-09-16T",
                           "2024-09-16T08:30Z",
                           "2024-09-16T08:30:05",
                           "2024-09-16T24:00:00Z",
                           "2024-09-16T08:60:00Z",
                           "2024-09-16T08:30:60Z",
                           "2024-09-16T08:30:05.Z",
                           "2024-09-16T08:30:05.1234567890Z",
                           "2024-09-16T08:30:05Zx",
                           "2024-09-16T08:30:05+2",
                           "2024-09-16T08:30:05+24:00",
                           "2024-09-16 08:30:05Z",
                           "-024-09-16",
                           "+024-09-16"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_iso8601(text).has_value());
  }
}

TEST_CASE("what is written is read back") {
  Random random(11);
  for (int i = 0; i < 1000; ++i) {
    const Moment moment{std::chrono::milliseconds{random.below(253'402'300'799'999)}};
    CHECK(parse_iso8601(to_iso8601(moment)) == moment);
    CHECK(parse_iso8601(to_sortable_iso8601(moment)) == moment);
  }
}

TEST_CASE("a fixed clock shows what it was set to") {
  FixedClock clock(kMorning);

  CHECK(clock.now() == kMorning);
  clock.set(kMorning - 1h);
  CHECK(clock.now() == kMorning - 1h);
}

}  // namespace faultline
