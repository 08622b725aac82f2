#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "data/labels.h"

namespace faultline::taxonomy {

/// A label as a line of the log: what import_label_log reads.
[[nodiscard]] nlohmann::ordered_json label_line(const data::Label& label);

/// JSON as it is written to a file: broken UTF-8 becomes U+FFFD.
/// @param indent  by how many spaces a level is indented; all on one line where negative
[[nodiscard]] std::string dump_json(const nlohmann::ordered_json& json, int indent = -1);

}  // namespace faultline::taxonomy
