#pragma once

#include <filesystem>
#include <vector>

#include "reports/tables/tables.h"
#include "reports/writer.h"

namespace faultline::app {

/// Writes every table of a study into a folder, once per format (tables/stage.md, ...), and
/// numbers.tex with a macro for each of their numbers. Files of the same names are replaced.
/// @return what was written, relative to the folder
std::vector<std::filesystem::path> write_report(const reports::TableRequest& request,
                                                const std::filesystem::path& folder,
                                                const std::vector<reports::Format>& formats);

}  // namespace faultline::app
