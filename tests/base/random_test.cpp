#include "base/random.h"

#include <doctest/doctest.h>

#include <vector>

namespace faultline {

TEST_CASE("the sequence is the one that the C++ standard fixes for its 64-bit Mersenne twister") {
  Random random(5489);

  for (int i = 1; i < 10'000; ++i) static_cast<void>(random.next());

  CHECK(random.next() == 9'981'545'732'273'789'042U);
}

TEST_CASE("draws below a bound depend on the seed alone") {
  Random first(2024);
  Random second(2024);
  Random other(2025);
  bool differs = false;
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t drawn = first.below(1000);
    CHECK(drawn == second.below(1000));
    differs = differs || drawn != other.below(1000);
  }
  CHECK(differs);
}

TEST_CASE("draws stay below the bound and reach every number about equally often") {
  Random random(1);
  std::vector<int> counts(7);
  for (int i = 0; i < 70'000; ++i) ++counts.at(random.below(7));

  for (const int count : counts) {
    CHECK(count > 9'500);
    CHECK(count < 10'500);
  }
  CHECK(random.below(1) == 0);
}

TEST_CASE("a bound near the largest number is drawn without bias") {
  // With two thirds of all numbers as the bound, a draw by remainder would fall into the lower
  // half of the range two times in three.
  constexpr std::uint64_t kBound = 12'297'829'382'473'034'410U;
  Random random(9);
  int lower = 0;
  for (int i = 0; i < 30'000; ++i) {
    const std::uint64_t drawn = random.below(kBound);
    REQUIRE(drawn < kBound);
    if (drawn < kBound / 2) ++lower;
  }

  CHECK(lower > 14'500);
  CHECK(lower < 15'500);
}

}  // namespace faultline
