#include "base/nearest.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace faultline {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_previous(b.size() + 1);
  std::vector<std::size_t> previous(b.size() + 1);
  std::vector<std::size_t> current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) current[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_previous, previous);
    std::swap(previous, current);
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) current[j] = std::min(current[j], before_previous[j - 2] + 1);
    }
  }
  return current[b.size()];
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  // A word is typed by a person; a longer text is no near miss of anything and only costs time.
  constexpr std::size_t kLongestWord = 200;
  if (word.empty() || word.size() > kLongestWord) return std::nullopt;
  const std::string wanted = to_lower(word);
  std::optional<std::string> best;
  std::size_t best_distance = 0;
  bool best_begins_so = false;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestWord) continue;
    const std::size_t distance = edit_distance(wanted, to_lower(candidate));
    const std::size_t allowed =
        std::max<std::size_t>(2, std::max(word.size(), candidate.size()) / 3);
    if (distance > allowed || (best && distance > best_distance)) continue;
    const bool begins_so = !candidate.empty() && wanted.front() == to_lower(candidate).front();
    if (best && distance == best_distance && (best_begins_so || !begins_so)) continue;
    best = candidate;
    best_distance = distance;
    best_begins_so = begins_so;
  }
  return best;
}

}  // namespace faultline
