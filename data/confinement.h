#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

namespace faultline::data {

/// Opens a database, which may be a stranger's, so that what its file says stays inside the file:
/// whatever is in its schema (triggers, views, virtual tables), it can neither load code, nor call
/// functions with side effects, nor write the schema itself or another file; no value may fill the
/// memory; and damaged cells are found before they are used.
/// Source: https://www.sqlite.org/security.html
/// @throws SQLite::Exception where it cannot be opened; Error (input) where the rollback journal
///         beside it, which SQLite would play back, names another file: SQLite deletes that one.
///         Only changes of several databases at once need such a journal, and no study is changed
///         so.
/// @param flags  SQLite's; with OPEN_URI no other file beside it is read or written, also no log
[[nodiscard]] SQLite::Database open_confined(const std::filesystem::path& path, int flags,
                                             int wait_milliseconds);

/// The flags to open a database to be read: where there is no log, nothing is newer than the file,
/// so that a reader who may not write beside it can take the file as it is.
[[nodiscard]] int flags_to_read(const std::filesystem::path& path);

}  // namespace faultline::data
