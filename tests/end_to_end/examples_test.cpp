#include <doctest/doctest.h>

#include <filesystem>
#include <map>

#include "base/file.h"
#include "base/text.h"
#include "support/github_server/generate_world.h"
#include "support/github_server/server.h"
#include "support/listed_commands.h"
#include "support/onnx_models.h"
#include "support/program.h"
#include "support/temporary_folder.h"
#include "support/workbook_builder.h"

/// The examples of every command's help, run as they stand in a study that has everything.

using faultline::read_file;
using faultline::split;
using faultline::write_file;
using faultline::test::chain;
using faultline::test::GithubServer;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::run_program;
using faultline::test::serialized;
using faultline::test::TemporaryFolder;
using faultline::test::WorkbookBuilder;

namespace {

/// What brings the study to where every command has something to do.
constexpr const char* kPreparation = R"sh(
set -e
faultline init .
sed -i 's/codebook = "converter-failures".*/codebook = "codebook.toml"/' study.toml
faultline show codebook | sed '0,/^name = /s/^name = .*/name = "mine"/' > second.toml
sed 's/id = "typo"/id = "slip"/' second.toml > codebook.toml
faultline rater add zoe
sed 's/^version = 1/version = 2/' second.toml > codebook.toml
faultline collect
faultline screen
faultline sample
faultline sample tranche --size 4
faultline label import labels.csv
faultline sample show overlap --format csv | awk -F, '
  BEGIN { print "repository,issue,rater,stage,symptom,cause" }
  NR > 1 { print $1 "," $2 ",ana,export,crash,shape-problem"; print $1 "," $2 ",ben,export,crash,typo" }
' > overlap_labels.csv
faultline label import overlap_labels.csv
faultline survey import responses.csv --instrument onnx-interoperability
faultline survey theme import themes.csv
faultline opsets import opsets.csv changes.csv
faultline opsets import --history changelog other_changes.csv
faultline conversions import results.csv
faultline models scan converted/mismatched --set mismatched
faultline models scan converted/correct --set correct
faultline models scan converter/tests --set tests
faultline show codebook > my-codebook.toml
faultline label export sheet.xlsx --rater ben
faultline package study.zip
)sh";

constexpr const char* kLabels =
    "repository,issue,rater,stage,symptom,cause,subcause\n"
    "onnx/tensorflow-onnx,1044,ana,node-conversion,crash,incompatibility,external\n"
    "onnx/tensorflow-onnx,356,ana,optimization,wrong-model,algorithmic-error,\n"
    "onnx/tensorflow-onnx,1044,ben,node-conversion,crash,incompatibility,internal\n";

constexpr const char* kResponses =
    "ResponseId,Q52,Q71,Q1,Q2,Q5,Q67,Q60,Q61,Q62,Q63,Q78,Q64,Q65,Q66\n"
    "R_1,\"Yes, I consent\",\"Yes, I have and/or currently interact regularly with such a platform "
    "(e.g., publishing or using models/datasets)\",3 - 5 years,3 - 5 years,Small (1 - 50 "
    "employees),Mobile,PyTorch,\"Yes, I use ONNX\",NNEF,,,simple,\"Crashes (e.g., model does not "
    "convert to ONNX)\",we ask others\n";

std::string text_cell(const std::string& place, const std::string& text) {
  return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

/// The sheet of the example with --range: two blocks of columns, side by side.
void write_coding_sheet(const std::filesystem::path& path) {
  std::string rows;
  const std::vector<std::string> columns{"A", "B", "C", "D", "J", "K", "L", "M", "N"};
  const std::vector<std::string> heads{"repository", "issue", "stage", "symptom", "cause",
                                       "subcause",   "memo",  "x",     "y"};
  const std::vector<std::string> values{
      "onnx/tensorflow-onnx", "356", "export", "crash", "typo", "", "", "", ""};
  for (const auto& [row, texts] : {std::pair{"2", heads}, {"3", values}}) {
    std::string cells;
    for (std::size_t i = 0; i < columns.size(); ++i) cells += text_cell(columns[i] + row, texts[i]);
    rows += "<row r=\"" + std::string(row) + "\">" + cells + "</row>";
  }
  static_cast<void>(
      WorkbookBuilder()
          .part("xl/workbook.xml",
                WorkbookBuilder::workbook(R"(<sheet name="Drift" sheetId="1" r:id="rId1"/>)"))
          .rows(rows)
          .write(path));
}

class PreparedStudy {
 public:
  PreparedStudy() : server_(faultline::test::generate_world({.relevant = 40})) {
    // Commands that ask GitHub ask the one of this machine.
    write_program("faultline",
                  "case \" $* \" in\n  *' --replay '* | *' --changelog '*) ;;\n"
                  "  *' collect '*) set -- \"$@\" --base-url " +
                      server_.base_url() + " ;;\nesac\nexec " FAULTLINE_PROGRAM " \"$@\"\n");
    write_files();
    const ProgramResult prepared = run(study(), kPreparation);
    CAPTURE(prepared.err);
    REQUIRE(prepared.exit_code == 0);
  }

  /// Runs a line in a copy of the study that is the command's own.
  [[nodiscard]] ProgramResult run_in_copy(const std::string& command,
                                          const std::string& line) const {
    const std::filesystem::path copy = folder_.path() / ("copy of " + command);
    if (!std::filesystem::exists(copy)) {
      std::filesystem::copy(study(), copy, std::filesystem::copy_options::recursive);
    }
    return run(copy, line);
  }

 private:
  [[nodiscard]] std::filesystem::path study() const { return folder_.path() / "study"; }

  [[nodiscard]] ProgramResult run(const std::filesystem::path& folder,
                                  const std::string& line) const {
    return run_program("bash", {"-c", line},
                       {.folder = folder,
                        .environment = {{"PATH", (folder_.path() / "programs").string() +
                                                     ":/usr/local/bin:/usr/bin:/bin"},
                                        {"GITHUB_TOKEN", "secret"}}});
  }

  void write_program(const std::string& name, const std::string& script) const {
    const std::filesystem::path path = folder_.path() / "programs" / name;
    write_file(path, "#!/bin/bash\n" + script);
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }

  void write_files() const {
    const std::filesystem::path corpus = std::filesystem::path(FAULTLINE_TESTS_DIR) / "fuzz/corpus";
    for (const auto& [name, content] : std::map<std::string, std::string>{
             {"labels.csv", kLabels},
             {"responses.csv", kResponses},
             {"themes.csv",
              "respondent,question,themes,rater\n1,strategies,community,ana\n"
              "1,strategies,version-changes,ben\n"},
             {"opsets.csv", "opset,released\n13,2020-08-01\n14,2021-02-01\n"},
             {"changes.csv", "opset,operator,change\n13,Abs,updated\n13,Celu,added\n"},
             {"other_changes.csv", "opset,operator,change\n13,Abs,updated\n14,Add,updated\n"},
             {"results.csv",
              "model,converter,kind,outcome,max_abs_diff,error\nresnet18,tf2onnx,real,,3e-6,\n"
              "vit,torch.onnx,real,,,[ONNXRuntimeError] : 9 : NOT_IMPLEMENTED : no kernel\n"},
             {"torch_15.json", R"([{"model": "a", "result": 1, "error": "no such operator"}])"},
             {"judgements.csv",
              "repository,issue,relevant,rater\nonnx/tensorflow-onnx,356,yes,ana\n"},
             // What happened to codes that a codebook no longer has.
             {"changes.toml",
              "[[rename]]\ndimension = \"cause\"\nfrom = \"slip\"\nto = \"typo\"\n"},
             {"paper.tex", "We saw 14 of 100 issues (14\\%).\n"},
             {"paper.md", "We saw 14 of 100 issues (14%).\n"},
             {"Changelog.md", read_file(corpus / "changelog/small.md")},
             {"Versioning.md", read_file(corpus / "releases/versioning.md")},
             {"releases.json", read_file(corpus / "releases/releases.json")},
             {"Operators.md", read_file(corpus / "operators/small.md")},
             {"converted/mismatched/resnet50.onnx",
              serialized(chain({"Conv", "Relu", "MaxPool", "Gemm"}))},
             {"converted/correct/mlp.onnx", serialized(chain({"Gemm", "Relu", "Gemm", "Softmax"}))},
             {"converter/tests/relu.onnx", serialized(chain({"Relu", "Gemm"}))}}) {
      write_file(study() / name, content);
    }
    write_coding_sheet(study() / "drift.xlsx");
  }

  TemporaryFolder folder_;
  GithubServer server_;
};

/// Examples that cannot be run here, with what they are answered with: those for the terminal,
/// which have tests of their own, and one that asks GitHub for what the local one does not hold.
const std::map<std::string, std::string>& refusals() {
  static const std::map<std::string, std::string> kRefusals{
      {"practice", "needs a terminal"},
      {"label --rater ana", "needs a terminal"},
      {"label --rater ana --unsure", "needs a terminal"},
      {"adjudicate", "needs a terminal"},
      {"survey theme --question strategies --rater ana", "needs a terminal"},
      {"opsets collect", "has no file docs/Changelog.md"},
  };
  return kRefusals;
}

/// The lines of a command's example, each whole.
std::vector<std::string> examples_of(std::vector<std::string> words) {
  words.emplace_back("--help");
  std::vector<std::string> lines;
  bool in_example = false;
  bool goes_on = false;
  for (std::string line : split(run_faultline(words).out, '\n')) {
    if (in_example && !line.empty()) {
      line.erase(0, 2);
      const bool continues = line.ends_with('\\');
      if (continues) line.pop_back();
      if (goes_on) {
        lines.back() += line;
      } else {
        lines.push_back(line);
      }
      goes_on = continues;
    }
    in_example = in_example || line == "Example:";
  }
  return lines;
}

/// A line without the program's name and its remark.
std::string bare(const std::string& line) {
  const std::size_t remark = line.find(" #");
  std::string_view text = faultline::trim(std::string_view(line).substr(0, remark));
  constexpr std::string_view kProgram = "faultline ";
  if (text.starts_with(kProgram)) text.remove_prefix(kProgram.size());
  return std::string(text);
}

}  // namespace

TEST_CASE("the examples of every command's help run as they stand") {
  const PreparedStudy study;
  std::size_t run = 0;

  for (const std::vector<std::string>& command : faultline::test::listed_commands()) {
    for (const std::string& line : examples_of(command)) {
      CAPTURE(line);
      const ProgramResult result = study.run_in_copy(faultline::join(command, " "), line);
      CAPTURE(result.err);
      const auto refusal = refusals().find(bare(line));
      if (refusal == refusals().end()) {
        CHECK(result.exit_code == 0);
      } else {
        CHECK(result.exit_code == 2);
        CHECK(result.err.find(refusal->second) != std::string::npos);
      }
      ++run;
    }
  }
  CHECK(run > 80);
}
