#pragma once

#include <string>

#include "reports/web/web_report.h"

namespace faultline::reports {

/// What the page's script needs of a study, as JSON to stand inside a script element: "<" is
/// written as an escape, so that no text ends the element. Texts are as they are in the study,
/// broken UTF-8 shown as U+FFFD; who shows them makes them printable.
///
///     study         {"title"}
///     converters    [name]
///     repositories  [{"name", "converter": position}]
///     dimensions    [{"id", "name", "codes": [{"id", "name", "parent": position or null,
///     "shown"}]}] releases      [date of an ONNX release, "none" for before the first] labels
///     [GitHub label] steps         [id of a step of the funnel] issues        {"repository",
///     "number", "title", "url", "created", "labels", "release",
///                    "steps"}: columns of equal length, one place an issue. `url` is null where it
///                    is GitHub's own; `created` is a day; `release` a position or null; `steps` a
///                    sum of 1 << position
///     raters        [{"name", "issues": [position], "codes": [per dimension, beside `issues`, the
///                    position of the code or -1], "remarks": [[issue, dimension, memo, evidence,
///                    1 where unsure]]}]: the labels that hold
///     preferred     {"raters": [position], "description"}: whose labels the tables count
///     tables        see page_tables.h
[[nodiscard]] std::string page_data(const WebReport& report);

}  // namespace faultline::reports
