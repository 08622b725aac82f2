#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "data/codebook.h"
#include "data/database.h"
#include "taxonomy/label_sheet.h"

namespace faultline::taxonomy {

/// What a file of labels may leave out.
struct LabelImportOptions {
  std::optional<std::string> rater;       ///< whose labels they are, where no column says
  std::optional<std::string> repository;  ///< "owner/name", where no column says
};

/// What an import did, and what it left out.
struct LabelImport {
  std::int64_t rows = 0;  ///< rows with at least one code
  std::int64_t rows_without_code = 0;
  std::int64_t labels_added = 0;
  std::int64_t labels_known = 0;  ///< already there, so not added again
  std::int64_t issues_added = 0;
  std::vector<std::string> raters_added = {};  ///< by a log
  std::vector<std::string> ignored_columns;
};

/// Imports a sheet of labels: each row an issue, and in each column of codes (see label_columns.h)
/// the code that the rater gave it, by id, name, alias or number. The codebook's current version is
/// taken as the one the labels were made with, unless a column says otherwise.
///
/// A row's issue is named by the columns `repository` and `issue` or by the column `url`. Where a
/// row says the same twice (a code by name and by number), both must agree. An empty cell, or #N/A
/// in a spreadsheet, is no label. Labels are only added: one that the rater's newest label says
/// already is not added again, so a file can be imported twice.
///
/// @throws Error (input) listing every bad row with its line, column and value and the nearest
/// code;
///         then nothing was imported
LabelImport import_labels(data::Database& database, const data::Codebook& codebook,
                          const LabelSheet& sheet, const std::string& file,
                          const LabelImportOptions& options, Moment now);

/// Imports a log as export_labels writes it in JSON Lines: one label a line, with its time, so that
/// logs of several raters and machines can be merged in any order and more than once.
/// @param known_raters  whether labels of raters that the study does not have are refused; else
/// such
///                      raters are added, unless their name can be taken for another rater's
/// @throws Error (input) as import_labels
LabelImport import_label_log(data::Database& database, const data::Codebook& codebook,
                             std::string_view content, const std::string& file, Moment now,
                             bool known_raters = false);

}  // namespace faultline::taxonomy
