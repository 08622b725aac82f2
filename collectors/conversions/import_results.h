#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/conversions/result_file.h"
#include "data/database.h"

namespace faultline::collectors {

struct ResultImport {
  std::int64_t added = 0;
  std::int64_t known = 0;            ///< were there already
  std::int64_t other_tolerance = 0;  ///< of those: with another tolerance, which stays
  /// Results whose difference gives another outcome than the file states, as far as the tolerance
  /// decides; the tolerance holds.
  std::int64_t restated = 0;
  std::vector<std::string> ignored_columns;
};

/// Imports the conversion results of one file, JSON where its name ends so, else CSV; see
/// result_file.h.
/// @throws Error (input) listing every bad result; also where the study has another result for a
///         model. Nothing was imported then
ResultImport import_results(data::Database& database, std::string_view content,
                            const std::string& name, const ResultDefaults& defaults);

}  // namespace faultline::collectors
