#include "data/spreadsheet_date.h"

#include <doctest/doctest.h>

#include <limits>

namespace faultline::data {

TEST_CASE("days of the 1900 system include the leap day that never was") {
  CHECK(date_text(1, DateSystem::k1900) == "1900-01-01");
  CHECK(date_text(59, DateSystem::k1900) == "1900-02-28");
  CHECK(date_text(60, DateSystem::k1900) == "1900-02-29");
  CHECK(date_text(61, DateSystem::k1900) == "1900-03-01");
  CHECK(date_text(45551, DateSystem::k1900) == "2024-09-16");
  CHECK(date_text(2958465, DateSystem::k1900) == "9999-12-31");
}

TEST_CASE("days of the 1904 system count from 1904") {
  CHECK(date_text(1, DateSystem::k1904) == "1904-01-02");
  CHECK(date_text(45551 - 1462, DateSystem::k1904) == "2024-09-16");
  CHECK(date_text(2957003, DateSystem::k1904) == "9999-12-31");
}

TEST_CASE("fractions of a day are its time, to the millisecond") {
  CHECK(date_text(45551.354166666664, DateSystem::k1900) == "2024-09-16T08:30:00");
  CHECK(date_text(45551.5 + 0.25 / 86400, DateSystem::k1900) == "2024-09-16T12:00:00.250");
  CHECK(date_text(45551.99999999999, DateSystem::k1900) == "2024-09-17");
  CHECK(date_text(0.354166666666667, DateSystem::k1900) == "08:30:00");
  CHECK(date_text(0, DateSystem::k1900) == "00:00:00");
}

TEST_CASE("numbers before the first and after the last day are no dates") {
  CHECK_FALSE(date_text(-0.5, DateSystem::k1900).has_value());
  CHECK_FALSE(date_text(2958466, DateSystem::k1900).has_value());
  CHECK_FALSE(date_text(2957004, DateSystem::k1904).has_value());
  CHECK_FALSE(date_text(2958465.999999999, DateSystem::k1900).has_value());
  CHECK_FALSE(date_text(1e300, DateSystem::k1900).has_value());
  CHECK_FALSE(date_text(std::numeric_limits<double>::quiet_NaN(), DateSystem::k1900).has_value());
}

TEST_CASE("formats with letters of dates outside quotes, escapes and brackets show dates") {
  for (const char* code : {"yyyy-mm-dd", "[$-409]d\\-mmm", "h:mm AM/PM", "[h]:00", "[SS]", "0;yyyy",
                           "\"on\" dd", "[Red]d"}) {
    CAPTURE(code);
    CHECK(is_date_format(code));
  }
  for (const char* code : {"General", "0.00", "0.00E+00", "#,##0 \"days\"", "[Red]0", "0\\d", "0_d",
                           "*d0", "@", "", "\"never closed d", "[Red", "0\\", "[]"}) {
    CAPTURE(code);
    CHECK_FALSE(is_date_format(code));
  }
}

TEST_CASE("the formats of dates that every program knows are those of the standard") {
  for (const std::size_t id : {14, 22, 27, 36, 45, 47, 50, 58}) CHECK(is_builtin_date_format(id));
  for (const std::size_t id : {0, 13, 23, 26, 37, 44, 48, 49, 59, 164}) {
    CHECK_FALSE(is_builtin_date_format(id));
  }
}

}  // namespace faultline::data
