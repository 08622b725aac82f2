#include <benchmark/benchmark.h>

#include "data/issues.h"
#include "example_study.h"
#include "random_labels.h"
#include "reports/labelled_issues.h"
#include "reports/tables/cross.h"

namespace faultline::bench {

namespace {

constexpr std::size_t kRows = 100'000;

void import_labels_into_a_new_study(benchmark::State& state) {
  const std::string csv = random_labels(kRows);
  for (auto _ : state) {
    state.PauseTiming();
    {
      ExampleStudy study;
      state.ResumeTiming();
      study.import(csv);
      state.PauseTiming();
    }
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows));
}
BENCHMARK(import_labels_into_a_new_study)->Unit(benchmark::kMillisecond);

void import_labels_that_are_known(benchmark::State& state) {
  const std::string csv = random_labels(kRows);
  ExampleStudy study;
  study.import(csv);
  for (auto _ : state) study.import(csv);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows));
}
BENCHMARK(import_labels_that_are_known)->Unit(benchmark::kMillisecond);

void current_codes(benchmark::State& state) {
  ExampleStudy study;
  study.import(random_labels(kRows));
  const data::RaterPreference raters = data::prefer_rater(study.database(), {});
  for (auto _ : state) {
    benchmark::DoNotOptimize(data::current_codes(study.database(), "cause", raters));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows));
}
BENCHMARK(current_codes)->Unit(benchmark::kMillisecond);

void cross_table(benchmark::State& state) {
  ExampleStudy study;
  study.import(random_labels(kRows));
  const reports::TableRequest request{.database = &study.database(),
                                      .codebook = &new_study_codebook()};
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        reports::cross_table(request, "cause", "symptom", reports::ByConverter::kYes));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows));
}
BENCHMARK(cross_table)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace faultline::bench
