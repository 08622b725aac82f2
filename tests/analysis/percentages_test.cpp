#include "analysis/percentages.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace faultline::analysis {

TEST_CASE("a printed percentage fits its count when some rounding of it gives that") {
  CHECK(percentage_fits(148, 200, {74, 0}));
  CHECK(percentage_fits(65, 200, {33, 0}));  // 32.5, half up
  CHECK(percentage_fits(65, 200, {32, 0}));  // 32.5, half to even
  CHECK(percentage_fits(1, 3, {3333, 2}));
  CHECK(percentage_fits(0, 7, {0, 0}));
  CHECK(percentage_fits(7, 7, {100, 0}));
  CHECK_FALSE(percentage_fits(14, 100, {15, 0}));
  CHECK_FALSE(percentage_fits(1212, 1761, {68, 0}));  // cut off instead of rounded
  CHECK_FALSE(percentage_fits(1, 3, {3334, 2}));
  CHECK_FALSE(percentage_fits(8, 7, {100, 0}));
}

TEST_CASE("the counts that give a percentage are those whose percentage fits, and no others") {
  for (const std::int64_t of : {1, 2, 7, 32, 54, 100, 199, 1761}) {
    for (std::int64_t percent = 0; percent <= 100; ++percent) {
      CAPTURE(of);
      CAPTURE(percent);
      const auto counts = fitting_counts(of, {percent, 0});
      for (std::int64_t count = 0; count <= of; ++count) {
        const bool is_named = counts && counts->least <= count && count <= counts->most;
        REQUIRE(percentage_fits(count, of, {percent, 0}) == is_named);
      }
    }
  }
}

TEST_CASE("no count of few items gives most percentages") {
  CHECK_FALSE(fitting_counts(32, {35, 0}));
  CHECK_FALSE(fitting_counts(7, {50, 0}));
  CHECK(fitting_counts(32, {41, 0})->least == 13);
  CHECK_FALSE(fitting_counts(10, {150, 0}));
}

TEST_CASE("percentages refuse what cannot be one") {
  CHECK_THROWS_AS(static_cast<void>(percentage_fits(1, 0, {50, 0})), Error);
  CHECK_THROWS_AS(static_cast<void>(percentage_fits(-1, 2, {50, 0})), Error);
  CHECK_THROWS_AS(static_cast<void>(percentage_fits(1, 2, {50, 7})), Error);
  CHECK_THROWS_AS(static_cast<void>(fitting_counts(2, {-1, 0})), Error);
}

}  // namespace faultline::analysis
