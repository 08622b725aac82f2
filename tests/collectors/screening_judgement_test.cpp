#include "collectors/screening/judgement_import.h"

#include <doctest/doctest.h>

#include "collectors/screening/sample.h"
#include "collectors/screening/screen.h"
#include "data/judgements.h"
#include "support/collected_study.h"
#include "support/thrown_error.h"

namespace faultline::collectors {

namespace {

using test::CollectedStudy;
using test::says;
using test::thrown_error;

const Moment kNow = *parse_iso8601("2024-09-16T08:00:00Z");

JudgementImport import_text(CollectedStudy& study, const std::string& text,
                            const std::optional<std::string>& rater = {}) {
  return import_judgements(study.database, data::parse_csv(text, "j.csv"), "j.csv", rater, kNow);
}

}  // namespace

TEST_CASE("judgements are read by repository or converter, in the words that people use") {
  CollectedStudy study;
  for (std::int64_t number = 1; number <= 3; ++number)
    study.add_relevant(CollectedStudy::kTorch, number);

  const JudgementImport done = import_text(study,
                                           "issue,relevant,repository,note\n"
                                           "1,yes,pytorch/pytorch,x\n"
                                           "#2,N,PyTorch/PyTorch,\n"
                                           "3,TRUE,torch.onnx,\n",
                                           "ana");

  CHECK(done.rows == 3);
  CHECK(done.stored == 3);
  CHECK(study.text("select group_concat(relevant, '') from (select relevant from "
                   "screening_judgement order by issue_id)") == "101");
}

TEST_CASE("importing judgements twice changes nothing, and a later one replaces an earlier") {
  CollectedStudy study;
  study.add_relevant(CollectedStudy::kTorch, 1);
  const std::string header = "repository,issue,relevant,rater\n";

  CHECK(import_text(study, header + "torch.onnx,1,yes,ana\ntorch.onnx,1,no,ben\n").stored == 2);
  CHECK(import_text(study, header + "torch.onnx,1,yes,ana\n").stored == 0);
  CHECK(import_text(study, header + "torch.onnx,1,no,ana\n").stored == 1);
  CHECK(study.count("select count(*) from screening_judgement") == 2);
}

TEST_CASE("a table with bad rows imports nothing and names them all") {
  CollectedStudy study;
  study.add_relevant(CollectedStudy::kTorch, 1);

  const Error error = thrown_error([&] {
    return import_text(study,
                       "repository,issue,relevant,rater\n"
                       "torch.onnx,1,yes,ana\n"
                       "torch.onnx,x,yes,ana\n"
                       "torch.onnx,9,yes,ana\n"
                       "torch.onnx,1,perhaps,ana\n"
                       "torch.onnx,1,yes,\n"
                       "torch.onnx,1,no,ana\n");
  });

  CHECK(says(error, "5 bad rows; nothing was imported"));
  CHECK(says(error, "line 3: 'x' is not the number of an issue"));
  CHECK(says(error, "line 4: the study does not have torch.onnx#9"));
  CHECK(says(error, "line 5: 'perhaps' is neither yes nor no"));
  CHECK(says(error, "line 6: the rater is missing"));
  CHECK(says(error, "line 7: ana says of torch.onnx#1 both yes and no"));
  CHECK(study.count("select count(*) from screening_judgement") == 0);
  CHECK(study.count("select count(*) from rater") == 0);
}

TEST_CASE("a table without a needed column is refused") {
  CollectedStudy study;

  CHECK(says(thrown_error([&] { return import_text(study, "repository,issue,relevant\n"); }),
             "no column 'rater'"));
  CHECK(says(thrown_error([&] { return import_text(study, "repository,relevant\n", "ana"); }),
             "no column 'issue'"));
}

TEST_CASE("what is left to judge is the pilot without what the rater judged") {
  CollectedStudy study;
  for (std::int64_t number = 1; number <= 4; ++number)
    study.add_relevant(CollectedStudy::kTorch, number);
  screen(study.database, study.file);
  const std::int64_t ana = study.rater("ana");
  const std::int64_t ben = study.rater("ben");
  CHECK(data::unjudged_issues(study.database, ana).empty());
  draw_pilot(study.database, study.file, 3, kNow);
  const auto pilot = data::unjudged_issues(study.database, ana);
  REQUIRE(pilot.size() == 3);

  data::store_judgement(study.database, pilot[1].issue_id, ana, true, kNow);

  const auto left = data::unjudged_issues(study.database, ana);
  REQUIRE(left.size() == 2);
  CHECK(left[0].number == pilot[0].number);
  CHECK(left[1].number == pilot[2].number);
  CHECK(data::unjudged_issues(study.database, ben).size() == 3);

  data::remove_judgement(study.database, pilot[1].issue_id, ana);

  CHECK(data::unjudged_issues(study.database, ana).size() == 3);
}

TEST_CASE("judgements are counted against the screening, the consensus before any rater") {
  CollectedStudy study;
  const std::int64_t kept = study.add_relevant(CollectedStudy::kTorch, 1);
  const std::int64_t dropped = study.add_relevant(CollectedStudy::kTorch, 2, false);
  const std::int64_t filtered = study.add(CollectedStudy::kTorch, 3, {.state = "open"});
  screen(study.database, study.file);
  const std::int64_t ana = study.rater("ana");
  const std::int64_t ben = study.rater("ben");
  const std::int64_t consensus = study.rater("consensus");
  const auto judge = [&](std::int64_t issue, std::int64_t rater, bool relevant) {
    data::store_judgement(study.database, issue, rater, relevant, kNow);
  };
  judge(kept, ben, false);
  judge(kept, ana, true);
  judge(dropped, ana, true);
  judge(dropped, consensus, false);
  judge(filtered, ana, true);

  const data::JudgedScreening all = data::judged_screening(study.database, {}).front();
  const data::JudgedScreening of_ben = data::judged_screening(study.database, ben).front();

  CHECK(all.kept_relevant == 1);
  CHECK(all.kept_irrelevant == 0);
  CHECK(all.dropped_relevant == 0);
  CHECK(all.dropped_irrelevant == 1);
  CHECK(all.not_screened == 1);
  CHECK(all.outside_pilot == 2);
  CHECK(of_ben.kept_irrelevant == 1);
  CHECK(of_ben.kept_relevant + of_ben.dropped_relevant + of_ben.dropped_irrelevant == 0);
}

}  // namespace faultline::collectors
