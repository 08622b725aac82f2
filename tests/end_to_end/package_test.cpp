#include <doctest/doctest.h>
#include <zip.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "data/database.h"
#include "data/statement.h"
#include "support/github_server/generate_world.h"
#include "support/github_server/server.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::read_file;
using faultline::to_lower;
using faultline::write_file;
using faultline::data::Database;
using faultline::test::GithubServer;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::run_program;
using faultline::test::TemporaryFolder;
using nlohmann::json;

namespace {

/// A study with labels of two raters, and with what a collection of a small GitHub brings.
class PackagedStudy {
 public:
  PackagedStudy() {
    require({"init", "."});
    const GithubServer server(faultline::test::generate_world(
        {.issues = 12, .relevant = 6, .pull_requests = 6, .comments = 20, .events = 30}));
    require({"collect", "--base-url", server.base_url(), "--quiet"});
    require({"screen"});
    std::string csv = "repository,issue,rater,stage,symptom,cause,memo\n";
    for (const char* rater : {"Ada Quux", "Blaise Zyzzyva"}) {
      csv +=
          std::string("onnx/tensorflow-onnx,7,") + rater + ",export,crash,typo,as Ada Quux says\n";
    }
    write_file(path() / "labels.csv", csv);
    require({"label", "import", "labels.csv"});
  }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  [[nodiscard]] ProgramResult run(const std::vector<std::string>& arguments) const {
    return run_faultline(arguments,
                         {.folder = path(), .environment = {{"GITHUB_TOKEN", "s3cretT0ken"}}});
  }
  void require(const std::vector<std::string>& arguments) const {
    const ProgramResult result = run(arguments);
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
  }

 private:
  TemporaryFolder folder_;
};

const PackagedStudy& packaged_study() {
  static const PackagedStudy study;
  static const bool is_packaged = [] {
    study.require({"package", "study.zip"});
    return true;
  }();
  REQUIRE(is_packaged);
  return study;
}

/// The package, unpacked by another program.
void unpack(const std::filesystem::path& file, const std::filesystem::path& folder) {
  const ProgramResult result = run_program(
      "python3", {"-c", "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])",
                  file.string(), folder.string()});
  REQUIRE(result.exit_code == 0);
}

std::vector<std::string> files_of(const std::filesystem::path& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path().lexically_relative(folder).generic_string());
    }
  }
  std::ranges::sort(files);
  return files;
}

std::string sha256_of(const std::string& content) {
  faultline::Sha256 checksum;
  checksum.add(content);
  return checksum.finish();
}

/// Makes the checksums those of the files, as somebody does who forges a package.
void forge_checksums(const std::filesystem::path& folder) {
  std::string lines;
  for (const std::string& file : files_of(folder)) {
    if (file != "SHA256SUMS") lines += sha256_of(read_file(folder / file)) + "  " + file + "\n";
  }
  write_file(folder / "SHA256SUMS", lines);
}

json verify(const std::filesystem::path& file, int exit_code) {
  const ProgramResult result = run_faultline({"package", "verify", file.string(), "--json"});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == exit_code);
  return json::parse(result.out);
}

std::string refusal(const std::filesystem::path& file) {
  const ProgramResult result = run_faultline({"package", "verify", file.string()});
  CAPTURE(result.out);
  CHECK(result.exit_code == 2);
  return result.err;
}

}  // namespace

TEST_CASE("two packages of one study are the same bytes, before and after it was written to") {
  const PackagedStudy& study = packaged_study();

  study.require({"package", "again.zip"});
  Database::open(study.path() / "study.db", Database::Access::kWrite)
      .run("pragma wal_checkpoint(truncate); vacuum;");
  study.require({"package", "after.zip"});

  CHECK((read_file(study.path() / "again.zip") == read_file(study.path() / "study.zip")));
  CHECK((read_file(study.path() / "after.zip") == read_file(study.path() / "study.zip")));
}

TEST_CASE("a package that was moved is verified, packed and unpacked") {
  const PackagedStudy& study = packaged_study();
  const TemporaryFolder elsewhere;
  std::filesystem::copy(study.path() / "study.zip", elsewhere.path() / "moved.zip");
  unpack(elsewhere.path() / "moved.zip", elsewhere.path() / "unpacked");

  for (const char* name : {"moved.zip", "unpacked"}) {
    const json result = verify(elsewhere.path() / name, 0);
    CHECK(result.at("differences").empty());
    CHECK(result.at("recomputed").get<int>() > 100);
    CHECK(result.at("files").get<int>() > result.at("recomputed").get<int>());
  }
  const ProgramResult sums = run_program("sha256sum", {"--check", "--strict", "SHA256SUMS"},
                                         {.folder = elsewhere.path() / "unpacked"});
  CHECK(sums.exit_code == 0);
  const ProgramResult table =
      run_faultline({"table", "stage"}, {.folder = elsewhere.path() / "unpacked"});
  CHECK(table.out ==
        study.run({"table", "stage"})
            .out.replace(study.run({"table", "stage"}).out.find("Ada Quux"), 8, "rater-1"));
}

TEST_CASE("names stand nowhere in a package, but with --with-names they do") {
  const PackagedStudy& study = packaged_study();
  Database database = Database::open(study.path() / "study.db", Database::Access::kRead);
  std::vector<std::string> names{"Ada Quux", "Zyzzyva", "s3cretT0ken"};
  faultline::data::Statement people(database, R"sql(
    select author from issue union select author from comment union select actor from timeline_event
  )sql");
  while (people.step()) {
    // Shorter names, such as "ada", are parts of words, such as "metadata".
    constexpr std::size_t kLong = 6;
    const std::string name = people.is_null(0) ? "" : people.text(0);
    if (name.size() >= kLong && !name.ends_with("[bot]")) names.push_back(name);
  }
  REQUIRE(names.size() >= 6);
  study.require({"package", "named.zip", "--with-names"});
  const auto occurring = [&](const char* file) {
    const TemporaryFolder folder;
    unpack(study.path() / file, folder.path());
    std::vector<std::string> found;
    for (const std::string& path : files_of(folder.path())) {
      const std::string bytes = to_lower(read_file(folder.path() / path));
      for (const std::string& name : names) {
        if (bytes.find(to_lower(name)) != std::string::npos) found.push_back(name + " in " + path);
      }
    }
    return found;
  };

  CHECK(faultline::join(occurring("study.zip"), "\n") == "");
  const std::vector<std::string> named = occurring("named.zip");
  CHECK(std::ranges::find(named, "Ada Quux in labels.csv") != named.end());
  CHECK(std::ranges::find(named, "s3cretT0ken in study.db") == named.end());
  CHECK(verify(study.path() / "named.zip", 0).at("differences").empty());
}

TEST_CASE("one changed byte is told, in a table, in the database, and where checksums are forged") {
  const PackagedStudy& study = packaged_study();
  const TemporaryFolder folder;
  unpack(study.path() / "study.zip", folder.path());
  const auto change = [&](const std::string& file) {
    std::string content = read_file(folder.path() / file);
    content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 1);
    write_file(folder.path() / file, content);
  };
  const auto only_difference = [&] {
    const json differences = verify(folder.path(), 4).at("differences");
    REQUIRE_FALSE(differences.empty());
    return differences;
  };

  change("report/tables/stage.csv");
  CHECK(only_difference()[0] ==
        json{{"path", "report/tables/stage.csv"}, {"what", "is not as it was packaged"}});
  forge_checksums(folder.path());
  CHECK(only_difference() == json::array({{{"path", "report/tables/stage.csv"},
                                           {"what", "does not follow from the study"}}}));
  change("report/tables/stage.csv");
  forge_checksums(folder.path());
  CHECK(verify(folder.path(), 0).at("differences").empty());

  change("study.db");
  CHECK(only_difference() ==
        json::array({{{"path", "study.db"}, {"what", "is not as it was packaged"}}}));
  change("study.db");
  write_file(folder.path() / "report/tables/surplus.csv", "a\n");
  std::filesystem::remove(folder.path() / "report/tables/symptom.tex");
  forge_checksums(folder.path());
  CHECK(only_difference().size() == 2);
}

TEST_CASE("labels that were changed in the database are told by their tables") {
  const PackagedStudy& study = packaged_study();
  const TemporaryFolder folder;
  unpack(study.path() / "study.zip", folder.path());
  REQUIRE(run_faultline({"label", "set", "onnx/tensorflow-onnx#7", "stage=optimization", "--rater",
                         "rater-1"},
                        {.folder = folder.path()})
              .exit_code == 0);
  for (const char* rest : {"study.db-wal", "study.db-shm"}) {
    std::filesystem::remove(folder.path() / rest);
  }
  forge_checksums(folder.path());

  const json differences = verify(folder.path(), 4).at("differences");

  const auto names = [&](const std::string& path) {
    return std::ranges::any_of(differences, [&](const json& item) { return item["path"] == path; });
  };
  CHECK(names("labels.csv"));
  CHECK(names("report/tables/stage.md"));
  CHECK_FALSE(names("report/tables/symptom.md"));
}

TEST_CASE("hostile packages are refused with a sentence, and nothing is written") {
  const PackagedStudy& study = packaged_study();
  const TemporaryFolder folder;
  const auto write_zip = [&](const std::string& name, const std::string& content,
                             zip_uint32_t mode = 0) {
    const std::filesystem::path path = folder.path() / "hostile.zip";
    int code = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (mode != 0) {
      zip_file_set_external_attributes(archive, static_cast<zip_uint64_t>(index), 0, ZIP_OPSYS_UNIX,
                                       mode << 16U);
    }
    REQUIRE(zip_close(archive) == 0);
    return path;
  };

  CHECK(refusal(write_zip("../../evil", "x")).find("outside of its folder") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder.path().parent_path() / "evil"));
  CHECK(refusal(write_zip("link", "/etc/passwd", 0120777)).find("a link") != std::string::npos);
  CHECK(refusal(write_zip("bomb", std::string(50'000'000, '\0'))).find("too densely") !=
        std::string::npos);
  CHECK(refusal(write_zip("study.db", "x")).find("no replication package") != std::string::npos);
  write_file(folder.path() / "text.zip", "no archive");
  CHECK(refusal(folder.path() / "text.zip").find("is not a package") != std::string::npos);
  CHECK(refusal(folder.path() / "missing.zip").find("no such file") != std::string::npos);

  const auto forged = [&](const std::function<void(const std::filesystem::path&)>& change) {
    const TemporaryFolder unpacked;
    unpack(study.path() / "study.zip", unpacked.path());
    change(unpacked.path());
    forge_checksums(unpacked.path());
    return refusal(unpacked.path());
  };
  CHECK(forged([](const auto& path) {
          write_file(path / "study.db", "no database");
        }).find("study.db") != std::string::npos);
  CHECK(forged([](const auto& path) {
          Database::open(path / "study.db", Database::Access::kWrite)
              .run("create trigger evil after insert on rater begin select 1; end");
        }).find("the trigger evil") != std::string::npos);
  CHECK(forged([](const auto& path) {
          std::string protocol = read_file(path / "study.toml");
          const std::size_t at = protocol.find("\"converter-failures\"");
          protocol.replace(at, 20, "\"../../../etc/passwd\"");
          write_file(path / "study.toml", protocol);
        }).find("outside of the package") != std::string::npos);
  CHECK(forged([](const auto& path) {
          std::filesystem::create_symlink("/etc/passwd", path / "report/link");
        }).find("a link or a device") != std::string::npos);
}

TEST_CASE("a study's own licence and citation are packaged as they are") {
  const TemporaryFolder folder;
  REQUIRE(run_faultline({"init", "."}, {.folder = folder.path()}).exit_code == 0);
  write_file(folder.path() / "LICENSE", "Do what you like.\n");
  write_file(folder.path() / "CITATION.cff", "cff-version: 1.2.0\n");

  const ProgramResult result = run_faultline({"package", "own.zip"}, {.folder = folder.path()});

  REQUIRE(result.exit_code == 0);
  unpack(folder.path() / "own.zip", folder.path() / "unpacked");
  CHECK(read_file(folder.path() / "unpacked/LICENSE") == "Do what you like.\n");
  CHECK(read_file(folder.path() / "unpacked/CITATION.cff") == "cff-version: 1.2.0\n");
  CHECK_FALSE(std::filesystem::exists(folder.path() / "unpacked/LICENSE-HINT.md"));
  CHECK(verify(folder.path() / "own.zip", 0).at("differences").empty());
}

TEST_CASE("a study whose codebook lies elsewhere is not packaged, one that lies beside it is") {
  const TemporaryFolder folder;
  REQUIRE(run_faultline({"init", "study"}, {.folder = folder.path()}).exit_code == 0);
  const std::filesystem::path study = folder.path() / "study";
  const std::string codebook = run_faultline({"show", "codebook"}).out;
  std::string protocol = read_file(study / "study.toml");
  const auto name = [&](const std::string& path) {
    std::string named = protocol;
    named.replace(named.find("converter-failures"), 18, path);
    write_file(study / "study.toml", named);
    return run_faultline({"package", "own.zip"}, {.folder = study});
  };
  write_file(folder.path() / "mine.toml", codebook);
  write_file(study / "books/mine.toml", codebook);

  const ProgramResult outside = name("../mine.toml");
  const ProgramResult inside = name("books/mine.toml");

  CHECK(outside.exit_code == 2);
  CHECK(outside.err.find("lies outside of its folder") != std::string::npos);
  CHECK(inside.exit_code == 0);
  CHECK(verify(study / "own.zip", 0).at("differences").empty());
}
