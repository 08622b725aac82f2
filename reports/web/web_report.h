#pragma once

#include <string>
#include <vector>

#include "data/study_file.h"
#include "reports/table.h"
#include "reports/tables/tables.h"

namespace faultline::reports {

/// A figure as it stands in the page.
struct WebFigure {
  std::string id;
  std::string caption;
  std::string svg;  ///< an element `<svg>` as draw() makes it; empty where it could not be drawn
};

/// What the web report of a study is made from.
struct WebReport {
  TableRequest request;       ///< the study, and whose labels count
  data::StudyFile protocol;   ///< what study.toml says
  std::vector<Table> tables;  ///< all of the study, as build_table makes them for `request`
  std::vector<WebFigure> figures = {};  ///< in the order of a report
  std::string version;                  ///< of the program
};

/// The report of a study as one HTML page, to be opened from a disk or sent round.
///
/// - It is self-contained: it asks the network for nothing, and its Content-Security-Policy lets
///   nothing run or be loaded but its own script and style sheet, each by its hash.
/// - It can be read without JavaScript: all tables and figures are HTML. The script filters the
///   issues, recounts the tables that count issues, opens counts into their issues, sorts, and
///   copies tables as write_latex() and write_csv() would write them.
/// - Texts of any origin are shown as text; only links of issues to http and https are links.
/// - The same study gives the same bytes.
[[nodiscard]] std::string write_web_report(const WebReport& report);

}  // namespace faultline::reports
