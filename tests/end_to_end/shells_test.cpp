#include <doctest/doctest.h>

#include <filesystem>
#include <optional>

#include "base/file.h"
#include "base/text.h"
#include "support/program.h"
#include "support/temporary_folder.h"
#include "support/terminal.h"

using faultline::write_file;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::run_program;
using faultline::test::TemporaryFolder;
using faultline::test::Terminal;

namespace {

/// What a shell would run if it expanded the name of this rater.
constexpr const char* kHostile = "zoe$(touch expanded)";

/// A study in which one completes, with the program on the path.
class CompletedStudy {
 public:
  CompletedStudy() {
    std::filesystem::create_directories(path() / "programs");
    std::filesystem::create_symlink(FAULTLINE_PROGRAM, path() / "programs/faultline");
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"init", "."}, {"rater", "add", "ana"}, {"rater", "add", kHostile}}) {
      REQUIRE(run_faultline(words, {.folder = path()}).exit_code == 0);
    }
    write_file(path() / "some labels.csv", "");
  }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  [[nodiscard]] std::pair<std::string, std::string> environment() const {
    return {"PATH", (path() / "programs").string() + ":/usr/local/bin:/usr/bin:/bin"};
  }

  [[nodiscard]] ProgramResult run(const std::string& shell, const std::string& script) const {
    return run_program(shell, {"-c", script},
                       {.folder = path(), .environment = {environment(), {"HOME", path()}}});
  }

  [[nodiscard]] bool was_expanded() const { return std::filesystem::exists(path() / "expanded"); }

 private:
  TemporaryFolder folder_;
};

bool is_missing(const std::string& program) {
  if (run_program("sh", {"-c", "command -v " + program}).exit_code == 0) return false;
  MESSAGE("skipped: " << program << " is not installed");
  return true;
}

}  // namespace

TEST_CASE("bash completes commands, options, values, names of the study and files") {
  const CompletedStudy study;
  // The line is parted into words as readline does it, at equal signs too.
  const std::string script = R"sh(
    source <(faultline show completion bash)
    complete_line() {
      local parted=${1//=/ = }
      read -ra COMP_WORDS <<< "$parted"
      [[ $parted == *' ' && $1 != *= ]] && COMP_WORDS+=("")
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _faultline faultline
      echo "${COMPREPLY[*]}"
    }
    complete_line 'faultline agr'
    complete_line 'faultline agree --ra'
    complete_line 'faultline table --format l'
    complete_line 'faultline table --format=l'
    complete_line 'faultline issues --where stage=opt'
    complete_line 'faultline label --rater z'
    complete_line 'faultline label import some'
    complete_line 'faultline --study prog'
    complete_line 'faultline nonsense x'
  )sh";

  const ProgramResult result = study.run("bash", script);

  CHECK(result.err.empty());
  CHECK(result.out ==
        "agree\n--raters\nlatex\nlatex\noptimization\nzoe\\$\\(touch\\ expanded\\)\n"
        "some labels.csv\nprograms\n\n");
  CHECK_FALSE(study.was_expanded());
}

TEST_CASE("fish completes commands, options, values, names of the study and files") {
  if (is_missing("fish")) return;
  const CompletedStudy study;
  const std::string script = R"sh(
    faultline show completion fish > completion.fish
    source completion.fish
    for line in 'agr' 'agree --ra' 'table --format l' 'issues --where stage=opt' \
        'label --rater z' 'label import some' '--study prog'
      complete --do-complete "faultline $line" | string replace --regex '\t.*' ''
    end
  )sh";

  const ProgramResult result = study.run("fish", script);

  CHECK(result.out ==
        "agree\n--raters\nlatex\nstage=optimization\nzoe$(touch expanded)\nsome labels.csv\n"
        "programs/\n");
  CHECK_FALSE(study.was_expanded());
}

TEST_CASE("zsh completes commands, options, values, names of the study and files") {
  if (is_missing("zsh")) return;
  const CompletedStudy study;
  write_file(study.path() / ".zshrc",
             "PS1='ready> '\nautoload -Uz compinit\ncompinit -u -D\n"
             "source <(faultline show completion zsh)\n");
  Terminal terminal(
      {"zsh", "-i"},
      {.columns = 120,
       .rows = 24,
       .folder = study.path(),
       .environment = {{"TERM", "tmux-256color"}, {"ZDOTDIR", study.path()}, study.environment()}});
  terminal.wait_for("ready>");

  for (const auto& [typed, completed] : std::vector<std::pair<std::string, std::string>>{
           {"agr", "faultline agree"},
           {"agree --ra", "faultline agree --raters"},
           {"table --format l", "faultline table --format latex"},
           {"table --format=l", "faultline table --format=latex"},
           {"issues --where stage=opt", "faultline issues --where stage=optimization"},
           {"label --rater z", "faultline label --rater zoe\\$\\(touch\\ expanded\\)"},
           {"label import some", "faultline label import some\\ labels.csv"},
           {"--study prog", "faultline --study programs"}}) {
    terminal.type("faultline " + typed);
    terminal.press({"Tab"});
    terminal.wait_for(completed);
    terminal.press({"C-u"});
    terminal.wait_until_gone(completed);
  }
  CHECK_FALSE(study.was_expanded());
}

TEST_CASE("an unknown shell is answered with those that there are") {
  const auto result = run_faultline({"show", "completion", "bsh"});

  CHECK(result.exit_code == 2);
  CHECK(result.err.find("the nearest one is 'bash'") != std::string::npos);
}

TEST_CASE("every page of the manual is what readers of pages expect") {
  if (is_missing("mandoc")) return;
  const TemporaryFolder folder;
  REQUIRE(run_faultline({"show", "manual", "--out", folder.path().string()}).exit_code == 0);

  std::size_t pages = 0;
  for (const auto& page : std::filesystem::directory_iterator(folder.path())) {
    ++pages;
    const std::string file = page.path().string();
    const std::string lint = run_program("mandoc", {"-T", "lint", "-W", "warning", file}).out;
    std::string mistakes;
    // A page tells the program's version instead of a date.
    for (const std::string& line : faultline::split(lint, '\n')) {
      if (!line.empty() && line.find("missing date") == std::string::npos) mistakes += line + "\n";
    }
    CHECK(mistakes == "");
  }
  CHECK(pages > 50);
}

TEST_CASE("a page of the manual says what help says, with nothing lost to its markup") {
  if (is_missing("mandoc")) return;
  const auto read = [](const std::vector<std::string>& command) {
    std::vector<std::string> words{"show", "manual"};
    words.insert(words.end(), command.begin(), command.end());
    const std::string page = run_program("mandoc", {"-T", "utf8", "-O", "width=1000"},
                                         {.input = run_faultline(words).out})
                                 .out;
    // Bold and italic letters are printed over themselves.
    std::string plain;
    for (const char letter : page) {
      if (letter == '\b') {
        plain.pop_back();
      } else {
        plain += letter;
      }
    }
    return plain;
  };

  const std::string check = read({"check"});
  CHECK(check.find("known by \\label{tab:ID} or, in Markdown, by their heading") !=
        std::string::npos);
  CHECK(check.find("--strict") != std::string::npos);
  CHECK(read({"label", "import"}).find("Logs and documents of doccano end in .jsonl") !=
        std::string::npos);
  CHECK(
      read({"compare"}).find("\n         published          the published study's 200 failures") !=
      std::string::npos);
  CHECK(read({"issues"}).find("`other-binned`") == std::string::npos);
  CHECK(read({}).find("faultline-label-import(1)") != std::string::npos);
}

TEST_CASE("a page for what is no command is answered with the nearest one") {
  const auto result = run_faultline({"show", "manual", "label", "improt"});

  CHECK(result.exit_code == 2);
  CHECK(result.err.find("`faultline show manual label import`") != std::string::npos);
}
