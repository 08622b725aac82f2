#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/codebook.h"
#include "data/database.h"
#include "reports/table.h"

namespace faultline::reports {

/// What a table is computed from.
struct TableRequest {
  data::Database* database = nullptr;
  const data::Codebook* codebook = nullptr;
  std::optional<std::string> rater = {};    ///< whose labels; else the consensus, else the first
  std::vector<std::string> raters = {};     ///< for agreement; all where empty
  std::optional<std::string> tranche = {};  ///< for agreement: only issues of this sample
  bool without_assisted = false;            ///< for agreement: see AgreementScope
  std::uint64_t seed = 0;                   ///< for p-values by simulation
  bool all_codes = false;                   ///< rare codes on their own in cross tables too
  std::optional<std::int64_t> wave = {};    ///< of the survey: the only one that counts
  /// For outcomes: above it, a difference is a mismatch; where none is given, each result's own.
  std::optional<double> tolerance = {};
  /// Of the trend; the codebook's first where empty.
  std::optional<std::string> dimension = {};
  /// Sets of models, the mismatched ones first; the usual ones where empty.
  std::vector<std::string> model_sets = {};
};

/// One table that the program can make.
struct TableKind {
  std::string_view id;
  std::string_view about;  ///< one line for the list of tables
  std::string_view paper;  ///< which table of the published study it repeats; empty for none
  Table (*build)(const TableRequest& request);
};

/// All of them, in the order of a report.
[[nodiscard]] const std::vector<TableKind>& table_kinds();

/// Builds one table.
/// @throws Error (input) for an unknown id, with the nearest one
[[nodiscard]] Table build_table(std::string_view id, const TableRequest& request);

}  // namespace faultline::reports
