#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "base/file.h"
#include "support/every_command.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::read_file;
using faultline::write_file;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::study_states;
using faultline::test::StudyState;
using faultline::test::TemporaryFolder;

/// Somebody else's study, made to write where it should not.

namespace {

constexpr const char* kPathName = "../../../evil";

/// A study deep below a folder in which nothing else may appear.
class StrangersStudy {
 public:
  StrangersStudy() { study_states().copy(StudyState::kFull, path()); }

  [[nodiscard]] const std::filesystem::path& top() const { return folder_.path(); }
  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "a/b/study"; }
  [[nodiscard]] std::filesystem::path outside() const { return folder_.path() / "outside"; }
  [[nodiscard]] ProgramResult run(const std::vector<std::string>& words) const {
    return run_faultline(words, {.folder = path()});
  }
  void require(const std::vector<std::string>& words) const {
    const ProgramResult result = run(words);
    CAPTURE(words.front());
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
  }

  /// What is in the folder, but not in the study.
  [[nodiscard]] std::vector<std::string> beside() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(top())) {
      const std::string name = entry.path().lexically_relative(top()).string();
      if (!name.starts_with("a/b/study")) found.push_back(name);
    }
    std::ranges::sort(found);
    return found;
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("names that are paths are names, and nothing is written where they lead") {
  const StrangersStudy study;
  std::string protocol = read_file(study.path() / "study.toml");
  protocol.replace(protocol.find("tf2onnx"), 7, kPathName);
  write_file(study.path() / "study.toml", protocol);
  write_file(study.path() / "evil.csv",
             std::string("repository,issue,rater,stage\nonnx/tensorflow-onnx,7,") + kPathName +
                 ",export\n");
  write_file(study.path() / "models.csv", std::string("model,converter,kind,max_abs_diff\n") +
                                              kPathName + "," + kPathName + "," + "real,1e-5\n");
  study.require({"label", "import", "evil.csv"});
  study.require({"conversions", "import", "models.csv"});
  study.require({"models", "scan", "models", "--set", kPathName});
  study.require({"sample", "tranche", "--size", "2", "--kind", "drift", "--name", kPathName});
  study.require({"opsets", "import", "sets.csv", "changes.csv", "--history", kPathName});
  const auto before = study.beside();

  study.require({"report"});
  study.require({"package", "out2.zip", "--with-names"});
  study.require({"label", "export", "all.xlsx", "--rater", kPathName});
  study.require({"label", "export", "tasks.json", "--rater", kPathName});
  study.require({"codebook", "export", "all.qdc"});

  CHECK(study.beside() == before);
}

TEST_CASE("a link in a study leads no report out of it") {
  for (const char* link : {"report", "report/tables", "report/figures"}) {
    CAPTURE(std::string(link));
    const StrangersStudy study;
    std::filesystem::create_directories(study.outside());
    std::filesystem::create_directories((study.path() / link).parent_path());
    std::filesystem::create_directory_symlink(study.outside(), study.path() / link);

    const ProgramResult result = study.run({"report", "--format", "csv"});

    CHECK(result.exit_code == 2);
    CHECK(result.err.find("a link leads out of the folder") != std::string::npos);
    CHECK(std::filesystem::is_empty(study.outside()));
  }
}

TEST_CASE("a file that is a link is replaced, and what it leads to stays as it is") {
  const StrangersStudy study;
  write_file(study.top() / "victim", "mine");
  std::filesystem::create_directories(study.path() / "report");
  for (const char* name :
       {"report/numbers.tex", "labels.jsonl", "out2.zip", "sheet.xlsx", "sheet.xlsx.new"}) {
    std::filesystem::create_symlink(study.top() / "victim", study.path() / name);
  }

  study.require({"report", "--format", "csv"});
  study.require({"label", "export", "labels.jsonl"});
  study.require({"label", "export", "sheet.xlsx"});
  study.require({"package", "out2.zip"});

  CHECK(read_file(study.top() / "victim") == "mine");
}
