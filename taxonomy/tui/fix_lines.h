#pragma once

#include <string>
#include <vector>

#include "data/collected.h"
#include "taxonomy/tui/styled_line.h"

namespace faultline::taxonomy {

/// What a fix is: "pull request onnx/tensorflow-onnx#12, merged 2022-05-04 10:20". Holds text of
/// any origin.
[[nodiscard]] std::string fix_words(const data::Fix& fix);

/// A fix as lines: its title, the files it changed with their added and deleted lines, and their
/// patches where they are unfolded.
[[nodiscard]] std::vector<StyledLine> fix_lines(const data::Fix& fix, int width, bool unfolded);

}  // namespace faultline::taxonomy
