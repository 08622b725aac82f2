#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/proportion.h"
#include "base/text.h"
#include "reports/comparison/comparison_table.h"
#include "reports/format_value.h"

namespace faultline::reports {

namespace {

std::string points(double difference) { return round_half_away(difference, 2, 0); }

std::string count_of(std::int64_t count, std::int64_t of) {
  const double share = static_cast<double>(count) / static_cast<double>(of);
  return fmt::format("{} of {} ({})", count, of, format_value(share, ColumnKind::kShare));
}

/// "validation: 1 of 60 (2%) in A, 12 of 60 (20%) in B, 18 points more [9, 30]".
std::string change(const ComparedCode& code, const ComparedDimension& dimension) {
  const bool is_more = *code.difference > 0;
  const double low = is_more ? code.interval->low : -code.interval->high;
  const double high = is_more ? code.interval->high : -code.interval->low;
  const std::string_view minus = low < 0 && points(low) != points(0) ? kMinus : "";
  return fmt::format("{}: {} in A, {} in B, {} points {} [{}{}, {}]", code.id,
                     count_of(*code.a, dimension.of_a), count_of(*code.b, dimension.of_b),
                     points(std::abs(*code.difference)), is_more ? "more" : "less", minus,
                     points(std::abs(low)), points(high));
}

/// How many there are, with the right form of the verb.
std::string cannot_be_told(std::size_t codes, bool others) {
  if (codes == 1) {
    return others ? "The other code cannot be told apart: its share"
                  : "The only code in use cannot be told apart: its share";
  }
  return fmt::format("{} {} codes in use cannot be told apart: their shares",
                     others ? "The other" : "The", codes);
}

/// What the data could have shown.
std::string power_of(const ComparedDimension& dimension) {
  if (dimension.paired) {
    constexpr int kFewest = 6;  // 2 / 2^5 is above 0.05, 2 / 2^6 below
    return fmt::format(
        "Only issues with another code on each side tell them apart, here {} of {}; below {} for "
        "one "
        "code, no test can show a difference.",
        dimension.exchanged, dimension.shared, kFewest);
  }
  const auto half = analysis::detectable_difference(dimension.of_a, dimension.of_b, 0.5);
  const auto tenth = analysis::detectable_difference(dimension.of_a, dimension.of_b, 0.1);
  const std::string sizes = fmt::format("With {} and {} failures", dimension.of_a, dimension.of_b);
  if (!half || !tenth) return sizes + " hardly any difference could have been found.";
  return fmt::format(
      "{}, a difference of {} points in a code with half of the failures, or of {} in one with a "
      "tenth, would have been found four times in five (before the adjustment).",
      sizes, points(*half), points(*tenth));
}

std::string untold(const std::vector<const ComparedCode*>& codes, bool others,
                   const ComparedDimension& dimension) {
  double low = 0;
  double high = 0;
  for (const ComparedCode* code : codes) {
    low = std::min(low, code->interval->low);
    high = std::max(high, code->interval->high);
  }
  return fmt::format("{} may be lower in B by up to {} points or higher by up to {}. {}",
                     cannot_be_told(codes.size(), others), points(-low), points(high),
                     power_of(dimension));
}

bool is_identical(const ComparedDimension& dimension) {
  return dimension.paired && dimension.exchanged == 0 && dimension.left_out_a == 0 &&
         dimension.left_out_b == 0;
}

}  // namespace

std::string comparison_words(const ComparedSide& a, const ComparedSide& b,
                             const ComparedDimension& dimension) {
  if (dimension.of_a == 0 || dimension.of_b == 0) {
    const bool both = dimension.of_a == 0 && dimension.of_b == 0;
    return fmt::format("{} no failure with a label of this dimension, so nothing was compared.",
                       both                  ? "The sides have"
                       : dimension.of_a == 0 ? "A has"
                                             : "B has");
  }
  if (is_identical(dimension)) {
    return fmt::format("Nothing differs: all {} {} the same code on both sides.", dimension.shared,
                       dimension.shared == 1 ? "issue has" : "issues have");
  }
  if (a.origin == b.origin && !a.codebook) {
    return "Nothing differs: both sides are the same figures.";
  }

  std::vector<std::string> changes;
  std::vector<const ComparedCode*> others;
  bool same_counts = true;
  for (const ComparedCode& code : dimension.codes) {
    same_counts = same_counts && (!code.a || !code.b || *code.a == *code.b);
    if (code.differs()) changes.push_back(change(code, dimension));
    if (code.p && !code.differs()) others.push_back(&code);
  }
  std::string words = "No code differs";
  if (!changes.empty()) {
    words = fmt::format("{} of {} {} (p below 0.05 after Holm's adjustment): {}", changes.size(),
                        changes.size() + others.size(), changes.size() == 1 ? "differs" : "differ",
                        join(changes, "; "));
  } else if (same_counts && dimension.of_a == dimension.of_b) {
    words += "; all counts are the same";
  }
  words += ".";
  if (!others.empty()) words += " " + untold(others, !changes.empty(), dimension);
  return words;
}

}  // namespace faultline::reports
