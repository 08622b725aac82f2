#include <benchmark/benchmark.h>

#include <fmt/format.h>

#include <memory>
#include <string>

#include "base/clock.h"
#include "data/collection_store.h"
#include "data/labels.h"
#include "example_study.h"
#include "random_labels.h"
#include "taxonomy/tui/draw_labelling.h"
#include "taxonomy/tui/issue_items.h"
#include "taxonomy/tui/label_queue.h"
#include "taxonomy/tui/labelling.h"
#include "taxonomy/tui/thread.h"

namespace faultline::bench {

namespace {

constexpr int kWidth = 80;
constexpr std::int64_t kComments = 500;
constexpr std::size_t kCommentBytes = 2'090;  // 500 of them and a body are 1 MB

/// What people write into reports of failures: prose, lists, code, quotes, tables and traces.
constexpr std::string_view kText =
    R"(The model exports, but the result of `onnxruntime` differs from
**PyTorch** by more than 0.1, see https://github.com/pytorch/pytorch/issues/1234 for another report
of the same kind. I have tried opset 11 and opset 13, and both give the same wrong numbers.

- the operator is `Resize`, with *align_corners*
- the [notebook](https://example.org/notebook) has the whole model

```python
import torch
x = torch.randn(1, 3, 224, 224, requires_grad=True)
torch.onnx.export(model, x, 'model.onnx', opset_version=11)
```

> quoted text of somebody else that is long enough to be wrapped at eighty columns of a terminal

Traceback (most recent call last):
  File "/usr/lib/python3/export.py", line 12, in <module>
    raise RuntimeError('Exporting the operator im2col to opset version 11 is not supported')

| op | expected |
|---|---|
| Conv | ok |

)";

std::string comment() {
  std::string text;
  while (text.size() < kCommentBytes) text += kText;
  text.resize(kCommentBytes);
  return text;
}

data::CollectedIssue long_issue() {
  data::CollectedIssue issue{.number = 1,
                             .title = "The exported model gives another result",
                             .body = comment(),
                             .state = "closed",
                             .url = "https://github.com/pytorch/pytorch/issues/1",
                             .created_at = "2024-01-01T00:00:00Z",
                             .updated_at = "2024-02-01T00:00:00Z",
                             .labels = {"module: onnx"}};
  for (std::int64_t id = 1; id <= kComments; ++id) {
    issue.comments.push_back({id, "somebody", "2024-01-02T00:00:00Z", {}, comment()});
  }
  return issue;
}

void store_long_issue(data::Database& database) {
  database.transaction([&] {
    const data::CollectedIssue issue = long_issue();
    data::CollectionStore store(database);
    const std::int64_t id = store.store_issue(1, issue, "2024-02-01T00:00:00Z");
    store.store_comments(id, "", issue.comments, true);
    store.finish_issue(id, "2024-02-01T00:00:00Z");
  });
}

/// Out of the database and into lines.
void open_long_issue(benchmark::State& state) {
  ExampleStudy study;
  store_long_issue(study.database());
  for (auto _ : state) {
    const auto issue = data::read_collected_issue(study.database(), "pytorch/pytorch", 1);
    benchmark::DoNotOptimize(taxonomy::render_thread(*issue, kWidth, {}));
  }
}
BENCHMARK(open_long_issue)->Unit(benchmark::kMillisecond);

void search_long_issue(benchmark::State& state) {
  const auto lines = taxonomy::render_thread(long_issue(), kWidth, {});
  for (auto _ : state) {
    benchmark::DoNotOptimize(taxonomy::find_in_thread(lines, "opset version"));
  }
}
BENCHMARK(search_long_issue)->Unit(benchmark::kMillisecond);

/// A rater who has labelled none of many issues.
void open_queue(benchmark::State& state) {
  ExampleStudy study;
  study.import(random_labels(static_cast<std::size_t>(state.range(0))));
  const std::int64_t rater = data::find_or_add_rater(study.database(), "ann");
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        taxonomy::open_queue(study.database(), new_study_codebook(), rater, {}));
  }
}
BENCHMARK(open_queue)->Arg(100'000)->Unit(benchmark::kMillisecond);

/// From a key to the frame that shows what it did, in a long issue; every other key chooses a code,
/// which is committed.
void press_key(benchmark::State& state) {
  ExampleStudy study;
  store_long_issue(study.database());
  const std::int64_t rater = data::find_or_add_rater(study.database(), "ann");
  const SystemClock clock;
  taxonomy::Labelling labelling(
      std::make_unique<taxonomy::IssueItems>(study.database(), new_study_codebook(), clock, "ann"),
      new_study_codebook(), taxonomy::open_queue(study.database(), new_study_codebook(), rater, {}),
      {.rater = "ann"});
  labelling.resize({120, 40});
  for (auto _ : state) {
    for (const char* key : {"Right", "Enter"}) {
      labelling.press(key);
      benchmark::DoNotOptimize(taxonomy::draw_labelling(labelling));
    }
  }
  if (labelling.sitting().added() == 0) state.SkipWithError("no key chose a code");
  state.SetItemsProcessed(2 * state.iterations());
}
BENCHMARK(press_key)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace faultline::bench
