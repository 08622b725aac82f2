#include <benchmark/benchmark.h>

#include <vector>

#include "analysis/contingency.h"
#include "analysis/contingency_table.h"
#include "analysis/fisher_rxc.h"
#include "analysis/kappa.h"
#include "analysis/proportion.h"
#include "base/random.h"

namespace faultline::bench {

namespace {

constexpr std::int64_t kCodes = 14;

/// What two raters say of the items, who agree on about three in four.
std::vector<analysis::CodePair> random_pairs(std::size_t items) {
  Random random(2024);
  std::vector<analysis::CodePair> pairs(items);
  for (analysis::CodePair& pair : pairs) {
    pair.first = static_cast<std::int32_t>(random.below(kCodes));
    const bool agree = random.below(4) > 0;
    pair.second = agree ? pair.first : static_cast<std::int32_t>(random.below(kCodes));
  }
  return pairs;
}

void wilson_interval(benchmark::State& state) {
  std::int64_t count = 0;
  for (auto _ : state) {
    count = (count + 1) % 1'000'000;
    benchmark::DoNotOptimize(analysis::proportion(count, 1'000'000));
  }
}
BENCHMARK(wilson_interval);

void cohen_kappa(benchmark::State& state) {
  const std::vector<analysis::CodePair> pairs =
      random_pairs(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(analysis::cohen_kappa(analysis::confusion_matrix(pairs, kCodes)));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(cohen_kappa)->Arg(200)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

void chi_square_test(benchmark::State& state) {
  const analysis::ContingencyTable table =
      analysis::confusion_matrix(random_pairs(1'000'000), kCodes);
  for (auto _ : state) benchmark::DoNotOptimize(analysis::chi_square_test(table));
}
BENCHMARK(chi_square_test)->Unit(benchmark::kMicrosecond);

void fisher_simulated(benchmark::State& state) {
  const analysis::ContingencyTable table = analysis::confusion_matrix(random_pairs(200), kCodes);
  for (auto _ : state) {
    benchmark::DoNotOptimize(analysis::fisher_simulated(table, 2024, state.range(0)));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(fisher_simulated)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace faultline::bench
