#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/database.h"

namespace faultline::collectors {

struct OperatorHistoryImport {
  std::int64_t sets = 0;  ///< rows that told of an operator set
  std::int64_t changes_added = 0;
  std::int64_t changes_known = 0;  ///< were there already
  std::vector<std::string> ignored_columns;
};

/// Imports ONNX's operator history from one file:
/// - CSV with the columns `opset`, `operator` and `change` (added, updated, deprecated), and
///   optionally `source` (the history's name) and `domain`;
/// - CSV with the columns `opset` and `released` (a date), and optionally `domain`;
/// - the published study's JSON, {"1": {"added": [...], "updated": [...], "date": "2017-12-06"}}.
///
/// @param name     what errors call the file; JSON is told by its ending .json
/// @param history  the history's name where the file does not say it
/// @throws Error (input) listing every bad row; then nothing was imported
OperatorHistoryImport import_operator_history(data::Database& database, std::string_view content,
                                              const std::string& name, const std::string& history);

}  // namespace faultline::collectors
