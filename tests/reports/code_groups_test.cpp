#include "reports/tables/code_groups.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "reports/labelled_issues.h"
#include "support/study_fixture.h"

namespace faultline::reports {

namespace {

using Positions = std::vector<std::int32_t>;

const data::Dimension& cause() {
  static const data::Codebook kCodebook = test::small_codebook();
  return kCodebook.dimensions[1];
}

}  // namespace

TEST_CASE("a line of a table counts a code with its children, or all rare codes together") {
  std::string told;
  for (const CodeGroup& group : code_groups(cause(), Binning::kAsInCodebook)) {
    told += group.id + " " + std::to_string(group.level) + ":";
    for (const std::int32_t code : group.codes) told += " " + std::to_string(code);
    told += "; ";
  }

  CHECK(told ==
        "type 0: 0 1 2; type/node 1: 1; type/tensor 1: 2; shape 0: 3; other-binned 0: 4 5; "
        "typo 1: 4; other 1: 5; ");
}

TEST_CASE("lines of level 0 have no code in common and leave none out") {
  for (const Binning binning : {Binning::kAsInCodebook, Binning::kNone}) {
    std::multiset<std::int32_t> codes;
    const std::vector<CodeGroup> groups = top_code_groups(cause(), binning);
    for (const CodeGroup& group : groups) codes.insert(group.codes.begin(), group.codes.end());

    CHECK(codes == std::multiset<std::int32_t>{0, 1, 2, 3, 4, 5});
    const Positions group_of = group_of_code(cause(), groups);
    for (std::size_t code = 0; code < group_of.size(); ++code) {
      const Positions& members = groups[static_cast<std::size_t>(group_of[code])].codes;
      CHECK(std::find(members.begin(), members.end(), static_cast<std::int32_t>(code)) !=
            members.end());
    }
  }
}

TEST_CASE("labelled issues are parallel arrays of ids, converters and codes") {
  test::StudyFixture study;
  study.label("ana", study.kTensorFlow, 1, "cause", "shape");
  study.label("ana", study.kTorch, 1, "cause", "type/node");
  study.add_issue(study.kTorch, 2);

  const LabelledIssues issues(study.database, data::prefer_rater(study.database, {}));

  CHECK(issues.converters() == std::vector<std::string>{"torch.onnx", "tf2onnx"});
  CHECK(issues.ids() == std::vector<std::int64_t>{1, 2, 3});
  CHECK(issues.converter_of() == Positions{1, 0, 0});
  CHECK(issues.codes(cause()) == Positions{3, 1, -1});
  CHECK(issues.raters().description == "rater ana");
}

}  // namespace faultline::reports
