#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::collectors {

/// What a release of ONNX was called and which operator sets it brought or already had.
struct VersionedSet {
  std::string onnx_version;  ///< "1.12.0"
  std::string domain;
  std::int64_t version = 0;
};

struct DatedRelease {
  std::string onnx_version;
  std::string date;  ///< "2022-06-17"
};

struct DatedSet {
  std::string domain;
  std::int64_t version = 0;
  std::string date;
};

/// What is known of releases: each part may come from another file.
struct ReleaseFacts {
  std::vector<VersionedSet> sets;
  std::vector<DatedRelease> releases;
  std::vector<DatedSet> dated_sets;  ///< where a file says the date of a set itself

  void append(ReleaseFacts more);
};

/// When an operator set came out, and with which release.
struct SetRelease {
  std::string domain;
  std::int64_t version = 0;
  std::optional<std::string> onnx_version;
  std::optional<std::string> date;
};

/// Reads a file about ONNX's releases, told by its content:
/// - ONNX's versioning document (docs/Versioning.md) with its table "Released Versions";
/// - GitHub's list of releases, a JSON array of {"tag_name": "v1.12.0", "published_at": "..."};
///   drafts and prereleases are passed over;
/// - CSV with the columns `opset` and `released`, and optionally `domain`.
/// @throws Error (input) where it is none of them, or has mistakes, each of which is told
[[nodiscard]] ReleaseFacts parse_release_facts(std::string_view content, const std::string& name);

/// Puts the parts together. A set belongs to the first release, by version, that has it and is
/// known by date; the tables say "1.1" where the release is called "1.1.0". Sets between two that a
/// release has came out with the newer one: 1.1 brought the sets 2 to 5.
/// @return by domain and version
[[nodiscard]] std::vector<SetRelease> set_releases(const ReleaseFacts& facts);

}  // namespace faultline::collectors
