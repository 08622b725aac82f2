#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <regex>

#include "base/file.h"
#include "data/database.h"
#include "data/statement.h"
#include "support/github_server/generate_world.h"
#include "support/github_server/server.h"
#include "support/program.h"
#include "support/temporary_folder.h"
#include "support/terminal.h"

using faultline::write_file;
using faultline::data::Database;
using faultline::data::Statement;
using faultline::test::GithubServer;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::TemporaryFolder;
using faultline::test::Terminal;

namespace {

constexpr const char* kProtocol = R"toml(
[study]
title = "A study"

[[converter]]
name = "torch.onnx"
repository = "pytorch/pytorch"
state = "closed"
labels = ["module: onnx"]

[[converter]]
name = "tf2onnx"
repository = "onnx/tensorflow-onnx"
state = "closed"

[evidence]
any_of = ["closed-by-commit", "referenced-by-commit", "cross-referenced-by-closed", "connected"]

[sample]
per_converter = 10
seed = 7
)toml";

/// A study in a folder, with the rater ana.
class StudyFolder {
 public:
  StudyFolder() {
    require({"init", "."});
    write_file(path() / "study.toml", kProtocol);
    require({"rater", "add", "ana"});
  }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  ProgramResult require(const std::vector<std::string>& arguments) const {
    ProgramResult result =
        run_faultline(arguments, {.folder = path(), .environment = {{"GITHUB_TOKEN", "secret"}}});
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
    return result;
  }

  void add_issue(std::int64_t number, const std::string& title, const std::string& body) const {
    Database database = Database::open(path() / "study.db", Database::Access::kWrite);
    Statement(database, R"sql(
      insert into issue (repository_id, number, title, body, state, author, created_at, closed_at)
      values ((select id from repository where name = 'pytorch/pytorch'), ?, ?, ?, 'closed', 'mia',
        '2022-03-01T10:00:00Z', '2022-03-09T10:00:00Z')
    )sql")
        .bind(number, title, body)
        .run();
  }

  [[nodiscard]] Terminal open(std::vector<std::string> arguments, int columns, int rows,
                              const std::string& term = "tmux-256color") const {
    arguments.insert(arguments.begin(), FAULTLINE_PROGRAM);
    return Terminal(
        arguments,
        {.columns = columns, .rows = rows, .folder = path(), .environment = {{"TERM", term}}});
  }

  /// The labels that hold: "REPO#N dimension" to "code" with what else they say.
  [[nodiscard]] std::map<std::string, std::string> labels() const {
    std::map<std::string, std::string> held;
    const auto rows =
        nlohmann::json::parse(require({"label", "show", "--rater", "ana", "--json"}).out)
            .at("rows");
    for (const auto& row : rows) {
      std::string said = row.at("code");
      if (row.at("confidence") == "unsure") said += " unsure";
      if (!row.at("memo").get<std::string>().empty()) {
        said += " memo=" + row.at("memo").get<std::string>();
      }
      if (!row.at("evidence").get<std::string>().empty()) {
        said += " evidence=" + row.at("evidence").get<std::string>();
      }
      held[row.at("issue").get<std::string>() + " " + row.at("dimension").get<std::string>()] =
          said;
    }
    return held;
  }

 private:
  TemporaryFolder folder_;
};

/// "owner/name#12" in the line of the state.
std::string issue_on(const std::string& screen) {
  std::smatch found;
  const std::string state = screen.substr(0, screen.find('\n'));
  REQUIRE(std::regex_search(state, found, std::regex(R"(\S+/\S+#\d+)")));
  return found.str();
}

/// The keys for one issue, and what they say.
struct Answer {
  std::vector<std::string> keys;
  std::string stage;
  std::string symptom;
  std::string cause;
};

const std::vector<Answer>& answers() {
  static const std::vector<Answer> kAnswers{
      {{"L", "C", "S"}, "load-model", "crash", "shape-problem"},
      {{"C", "W", "I", "E"}, "node-conversion", "wrong-model", "incompatibility/external"},
      {{"O", "P", "T", "T"}, "optimization", "bad-performance", "type-problem/tensor"},
      {{"E", "B", "F"}, "export", "build-failure", "misconfiguration"},
      {{"V", "H", "A", "L"}, "validation", "hang", "algorithmic-error/code-logic"},
      {{"U", "U", "D"}, "not-distinguishable", "unreported", "documentation"},
  };
  return kAnswers;
}

constexpr const char* kExample =
    "# What happens\n\nExporting a model with `torch.roll` **fails**:\n\n```python\nimport torch\n"
    "torch.onnx.export(model, x, \"m.onnx\")\n```\n\n> RuntimeError: no symbolic for aten::roll\n\n"
    "- opset 9\n- opset 11, see https://example.org/opset\n\nIs there a way round it?\n";

constexpr const char* kHostile =
    "\x1b[2J\x1b[H\x1b]0;owned\x07 red \x1b[31mtext\x1b[0m\r\n"
    "bidi \u202Eevil\u202C and \u2066more\u2069, zero\u200Bwidth\n"
    "broken \xff\xfe utf-8 \xc3\x28 and a null\x01 and C1 \u009b31m\n\n"
    "combining e\u0301\u0302\u0303\u0304\u0305\u0306\u0307 marks\n\n"
    "`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    "aaaaa"
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    "aaaa`\n";

constexpr const char* kWide =
    "\u65E5\u672C\u8A9E\u306E\u8AAC\u660E\u6587\u3067\u3059\u3002\u30E2\u30C7\u30EB\u306E\u5909"
    "\u63DB\u306B\u5931\u6557\u3057\u307E\u3059\u3002"
    "\u65E5\u672C\u8A9E\u306E\u8AAC\u660E\u6587\u3067\u3059\u3002\u30E2\u30C7\u30EB\u306E\u5909"
    "\u63DB\u306B\u5931\u6557\u3057\u307E\u3059\u3002\n\n"
    "\uD55C\uAD6D\uC5B4 \uBAA8\uB378 \uBCC0\uD658 \uC2E4\uD328\n\n"
    "- \U0001F600 \U0001F44D\U0001F3FD \U0001F468\u200D\U0001F469\u200D\U0001F467 "
    "\U0001F1E9\U0001F1EA \u2764\uFE0F\n"
    "- \uFF26\uFF35\uFF2C\uFF2C and half\n";

}  // namespace

TEST_CASE("twenty issues are labelled in a terminal by keys alone, through whatever happens") {
  const StudyFolder study;
  GithubServer server(faultline::test::generate_world({.issues = 90, .relevant = 40}));
  study.require({"collect", "--base-url", server.base_url(), "--quiet"});
  study.require({"screen"});
  study.require({"sample"});
  std::map<std::string, std::string> expected;
  const auto label = [&](Terminal& terminal, std::size_t place, std::size_t labelled) {
    const Answer& answer = answers()[place % answers().size()];
    const std::string issue = issue_on(terminal.screen());
    terminal.press(answer.keys);
    expected[issue + " stage"] = answer.stage;
    expected[issue + " symptom"] = answer.symptom;
    expected[issue + " cause"] = answer.cause;
    terminal.wait_for("labelled " + std::to_string(labelled) + "  saved");
    return issue;
  };
  const auto next = [](Terminal& terminal, std::size_t issue) {
    terminal.press({"n"});
    terminal.wait_for("Issue " + std::to_string(issue) + " of 20");
  };

  {
    Terminal terminal = study.open({"label"}, 120, 40);
    terminal.wait_for("Issue 1 of 20  labelled 0  saved  ana");
    label(terminal, 0, 1);
    next(terminal, 2);

    const std::string with_memo = label(terminal, 1, 2);
    terminal.press({"m"});
    terminal.wait_for("Memo for Cause:");
    terminal.type("no ONNX operator; q and n are text");
    terminal.press({"Enter"});
    terminal.wait_for("the memo is stored");
    expected[with_memo + " cause"] += " memo=no ONNX operator; q and n are text";
    next(terminal, 3);

    label(terminal, 2, 3);
    terminal.press({"!"});
    terminal.wait_for("Cause is marked as unsure");
    expected[issue_on(terminal.screen()) + " cause"] += " unsure";
    terminal.press({"/"});
    terminal.wait_for("Search in the issue:");
    terminal.type("opened");
    terminal.press({"Enter"});
    terminal.wait_for("next match");
    terminal.press({"v"});
    terminal.wait_for("start here");
    terminal.press({"Escape"});
    terminal.wait_until_gone("start here");
    terminal.press({"Escape"});
    terminal.wait_until_gone("next match");
    next(terminal, 4);

    label(terminal, 3, 4);
    terminal.press({"v"});
    terminal.wait_for("start here");
    terminal.press({"Enter"});
    terminal.wait_for("evidence: title:1");
    expected[issue_on(terminal.screen()) + " cause"] += " evidence=title:1";
    terminal.resize(80, 24);
    terminal.wait_for("\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500");
    next(terminal, 5);

    terminal.press({"E"});
    terminal.wait_for("Stage: Export");
    terminal.press({"u"});
    terminal.wait_for("has no label again");
    terminal.resize(120, 40);
    terminal.wait_for("\u2502");
    label(terminal, 4, 5);
    for (std::size_t i = 5; i < 10; ++i) {
      next(terminal, i + 1);
      label(terminal, i, i + 1);
    }
    next(terminal, 11);
    terminal.press({"O"});
    terminal.wait_for("Stage: Graph optimization");
    terminal.signal("KILL");
    CHECK(terminal.wait_for_end() == 128 + 9);
  }
  CHECK(study.labels().size() == 31);

  Terminal terminal = study.open({"label", "--rater", "ana"}, 100, 30);
  std::string screen = terminal.wait_for("Issue 1 of 20  labelled 10  saved");
  CHECK(screen.find("Stage: Graph optimization") != std::string::npos);
  terminal.press({"BTab"});  // from symptom back to stage
  terminal.wait_for("> Stage");
  for (std::size_t i = 10; i < 20; ++i) {
    if (i > 10) next(terminal, i - 9);
    label(terminal, i, i + 1);
  }
  terminal.press({"q"});

  CHECK(terminal.wait_for_end() == 0);
  terminal.wait_for("20 of 20 issues labelled");
  CHECK(expected.size() == 60);
  CHECK(study.labels() == expected);
}

TEST_CASE("the screen shows an issue and the codes as it was last approved") {
  const StudyFolder study;
  study.add_issue(101, "Export fails for torch.roll", kExample);
  for (const auto& [columns, rows] :
       std::vector<std::pair<int, int>>{{80, 24}, {120, 40}, {200, 60}}) {
    const std::string name =
        "end_to_end/golden/label_" + std::to_string(columns) + "x" + std::to_string(rows);
    Terminal terminal = study.open({"label"}, columns, rows);
    terminal.wait_for("Issue 1 of 1");

    terminal.check_screen(name + ".txt");
  }
}

TEST_CASE("hostile text and wide characters change neither the screen nor its layout") {
  const StudyFolder study;
  study.add_issue(101, "\x1b[31mred\x1b[0m \u202Etitle\u202C", kHostile);
  study.add_issue(102, "\u30E2\u30C7\u30EB\u306E\u5909\u63DB \U0001F600", kWide);
  for (const auto& [columns, rows] :
       std::vector<std::pair<int, int>>{{80, 24}, {120, 40}, {200, 60}}) {
    const std::string size = std::to_string(columns) + "x" + std::to_string(rows);
    Terminal terminal = study.open({"label"}, columns, rows);
    terminal.wait_for("Issue 1 of 2");
    terminal.check_screen("end_to_end/golden/label_hostile_" + size + ".txt");

    terminal.press({"n"});
    terminal.wait_for("Issue 2 of 2");

    terminal.check_screen("end_to_end/golden/label_wide_" + size + ".txt");
  }
}

TEST_CASE("a window that is too small says so and waits until it is larger") {
  const StudyFolder study;
  study.add_issue(101, "An issue", "text");
  Terminal terminal = study.open({"label"}, 80, 24);
  terminal.wait_for("Issue 1 of 1");

  terminal.resize(39, 10);
  terminal.wait_for("needs 40x10");
  terminal.press({"L", "j"});
  terminal.resize(40, 10);
  terminal.wait_for("Issue 1 of 1  labelled 0");
  terminal.press({"L"});
  terminal.wait_for("> Symptom");
  terminal.press({"q"});

  CHECK(terminal.wait_for_end() == 0);
  CHECK(study.labels().size() == 1);
}

TEST_CASE("a memo that is being typed is stored when the terminal is lost") {
  const StudyFolder study;
  study.add_issue(101, "An issue", "text");
  for (const char* name : {"HUP", "TERM"}) {
    Terminal terminal = study.open({"label"}, 80, 24);
    terminal.wait_for("Issue 1 of 1");
    terminal.press({"L"});
    terminal.wait_for("Stage: Load model");
    terminal.press({"BTab", "m"});
    terminal.wait_for("Memo for Stage:");
    terminal.type(name);
    terminal.wait_for(name);

    terminal.signal(name);

    CHECK(terminal.wait_for_end() == 3);
    CHECK(study.labels().at("pytorch/pytorch#101 stage").find(name) != std::string::npos);
  }
}

TEST_CASE("Ctrl-Z gives the terminal back to the shell, and fg goes on") {
  const StudyFolder study;
  study.add_issue(101, "An issue", "text");
  Terminal terminal(
      {"bash", "--norc", "-i"},
      {.folder = study.path(), .environment = {{"TERM", "tmux-256color"}, {"PS1", "shell> "}}});
  terminal.wait_for("shell>");
  terminal.type(std::string(FAULTLINE_PROGRAM) + " label");
  terminal.press({"Enter"});
  terminal.wait_for("Issue 1 of 1");

  terminal.press({"C-z"});
  terminal.wait_for("Stopped");
  terminal.type("fg");
  terminal.press({"Enter"});
  terminal.wait_for("Issue 1 of 1");
  terminal.press({"L"});
  terminal.wait_for("Stage: Load model");
  terminal.press({"q"});
  terminal.wait_for("1 label added");

  CHECK(study.labels().size() == 1);
}

TEST_CASE("every kind of terminal is drawn on, with colours and without") {
  const StudyFolder study;
  study.add_issue(101, "An issue", "text with `code` and a https://example.org/link");
  for (const char* term : {"linux", "xterm", "vt100", "screen-256color"}) {
    CAPTURE(std::string(term));
    Terminal terminal = study.open({"label"}, 80, 24, term);
    terminal.wait_for("Issue 1 of 1");
    terminal.press({"L", "C", "Y"});
    terminal.wait_for("done");
  }
  Terminal plain(
      {FAULTLINE_PROGRAM, "label"},
      {.folder = study.path(), .environment = {{"TERM", "tmux-256color"}, {"NO_COLOR", "1"}}});
  plain.wait_for("Cause: Typo");
}

TEST_CASE("without a terminal, or on an unknown one, the program says what to do") {
  const StudyFolder study;
  study.add_issue(101, "An issue", "text");

  const ProgramResult piped = run_faultline({"label"}, {.folder = study.path()});
  CHECK(piped.exit_code == 2);
  CHECK(piped.err.find("labelling needs a terminal") != std::string::npos);
  CHECK(piped.err.find("faultline label import") != std::string::npos);

  for (const char* term : {"no-such-terminal", "dumb"}) {
    Terminal terminal = study.open({"label"}, 80, 24, term);
    CHECK(terminal.wait_for_end() == 2);
    terminal.wait_for("set TERM to what your terminal is");
  }
}

TEST_CASE("disagreements are settled on the screen, with a reason") {
  const StudyFolder study;
  study.add_issue(101, "An issue", kExample);
  for (const auto& [rater, code] : std::vector<std::pair<std::string, std::string>>{
           {"ana", "stage=export"}, {"ben", "stage=validation"}}) {
    study.require({"label", "set", "pytorch/pytorch#101", code, "symptom=crash", "--rater", rater,
                   "--memo", "memo of " + rater});
  }
  Terminal terminal = study.open({"adjudicate"}, 120, 40);
  const std::string screen = terminal.wait_for("memo of ben");
  CHECK(screen.find("agreed") != std::string::npos);
  terminal.check_screen("end_to_end/golden/adjudicate_120x40.txt");

  terminal.press({"E"});
  terminal.wait_for("Why Export?");
  terminal.press({"Enter"});
  terminal.wait_for("needs a reason");
  terminal.type("the writer fails");
  terminal.press({"Enter"});
  terminal.wait_for("labelled 1");
  terminal.press({"q"});

  CHECK(terminal.wait_for_end() == 0);
  const std::string shown = study.require({"label", "show", "--rater", "consensus", "--json"}).out;
  CHECK(nlohmann::json::parse(shown).at("rows").size() == 1);
  CHECK(shown.find("the writer fails") != std::string::npos);
}
