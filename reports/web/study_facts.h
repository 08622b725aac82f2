#pragma once

#include "reports/reproduction.h"
#include "reports/table.h"
#include "reports/web/web_report.h"

namespace faultline::reports {

/// What a report tells of its study beside the study's own tables.

/// The converters with the filters that study.toml sets, a row a converter; the evidence of repair
/// and the sample in the notes.
[[nodiscard]] Table protocol_table(const data::StudyFile& protocol);

/// The published figures that this study's tables hold too and that come out otherwise.
[[nodiscard]] Table differences_table(const Reproduction& reproduction);

/// What the report was made from: program, codebook, raters, collections, samples, survey.
[[nodiscard]] Table provenance_table(const WebReport& report);

}  // namespace faultline::reports
