#pragma once

#include <string>
#include <string_view>

#include "data/codebook.h"

namespace faultline::taxonomy {

/// Exchange of codebooks with programs for qualitative analysis (ATLAS.ti, MAXQDA, NVivo,
/// QualCoder, Taguette, ...) as REFI-QDA codebook files (.qdc).
/// Source: REFI-QDA Standard 1.5, 5.2, and its Codebook.xsd 1.0.
///
/// A dimension is a code that cannot be used for coding itself (isCodable="false"), its codes are
/// beneath it, and a code's children beneath that code. What the format has no place for (ids,
/// keys, aliases, columns) stands as TOML behind a line `[faultline]` at the end of a description;
/// name and version of the codebook stand in the description of a set of all dimensions.

/// A codebook as a .qdc file. GUIDs are made from the codebook's name and the codes' ids, so that
/// the same codebook gives the same bytes, and a code keeps its GUID from version to version.
[[nodiscard]] std::string write_qdc(const data::Codebook& codebook);

/// Reads a .qdc file into a codebook, as TOML (parse_codebook reads it). A file of another program
/// becomes a codebook of one dimension where it has at most two levels of codes and the upper ones
/// can be used for coding; else its first level are the dimensions. Ids are made from names.
/// @param file  what errors call it
/// @throws Error (input) for what is not such a file, with the line where it is not XML, and where
///         its codes cannot be a codebook: deeper levels, a dimension without codes, names that
///         occur twice
[[nodiscard]] std::string read_qdc(std::string_view content, const std::string& file);

}  // namespace faultline::taxonomy
