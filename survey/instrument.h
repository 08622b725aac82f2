#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "data/survey_instrument.h"

namespace faultline::survey {

/// An instrument with more questions is refused, and a question with more options or themes: nobody
/// could answer or code them.
inline constexpr std::size_t kMostQuestions = 1'000;
inline constexpr std::size_t kMostOptions = 5'000;

/// Reads an instrument from TOML, as `faultline show instrument` prints one; its head says what the
/// keys mean.
/// @param name  what the file is called in errors
/// @throws Error (input) with the line for bad TOML, unknown keys and kinds, ids and wordings that
///         are used twice, options where none may be or that are missing, conditions that name no
///         option, and more than kMostQuestions or kMostOptions
[[nodiscard]] data::Instrument parse_instrument(std::string_view content, const std::string& name);

/// A built-in instrument by its name, else a file.
/// @param folder  from which a path is read
/// @throws Error (input) where it is neither, with the nearest built-in name
[[nodiscard]] data::Instrument find_instrument(const std::string& name_or_path,
                                               const std::filesystem::path& folder);

[[nodiscard]] std::vector<std::string> builtin_instrument_names();

/// The text of a built-in instrument.
/// @throws Error (input) for an unknown name, with the nearest one
[[nodiscard]] std::string_view builtin_instrument(const std::string& name);

}  // namespace faultline::survey
