#pragma once

#include <string_view>

namespace faultline::test {

/// The readers of foreign files, each for any bytes: they read them, or refuse them with an Error.
/// Anything else (a crash, a hang, another exception) is a fault of theirs.

void read_changelog(std::string_view bytes);
void read_onnx(std::string_view bytes);
void read_operators(std::string_view bytes);
void read_releases(std::string_view bytes);
/// Both forms of the results. Also makes signatures of the errors, and judges the results.
void read_results(std::string_view bytes);

}  // namespace faultline::test
