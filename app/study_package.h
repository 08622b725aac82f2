#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "app/study.h"
#include "base/error.h"
#include "data/shared_copy.h"
#include "reports/package_metadata.h"

namespace faultline::app {

/// The replication package of a study, as a folder.

inline constexpr const char* kChecksumsName = "SHA256SUMS";

/// Writes everything that follows from a study into a folder: its label logs (labels.jsonl,
/// labels.csv) and its report with the default options (report/).
/// @return why the figures could not be drawn, where they could not
std::optional<Error> write_results(Study& study, const std::filesystem::path& folder);

/// Whether a file of a package is one that write_results writes.
[[nodiscard]] bool is_result(std::string_view path);

/// Whether a result shows figures, as gnuplot draws them.
[[nodiscard]] bool is_drawn(std::string_view path);

/// Writes a study's package into an empty folder. What follows from the study is computed from the
/// copy of the database that goes into it. A CITATION.cff and a LICENSE in the study's folder are
/// taken as they are. The same study gives the same files.
/// @return all files, sorted, kChecksumsName the last
/// @throws Error (input) where the study's codebook lies outside of its folder; (failure) where the
///         figures cannot be drawn
[[nodiscard]] std::vector<reports::PackagedFile> write_package(Study& study,
                                                               const std::filesystem::path& folder,
                                                               data::Names names);

/// Whether a relative path stays in the folder that it starts from.
[[nodiscard]] bool stays_inside(const std::filesystem::path& path);

/// The codebook's place in a package: where study.toml says, or codebook.toml for a built-in one.
/// @throws Error (input) where study.toml names a file outside of its folder
[[nodiscard]] std::filesystem::path codebook_path(const Study& study);

/// The size and checksum of a file.
/// @param path  from the folder
[[nodiscard]] reports::PackagedFile describe_file(const std::filesystem::path& folder,
                                                  const std::string& path);

/// The paths of all files below a folder, sorted.
/// @throws Error (input) for links and whatever else is neither a file nor a folder
[[nodiscard]] std::vector<std::string> files_below(const std::filesystem::path& folder);

}  // namespace faultline::app
