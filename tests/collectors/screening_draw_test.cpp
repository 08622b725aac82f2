#include "collectors/screening/draw.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/random.h"

namespace faultline::collectors {

namespace {

using Numbers = std::set<std::pair<std::size_t, std::int64_t>>;

/// Issues 1 to `count` of one repository.
std::vector<Candidate> stratum(std::size_t place, std::int64_t count) {
  std::vector<Candidate> candidates;
  for (std::int64_t number = 1; number <= count; ++number) {
    candidates.push_back({number * 10, "owner/repository-" + std::to_string(place), number, place});
  }
  return candidates;
}

std::vector<Candidate> strata(const std::vector<std::int64_t>& counts) {
  std::vector<Candidate> all;
  for (std::size_t place = 0; place < counts.size(); ++place) {
    const std::vector<Candidate> one = stratum(place, counts[place]);
    all.insert(all.end(), one.begin(), one.end());
  }
  return all;
}

void shuffle(std::vector<Candidate>& candidates, std::uint64_t seed) {
  Random random(seed);
  for (std::size_t i = candidates.size(); i > 1; --i) {
    std::swap(candidates[i - 1], candidates[random.below(i)]);
  }
}

Numbers names(const std::vector<Candidate>& drawn) {
  Numbers found;
  for (const Candidate& candidate : drawn) found.emplace(candidate.stratum, candidate.number);
  return found;
}

std::map<std::size_t, std::size_t> sizes(const std::vector<Candidate>& drawn) {
  std::map<std::size_t, std::size_t> counts;
  for (const Candidate& candidate : drawn) ++counts[candidate.stratum];
  return counts;
}

std::vector<std::int64_t> ids(const std::vector<Candidate>& drawn) {
  std::vector<std::int64_t> found;
  for (const Candidate& candidate : drawn) found.push_back(candidate.issue_id);
  return found;
}

}  // namespace

TEST_CASE("a lot number is the same for ever") {
  CHECK(lot_number(2024, "main", "pytorch/pytorch", 1) ==
        lot_number(2024, "main", "PyTorch/PyTorch", 1));
  CHECK(lot_number(2024, "main", "pytorch/pytorch", 1) == 4765213794942745948ULL);
}

TEST_CASE("a lot number depends on the seed, the draw, the repository and the issue") {
  const std::set<std::uint64_t> numbers{
      lot_number(1, "main", "a/b", 1),  lot_number(2, "main", "a/b", 1),
      lot_number(1, "pilot", "a/b", 1), lot_number(1, "main", "a/c", 1),
      lot_number(1, "main", "a/b", 2),  lot_number(1, "maina", "/b", 1)};

  CHECK(numbers.size() == 6);
}

TEST_CASE("the order of the candidates does not matter") {
  std::vector<Candidate> candidates = strata({200, 90});
  const std::vector<std::int64_t> expected = ids(draw_per_stratum(candidates, 5, "main", 20));
  const std::vector<std::int64_t> tranche = ids(draw_proportionally(candidates, 5, "t", 20));

  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    shuffle(candidates, seed);

    CHECK(ids(draw_per_stratum(candidates, 5, "main", 20)) == expected);
    CHECK(ids(draw_proportionally(candidates, 5, "t", 20)) == tranche);
  }
}

TEST_CASE("a smaller draw is part of a larger one, and new candidates only push others out") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Numbers ten = names(draw_per_stratum(strata({100, 50}), seed, "main", 10));
    const Numbers twenty = names(draw_per_stratum(strata({100, 50}), seed, "main", 20));
    const Numbers later = names(draw_per_stratum(strata({130, 80}), seed, "main", 10));

    CHECK(std::includes(twenty.begin(), twenty.end(), ten.begin(), ten.end()));
    for (const auto& [place, number] : later) {
      const bool is_new = number > (place == 0 ? 100 : 50);
      CHECK((is_new || ten.contains({place, number})));
    }
  }
}

TEST_CASE("each stratum gives what is asked for, or all it has") {
  using Sizes = std::map<std::size_t, std::size_t>;

  CHECK(sizes(draw_per_stratum(strata({100, 4, 30}), 1, "main", 10)) ==
        Sizes{{0, 10}, {1, 4}, {2, 10}});
  CHECK(sizes(draw_proportionally(strata({100, 100}), 1, "t", 20)) == Sizes{{0, 10}, {1, 10}});
  CHECK(sizes(draw_proportionally(strata({150, 50}), 1, "t", 20)) == Sizes{{0, 15}, {1, 5}});
  CHECK(draw_proportionally(strata({3, 2}), 1, "t", 20).size() == 5);
  CHECK(draw_proportionally(strata({3, 2}), 1, "t", 0).empty());
  CHECK(draw_per_stratum({}, 1, "main", 10).empty());
}

TEST_CASE("every issue has the same chance") {
  std::map<std::int64_t, int> drawn;
  constexpr int kDraws = 2'000;
  const std::vector<Candidate> candidates = stratum(0, 20);

  for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
    for (const Candidate& candidate : draw_per_stratum(candidates, seed, "main", 5)) {
      ++drawn[candidate.number];
    }
  }

  // A quarter of the draws, with a standard deviation of 19.4.
  for (const auto& [number, count] : drawn) {
    CHECK(count > 400);
    CHECK(count < 600);
  }
}

}  // namespace faultline::collectors
