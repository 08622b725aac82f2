#include "reports/tables/independence.h"

#include <fmt/format.h>

#include <optional>

#include "analysis/contingency.h"
#include "analysis/fisher_rxc.h"
#include "reports/format_value.h"

namespace faultline::reports {

namespace {

constexpr std::int64_t kReplicates = 10'000;
/// What an exact p-value may cost before it is simulated: some milliseconds.
constexpr std::int64_t kExactWork = 200'000;
/// A simulation draws a table of all items for each replicate; for more items it takes seconds.
constexpr std::int64_t kMostItemsSimulated = 5'000;
constexpr double kSmallExpectedCount = 5;

std::string number(std::optional<double> value, ColumnKind kind) {
  return value ? format_value(*value, kind) : std::string("undefined");
}

}  // namespace

std::string independence_note(const analysis::ContingencyTable& table, std::uint64_t seed,
                              const IndependenceWords& words) {
  const analysis::IndependenceTest test = analysis::chi_square_test(table);
  if (!test.statistic) {
    return fmt::format("Independence was not tested: the {} fill fewer than two rows or columns.",
                       words.item == "issue" ? "labels" : "answers");
  }
  std::string note = fmt::format(
      "Independence{}: chi-square {} with {} degrees of freedom, "
      "p {}; Cramer's V {}, bias-corrected {}.",
      words.scope, number(test.statistic, ColumnKind::kNumber), test.df,
      number(test.p, ColumnKind::kProbability),
      number(analysis::cramers_v(table).v, ColumnKind::kNumber),
      number(analysis::cramers_v(table).v_bias_corrected, ColumnKind::kNumber));
  if (*test.min_expected >= kSmallExpectedCount) return note;
  if (table.total() > kMostItemsSimulated) {
    return note + fmt::format(
                      " The smallest expected count is {}, below 5, so that p is approximate; "
                      "Fisher's exact test is made for up to {} {}s.",
                      number(test.min_expected, ColumnKind::kNumber), kMostItemsSimulated,
                      words.item);
  }
  const analysis::FisherRxc fisher =
      analysis::fisher_exact_or_simulated(table, seed, kReplicates, kExactWork);
  note += fmt::format(
      " The smallest expected count is {}, below 5, so Fisher's exact test is to be preferred: p "
      "{}{}.",
      number(test.min_expected, ColumnKind::kNumber), number(fisher.p, ColumnKind::kProbability),
      fisher.is_simulated ? fmt::format(", from {} random tables with seed {}", kReplicates, seed)
                          : "");
  return note;
}

}  // namespace faultline::reports
