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
  constexpr std::string_view kBytes = "\0\n\r\"'\\{}[]()<>|#-,.:019Ne\xFF\xC3";
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

void try_all(const std::string& folder, const Reader& read) {
  const std::vector<std::string> files = corpus(folder);
  REQUIRE_FALSE(files.empty());
  Random random(1);
  for (const std::string& file : files) {
    CHECK_NOTHROW(read(file));
    for (std::size_t size = 0; size < file.size(); size += 7) {
      CHECK_NOTHROW(read(std::string_view(file).substr(0, size)));
    }
    for (int i = 0; i < 2000; ++i) {
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

TEST_CASE("the reader of ONNX models reads or refuses whatever comes") {
  try_all("onnx", read_onnx);
}

TEST_CASE("the reader of lists of operators reads or refuses whatever comes") {
  try_all("operators", read_operators);
}

TEST_CASE("the reader of releases reads or refuses whatever comes") {
  try_all("releases", read_releases);
}

TEST_CASE("the reader of conversion results reads or refuses whatever comes") {
  try_all("results", read_results);
}

TEST_CASE("deeply nested JSON is refused without a crash") {
  CHECK_NOTHROW(read_results(std::string(1'000'000, '[')));
  CHECK_NOTHROW(read_releases(std::string(1'000'000, '[')));
  CHECK_NOTHROW(read_results(std::string(200'000, '[') + std::string(200'000, ']')));
}

}  // namespace faultline::test
