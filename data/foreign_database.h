#pragma once

#include <filesystem>

namespace faultline::data {

/// Makes sure that a file of unknown origin is the database of a study and nothing else, before
/// anything is read from it: of a schema that this program has made (every table, index, trigger
/// and view in it, word for word but for comments, and no others), and sound in its pages. So no
/// statement of this program can set off what a stranger put there. The file is only read, and no
/// other one beside it.
///
/// @throws Error (input) where it is something else
void check_foreign_database(const std::filesystem::path& path);

}  // namespace faultline::data
