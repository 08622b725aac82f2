#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/codebook.h"
#include "data/salvage_source.h"

namespace faultline::data {

/// What became of a table's rows.
struct SalvagedTable {
  std::string name;
  std::int64_t saved = 0;
  /// Of them, those of which only what an index knows was left: other columns are empty.
  std::int64_t in_part = 0;
  std::int64_t lost = 0;            ///< as far as their number is known
  std::int64_t without_parent = 0;  ///< left out, because what they refer to is lost
  std::int64_t damaged_pages = 0;   ///< of which nothing can be read
  /// Whether an index tells how many rows there were; else damaged pages held an unknown number.
  bool is_number_known = false;

  [[nodiscard]] bool is_whole() const {
    return in_part == 0 && lost == 0 && without_parent == 0 && damaged_pages == 0;
  }
};

struct Salvage {
  std::vector<SalvagedTable> tables;
  bool has_schema = true;          ///< else tables were looked for where a new study has them
  std::int64_t unknown_pages = 0;  ///< with rows of a table that could not be told
};

/// Saves what can be read of a study's database into a new one, which is of the newest schema and
/// sound: every row fits its table and refers to rows that are there. A row that its table lost and
/// a unique index still has is saved with what the index knows, so that labels keep their issue,
/// rater and code. Full text indices are made anew. The damaged file is only read.
///
/// @param codebook  the study's, whose stored text is made anew where it is of the same version;
///                  null where it is not known
/// @param path  a new file
/// @throws Error (input) where the damaged file cannot be read or the new one exists; (failure)
///         where the new one cannot be written
[[nodiscard]] Salvage salvage(const std::filesystem::path& damaged, const Codebook* codebook,
                              const std::filesystem::path& path);

}  // namespace faultline::data
