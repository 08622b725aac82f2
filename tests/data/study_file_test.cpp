#include "data/study_file.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/file.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace faultline::data {

namespace {

using test::says;
using test::thrown_error;

const std::string kHead = "[study]\ntitle = \"A study\"\n";
const std::string kConverter =
    "[[converter]]\nname = \"torch.onnx\"\nrepository = \"pytorch/pytorch\"\n";

Error error_in(const std::string& content) {
  return thrown_error([&] { return parse_study_file(content, "study.toml"); });
}

void check_error(const std::string& content, std::size_t line, const std::string& words) {
  const Error error = error_in(content);
  CAPTURE(content);
  CAPTURE(test::all_of(error));
  CHECK(error.kind() == ErrorKind::kInput);
  CHECK(error.place()->file == "study.toml");
  CHECK(error.place()->line == line);
  CHECK(says(error, words));
}

}  // namespace

TEST_CASE("the template is the published study's protocol") {
  const StudyFile study = parse_study_file(study_file_template(), "study.toml");

  CHECK(study.title == "Failures of ONNX converters");
  CHECK(study.codebook == "converter-failures");
  REQUIRE(study.converters.size() == 2);
  CHECK(study.converters[0].name == "torch.onnx");
  CHECK(study.converters[0].repository == "pytorch/pytorch");
  CHECK(study.converters[0].state == "closed");
  CHECK(study.converters[0].labels == std::vector<std::string>{"module: onnx"});
  CHECK(study.converters[1].name == "tf2onnx");
  CHECK(study.converters[1].repository == "onnx/tensorflow-onnx");
  CHECK(study.converters[1].without_labels ==
        std::vector<std::string>{"pending on user response", "question"});
  CHECK(study.evidence ==
        std::vector{EvidencePredicate::kClosedByCommit, EvidencePredicate::kReferencedByCommit,
                    EvidencePredicate::kCrossReferencedByClosed, EvidencePredicate::kConnected});
  CHECK(study.sample_per_converter == 100);
  CHECK(study.sample_seed == 2024);
}

TEST_CASE("what a study file leaves out is taken from the published study") {
  const StudyFile study = parse_study_file(kHead + kConverter, "study.toml");

  CHECK(study.codebook == "converter-failures");
  CHECK(study.converters[0].state == "closed");
  CHECK(study.converters[0].labels.empty());
  CHECK(study.evidence.empty());
  CHECK(study.sample_per_converter == 100);
  CHECK(study.sample_seed == 2024);
}

TEST_CASE("the ids of evidence stand in the order of their enumeration") {
  for (std::size_t i = 0; i < kEvidencePredicates.size(); ++i) {
    CHECK(static_cast<std::size_t>(kEvidencePredicates.at(i).predicate) == i);
  }
}

TEST_CASE("a wrong key is refused at its line, with the nearest right one") {
  check_error(kHead + "[[converter]]\nname = \"a\"\nrepositry = \"b/c\"\n", 3,
              "[[converter]] lacks the key 'repository'");
  check_error(kHead + kConverter + "lables = [\"x\"]\n", 6, "the nearest key is 'labels'");
  check_error("[study]\ntitle = \"A\"\ncodebok = \"x\"\n" + kConverter, 3,
              "the nearest key is 'codebook'");
  check_error(kHead + kConverter + "[sampel]\nseed = 1\n", 6, "the nearest key is 'sample'");
  check_error(kHead + kConverter + "[evidence]\nanyof = []\n", 7, "the nearest key is 'any_of'");
  check_error(kHead + kConverter + "[sample]\nsed = 1\n", 7, "the nearest key is 'seed'");
}

TEST_CASE("a key of the wrong kind is refused at its line") {
  check_error("[study]\ntitle = 7\n" + kConverter, 2, "should be a text in quotation marks");
  check_error(kHead + "[[converter]]\nname = [\"a\"]\nrepository = \"b/c\"\n", 4,
              "should be a text");
  check_error(kHead + kConverter + "labels = \"module: onnx\"\n", 6, "should be a list of texts");
  check_error(kHead + kConverter + "[sample]\nseed = \"x\"\n", 7, "should be a whole number");
  check_error(kHead + kConverter + "[sample]\nper_converter = 1.5\n", 7,
              "should be a whole number");
  check_error("evidence = 1\n" + kHead + kConverter, 1, "should be a table, written [evidence]");
  check_error(kHead + "[converter]\nname = \"a\"\n", 3, "each written [[converter]]");
}

TEST_CASE("a study without its head or without a converter is refused") {
  check_error(kConverter, 1, "the study file lacks the table [study]");
  check_error("[study]\n" + kConverter, 1, "[study] lacks the key 'title'");
  check_error(kHead, 1, "add a [[converter]] with a name and a repository");
  check_error("", 1, "the study has no converter");
}

TEST_CASE("unknown evidence is refused with the nearest right one, or with all there is") {
  check_error(kHead + kConverter + "[evidence]\nany_of = [\"closed-by-comit\"]\n", 7,
              "the nearest one is 'closed-by-commit'");
  check_error(kHead + kConverter + "[evidence]\nany_of = [\"magic\"]\n", 7,
              "it can be: closed-by-commit, closed-by-pull-request, referenced-by-commit, "
              "cross-referenced-by-closed, connected");
}

TEST_CASE("an unknown state is refused with the nearest right one") {
  check_error(kHead + kConverter + "state = \"close\"\n", 6, "the nearest one is 'closed'");
}

TEST_CASE("a repository is named as owner and name") {
  for (const char* name : {"pytorch", "/pytorch", "pytorch/", "a/b/c", "a b/c", "https://x/y/z"}) {
    check_error(kHead + "[[converter]]\nname = \"a\"\nrepository = \"" + name + "\"\n", 5,
                "write it as owner/name");
  }
}

TEST_CASE("two converters have neither one name nor one repository, whatever its case") {
  check_error(kHead + kConverter + "[[converter]]\nname = \"torch.onnx\"\nrepository = \"a/b\"\n",
              7, "a second converter is named 'torch.onnx'");
  check_error(
      kHead + kConverter + "[[converter]]\nname = \"b\"\nrepository = \"PyTorch/PyTorch\"\n", 8,
      "a second converter has the repository 'PyTorch/PyTorch'");
}

TEST_CASE("the sample has a size from 1 and a seed from 0") {
  check_error(kHead + kConverter + "[sample]\nper_converter = 0\n", 7, "1 or more");
  check_error(kHead + kConverter + "[sample]\nseed = -1\n", 7, "0 or more");
  CHECK(parse_study_file(kHead + kConverter + "[sample]\nseed = 0\n", "s").sample_seed == 0);
}

TEST_CASE("bad TOML is refused with its line") {
  check_error("[study]\ntitle = \"A\n", 2, "the file is not valid TOML");
}

TEST_CASE("a study file is read from disk, and a missing one is named") {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "study.toml", kHead + kConverter);

  CHECK(read_study_file(folder.path() / "study.toml").title == "A study");
  const Error error = thrown_error([&] { return read_study_file(folder.path() / "no.toml"); });
  CHECK(error.place()->file == (folder.path() / "no.toml").string());
}

}  // namespace faultline::data
