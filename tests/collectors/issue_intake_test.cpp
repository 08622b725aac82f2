#include "collectors/github/issue_intake.h"

#include <doctest/doctest.h>

#include "support/study_fixture.h"

namespace faultline::collectors {

TEST_CASE("a fix whose name has spaces is not asked for, since it could never be found again") {
  test::StudyFixture study;
  IssueIntake intake(study.database, 1, "rest");
  TimelinePage page;
  page.fixes = {{{.kind = "commit", .repository = "a/b c", .ref = "c0ffee"}, {}},
                {{.kind = "commit", .repository = "a/b", .ref = "c0 ffee"}, {}},
                {{.kind = "commit", .repository = "a/b", .ref = "c0ffee"}, {}}};

  study.database.transaction([&] {
    intake.begin_issue({.number = 7, .title = "t", .state = "closed"}, "2024-01-01T00:00:00Z");
    intake.take_timeline(7, page, {}, {}, "2024-01-01T00:00:00Z");
  });

  CHECK(intake.pending().count(1, "fix") == 1);
  CHECK(intake.pending().oldest(1, "fix", 9).front().subject == "commit a/b c0ffee");
}

}  // namespace faultline::collectors
