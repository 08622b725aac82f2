#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "support/golden.h"
#include "support/program.h"
#include "support/temporary_folder.h"
#include "support/terminal.h"

using faultline::write_file;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::TemporaryFolder;
using faultline::test::Terminal;

namespace {

constexpr const char* kInstrument = R"toml(
name = "tools"
title = "Tools of engineers"

[[question]]
id = "consent"
text = "Do you take part?"
kind = "single"
purpose = "consent"
[[question.option]]
id = "yes"
text = "Yes"
passes = true
[[question.option]]
id = "no"
text = "No"

[[question]]
id = "tools"
text = "Which tools do you use?"
table = "tool-usage"
kind = "multiple"
[[question.option]]
id = "onnx"
text = "ONNX"
[[question.option]]
id = "none"
text = "None, or none that I know"
exclusive = true

[[question]]
id = "remedies"
text = "What do you do about problems?"
table = "strategies"
kind = "open"
[[question.theme]]
id = "community"
name = "Community"
[[question.theme]]
id = "versions"
name = "Versions"
)toml";

constexpr const char* kResponses =
    "Timestamp,Email Address,Do you take part?,Which tools do you use?,"
    "What do you do about problems?\n"
    "2024/01/02 10:00,a@b.example,Yes,ONNX,I ask\n"
    "2024/01/02 10:01,a@c.example,Yes,\"ONNX;None, or none that I know\",\"=1+1, other versions\"\n"
    "2024/01/02 10:02,a@d.example,Yes,\"None, or none that I know\",\n"
    "2024/01/02 10:03,a@e.example,No,,\n";

constexpr const char* kSixAnswers =
    "Timestamp,Do you take part?,Which tools do you use?,What do you do about problems?\n"
    "2024/01/02 10:00,Yes,ONNX,I ask on the forum of the exporter\n"
    "2024/01/02 10:01,Yes,ONNX,\"I try other versions,\nand if that fails, I ask the authors\"\n"
    "2024/01/02 10:02,Yes,ONNX,idk\n"
    "2024/01/02 10:03,Yes,ONNX,pin versions\n"
    "2024/01/02 10:04,Yes,ONNX,\xE6\xA8\xA1\xE5\x9E\x8B \xF0\x9F\x98\x80\n"
    "2024/01/02 10:05,Yes,ONNX,read the issues of others\n";

class SurveyFolder {
 public:
  SurveyFolder() {
    REQUIRE(run({"init", "."}).exit_code == 0);
    write_file(path() / "tools.toml", kInstrument);
    write_file(path() / "responses.csv", kResponses);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  [[nodiscard]] ProgramResult run(const std::vector<std::string>& arguments) const {
    return run_faultline(arguments, {.folder = path()});
  }
  [[nodiscard]] Terminal code_answers() const {
    return Terminal({FAULTLINE_PROGRAM, "survey", "theme"},
                    {.columns = 100, .rows = 30, .folder = path()});
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a survey goes from its export to themes and tables as it was last approved") {
  const SurveyFolder study;
  write_file(study.path() / "themes.csv",
             "respondent,question,themes,rater\n"
             "1,remedies,community,ana\n2,remedies,versions,ana\n"
             "1,remedies,community,ben\n2,remedies,community; versions,ben\n");
  std::string session;

  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"survey", "import", "responses.csv", "--instrument", "tools.toml", "--invited", "10"},
           {"survey", "import", "responses.csv", "--instrument", "tools.toml"},
           {"survey", "show", "--population", "20"},
           {"survey", "show", "--where", "tools=none"},
           {"survey", "show", "--left-out"},
           {"table", "tool-usage"},
           {"survey", "theme", "list", "--format", "csv"},
           {"survey", "theme", "import", "themes.csv"},
           {"survey", "theme", "agree"},
           {"survey", "theme", "adjudicate"},
           {"survey", "theme", "list"},
           {"table", "strategies"},
           {"survey", "cross", "tools", "remedies"}}) {
    const ProgramResult result = study.run(arguments);
    session += "$ faultline";
    for (const std::string& argument : arguments) session += " " + argument;
    session += "\n" + result.out + result.err + "\n";
    CHECK(result.exit_code == 0);
  }

  faultline::check_golden(session, "end_to_end/golden/survey.txt");
}

TEST_CASE("an export that the instrument does not fit changes nothing and says what to do") {
  const SurveyFolder study;
  write_file(study.path() / "bad.csv",
             "Timestamp,Do you take part?,Which tools do you use?,What do you do about problems?\n"
             "2024/01/02,Yes,ONXX,\n");

  const auto result = study.run({"survey", "import", "bad.csv", "--instrument", "tools.toml"});

  CHECK(result.exit_code == 2);
  CHECK(result.err.find("question tools: 'ONXX', 1 time; the nearest option is 'ONNX'") !=
        std::string::npos);
  CHECK(result.err.find("--accept-new") != std::string::npos);
  CHECK(study.run({"survey", "show"}).err.find("the study has no survey") != std::string::npos);
}

TEST_CASE("a printed instrument is one that an import takes") {
  const SurveyFolder study;
  write_file(study.path() / "mine.toml", study.run({"show", "instrument"}).out);

  const auto result = study.run({"survey", "import", "responses.csv", "--instrument", "mine.toml"});

  CHECK(result.exit_code == 2);
  CHECK(result.err.find("questions are not in the file") != std::string::npos);
}

TEST_CASE("a report of a study with a survey holds its tables and numbers") {
  const SurveyFolder study;
  REQUIRE(
      study.run({"survey", "import", "responses.csv", "--instrument", "tools.toml"}).exit_code ==
      0);

  const auto result = study.run({"report", "--out", "paper"});

  CHECK(result.exit_code == 0);
  CHECK(faultline::read_file(study.path() / "paper/numbers.tex")
            .find("\\ToolUsageToolsOnnxCount}{2}") != std::string::npos);
}

TEST_CASE("answers are coded in a terminal by keys alone, and a kill loses nothing") {
  const SurveyFolder study;
  write_file(study.path() / "responses.csv", kSixAnswers);
  REQUIRE(
      study.run({"survey", "import", "responses.csv", "--instrument", "tools.toml"}).exit_code ==
      0);
  REQUIRE(study.run({"rater", "add", "ana"}).exit_code == 0);
  {
    Terminal terminal = study.code_answers();
    terminal.wait_for("Answer 1 of 6  labelled 0  saved  ana");
    terminal.press({"1"});
    terminal.wait_for("Themes: Community");
    terminal.press({"n"});
    terminal.wait_for("Answer 2 of 6");
    terminal.press({"1", "2"});
    terminal.wait_for("Themes: Community, Versions");
    terminal.check_screen("end_to_end/golden/survey_theme_100x30.txt");
    terminal.press({"n"});
    terminal.wait_for("Answer 3 of 6");
    terminal.press({"0"});
    terminal.wait_for("labelled 3");
    terminal.signal("KILL");
    CHECK(terminal.wait_for_end() == 128 + 9);
  }

  Terminal terminal = study.code_answers();
  terminal.wait_for("Answer 1 of 6  labelled 3  saved  ana");
  terminal.press({"2", "m"});
  terminal.wait_for("Memo for Themes:");
  terminal.type("only 1 word");
  terminal.press({"Enter"});
  terminal.wait_for("the memo is stored");
  terminal.resize(39, 10);
  terminal.wait_for("needs 40x10");
  terminal.resize(80, 24);
  terminal.wait_for("Answer 1 of 6");
  terminal.press({"n"});
  terminal.wait_for("Answer 2 of 6");
  terminal.press({"1", "u", "0"});
  terminal.wait_for("labelled 5");
  terminal.press({"q"});

  CHECK(terminal.wait_for_end() == 0);
  terminal.wait_for("5 of 6 answers labelled");
  const auto rows =
      nlohmann::json::parse(study.run({"survey", "theme", "list", "--json"}).out).at("rows");
  std::vector<std::string> themes;
  for (const auto& row : rows) themes.push_back(row.at("themes"));
  CHECK(themes == std::vector<std::string>{"community", "community; versions", "not-codeable",
                                           "versions", "not-codeable", ""});
  CHECK(rows.at(3).at("memo") == "only 1 word");
}

TEST_CASE("a study without answers to code, or a rater, says what to do") {
  const SurveyFolder study;
  REQUIRE(study.run({"rater", "add", "ana"}).exit_code == 0);

  Terminal terminal = study.code_answers();

  CHECK(terminal.wait_for_end() == 2);
  terminal.wait_for("no answer is to be coded");
}
