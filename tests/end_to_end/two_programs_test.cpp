#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>

#include "base/file.h"
#include "support/every_command.h"
#include "support/github_server/change_world.h"
#include "support/github_server/generate_world.h"
#include "support/github_server/server.h"
#include "support/new_study.h"
#include "support/program.h"
#include "support/temporary_folder.h"
#include "support/terminal.h"

using faultline::test::content_of;
using faultline::test::GithubServer;
using faultline::test::has;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::study_states;
using faultline::test::StudyState;
using faultline::test::TemporaryFolder;
using faultline::test::Terminal;
using faultline::test::World;

/// A rater labels in a terminal while something else happens to the study, to the terminal or to
/// the clock.

namespace {

/// A study whose sample is to be labelled.
class SampledStudy {
 public:
  SampledStudy() { study_states().copy(StudyState::kSampled, path()); }

  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "study"; }
  [[nodiscard]] ProgramResult run(const std::vector<std::string>& words,
                                  const std::string& epoch = "1700000000") const {
    return run_faultline(
        words, {.folder = path(),
                .environment = {{"GITHUB_TOKEN", "secret"}, {"SOURCE_DATE_EPOCH", epoch}}});
  }
  [[nodiscard]] Terminal label() const {
    return Terminal({FAULTLINE_PROGRAM, "label", "--rater", "ana"},
                    {.columns = 100, .rows = 30, .folder = path()});
  }
  [[nodiscard]] std::string status() const { return run({"status"}).out; }

 private:
  TemporaryFolder folder_;
};

void label_issue(Terminal& terminal, int labelled) {
  terminal.press({"L", "C", "S"});
  terminal.wait_for("labelled " + std::to_string(labelled) + "  saved");
}

}  // namespace

TEST_CASE("a rater labels while a collection runs, and both get everything in") {
  const SampledStudy study;
  faultline::test::ServerOptions slow;
  slow.delay = std::chrono::milliseconds{5};
  const GithubServer github(faultline::test::generate_world({.issues = 40, .relevant = 30}), slow);
  const std::vector<std::string> collect{"collect", "--full", "--quiet", "--base-url",
                                         github.base_url()};
  const SampledStudy alone;
  REQUIRE(alone.run(collect).exit_code == 0);
  constexpr int kIssues = 5;
  Terminal terminal = study.label();
  terminal.wait_for("Issue 1 of");
  ProgramResult collected;
  bool was_labelled_meanwhile = false;

  std::thread other([&] { collected = study.run(collect); });
  for (int i = 1; i <= kIssues; ++i) {
    label_issue(terminal, i);
    was_labelled_meanwhile |= github.counters().requests > 0;
    terminal.press({"n"});
    terminal.wait_for("Issue " + std::to_string(i + 1) + " of");
  }
  other.join();
  terminal.press({"q"});

  CHECK(terminal.wait_for_end() == 0);
  CAPTURE(collected.err);
  CHECK(collected.exit_code == 0);
  CHECK(was_labelled_meanwhile);
  CHECK(has(study.status(), "ana: 5 issues, 15 labels"));
  CHECK(study.run({"doctor"}).exit_code == 0);
  const auto rows = [](const SampledStudy& from) {
    const std::string text = content_of(from.path(), true).rows;
    return text.substr(0, text.rfind('\n', text.size() - 2));  // without the number of labels
  };
  CHECK((rows(study) == rows(alone)));
}

TEST_CASE("labels are kept when the terminal's window is closed") {
  const SampledStudy study;
  {
    Terminal terminal = study.label();
    terminal.wait_for("Issue 1 of");
    label_issue(terminal, 1);
  }

  CHECK(has(study.status(), "ana: 1 issue, 3 labels"));
  CHECK(study.run({"doctor"}).exit_code == 0);
}

TEST_CASE("a terminal that lives on is given back as it was, with all labels kept") {
  const SampledStudy study;
  int labelled = 0;
  for (const char* name : {"TERM", "HUP", "QUIT", "INT"}) {
    CAPTURE(std::string(name));
    ++labelled;
    Terminal terminal({"bash", "--norc"},
                      {.columns = 100,
                       .rows = 30,
                       .folder = study.path(),
                       .environment = {{"TERM", "tmux-256color"}, {"PS1", "$ "}}});
    // The program writes its process into a file before it becomes itself.
    terminal.type(
        std::string("sh -c 'echo $$ > pid; exec ") + FAULTLINE_PROGRAM +
        " label --rater ana'; stty -a | grep -q ' icanon' && stty -a | grep -q ' echo ' && "
        "echo given-'back'");
    terminal.press({"Enter"});
    terminal.wait_for("Issue ");
    label_issue(terminal, labelled);

    const std::string pid(faultline::read_file(study.path() / "pid"));
    REQUIRE(faultline::test::run_program("sh", {"-c", std::string("kill -") + name + " " + pid})
                .exit_code == 0);
    if (std::string(name) == "INT") {
      // As Ctrl-C, which asks before it ends; see the labels first.
      terminal.press({"q"});
    }

    terminal.wait_for("given-back");
    CHECK(has(study.status(), "ana: " + std::to_string(labelled)));
  }
}

TEST_CASE("the label that was made last holds where the clock went back") {
  const SampledStudy study;
  const auto set = [&](const std::string& code, const std::string& epoch) {
    REQUIRE(study.run({"label", "set", "tf2onnx#7", code, "--rater", "ana"}, epoch).exit_code == 0);
  };

  set("stage=export", "1700000000");
  set("stage=validation", "1500000000");
  set("stage=optimization", "1600000000");

  CHECK(has(study.run({"label", "show", "--rater", "ana"}).out, "optimization"));
  CHECK(study.run({"doctor"}).exit_code == 0);
}

TEST_CASE("a collection whose clock went back brings what changed, and keeps what was there") {
  const SampledStudy study;
  GithubServer github(faultline::test::generate_world({.issues = 20, .relevant = 14}));
  const std::vector<std::string> collect{"collect", "--quiet", "--base-url", github.base_url()};
  const std::string repository = "onnx/tensorflow-onnx";
  REQUIRE(study.run(collect, "1700000000").exit_code == 0);
  std::int64_t number = 0;
  github.change([&](World& world) {
    number = open_issue(world, repository, "title zero", {}, "2030-01-01T00:00:00Z");
    close_issue(world, {repository, number}, "2030-01-01T00:00:01Z");
  });
  REQUIRE(study.run(collect, "1700000000").exit_code == 0);

  for (const auto& [title, at] : {std::pair{"title one", "2030-01-02T00:00:00Z"},
                                  {"title two", "2030-01-03T00:00:00Z"},
                                  {"title three", "2030-01-04T00:00:00Z"}}) {
    github.change([&, title = title, at = at](World& world) {
      edit_title(world, {repository, number}, title, at);
    });
    REQUIRE(study.run(collect, "1500000000").exit_code == 0);
    CHECK(has(study.run({"issues", "--search", title}).out, title));
  }

  SQLite::Database database((study.path() / "study.db").string());
  SQLite::Statement query(database, "select title from issue_history order by replaced_at");
  std::vector<std::string> earlier;
  while (query.executeStep()) earlier.push_back(query.getColumn(0).getString());
  CHECK(earlier == std::vector<std::string>{"title zero", "title one", "title two"});
  CHECK(study.run({"doctor"}).exit_code == 0);
}
