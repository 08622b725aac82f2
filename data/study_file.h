#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::data {

/// Evidence that an issue was repaired, read from its timeline.
enum class EvidencePredicate {
  kClosedByCommit,
  kClosedByPullRequest,
  kReferencedByCommit,
  kCrossReferencedByClosed,
  kConnected,
};

struct EvidencePredicateName {
  EvidencePredicate predicate;
  std::string_view id;
};

/// The ids that study.toml uses, in the order of the enumeration.
inline constexpr std::array kEvidencePredicates{
    EvidencePredicateName{EvidencePredicate::kClosedByCommit, "closed-by-commit"},
    EvidencePredicateName{EvidencePredicate::kClosedByPullRequest, "closed-by-pull-request"},
    EvidencePredicateName{EvidencePredicate::kReferencedByCommit, "referenced-by-commit"},
    EvidencePredicateName{EvidencePredicate::kCrossReferencedByClosed,
                          "cross-referenced-by-closed"},
    EvidencePredicateName{EvidencePredicate::kConnected, "connected"},
};

/// Rules for evidence of repair that have a name; collectors/screening/evidence.h says what they
/// ask.
enum class EvidenceSet {
  kPublished,  ///< as the published study's script did it
  kStrict,     ///< closed by a commit or a merged pull request, or connected to a merged one
};

struct EvidenceSetName {
  EvidenceSet set;
  std::string_view id;
};

/// The ids that study.toml uses, in the order of the enumeration.
inline constexpr std::array kEvidenceSets{
    EvidenceSetName{EvidenceSet::kPublished, "published"},
    EvidenceSetName{EvidenceSet::kStrict, "strict"},
};

[[nodiscard]] constexpr std::string_view id_of(EvidencePredicate predicate) {
  return kEvidencePredicates.at(static_cast<std::size_t>(predicate)).id;
}

[[nodiscard]] constexpr std::string_view id_of(EvidenceSet set) {
  return kEvidenceSets.at(static_cast<std::size_t>(set)).id;
}

/// A converter under study and the filter that finds its issues ([[converter]] in study.toml).
struct ConverterProtocol {
  std::string name;                         ///< for example "torch.onnx"
  std::string repository;                   ///< "owner/name" on GitHub
  std::string state;                        ///< "open", "closed" or "all"
  std::vector<std::string> labels;          ///< an issue carries all of these
  std::vector<std::string> without_labels;  ///< and none of these
};

/// A study's protocol: what study.toml says.
struct StudyFile {
  std::string title;
  std::string codebook;  ///< the name of a built-in codebook, or a path from the study's folder
  std::vector<ConverterProtocol> converters;  ///< at least one; names and repositories are unique
  std::vector<EvidencePredicate> evidence;    ///< an issue counts as repaired where any holds
  std::optional<EvidenceSet> evidence_set;    ///< or where this rule does; `evidence` is then empty
  std::int64_t sample_per_converter = 0;
  std::uint64_t sample_seed = 0;
};

/// Reads study.toml.
/// @throws Error (input) with the line, and the nearest right key or value, for a file that is
///         missing, is not TOML, has unknown keys, lacks needed ones or contradicts itself
[[nodiscard]] StudyFile read_study_file(const std::filesystem::path& path);

/// The same from text; `name` is what errors call it.
[[nodiscard]] StudyFile parse_study_file(std::string_view content, const std::string& name);

/// The template that `faultline init` takes where none is named.
inline constexpr std::string_view kDefaultTemplate = "onnx-converters";

/// The study.toml that `faultline init --template NAME` writes, with comments. `onnx-converters` is
/// the published study's protocol, with those of four more converters to be switched on.
/// @throws Error (input) for an unknown name, with the nearest one
[[nodiscard]] std::string_view study_file_template(std::string_view name = kDefaultTemplate);

}  // namespace faultline::data
