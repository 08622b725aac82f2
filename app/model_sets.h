#pragma once

#include "app/command.h"
#include "app/study.h"
#include "reports/model_graphs.h"

namespace faultline::app {

/// The sets that --sets names, else the usual ones.
/// @throws Error (input) where the study has no sets, lacks one of them, or one is named twice
[[nodiscard]] std::vector<std::string> named_model_sets(Study& study, const Arguments& arguments);

/// The option --sets.
inline constexpr Option kSetsOption{
    "sets", "SET,SET,SET", "the sets, the mismatched models first; else mismatched,correct,tests"};

}  // namespace faultline::app
