#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "app/world.h"

namespace faultline::app {

/// Completion on the command line. The scripts of the shells (`faultline show completion`) know
/// nothing of the program: they call `faultline complete WORD...` with what was typed so far, the
/// word under the cursor last, and get what may stand in its place, a line each:
///
///     WORD <tab> what it is    a word that fits
///     :files                   names of files fit
///     :folders                 names of folders fit
///
/// Nothing is changed, and mistakes are silent: where nothing is known, nothing is printed.

/// The first word of that call.
inline constexpr std::string_view kCompletionWord = "complete";

void print_completions(World& world, const std::vector<std::string>& words);

/// A word that fits, with what it is.
struct Completion {
  std::string word;
  std::string about;
};

/// What fits in the place of one argument.
struct Completions {
  std::vector<Completion> words = {};
  bool files = false;
  bool folders = false;
};

/// What may stand for an argument of help, such as "RATER", "RATER,RATER" or "graphql|rest".
/// @param arguments  for --study: words such as RATER are of the study there; without one they have
///                   none
/// @throws Error where the study cannot be read
[[nodiscard]] Completions completions_of(std::string_view argument, const World& world,
                                         const Arguments& arguments);

/// An argument that is the name of a command, in as many words as it has.
inline constexpr std::string_view kCommandArgument = "[COMMAND...]";

/// Whether completion knows an argument, be it as one for which there is nothing to offer ("N").
[[nodiscard]] bool is_known_argument(std::string_view argument);

}  // namespace faultline::app
