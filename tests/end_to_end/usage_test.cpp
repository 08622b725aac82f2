#include <doctest/doctest.h>

#include "support/new_study.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::test::has;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::TemporaryFolder;

namespace {

/// What wrong usage is answered with, in a folder without a study.
std::string refusal(const std::vector<std::string>& words) {
  const TemporaryFolder folder;
  const ProgramResult result = run_faultline(words, {.folder = folder.path()});
  CHECK(result.exit_code == 2);
  CHECK(result.out.empty());
  return result.err;
}

}  // namespace

TEST_CASE("an option without its value says how it is written") {
  CHECK(refusal({"label", "show", "--rater"}) ==
        "faultline: behind --rater its value is missing\n"
        "  help: write --rater RATER\n"
        "  help: `faultline label show --help` shows how to use it\n");
  CHECK(has(refusal({"label", "show", "--rater="}), "behind --rater its value is missing"));
}

TEST_CASE("an option is not taken for the value of the one before it") {
  const std::string answer = refusal({"table", "--rater", "--json"});

  CHECK(has(answer, "behind --rater its value is missing"));
  CHECK(has(answer, "because '--json' looks like an option"));
  CHECK(has(answer, "write --rater RATER; a value that begins with dashes as --rater=--json"));
}

TEST_CASE("a value behind a switch is refused") {
  CHECK(has(refusal({"table", "--json=3"}), "--json is a switch; nothing stands behind it"));
}

TEST_CASE("arguments that lack or are too many say how the command is called") {
  CHECK(has(refusal({"init"}),
            "`faultline init` lacks DIR\n  help: it is called as `faultline init DIR`"));
  CHECK(has(refusal({"codebook", "diff", "a"}), "`faultline codebook diff` lacks CODEBOOK"));
  CHECK(has(refusal({"label", "import"}), "`faultline label import` lacks FILE\n"));
  CHECK(has(refusal({"init", "a", "b"}), "`faultline init` does not know what to do with 'b'"));
  CHECK(has(refusal({"table", "--rater", "a", "--rater", "b"}), "--rater can be given only once"));
}

TEST_CASE("options of a command stand behind it, and a mistyped one before it is no command") {
  CHECK(has(refusal({"--stdy", "x", "table"}), "the nearest one is --study"));
  CHECK(has(refusal({"--versoin"}), "the nearest one is --version"));
  CHECK(has(refusal({"--json", "table"}), "options of a command stand behind it"));
  CHECK(has(refusal({"label", "-h"}), "'-h' is not an option of `faultline label`"));
  CHECK(has(refusal({"-h"}), "'-h' is not an option of every command"));
}

TEST_CASE("of two commands that are as near, the one with the typed letter is meant") {
  CHECK(has(refusal({"tabel"}), "the nearest one is `faultline table`"));
}

TEST_CASE("help before a command is that command's help") {
  CHECK(run_faultline({"help", "label", "import"}).out ==
        run_faultline({"label", "import", "--help"}).out);
}

TEST_CASE("the name of a statistic is looked at before its input") {
  const std::string answer = refusal({"stat", "cohens_kapa"});

  CHECK(has(answer, "there is no statistic 'cohens_kapa'"));
  CHECK(has(answer, "the nearest one is '"));
}

TEST_CASE("where one of a known set is expected, the nearest is named") {
  const TemporaryFolder folder;
  REQUIRE(run_faultline({"init", "."}, {.folder = folder.path()}).exit_code == 0);
  REQUIRE(run_faultline({"rater", "add", "anastasia"}, {.folder = folder.path()}).exit_code == 0);

  for (const auto& [words, nearest] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"table", "stagee"}, "'stage'"},
           {{"table", "stage", "--format", "latx"}, "'latex'"},
           {{"table", "trend", "--dimension", "stge"}, "'stage'"},
           {{"table", "stage", "--rater", "anastsia"}, "'anastasia'"},
           {{"agree", "--raters", "anastsia,ben"}, "'anastasia'"},
           {{"label", "show", "--rater", "anastsia"}, "'anastasia'"},
           {{"label", "history", "--rater", "anastsia"}, "'anastasia'"},
           {{"issues", "--converter", "tf2onx"}, "'tf2onnx'"},
           {{"issues", "--where", "stage=exprot"}, "'export'"},
           {{"issues", "--where", "stge=export"}, "'stage'"},
           {{"issues", "--step", "evidense"}, "'evidence'"},
           {{"collect", "--converter", "tf2onx"}, "'tf2onnx'"},
           {{"collect", "--api", "graphq"}, "'graphql'"},
           {{"label", "set", "tf2onnx#1", "stage=exprot", "--rater", "anastasia"}, "'export'"},
           {{"label", "set", "tf2onx#1", "stage=export", "--rater", "anastasia"}, "'tf2onnx'"},
           {{"label", "export", "x", "--format", "docano"}, "'doccano'"},
           {{"compare", "published", "dl-compilers", "--converter", "tf2onx"}, "tf2onnx"},
           {{"compare", "published", "dl-compilers", "--dimension", "symptm"}, "'symptom'"},
           {{"compare", "publishd", "dl-compilers"}, "'published'"},
           {{"conversions", "show", "--outcome", "mismatched"}, "'mismatch'"},
           {{"models", "sequences", "--method", "publishd"}, "'published'"},
           {{"sample", "tranche", "--kind", "drfit"}, "'drift'"},
           {{"label", "export", "x.csv", "--rater", "anastsia"}, "'anastasia'"},
           {{"label", "suggest", "--rater", "anastsia"}, "'anastasia'"},
           {{"label", "--rater", "anastsia"}, "terminal"},
           {{"report", "--rater", "anastsia"}, "'anastasia'"},
           {{"adjudicate", "--list", "--raters", "anastsia,ben"}, "'anastasia'"},
           {{"show", "codebook", "converter-failure"}, "'converter-failures'"},
           {{"show", "instrument", "onnx-interoperabilty"}, "'onnx-interoperability'"},
           {{"init", "x", "--template", "onnx-converter"}, "'onnx-converters'"},
           {{"report", "--format", "markdwn"}, "'markdown'"}}) {
    std::string line = "faultline";
    for (const std::string& word : words) line += " " + word;
    CAPTURE(line);
    const ProgramResult result = run_faultline(words, {.folder = folder.path()});
    CHECK(result.exit_code == 2);
    CHECK(has(result.err, nearest));
  }
}
