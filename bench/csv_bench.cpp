#include <benchmark/benchmark.h>

#include "data/csv.h"
#include "random_labels.h"

namespace faultline::bench {

namespace {

void parse_csv(benchmark::State& state) {
  const std::string content = random_labels(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(data::parse_csv(content, "labels.csv"));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(content.size()));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(parse_csv)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace faultline::bench
