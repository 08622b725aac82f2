#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/codebook.h"

namespace faultline::taxonomy {

/// A codebook with more dimensions is refused, and one with more codes in a dimension: no rater
/// could work with them.
inline constexpr std::size_t kMostDimensions = 100;
inline constexpr std::size_t kMostCodes = 5'000;

/// Reads a codebook from TOML, as `faultline show codebook` prints one.
/// @param name  what the file is called in errors
/// @throws Error (input) with the line for bad TOML, unknown keys, ids that are used twice, unknown
///         parents, parents that have parents, aliases or keys that clash, and more than
///         kMostDimensions or kMostCodes
[[nodiscard]] data::Codebook parse_codebook(std::string_view content, const std::string& name);

/// The codebook that a study names: a built-in one by its name, else a file.
/// @param folder  the study's folder, from which a path is read
/// @throws Error (input) where it is neither, with the nearest built-in name
[[nodiscard]] data::Codebook find_codebook(const std::string& name_or_path,
                                           const std::filesystem::path& folder);

[[nodiscard]] std::vector<std::string> builtin_codebook_names();

/// The text of a built-in codebook.
/// @throws Error (input) for an unknown name, with the nearest one
[[nodiscard]] std::string_view builtin_codebook(const std::string& name);

/// A name as codes are compared: without case, and with runs of spaces, hyphens and underscores
/// alike, so that "Wrong Model", "wrong_model" and "wrong-model" are one.
[[nodiscard]] std::string folded(std::string_view text);

/// Finds the codes that people mean, by id, name or alias (numbers included), in one dimension.
class CodeFinder {
 public:
  explicit CodeFinder(const data::Dimension& dimension);

  /// A code that is nobody's child, or any code by its full id ("incompatibility/external").
  [[nodiscard]] const data::Code* find(std::string_view text) const;
  /// A child of the given code, also by the last part of its id.
  [[nodiscard]] const data::Code* find_child(const data::Code& parent, std::string_view text) const;
  /// What was probably meant.
  [[nodiscard]] std::optional<std::string> nearest_code(std::string_view text) const;

 private:
  const data::Dimension* dimension_;
  using Names = std::map<std::string, const data::Code*, std::less<>>;

  static const data::Code* find_name(const Names& names, std::string_view text);

  /// By parent id ("" for none), then by folded name, and by id as it is written.
  std::map<std::string, Names, std::less<>> by_name_;
};

/// A code with its children: what a condition such as cause=incompatibility stands for. The id
/// "other-binned" stands for all codes that cross tables do not show on their own.
/// @throws Error (input) for an unknown code, with the nearest one
[[nodiscard]] std::vector<std::string> codes_meant(const data::Dimension& dimension,
                                                   std::string_view text);

/// A dimension by id.
/// @throws Error (input) for an unknown one, with the nearest
[[nodiscard]] const data::Dimension& find_dimension(const data::Codebook& codebook,
                                                    std::string_view id);

}  // namespace faultline::taxonomy
