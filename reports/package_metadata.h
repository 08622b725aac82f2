#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace faultline::reports {

/// What describes a replication package for people and for programs. Nothing in it is taken from a
/// clock: its dates are the study's.

/// A file of the package.
struct PackagedFile {
  std::string path;  ///< from the package's folder, with "/"
  std::uintmax_t bytes = 0;
  std::string sha256;
};

struct PackageSource {
  std::string converter;
  std::string repository;  ///< "owner/name" on GitHub
};

struct PackageFacts {
  std::string title;                           ///< the study's, of any origin
  std::string program_version;                 ///< of this program
  std::optional<std::string> changed_at = {};  ///< when the study last changed, ISO 8601
  bool has_names = false;                      ///< people are named as they are
  bool has_licence = false;                    ///< there is a file LICENSE
  std::vector<PackageSource> sources = {};
};

/// datapackage.json: every CSV file as a resource with the schema of its columns, as a Tabular Data
/// Package. Types are those that all values of a column have.
/// Source: Frictionless Data, Data Package 1.0 and Table Schema 1.0.
/// @param folder  where the files lie
[[nodiscard]] std::string write_data_package(const PackageFacts& facts,
                                             std::span<const PackagedFile> files,
                                             const std::filesystem::path& folder);

/// ro-crate-metadata.json: every file, and which program made the results from the database.
/// Source: RO-Crate Metadata Specification 1.1.
[[nodiscard]] std::string write_ro_crate(const PackageFacts& facts,
                                         std::span<const PackagedFile> files);

/// README.md: what is in the package, what is not, and how to verify it.
[[nodiscard]] std::string write_package_readme(const PackageFacts& facts);

/// CITATION.cff, for a study that has none of its own.
/// Source: Citation File Format 1.2.0.
[[nodiscard]] std::string write_citation(const PackageFacts& facts);

/// LICENSE-HINT.md, for a study that has no file LICENSE.
[[nodiscard]] std::string write_licence_hint();

}  // namespace faultline::reports
