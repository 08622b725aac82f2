#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "data/published_figures.h"
#include "reports/survey_figures.h"
#include "reports/table.h"

namespace faultline::reports {

/// The published study's figures beside the same figures from a study's tables.

enum class FigureStatus { kAgrees, kDiffers, kNeedsData };

/// "agrees", "differs", "needs-data".
[[nodiscard]] std::string_view status_name(FigureStatus status);

struct ComparedFigure {
  const data::PublishedFigure* published = nullptr;
  data::FigureNumbers computed;  ///< empty where data is needed
  FigureStatus status = FigureStatus::kNeedsData;
  bool is_known_difference = false;          ///< it differs, and data/published/ explains why
  bool has_inconsistent_percentage = false;  ///< printed, but not what its own count gives
  std::string note;  ///< why it differs, or what is needed; what else is odd with it
};

struct Reproduction {
  std::vector<ComparedFigure> figures;  ///< in the paper's order

  [[nodiscard]] std::int64_t count(FigureStatus status) const;
  /// Figures that differ and that nothing explains.
  [[nodiscard]] std::int64_t unexplained() const;
};

/// Finds each published figure among the tables of a study and compares: counts must be equal,
/// percentages equal as printed (whole, rounded half away from zero), values equal in the decimals
/// that the paper prints. A figure of which the tables hold nothing needs data.
///
/// A published percentage that its own count does not give is pointed out in the note.
///
/// A difference is known where data/published/ explains it; of the survey's figures also only where
/// counting as the paper did gives what the paper prints, which the note then shows in numbers.
///
/// @param tables  by id, as build_table makes them
/// @param survey  the survey's figures, as survey_figures makes them
[[nodiscard]] Reproduction compare_with_published(
    const std::map<std::string, Table>& tables,
    const std::map<std::string, SurveyFigure>& survey = {});

/// The comparison as a table, figure by figure.
[[nodiscard]] Table reproduction_table(const Reproduction& reproduction);

}  // namespace faultline::reports
