#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "data/database.h"

namespace faultline::data {

/// Whether a shared copy of a study names the people in it.
enum class Names { kPseudonyms, kAsTheyAre };

/// Writes a copy of a study's database that may be given to others. Rows are copied one by one into
/// a new file, so that nothing that is left out or replaced can remain in it, and the same study
/// gives the same bytes, however its own file came about. The copy is in no write-ahead-log mode:
/// it is one file.
///
/// Never in it: details about respondents that identify them (`personal_detail`), their ids on the
/// survey's platform, and what a collection still has to ask for (`pending`).
///
/// With pseudonyms (see Pseudonyms): names and texts are replaced, files are named without the
/// folders above them, and what consists of names is left out too: GitHub's answers as they came
/// (`response`) and references that wait (`open_reference`).
///
/// @param path  a new file
/// @throws Error (failure) where it cannot be written
void write_shared_copy(Database& study, const std::filesystem::path& path, Names names);

/// Whether a shared copy may differ from the study in a column ("issue.author"): it is replaced, or
/// its table is left out.
[[nodiscard]] bool may_hold_names(std::string_view table_and_column);

/// When the study last changed: the newest time of any label, coding, judgement, sample, collection
/// or import; as it is stored. No value for a study in which nothing happened yet.
[[nodiscard]] std::optional<std::string> newest_change(Database& database);

}  // namespace faultline::data
