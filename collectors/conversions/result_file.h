#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/conversion_outcome.h"

namespace faultline::collectors {

/// What a file of conversion results does not say itself.
struct ResultDefaults {
  std::optional<std::string> converter;  ///< else by the file's name
  std::optional<std::string> kind;       ///< else "synthetic" for JSON
  double tolerance = data::kDefaultTolerance;
};

/// The results that a file holds, and everything that is wrong with it.
struct ResultFile {
  std::vector<data::Conversion> conversions;
  std::vector<std::string> mistakes;  ///< a sentence each; empty where the file is sound
  std::vector<std::string> ignored_columns;
};

/// Reads the published study's result files: a JSON array of
/// {"model": "model_3_7", "result": 0 or 1, "error": text or absent or null,
///  "mismatch": true or false, or "mad": the largest absolute difference of the outputs}
/// where `result` 1 tells of a failure. NaN and Infinity may stand as Python writes them. The
/// converter is told by the beginning of the file's name ("torch_", "tensorflow_"), the models'
/// size by the number behind its last underscore ("..._15.json") where there is one.
/// @throws Error (input) where it is no JSON array
[[nodiscard]] ResultFile read_result_json(std::string_view content, const std::string& name,
                                          const ResultDefaults& defaults);

/// Reads a CSV with the columns model, converter, kind, outcome, max_abs_diff and error; optionally
/// size. All but `model` may be missing or empty where the defaults have them or nothing is known:
/// of outcome, max_abs_diff and error one at least is needed.
/// @throws Error (input) where it is no such CSV
[[nodiscard]] ResultFile read_result_csv(std::string_view content, const std::string& name,
                                         const ResultDefaults& defaults);

/// Whether the file's name is that of JSON.
[[nodiscard]] bool is_json_name(std::string_view name);

}  // namespace faultline::collectors
