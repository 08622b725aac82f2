#include "analysis/counts.h"

#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "analysis/percentages.h"
#include "base/error.h"

namespace faultline::analysis {

TEST_CASE("codes are counted and items without a label are left out and counted") {
  const CodeCounts counts = count_codes(std::array{0, 2, 2, -1, 0, 2}, 4);

  CHECK(counts.counts == std::vector<std::int64_t>{2, 0, 3, 0});
  CHECK(counts.left_out == 1);
  CHECK_THROWS_AS(static_cast<void>(count_codes(std::array{4}, 4)), Error);
  CHECK_THROWS_AS(static_cast<void>(count_codes(std::array{-2}, 4)), Error);
}

TEST_CASE("an item is in a cross table only with both labels") {
  const CrossCounts cross = cross_counts(std::array{0, 1, -1, 1}, 2, std::array{2, 0, 1, -1}, 3);

  CHECK(cross.table.at(0, 2) == 1);
  CHECK(cross.table.at(1, 0) == 1);
  CHECK(cross.table.total() == 2);
  CHECK(cross.left_out == 2);
  CHECK_THROWS_AS(static_cast<void>(cross_counts(std::array{0}, 2, std::array{0, 1}, 2)), Error);
}

TEST_CASE("three labels make one cross table for each code of the third") {
  const LayeredCounts counts = layered_counts(std::array{0, 0, 1, 1}, 2, std::array{1, 1, 0, 0}, 2,
                                              std::array{0, 1, 1, -1}, 2);

  REQUIRE(counts.layers.size() == 2);
  CHECK(counts.layers[0].at(0, 1) == 1);
  CHECK(counts.layers[1].at(0, 1) == 1);
  CHECK(counts.layers[1].at(1, 0) == 1);
  CHECK(counts.left_out == 1);
}

TEST_CASE("a percentage is rounded half away from zero, exactly") {
  CHECK(*rounded_percentage(1, 200) == 1);
  CHECK(*rounded_percentage(1, 201) == 0);
  CHECK(*rounded_percentage(1, 8, 1) == 12.5);
  CHECK(*rounded_percentage(23, 40, 0) == 58);
  CHECK(*rounded_percentage(201, 20000, 2) == 1.01);
  CHECK_FALSE(rounded_percentage(0, 0));
  CHECK_THROWS_AS(static_cast<void>(rounded_percentage(1, 2, 7)), Error);
}

TEST_CASE("equal remainders go to the larger count first, then to the earlier place") {
  // Of 1/6, 1/6 and 4/6, the remainders of 16.67, 16.67 and 66.67 are equal.
  CHECK(largest_remainder(std::array<std::int64_t, 3>{1, 1, 4}, 0) ==
        std::vector<double>{17, 16, 67});
}

TEST_CASE("percentages of large counts are exact") {
  const std::int64_t large = std::int64_t{1} << 51;

  CHECK(largest_remainder(std::array{large, large, large}, 6) ==
        std::vector<double>{33.333334, 33.333333, 33.333333});
  CHECK(largest_remainder({}, 0).empty());
}

}  // namespace faultline::analysis
