#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/random.h"
#include "support/every_command.h"
#include "support/new_study.h"
#include "support/temporary_folder.h"

using faultline::Random;
using faultline::read_file;
using faultline::write_file;
using faultline::test::CommandRun;
using faultline::test::Effect;
using faultline::test::every_command;
using faultline::test::has;
using faultline::test::ProgramResult;
using faultline::test::study_states;
using faultline::test::StudyState;
using faultline::test::TemporaryFolder;
using nlohmann::json;

/// Damaged databases, as every command and `doctor` meet them.

namespace {

constexpr std::size_t kPage = 4096;

/// A study that has everything.
class FullStudy {
 public:
  FullStudy() { study_states().copy(StudyState::kFull, path()); }

  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "study"; }
  [[nodiscard]] std::filesystem::path database() const { return path() / "study.db"; }
  [[nodiscard]] ProgramResult run(const std::vector<std::string>& words) const {
    return study_states().run(words, path());
  }
  /// Puts the saved database into the damaged one's place, as `doctor` says.
  void take(const std::string& saved) const {
    for (const char* name : {"study.db", "study.db-wal", "study.db-shm"}) {
      std::filesystem::remove(path() / name);
    }
    std::filesystem::rename(path() / saved, database());
  }

 private:
  TemporaryFolder folder_;
};

/// The program's own sentence for what none of its authors thought of.
void check_no_surprise(const ProgramResult& result) {
  CAPTURE(result.err);
  CHECK(result.exit_code >= 0);
  CHECK(result.exit_code <= 4);
  CHECK_FALSE(has(result.err, "something went wrong that should not have"));
}

}  // namespace

TEST_CASE("a sound study is found sound, by exit code, sentence and JSON") {
  const FullStudy study;

  const ProgramResult result = study.run({"doctor"});
  const json document = json::parse(study.run({"doctor", "--json"}).out);

  CHECK(result.exit_code == 0);
  CHECK(result.out == "The study is sound.\n");
  CHECK(document.at("sound") == true);
  CHECK(document.at("database").empty());
}

TEST_CASE("doctor tells a wrong study.toml, a lost codebook and a lost database") {
  const FullStudy study;
  std::filesystem::remove(study.path() / "codebook.toml");
  const ProgramResult without_codebook = study.run({"doctor"});
  write_file(study.path() / "study.toml", "[study]\ntitle = \"T\"\n");
  const ProgramResult wrong = study.run({"doctor"});
  std::filesystem::remove(study.database());
  const ProgramResult without_database = study.run({"doctor"});

  CHECK(without_codebook.exit_code == 1);
  CHECK(has(without_codebook.out, "codebook"));
  CHECK(wrong.exit_code == 1);
  CHECK(has(wrong.out, "the study has no converter"));
  CHECK(has(wrong.out, "Next: mend study.toml"));
  CHECK(without_database.exit_code == 1);
  CHECK(has(without_database.out, "the study has no database"));
}

TEST_CASE("what a killed command left half-written is noted, and is no damage") {
  const FullStudy study;
  write_file(study.path() / "report/tables/stage.md.123.new", "half");

  const ProgramResult result = study.run({"doctor"});

  CHECK(result.exit_code == 0);
  CHECK(has(result.out, "report/tables/stage.md.123.new was left half-written"));
}

TEST_CASE("doctor says what is damaged, saves the rest, and the rest is a study") {
  const FullStudy study;
  std::string bytes = read_file(study.database());
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(kPage), kPage, 'Z');
  write_file(study.database(), bytes);

  const ProgramResult found = study.run({"doctor"});
  const json repaired = json::parse(study.run({"doctor", "--repair", "saved.db", "--json"}).out);
  const std::string damaged = read_file(study.database());
  study.take("saved.db");

  CHECK(found.exit_code == 1);
  CHECK(has(found.out, "The study is damaged."));
  CHECK(has(found.out, "the table repository: 0 rows can be read, 1 damaged page"));
  CHECK(has(found.out, "doctor --repair"));
  CHECK_FALSE(has(found.out, "***"));
  CHECK((damaged == bytes));
  CHECK(repaired.at("repaired").at("schema_was_read") == true);
  CHECK(study.run({"doctor"}).exit_code == 0);
  const ProgramResult more =
      study.run({"label", "set", "tf2onnx#7", "stage=export", "--rater", "eva"});
  CAPTURE(more.err);
  CHECK(more.exit_code == 0);
  const FullStudy sound;
  for (const char* table : {"stage", "cause", "funnel", "strategies", "outcomes"}) {
    CHECK(study.run({"table", table, "--rater", "ana"}).out ==
          sound.run({"table", table, "--rater", "ana"}).out);
  }
}

TEST_CASE("flipped bytes make no command crash, and doctor saves what is left") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    const FullStudy study;
    Random random(seed);
    std::string bytes = read_file(study.database());
    for (std::uint64_t flips = std::uint64_t{1} << (2 * seed); flips > 0; --flips) {
      bytes[random.below(bytes.size())] ^= static_cast<char>(1 + random.below(255));
    }
    write_file(study.database(), bytes);

    for (const CommandRun& run : every_command()) {
      if (run.effect == Effect::kOnScreen || run.state == StudyState::kNone) continue;
      // These take long, and read what the others read.
      if (run.command == "report" || run.command == "package" || run.command == "package verify") {
        continue;
      }
      CAPTURE(run.command);
      if (run.effect == Effect::kWrites) write_file(study.database(), bytes);
      check_no_surprise(study_states().run(run, study.path()));
    }
    write_file(study.database(), bytes);
    const ProgramResult repaired = study.run({"doctor", "--repair", "saved.db"});

    CAPTURE(repaired.err);
    CHECK(repaired.exit_code == 0);
    study.take("saved.db");
    CHECK(study.run({"status"}).exit_code == 0);
    const ProgramResult sound = study.run({"doctor"});
    CAPTURE(sound.out);
    CHECK(sound.exit_code == 0);
  }
}

TEST_CASE("a file of noise under the study's name is told by every command") {
  const FullStudy study;
  Random random(3);
  std::string noise(100'000, '\0');
  for (char& byte : noise) byte = static_cast<char>(random.below(256));
  write_file(study.database(), noise);

  for (const CommandRun& run : every_command()) {
    if (run.effect == Effect::kOnScreen || run.state == StudyState::kNone) continue;
    CAPTURE(run.command);
    check_no_surprise(study_states().run(run, study.path()));
  }
  CHECK(study.run({"doctor"}).exit_code == 1);
  CHECK(study.run({"doctor", "--repair", "saved.db"}).exit_code == 0);
}

TEST_CASE("what exists is not written over by a repair") {
  const FullStudy study;

  const ProgramResult result = study.run({"doctor", "--repair", "paper.md"});

  CHECK(result.exit_code == 2);
  CHECK(has(result.err, "the file exists already"));
}
