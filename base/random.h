#pragma once

#include <cstdint>
#include <random>

namespace faultline {

/// A seeded source of random numbers, the same on every machine: the 64-bit Mersenne twister, whose
/// sequence the C++ standard fixes, and a bounded draw of our own, since the standard library's
/// distributions differ between implementations.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] std::uint64_t next() { return engine_(); }

  /// A number in [0, bound), each with the same probability; `bound` is at least 1.
  /// Source: Lemire 2019, Fast random integer generation in an interval.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);

 private:
  std::mt19937_64 engine_;
};

}  // namespace faultline
