#pragma once

#include <map>
#include <string>

#include "data/database.h"
#include "data/published_figures.h"

namespace faultline::reports {

/// A published figure of the survey, computed from the responses, and computed as the paper
/// counted.
struct SurveyFigure {
  data::FigureNumbers computed;  ///< empty where data is needed
  /// With the rows and denominators that the paper counts, where they are known to be others.
  data::FigureNumbers as_published;
  std::string how;  ///< how as_published comes about, in numbers; or what data is needed
};

/// The figures of the published survey, by id, from a study that holds its responses; none where a
/// study has no survey, or one with another instrument.
///
/// What is counted as published: the row of export metadata as a respondent; of how many, all
/// filled cells of a column below the headings, which are the answers, the row of question texts,
/// the row of metadata and display orders; or all rows of the sheet.
[[nodiscard]] std::map<std::string, SurveyFigure> survey_figures(data::Database& database);

}  // namespace faultline::reports
