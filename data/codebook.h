#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/database.h"

namespace faultline::data {

/// A code of a dimension: what a rater can say of an issue.
struct Code {
  std::string id;      ///< full: "crash", "incompatibility/external"
  std::string parent;  ///< the parent's id; empty where it has none
  std::string name;    ///< for people: "Wrong model"
  std::string definition;
  std::vector<std::string> aliases;  ///< what earlier data calls it, numbers included; not stored
  std::string key;                   ///< one character for the terminal, or empty; not stored
  /// Other headings of a coding sheet's column that holds this code's children; not stored.
  std::vector<std::string> child_columns;
  /// Whether cross tables show it on its own; those that are not are counted together, under the id
  /// kOtherBinned. A child follows its parent.
  bool shown = true;
  std::vector<std::string> examples = {};  ///< what is labelled so, in a few words; not stored
};

/// Where cross tables count the codes that they do not show on their own.
inline constexpr std::string_view kOtherBinned = "other-binned";

struct Dimension {
  std::string id;    ///< "stage"
  std::string name;  ///< "Stage"
  std::string definition;
  std::vector<std::string> columns;  ///< other headings of a coding sheet's column that holds it
  std::vector<Code> codes;           ///< in the codebook's order, each parent before its children

  [[nodiscard]] const Code* find(std::string_view code_id) const;
};

/// One version of a codebook.
struct Codebook {
  std::string name;          ///< "converter-failures"
  std::int64_t version = 0;  ///< from 1; raised whenever the content changes
  std::string title;
  std::string content;  ///< the TOML file, whole
  std::vector<Dimension> dimensions;

  [[nodiscard]] const Dimension* find(std::string_view dimension_id) const;
};

/// Stores a version of a codebook, unless it is stored already.
/// @return its row's id
/// @throws Error (input) where that version is stored with another content
std::int64_t store_codebook(Database& database, const Codebook& codebook);

/// The rows of the stored versions of a codebook, by version.
[[nodiscard]] std::map<std::int64_t, std::int64_t> codebook_versions(Database& database,
                                                                     const std::string& name);

/// The TOML text of a stored version of a codebook; no value where it is not stored.
[[nodiscard]] std::optional<std::string> codebook_content(Database& database,
                                                          const std::string& name,
                                                          std::int64_t version);

}  // namespace faultline::data
