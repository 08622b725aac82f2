#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include <zip.h>

#include "app/run.h"
#include "app/statistics/statistics.h"
#include "base/file.h"
#include "base/text.h"
#include "data/zip_archive.h"
#include "fuzz/read_or_refuse.h"
#include "fuzz/readers.h"
#include "fuzz/spare_study.h"

namespace faultline::test {

namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

/// Writes an archive whose members may have any names.
void write_archive(const std::filesystem::path& path, const Members& members) {
  zip_t* const archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  for (const auto& [name, content] : members) {
    zip_source_t* const source = zip_source_buffer(archive, content.data(), content.size(), 0);
    if (zip_file_add(archive, name.c_str(), source, ZIP_FL_OVERWRITE) < 0) zip_source_free(source);
  }
  if (zip_close(archive) != 0) zip_discard(archive);
}

Members package_of(std::string_view bytes) {
  if (bytes.front() == '0') {
    return {{"SHA256SUMS", std::string(bytes.substr(1))}, {"study.toml", "[study]"}};
  }
  Members members{{"SHA256SUMS", ""}};
  for (const std::string& name : split(bytes.substr(1), '\n')) members.emplace_back(name, "text");
  return members;
}

/// The files below a folder, with all that a link leads to.
std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    files.push_back(std::filesystem::canonical(entry.path()));
  }
  return files;
}

}  // namespace

void read_package(std::string_view bytes) {
  static const InputFile file("package.zip");
  if (!bytes.empty() && (bytes.front() == '0' || bytes.front() == '1')) {
    std::filesystem::remove(file.path());
    write_archive(file.path(), package_of(bytes));
  } else {
    file.write(bytes);
  }
  read_or_refuse([&] {
    const TemporaryFolder outer;
    const std::filesystem::path inner = outer.path() / "a" / "b";
    std::filesystem::create_directories(inner);
    data::ZipArchive archive(file.path(), {}, data::kPackage);
    for (const std::string& name : archive.file_names()) {
      read_or_refuse([&] { archive.save(name, inner / name); });
    }
    const std::string below = std::filesystem::canonical(inner).string();
    for (const std::filesystem::path& written : files_in(outer.path())) {
      const bool is_above = (below + "/").starts_with(written.string() + "/");
      must_hold(is_above || written.string().starts_with(below + "/"),
                "nothing is written outside of the folder");
    }
  });
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const FixedClock clock(kSpareNow);
  app::World world{.in = in,
                   .out = out,
                   .err = err,
                   .clock = clock,
                   .current_folder = file.path().parent_path(),
                   .out_style = {},
                   .err_style = {}};
  static_cast<void>(app::run(world, {"package", "verify", file.path().string()}));
  must_hold(!err.str().starts_with("faultline: something went wrong"), err.str());
}

void read_statistics(std::string_view bytes) {
  const std::size_t line = std::min(bytes.find('\n'), bytes.size());
  const std::string_view text = bytes.substr(std::min(line + 1, bytes.size()));
  const nlohmann::json inputs = nlohmann::json::parse(text, nullptr, false);
  if (inputs.is_discarded()) return;
  read_or_refuse(
      [&] { static_cast<void>(app::compute_statistic(bytes.substr(0, line), inputs).dump()); });
}

}  // namespace faultline::test
