#pragma once

#include <cstdint>
#include <functional>

#include "data/database.h"

namespace faultline::collectors {

/// Rebuilds what was collected from the answers that are kept, without network, to the same rows:
/// for a study that was made by an older version of the program, and for whoever doubts a row.
/// Whole or not at all.
///
/// @param show  told after each answer how many are done
/// @return how many answers were read
/// @throws Error (input) where no answers are kept, or where a run kept none
std::int64_t replay(data::Database& database, const std::function<void(std::int64_t)>& show);

}  // namespace faultline::collectors
