#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "data/database.h"

namespace faultline::collectors {

/// Brings issues of a tracker that is not on GitHub into a study, from a CSV export with the
/// columns repository, number, title, url and created_at. Reading a file again adds nothing.
///
/// @param name  what errors call the file
/// @return how many issues are new
/// @throws Error (input) with the line of each bad row; nothing is changed then
std::int64_t import_tracker_issues(data::Database& database, std::string_view content,
                                   const std::string& name);

}  // namespace faultline::collectors
