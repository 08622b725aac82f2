#pragma once

#include <string>

#include "reports/web/web_report.h"

namespace faultline::reports {

/// What the page's script needs of a study, as JSON to stand inside a script element: "<" is
/// written as an escape, so that no text ends the element. Texts are as they are in the study,
/// broken UTF-8 shown as U+FFFD; who shows them makes them printable. Places are positions from 0.
///
/// - study: {title}
/// - converters: [name]
/// - repositories: [{name, place of its converter}]
/// - dimensions: [{id, name, codes}], a code as {id, name, place of its parent or null, shown}
/// - releases: [date of an ONNX release; "none" for before the first]
/// - labels: [GitHub label]
/// - steps: [id of a step of the funnel]
/// - issues: columns of equal length: repository, number, title, url (null where it is GitHub's
///   own), created (a day), labels, release (a place or null), steps (the sum of 1 << place)
/// - raters: [{name, issues, codes, remarks}]: the labels that hold. `codes` has a column per
///   dimension beside `issues`, with the place of the code or -1; a remark is [issue, dimension,
///   memo, evidence, 1 where unsure]
/// - preferred: {raters, description}: whose labels the tables count
/// - tables: see page_tables.h
[[nodiscard]] std::string page_data(const WebReport& report);

}  // namespace faultline::reports
