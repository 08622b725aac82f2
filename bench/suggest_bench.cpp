#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "base/random.h"
#include "data/issues.h"
#include "data/statement.h"
#include "example_study.h"
#include "random_labels.h"
#include "taxonomy/suggest/suggest.h"

namespace faultline::bench {

namespace {

constexpr std::size_t kIssues = 100'000;

/// Words of which few are frequent and most are rare, as in any language.
std::string random_text(Random& random, int words) {
  constexpr std::uint64_t kVocabulary = 40'000;
  std::string text;
  for (int i = 0; i < words; ++i) {
    text += fmt::format("word{} ", random.below(1 + random.below(1 + random.below(kVocabulary))));
  }
  return text;
}

/// Labelled issues, each with a title of 12 words and a body of 100.
void fill(ExampleStudy& study) {
  study.import(random_labels(kIssues));
  Random random(2024);
  study.database().transaction([&] {
    data::Statement write(study.database(), "update issue set title = ?, body = ? where id = ?");
    data::Statement ids(study.database(), "select id from issue order by id");
    while (ids.step()) {
      write.bind(random_text(random, 12), random_text(random, 100), ids.integer(0)).run();
    }
  });
}

void learn_from_labels(benchmark::State& state) {
  ExampleStudy study;
  fill(study);
  const data::RaterPreference raters = data::prefer_rater(study.database(), {});
  for (auto _ : state) {
    benchmark::DoNotOptimize(taxonomy::Suggester(study.database(), new_study_codebook(), raters));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kIssues));
}
BENCHMARK(learn_from_labels)->Unit(benchmark::kMillisecond);

void suggest_for_an_issue(benchmark::State& state) {
  ExampleStudy study;
  fill(study);
  const taxonomy::Suggester suggester(study.database(), new_study_codebook(),
                                      data::prefer_rater(study.database(), {}));
  const data::Repository repository = data::repositories(study.database()).front();
  for (auto _ : state) {
    benchmark::DoNotOptimize(suggester.suggest(study.database(), repository.name, 1));
  }
}
BENCHMARK(suggest_for_an_issue)->Unit(benchmark::kMicrosecond);

void check_suggestions(benchmark::State& state) {
  ExampleStudy study;
  fill(study);
  const taxonomy::Suggester suggester(study.database(), new_study_codebook(),
                                      data::prefer_rater(study.database(), {}));
  for (auto _ : state) benchmark::DoNotOptimize(suggester.check(study.database()));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kIssues));
}
BENCHMARK(check_suggestions)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace faultline::bench
