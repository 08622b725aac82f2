#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include "base/file.h"
#include "support/golden.h"
#include "support/new_study.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::read_file;
using faultline::write_file;
using faultline::test::has;
using faultline::test::NewStudy;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::TemporaryFolder;

namespace {

std::string labels_of(const NewStudy& study) {
  REQUIRE(study.run({"label", "export", "all.jsonl"}).exit_code == 0);
  return read_file(study.path() / "all.jsonl");
}

}  // namespace

TEST_CASE("all bad rows of a label file are told at once, and nothing is imported") {
  const NewStudy study;
  write_file(study.path() / "bad.csv",
             "repository,issue,stage,symptom,colour\n"
             "pytorch/pytorch,1,node-conversion,wrong-modle,red\n"
             "pytorch/pytorch,two,node-conversion,crash,red\n"
             "pytroch/pytorch,3,node-conversion,crash,red\n"
             "pytorch/pytorch,4,node-conversion,crash,red\n");

  const ProgramResult result = study.run({"label", "import", "bad.csv", "--rater", "ana"});

  CHECK(result.exit_code == 2);
  faultline::check_golden(result.err, "end_to_end/golden/bad_labels.txt");
  CHECK(labels_of(study).empty());
}

TEST_CASE("a wrong key of the study file is told with its line and the nearest right key") {
  const NewStudy study;
  write_file(study.path() / "study.toml",
             "[study]\ntitle = \"T\"\n[[converter]]\nname = \"a\"\nrepositry = \"o/a\"\n");

  const ProgramResult result = study.run({"status"});

  CHECK(result.exit_code == 2);
  CHECK(has(result.err, "study.toml:"));
  CHECK(has(result.err, "repository"));
}

TEST_CASE("a CSV with unequal rows is refused with their lines") {
  const NewStudy study;
  write_file(study.path() / "uneven.csv",
             "repository,issue,stage\npytorch/pytorch,1\npytorch/pytorch,2,export,more\n");

  const ProgramResult result = study.run({"label", "import", "uneven.csv", "--rater", "ana"});

  CHECK(result.exit_code == 2);
  CHECK(has(result.err, "2"));
  CHECK(has(result.err, "3"));
}

TEST_CASE("a truncated spreadsheet is refused with a sentence") {
  const NewStudy study;
  write_file(study.path() / "cut.xlsx", std::string("PK\x03\x04\x14\x00\x00\x00\x08\x00", 10));

  const ProgramResult result = study.run({"label", "import", "cut.xlsx", "--rater", "ana"});

  CHECK(result.exit_code == 2);
  CHECK(has(result.err, "cut.xlsx"));
}

TEST_CASE("a database of another program is refused and left as it is") {
  const NewStudy study;
  std::filesystem::remove(study.path() / "study.db");
  SQLite::Database(study.path() / "study.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("create table bookmark (url text)");
  const std::string before = read_file(study.path() / "study.db");

  for (const char* command : {"status", "label"}) {
    const std::vector<std::string> words =
        std::string(command) == "label"
            ? std::vector<std::string>{"label", "set", "tf2onnx#1", "stage=export", "--rater", "a"}
            : std::vector<std::string>{command};
    const ProgramResult result = study.run(words);

    CHECK(result.exit_code == 2);
    CHECK(has(result.err, "the database of another program"));
  }
  CHECK(read_file(study.path() / "study.db") == before);
}

TEST_CASE("an unknown code of a condition is answered with the nearest") {
  const NewStudy study;

  const ProgramResult result = study.run({"issues", "--where", "stage=node-convertion"});

  CHECK(result.exit_code == 2);
  CHECK(has(result.err, "the nearest code is 'node-conversion'"));
}

TEST_CASE("a folder without a study says how to make one") {
  const TemporaryFolder folder;

  const ProgramResult result = run_faultline({"status"}, {.folder = folder.path()});

  CHECK(result.exit_code == 2);
  CHECK(has(result.err, "faultline init"));
}

TEST_CASE("what a file holds cannot steer the terminal") {
  const NewStudy study;
  write_file(study.path() / "hostile.csv",
             "repository,issue,stage\npytorch/pytorch,1,\x1b]0;owned\x07\xe2\x80\xae\n");

  const ProgramResult result = study.run({"label", "import", "hostile.csv", "--rater", "ana"});

  CHECK(result.exit_code == 2);
  CHECK_FALSE(has(result.err, "\x1b"));
  CHECK_FALSE(has(result.err, "\xe2\x80\xae"));
}

TEST_CASE("a statistic that gets something else than JSON, or impossible numbers, says so") {
  CHECK(run_faultline({"stat", "proportion_ci"}, {.input = "x=1"}).exit_code == 2);
  CHECK(run_faultline({"stat", "proportion_ci"}, {.input = R"({"x": 3, "n": 2})"}).exit_code == 2);
  CHECK(has(run_faultline({"stat", "cohen_kapa"}, {.input = "{}"}).err, "cohen_kappa"));
}
