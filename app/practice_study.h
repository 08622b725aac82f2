#pragma once

#include <filesystem>

#include "app/study.h"

namespace faultline::app {

/// Writes a study with the practice issues into a folder: an ordinary study that every command
/// works on, collected, screened and sampled. The same study every time.
/// @throws Error (input) where the folder holds a study already
[[nodiscard]] Study create_practice_study(const std::filesystem::path& folder);

}  // namespace faultline::app
