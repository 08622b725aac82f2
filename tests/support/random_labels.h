#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "support/study_fixture.h"

namespace faultline::test {

/// Texts that get lost or change their meaning where a format is written carelessly.
inline const std::vector<std::string>& hard_texts() {
  static const std::vector<std::string> kTexts{
      "",
      "plain",
      "a \"quoted\" word",
      "\"",
      "one\ntwo\r\nthree",
      "comma, semicolon; tab\tbar|",
      "=HYPERLINK(\"x\")",
      "+1",
      "-1",
      "@x",
      "\tindented",
      "\rreturn",
      "'=already protected",
      "''=twice",
      "'just an apostrophe",
      "'",
      " blanks around ",
      "\n",
      "caf\xC3\xA9 \xE6\xBC\xA2\xE5\xAD\x97 \xF0\x9F\x90\x9B",
      "\xEF\xBB\xBF"
      "byte order mark",
      "#N/A",
      "{\"json\": [1, 2]}",
      "\\n \\u0000"};
  return kTexts;
}

/// Labels of several raters, some of them at one time, with hard texts as memo and evidence.
inline void add_random_labels(StudyFixture& study, std::uint64_t seed) {
  Random random(seed);
  const std::vector<std::string> raters{"ana", "=ben", "'=cid", "d\"e, f"};
  for (int i = 0; i < 120; ++i) {
    const data::Dimension& dimension =
        study.codebook.dimensions[random.below(study.codebook.dimensions.size())];
    data::LabelDetails details{.memo = hard_texts()[random.below(hard_texts().size())],
                               .evidence = hard_texts()[random.below(hard_texts().size())]};
    if (random.below(2) == 0) details.confidence = data::kUnsure;
    details.assisted = random.below(3) == 0;
    details.withdrawn = random.below(5) == 0;
    if (random.below(2) == 0) {
      details.labelled_at = kNow + std::chrono::milliseconds{random.below(3)};
    }
    study.label(raters[random.below(raters.size())],
                random.below(2) == 0 ? StudyFixture::kTorch : StudyFixture::kTensorFlow,
                static_cast<std::int64_t>(1 + random.below(6)), dimension.id,
                dimension.codes[random.below(dimension.codes.size())].id, details,
                kNow + std::chrono::milliseconds{random.below(3)});
  }
}

}  // namespace faultline::test
