#pragma once

#include <string>
#include <vector>

#include "data/database.h"
#include "data/study_file.h"

namespace faultline::collectors {

/// Sentences that say where study.toml asks for other issues than the newest collection of a
/// converter did, and whether the screening can see all that it should: it can where the collection
/// asked for more. Converters that were never collected are named too, once any was.
[[nodiscard]] std::vector<std::string> protocol_changes(data::Database& database,
                                                        const data::StudyFile& study);

}  // namespace faultline::collectors
