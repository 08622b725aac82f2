#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "support/golden.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::write_file;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::TemporaryFolder;

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
