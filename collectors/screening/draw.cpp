#include "collectors/screening/draw.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"

namespace faultline::collectors {

namespace {

/// Source: Steele, Lea and Flood 2014, Fast splittable pseudorandom number generators: mix64, in
/// variant 13 of Stafford, after the increment.
std::uint64_t mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15ULL;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31U);
}

/// The text's length, then its bytes, the first one lowest, eight at a time.
std::uint64_t mix_text(std::uint64_t state, std::string_view text) {
  state = mix(state ^ text.size());
  for (std::size_t begin = 0; begin < text.size(); begin += 8) {
    std::uint64_t word = 0;
    const std::string_view part = text.substr(begin, 8);
    for (std::size_t i = 0; i < part.size(); ++i) {
      word |= std::uint64_t{static_cast<unsigned char>(part[i])} << (8 * i);
    }
    state = mix(state ^ word);
  }
  return state;
}

struct Lot {
  std::uint64_t number = 0;
  const Candidate* candidate = nullptr;

  /// Equal numbers are as good as impossible; the names settle them.
  [[nodiscard]] auto key() const {
    return std::tie(number, candidate->repository, candidate->number);
  }
};

bool falls_before(const Lot& a, const Lot& b) { return a.key() < b.key(); }

/// The lots of each stratum in their order.
std::map<std::size_t, std::vector<Lot>> draw_lots(std::span<const Candidate> candidates,
                                                  std::uint64_t seed, std::string_view draw) {
  std::map<std::size_t, std::vector<Lot>> strata;
  for (const Candidate& candidate : candidates) {
    strata[candidate.stratum].push_back(
        {lot_number(seed, draw, candidate.repository, candidate.number), &candidate});
  }
  for (auto& [stratum, lots] : strata) std::sort(lots.begin(), lots.end(), falls_before);
  return strata;
}

std::vector<Candidate> in_order(std::vector<Lot> drawn) {
  std::sort(drawn.begin(), drawn.end(), falls_before);
  std::vector<Candidate> candidates;
  candidates.reserve(drawn.size());
  for (const Lot& lot : drawn) candidates.push_back(*lot.candidate);
  return candidates;
}

}  // namespace

std::uint64_t lot_number(std::uint64_t seed, std::string_view draw, std::string_view repository,
                         std::int64_t issue) {
  std::uint64_t state = mix(seed);
  state = mix_text(state, draw);
  state = mix_text(state, to_lower(repository));
  return mix(state ^ static_cast<std::uint64_t>(issue));
}

std::vector<Candidate> draw_per_stratum(std::span<const Candidate> candidates, std::uint64_t seed,
                                        std::string_view draw, std::size_t per_stratum) {
  std::vector<Lot> drawn;
  for (const auto& [stratum, lots] : draw_lots(candidates, seed, draw)) {
    const std::size_t count = std::min(per_stratum, lots.size());
    drawn.insert(drawn.end(), lots.begin(), lots.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return in_order(std::move(drawn));
}

std::vector<Candidate> draw_proportionally(std::span<const Candidate> candidates,
                                           std::uint64_t seed, std::string_view draw,
                                           std::size_t size) {
  // The i-th of n lots stands at (2i + 1) / 2n of its stratum: taking the smallest of these over
  // all strata gives each its share.
  struct Standing {
    std::size_t numerator;
    std::size_t denominator;
    std::size_t stratum;
    Lot lot;
  };
  std::vector<Standing> standings;
  for (const auto& [stratum, lots] : draw_lots(candidates, seed, draw)) {
    for (std::size_t i = 0; i < lots.size(); ++i) {
      standings.push_back({2 * i + 1, 2 * lots.size(), stratum, lots[i]});
    }
  }
  std::sort(standings.begin(), standings.end(), [](const Standing& a, const Standing& b) {
    const std::size_t left = a.numerator * b.denominator;
    const std::size_t right = b.numerator * a.denominator;
    return std::tie(left, a.stratum) < std::tie(right, b.stratum);
  });
  std::vector<Lot> drawn;
  for (std::size_t i = 0; i < std::min(size, standings.size()); ++i) {
    drawn.push_back(standings[i].lot);
  }
  return in_order(std::move(drawn));
}

}  // namespace faultline::collectors
