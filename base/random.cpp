#include "base/random.h"

namespace faultline {

namespace {
__extension__ using Wide = unsigned __int128;
}  // namespace

std::uint64_t Random::below(std::uint64_t bound) {
  Wide product = Wide{next()} * bound;
  auto low = static_cast<std::uint64_t>(product);
  if (low < bound) {
    const std::uint64_t threshold = (0 - bound) % bound;
    while (low < threshold) {
      product = Wide{next()} * bound;
      low = static_cast<std::uint64_t>(product);
    }
  }
  return static_cast<std::uint64_t>(product >> 64);
}

}  // namespace faultline
