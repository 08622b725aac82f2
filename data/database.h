#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <functional>
#include <memory>

#include "base/error.h"

namespace faultline::data {

/// A study's database: one SQLite file, in write-ahead-log mode, foreign keys on, of the schema in
/// data/schema/ (each file one migration, numbered by `user_version`), marked as ours by its
/// `application_id`.
///
/// A connection belongs to one thread. Whatever SQLite reports comes out as an Error that names the
/// file; a full disk, a locked or read-only file and a damaged one say so and leave all that was
/// committed.
class Database {
 public:
  enum class Access { kRead, kWrite };

  /// Makes a new database.
  /// @throws Error (input) where the file exists already and is not empty; (failure) where it
  /// cannot
  ///         be written
  [[nodiscard]] static Database create(const std::filesystem::path& path);

  /// Opens a database and brings an older one to the newest schema, which needs write access once.
  /// @throws Error (input) where the file is missing, is not a study's, or was made by a newer
  ///         program; (failure) where it cannot be read or, for kWrite, written
  [[nodiscard]] static Database open(const std::filesystem::path& path, Access access);

  /// Opens a file of unknown origin to be looked at: only for reading, no other file beside it is
  /// read or written, and its schema is not trusted. It is not brought to the newest schema.
  /// @throws Error (input) where it is no database of this program, or of a newer one
  [[nodiscard]] static Database open_foreign(const std::filesystem::path& path);

  /// Makes an empty database that no file holds and that goes with the object, of any version of
  /// the schema.
  [[nodiscard]] static Database in_memory(int version);

  /// The version of its schema.
  [[nodiscard]] int version();

  /// Runs a change whole or not at all: commits when `change` returns, undoes everything when it
  /// throws. Waits up to ten seconds for another program that is writing. Not to be nested.
  void transaction(const std::function<void()>& change);

  /// As `transaction`, for a change that adds many rows: foreign keys are not checked row by row
  /// but once, in the whole database, before the commit, which takes half the time.
  /// @throws Error (failure) where one leads nowhere; nothing was changed then
  void bulk_transaction(const std::function<void()>& change);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Runs statements that return nothing.
  void run(const std::string& sql);

  /// The Error for what SQLite reported about this file.
  [[nodiscard]] Error error(const SQLite::Exception& exception) const;

  /// For Statement, which turns SQLite's exceptions into Errors.
  [[nodiscard]] SQLite::Database& handle() { return *handle_; }

 private:
  Database(std::filesystem::path path, std::unique_ptr<SQLite::Database> handle)
      : path_(std::move(path)), handle_(std::move(handle)) {}

  [[nodiscard]] static Database connect(const std::filesystem::path& path, int flags);
  void check_identity();
  void migrate(int to_version);

  std::filesystem::path path_;
  std::unique_ptr<SQLite::Database> handle_;
};

/// The Error for what SQLite reported about a file.
[[nodiscard]] Error database_error(const SQLite::Exception& exception,
                                   const std::filesystem::path& path);

/// The schema version that this program writes.
[[nodiscard]] int schema_version();

}  // namespace faultline::data
