#include "analysis/path_fragments.h"

#include <array>
#include <bit>

namespace faultline::analysis {

namespace {

constexpr std::size_t kBits = 64;

/// Bits of one or several words, place 0 first.
template <std::size_t kWords>
struct Places {
  std::array<std::uint64_t, kWords> words{};

  [[nodiscard]] bool any() const {
    std::uint64_t all = 0;
    for (const std::uint64_t word : words) all |= word;
    return all != 0;
  }
  [[nodiscard]] std::int32_t lowest() const {
    std::size_t word = 0;
    while (words[word] == 0) ++word;
    return static_cast<std::int32_t>(word * kBits) + std::countr_zero(words[word]);
  }
  /// Every place moved one up, and then only those that are in the mask.
  [[nodiscard]] Places next(std::span<const std::uint64_t> mask, const Places& window) const {
    Places result;
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < kWords; ++i) {
      result.words[i] = ((words[i] << 1) | carry) & mask[i] & window.words[i];
      carry = words[i] >> (kBits - 1);
    }
    return result;
  }
};

/// The places in [begin, end).
template <std::size_t kWords>
Places<kWords> places_between(std::int32_t begin, std::int32_t end) {
  Places<kWords> result;
  for (std::size_t i = 0; i < kWords; ++i) {
    const auto first = static_cast<std::int32_t>(i * kBits);
    const auto below = [&](std::int32_t place) {
      if (place <= first) return std::uint64_t{0};
      if (place >= first + static_cast<std::int32_t>(kBits)) return ~std::uint64_t{0};
      return (std::uint64_t{1} << (place - first)) - 1;
    };
    result.words[i] = below(end) & ~below(begin);
  }
  return result;
}

template <std::size_t kWords>
struct EndsAt {
  std::int32_t i = 0;
  Places<kWords> places;
};

}  // namespace

FragmentIndex::FragmentIndex(std::span<const std::int32_t> fragments, std::size_t pairs)
    : size_(fragments.size()),
      words_(fragments.size() <= kBits ? 1 : kLongestWords),
      masks_(pairs * words_) {
  for (std::size_t j = 0; j < fragments.size(); ++j) {
    if (fragments[j] == kNoPair) continue;
    masks_[static_cast<std::size_t>(fragments[j]) * words_ + j / kBits] |= std::uint64_t{1}
                                                                           << (j % kBits);
  }
}

template <std::size_t kWords>
class WordMatcher {
 public:
  void match(std::span<const std::int32_t> a, const FragmentIndex& b,
             std::vector<FragmentRun>& runs) {
    runs.clear();
    windows_.push_back(
        {0, static_cast<std::int32_t>(a.size()), 0, static_cast<std::int32_t>(b.size())});
    while (!windows_.empty()) {
      const Window window = windows_.back();
      windows_.pop_back();
      const std::int32_t length = longest(a, b, window);
      if (length == 0) continue;
      const std::int32_t a_last = ends_.front().i;
      const std::int32_t b_last = ends_.front().places.lowest();
      const std::int32_t a_first = a_last - length + 1;
      const std::int32_t b_first = b_last - length + 1;
      runs.push_back({a_first, length});
      // The pairs beside a run share a label with it, and so belong to neither side.
      if (a_first - 1 > window.a_begin && b_first - 1 > window.b_begin) {
        windows_.push_back({window.a_begin, a_first - 1, window.b_begin, b_first - 1});
      }
      if (a_last + 2 < window.a_end && b_last + 2 < window.b_end) {
        windows_.push_back({a_last + 2, window.a_end, b_last + 2, window.b_end});
      }
    }
  }

 private:
  struct Window {
    std::int32_t a_begin, a_end, b_begin, b_end;
  };

  /// The length of the longest common run in a window; afterwards `ends_` holds where runs of this
  /// length end.
  std::int32_t longest(std::span<const std::int32_t> a, const FragmentIndex& b,
                       const Window& window) {
    const Places<kWords> inside = places_between<kWords>(window.b_begin, window.b_end);
    ends_.clear();
    for (std::int32_t i = window.a_begin; i < window.a_end; ++i) {
      const auto mask = b.places(a[static_cast<std::size_t>(i)]);
      EndsAt<kWords> ends{.i = i, .places = {}};
      for (std::size_t word = 0; word < kWords; ++word) {
        ends.places.words[word] = mask[word] & inside.words[word];
      }
      if (ends.places.any()) ends_.push_back(ends);
    }
    if (ends_.empty()) return 0;
    for (std::int32_t length = 1;; ++length) {
      longer_.clear();
      for (const EndsAt<kWords>& ends : ends_) {
        if (ends.i + 1 >= window.a_end) continue;
        const auto mask = b.places(a[static_cast<std::size_t>(ends.i) + 1]);
        const Places<kWords> places = ends.places.next(mask, inside);
        if (places.any()) longer_.push_back({ends.i + 1, places});
      }
      if (longer_.empty()) return length;
      std::swap(ends_, longer_);
    }
  }

  std::vector<Window> windows_;
  std::vector<EndsAt<kWords>> ends_;
  std::vector<EndsAt<kWords>> longer_;
};

struct FragmentMatcher::Matchers {
  WordMatcher<1> one_word;
  WordMatcher<FragmentIndex::kLongestWords> more_words;
};

FragmentMatcher::FragmentMatcher() : matchers_(std::make_unique<Matchers>()) {}
FragmentMatcher::~FragmentMatcher() = default;

std::span<const FragmentRun> FragmentMatcher::match(std::span<const std::int32_t> a,
                                                    const FragmentIndex& b) {
  if (b.words() == 1) {
    matchers_->one_word.match(a, b, runs_);
  } else {
    matchers_->more_words.match(a, b, runs_);
  }
  return runs_;
}

}  // namespace faultline::analysis
