// The pages that the program itself writes are those of the program as it is. Renewed, as golden
// files are, with FAULTLINE_RENEW_GOLDEN=1.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/file.h"
#include "base/text.h"
#include "documents/markdown_page.h"
#include "support/golden.h"
#include "support/listed_commands.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::check_golden;
using faultline::test::listed_commands;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::TemporaryFolder;
using nlohmann::ordered_json;

namespace {

std::string run(const std::vector<std::string>& words, const std::filesystem::path& folder = ".") {
  const ProgramResult result = run_faultline(words, {.folder = folder});
  CHECK_MESSAGE(result.exit_code == 0, faultline::join(words, " ") << ": " << result.err);
  return result.out;
}

std::string block(const std::string& text) { return "```text\n" + text + "```\n"; }

constexpr const char* kResults =
    "model,converter,kind,outcome,max_abs_diff,error\n"
    "resnet18,torch.onnx,real,,3e-6,\n"
    "bert,tf2onnx,real,,,[ONNXRuntimeError] : 9 : NOT_IMPLEMENTED : no kernel\n";

constexpr const char* kResponses =
    "Timestamp,Do you use ONNX?\n"
    "2024/03/01 10:00:00 am EET,Yes\n";

constexpr const char* kInstrument =
    "name = \"small\"\nversion = 1\ntitle = \"Small\"\n\n"
    "[[question]]\nid = \"onnx\"\ntext = \"Do you use ONNX?\"\nkind = \"single\"\n"
    "[[question.option]]\nid = \"yes\"\ntext = \"Yes\"\n"
    "[[question.option]]\nid = \"no\"\ntext = \"No\"\n";

/// A study in which every table has all its columns: the published one, with a few results of
/// conversions and a response.
class StudyOfAllTables {
 public:
  StudyOfAllTables() {
    run({"reproduce", "--out", "study"}, folder_.path());
    faultline::write_file(path() / "results.csv", kResults);
    faultline::write_file(path() / "small.toml", kInstrument);
    faultline::write_file(path() / "responses.csv", kResponses);
    run({"conversions", "import", "results.csv"}, path());
    run({"survey", "import", "responses.csv", "--instrument", "small.toml"}, path());
  }

  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "study"; }
  [[nodiscard]] ordered_json ask(std::vector<std::string> words) const {
    words.emplace_back("--json");
    return ordered_json::parse(run(words, path()));
  }

 private:
  TemporaryFolder folder_;
};

std::string section(const ordered_json& listed, const ordered_json& table) {
  std::string text = fmt::format("## {}\n\n{}", listed.at("id").get<std::string>(),
                                 table.at("title").get<std::string>());
  text += ": " + listed.at("about").get<std::string>() + ".";
  const auto paper = listed.at("paper").get<std::string>();
  if (!paper.empty()) text += " In the paper: " + paper + ".";
  text += "\n\n| column | heading |\n| :--- | :--- |\n";
  for (const ordered_json& column : table.at("columns")) {
    text += fmt::format("| `{}` | {} |\n", column.at("id").get<std::string>(),
                        column.at("label").get<std::string>());
  }
  return text;
}

}  // namespace

TEST_CASE("the page of commands is what they print as their help") {
  std::string page =
      "# Commands\n\nWhat `faultline --help` and `faultline COMMAND --help` print, in the order in "
      "which a study goes through the commands.\n\n" +
      block(run({"--help"}));
  for (const std::vector<std::string>& words : listed_commands()) {
    std::vector<std::string> with_help = words;
    with_help.emplace_back("--help");
    page += "\n## " + faultline::join(words, " ") + "\n\n" + block(run(with_help));
  }

  check_golden(page, "../docs/reference/commands.md");
}

TEST_CASE("the page of the database is what `show schema` prints") {
  check_golden(run({"show", "schema"}), "../docs/reference/database.md");
}

TEST_CASE("the page of tables lists every table of the program with its columns") {
  const StudyOfAllTables study;
  std::string page =
      "# Tables\n\n"
      "`faultline table TABLE` prints each of them; `faultline report` writes them all. The "
      "columns "
      "are those of a study of torch.onnx and tf2onnx, as JSON and CSV have them: a converter, a "
      "code of the codebook, a history of operators and a wave of the survey each have columns of "
      "their own. Shares are fractions of 1; `_low` and `_high` are the limits of a 95% interval "
      "([methods](../methods.md)).\n";
  const ordered_json tables = study.ask({"table"});
  for (const ordered_json& listed : tables.at("rows")) {
    page += "\n" + section(listed, study.ask({"table", listed.at("id").get<std::string>()}));
  }

  check_golden(page, "../docs/reference/tables.md");
}

TEST_CASE("the page of methods redoes every statistic that the program computes") {
  const std::string methods =
      faultline::read_file(faultline::test::project_folder() / "docs/methods.md");
  std::istringstream list(run({"stat"}));
  std::string line;
  std::getline(list, line);
  std::size_t statistics = 0;
  while (std::getline(list, line)) {
    const std::string name(faultline::trim(line));
    CHECK_MESSAGE(methods.find("faultline stat " + name + "\n") != std::string::npos,
                  "no example of " << name);
    ++statistics;
  }
  CHECK(statistics > 20);
}
