#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::collectors {

/// Drawing issues by lot so that the same lot falls whatever the order in which issues were stored,
/// and that issues which come later disturb no earlier draw: each issue has a number of its own, a
/// hash of the seed, the draw's name and the issue's name, and those with the smallest numbers are
/// drawn. (Bottom-k sampling; Cohen and Kaplan 2007.)

/// The number of an issue in a draw: the parts, 64 bits at a time, mixed one after the other with
/// the finalizer of SplitMix64 (Steele, Lea and Flood 2014). Upper and lower case of the repository
/// do not count.
/// @param draw  what is drawn: "main", "pilot", a tranche's name; each is a lottery of its own
[[nodiscard]] std::uint64_t lot_number(std::uint64_t seed, std::string_view draw,
                                       std::string_view repository, std::int64_t issue);

/// An issue that can be drawn.
struct Candidate {
  std::int64_t issue_id = 0;
  std::string repository;
  std::int64_t number = 0;
  std::size_t stratum = 0;  ///< its converter's place
};

/// Draws `per_stratum` candidates of each stratum, or all where there are fewer.
/// @return in the order of their lots, strata mixed
[[nodiscard]] std::vector<Candidate> draw_per_stratum(std::span<const Candidate> candidates,
                                                      std::uint64_t seed, std::string_view draw,
                                                      std::size_t per_stratum);

/// Draws `size` candidates, or all where there are fewer: of each stratum as many as its share of
/// the candidates asks for.
/// @return in the order of their lots, strata mixed
[[nodiscard]] std::vector<Candidate> draw_proportionally(std::span<const Candidate> candidates,
                                                         std::uint64_t seed, std::string_view draw,
                                                         std::size_t size);

}  // namespace faultline::collectors
