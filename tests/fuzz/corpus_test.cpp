#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/random.h"
#include "fuzz/readers.h"

/// The fuzzers' corpus as plain tests: each file as it is, cut short, and with bytes changed.

namespace faultline::test {

namespace {

using Reader = std::function<void(std::string_view)>;

std::vector<std::string> corpus(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(FAULTLINE_TESTS_DIR "/fuzz/corpus/" + folder)) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<std::string> contents;
  for (const auto& file : files) contents.push_back(read_file(file));
  return contents;
}

/// A few changes that keep most of a file: bytes replaced, a part doubled, taken away or taken from
/// another file.
std::string mutated(std::string text, const std::vector<std::string>& all, Random& random) {
  using namespace std::string_view_literals;
  constexpr std::string_view kBytes = "\0\n\r\"'\\{}[]()<>|#-,.:019Ne\xFF\xC3"sv;
  for (std::uint64_t change = random.below(4) + 1; change > 0; --change) {
    const std::size_t begin = random.below(text.size() + 1);
    const std::size_t length = random.below(text.size() - begin + 1);
    const std::string& other = all[random.below(all.size())];
    switch (random.below(4)) {
      case 0:
        if (begin < text.size()) text[begin] = kBytes[random.below(kBytes.size())];
        break;
      case 1:
        text.insert(begin, text.substr(begin, length));
        break;
      case 2:
        text.erase(begin, length);
        break;
      default:
        text.insert(begin, other.substr(random.below(other.size() + 1), length));
        break;
    }
  }
  return text;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// How much is tried of each file: fewer of readers that write into a study or to the disk.
struct Effort {
  std::size_t step = 7;  ///< bytes between the places at which a file is cut short
  int mutations = 2000;
};
constexpr Effort kLittle{.step = 97, .mutations = 200};

void try_all(const std::string& folder, const Reader& read, const Effort& effort = {}) {
  const std::vector<std::string> files = corpus(folder);
  REQUIRE_FALSE(files.empty());
  Random random(1);
  for (const std::string& file : files) {
    CHECK_NOTHROW(read(file));
    for (std::size_t size = 0; size < file.size(); size += effort.step) {
      CHECK_NOTHROW(read(std::string_view(file).substr(0, size)));
    }
    for (int i = 0; i < effort.mutations; ++i) {
      const std::string text = mutated(file, files, random);
      CAPTURE(text);
      CHECK_NOTHROW(read(text));
    }
  }
}

}  // namespace

TEST_CASE("the changelog's reader reads or refuses whatever comes") {
  try_all("changelog", read_changelog);
}

TEST_CASE("the reader of codebooks reads or refuses whatever comes") {
  try_all("codebook", read_codebook);
}

TEST_CASE("the reader of CSV reads or refuses whatever comes") { try_all("csv", read_csv); }

TEST_CASE("the reader of doccano's documents reads or refuses whatever comes") {
  try_all("doccano", read_doccano, kLittle);
}

TEST_CASE("the collection by GraphQL reads or refuses whatever comes") {
  try_all("github_graphql", read_github_graphql, kLittle);
}

TEST_CASE("the collection by REST reads or refuses whatever comes") {
  try_all("github_rest", read_github_rest, kLittle);
}

TEST_CASE("the reader of survey instruments reads or refuses whatever comes") {
  try_all("instrument", read_instrument);
}

TEST_CASE("the import of judgements reads or refuses whatever comes") {
  try_all("judgements", read_judgements, kLittle);
}

TEST_CASE("the import of label logs reads or refuses whatever comes") {
  try_all("label_log", read_label_log, kLittle);
}

TEST_CASE("the import of label sheets reads or refuses whatever comes") {
  try_all("label_sheet", read_label_sheet, kLittle);
}

TEST_CASE("the reader of Label Studio's tasks reads or refuses whatever comes") {
  try_all("label_studio", read_label_studio, kLittle);
}

TEST_CASE("the reader of links between pages reads or refuses whatever comes") {
  try_all("links", read_links);
}

TEST_CASE("the rendering of Markdown reads or refuses whatever comes") {
  try_all("markdown", read_markdown, kLittle);
}

TEST_CASE("the reader of ONNX models reads or refuses whatever comes") {
  try_all("onnx", read_onnx);
}

TEST_CASE("the import of ONNX's operator history reads or refuses whatever comes") {
  try_all("operator_history", read_operator_history, kLittle);
}

TEST_CASE("the reader of lists of operators reads or refuses whatever comes") {
  try_all("operators", read_operators);
}

TEST_CASE("the collection of ONNX's operator history reads or refuses whatever comes") {
  try_all("opsets_collect", read_opsets_collect, kLittle);
}

TEST_CASE("the verification of packages reads or refuses whatever comes") {
  try_all("package", read_package, {.step = 97, .mutations = 60});
}

TEST_CASE("the check of papers reads or refuses whatever comes") {
  try_all("paper", read_paper, kLittle);
}

TEST_CASE("the reader of REFI-QDA codebooks reads or refuses whatever comes") {
  try_all("qda_codebook", read_qda_codebook);
}

TEST_CASE("the reader of releases reads or refuses whatever comes") {
  try_all("releases", read_releases);
}

TEST_CASE("the replay of kept answers reads or refuses whatever comes") {
  try_all("replay", read_replay, kLittle);
}

TEST_CASE("the reader of conversion results reads or refuses whatever comes") {
  try_all("results", read_results);
}

TEST_CASE("the reader of spreadsheets reads or refuses whatever comes") {
  try_all("spreadsheet", read_spreadsheet, kLittle);
}

TEST_CASE("the reader of a statistic's inputs reads or refuses whatever comes") {
  try_all("statistics", read_statistics, kLittle);
}

TEST_CASE("the reader of study.toml reads or refuses whatever comes") {
  try_all("study_file", read_study_file);
}

TEST_CASE("the import of survey exports reads or refuses whatever comes") {
  try_all("survey", read_survey, kLittle);
}

TEST_CASE("the import of themes reads or refuses whatever comes") {
  try_all("themes", read_themes, kLittle);
}

TEST_CASE("the judgement of timelines reads or refuses whatever comes") {
  try_all("timeline", read_timeline, kLittle);
}

TEST_CASE("the readers of what is typed reads or refuses whatever comes") {
  try_all("typed", read_typed, kLittle);
}

TEST_CASE("deeply nested JSON is refused without a crash") {
  const std::string nested = std::string(200'000, '[') + std::string(200'000, ']');
  const std::string in_object = R"({"data":{"nodes":)" + nested + R"(},"errors":[{"path":[)" +
                                nested + R"(]}],"label":)" + nested + R"(,"issue":)" + nested + "}";
  const std::vector<Reader> readers{read_doccano,   read_github_graphql, read_github_rest,
                                    read_label_log, read_label_studio,   read_operator_history,
                                    read_releases,  read_results,        read_timeline};
  for (const Reader& read : readers) {
    CHECK_NOTHROW(read(std::string(1'000'000, '[')));
    CHECK_NOTHROW(read(nested));
    CHECK_NOTHROW(read(in_object));
  }
  CHECK_NOTHROW(read_statistics("cohen_kappa\n" + nested));
  CHECK_NOTHROW(read_statistics("cohen_kappa\n{\"table\":" + nested + "}"));
}

TEST_CASE("deeply nested TOML and XML are refused without a crash") {
  const std::string brackets = std::string(200'000, '[');
  for (const Reader& read :
       {Reader(read_codebook), Reader(read_instrument), Reader(read_study_file)}) {
    CHECK_NOTHROW(read("name = " + brackets));
    CHECK_NOTHROW(read(brackets));
    CHECK_NOTHROW(read("a" + repeated(".a", 200'000) + " = 1"));
  }
  const std::string codes = repeated("<Code name=\"a\">", 100'000);
  CHECK_NOTHROW(read_qda_codebook("<CodeBook><Codes>" + codes));
  CHECK_NOTHROW(read_qda_codebook("<CodeBook><Codes>" + codes + repeated("</Code>", 100'000) +
                                  "</Codes></CodeBook>"));
  CHECK_NOTHROW(read_spreadsheet("1<sst>" + repeated("<si>", 100'000)));
  CHECK_NOTHROW(read_spreadsheet("1<sst>" + repeated("<si>", 100'000) + repeated("</si>", 100'000) +
                                 "</sst>"));
}

TEST_CASE("deeply nested LaTeX and Markdown are read without a crash") {
  CHECK_NOTHROW(read_paper(repeated("\\textbf{", 100'000)));
  CHECK_NOTHROW(read_paper(repeated("\\begin{tabular}{l}", 50'000)));
  CHECK_NOTHROW(read_paper(repeated("\\newcommand{\\a}{\\a\\a}\\a", 10'000)));
  CHECK_NOTHROW(read_markdown(repeated("> ", 30'000)));
}

}  // namespace faultline::test
