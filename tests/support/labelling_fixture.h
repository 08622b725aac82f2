#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/text.h"
#include "data/statement.h"
#include "support/study_fixture.h"
#include "taxonomy/codebook.h"
#include "taxonomy/tui/draw_labelling.h"
#include "taxonomy/tui/issue_items.h"
#include "taxonomy/tui/label_queue.h"
#include "taxonomy/tui/labelling.h"

namespace faultline::test {

/// Two dimensions, one with a parent whose child has the key of another code.
inline data::Codebook keyed_codebook() {
  return taxonomy::parse_codebook(R"toml(
    name = "keyed"
    version = 1

    [[dimension]]
    id = "stage"
    name = "Stage"
    definition = "Where."
    [[dimension.code]]
    id = "load"
    name = "Load model"
    key = "L"
    aliases = ["Tracer"]
    definition = "The model is read."
    [[dimension.code]]
    id = "export"
    name = "Export"
    key = "E"

    [[dimension]]
    id = "cause"
    name = "Cause"
    [[dimension.code]]
    id = "type"
    name = "Type problem"
    key = "T"
    [[dimension.code]]
    id = "tensor"
    parent = "type"
    name = "Tensor type"
    key = "S"
    [[dimension.code]]
    id = "shape"
    name = "Shape problem"
    key = "S"
    [[dimension.code]]
    id = "other"
    name = "Other"
  )toml",
                                  "keyed.toml");
}

/// A study with issues 1 to 3 of one repository, and a rater who labels them by keys.
class LabellingFixture : public StudyFixture {
 public:
  LabellingFixture() : StudyFixture(keyed_codebook()) {
    for (std::int64_t number = 1; number <= 3; ++number) add_issue_with_text(number);
  }

  void add_issue_with_text(std::int64_t number) {
    const std::int64_t id = add_issue(kTorch, number, {.title = "Issue " + std::to_string(number)});
    data::Statement(database, "update issue set body = ? where id = ?")
        .bind("line one\n\nline two\n\nline three", id)
        .run();
  }

  /// Sits down at all issues.
  taxonomy::Labelling sit_down(taxonomy::LabellingOptions options = {},
                               const taxonomy::QueueRequest& request = {}) {
    if (options.rater.empty()) options.rater = "ana";
    std::int64_t rater_id = 0;
    database.transaction([&] { rater_id = data::find_or_add_rater(database, options.rater); });
    auto items = std::make_unique<taxonomy::IssueItems>(database, codebook, clock, options.rater);
    return {std::move(items), codebook, taxonomy::open_queue(database, codebook, rater_id, request),
            std::move(options)};
  }

  /// All labels as "number dimension code", with what else they say, in the order in which they
  /// were added to each.
  std::vector<std::string> rows(const std::string& rater = "ana") {
    std::vector<std::string> found;
    data::for_each_label(database, {.rater = rater}, [&](const data::Label& label) {
      std::string row = std::to_string(label.issue) + " " + label.dimension + " " + label.code;
      if (label.confidence == data::kUnsure) row += " unsure";
      if (!label.memo.empty()) row += " memo=" + label.memo;
      if (!label.evidence.empty()) row += " evidence=" + label.evidence;
      if (label.assisted) row += " assisted";
      if (label.withdrawn) row += " withdrawn";
      found.push_back(std::move(row));
    });
    return found;
  }

  FixedClock clock{kNow};
};

/// Presses keys that stand with spaces between them.
inline void press(taxonomy::Labelling& labelling, const std::string& keys) {
  for (const std::string& key : split(keys, ' ')) labelling.press(key);
}

/// Types a text, key by key.
inline void type(taxonomy::Labelling& labelling, const std::string& text) {
  for (const char c : text) labelling.press(c == ' ' ? "Space" : std::string(1, c));
}

}  // namespace faultline::test
