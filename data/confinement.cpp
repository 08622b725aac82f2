#include "data/confinement.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <string_view>

#include "base/error.h"

namespace faultline::data {

namespace {

/// A file's URI for SQLite; `immutable` reads a database in a folder where not even the reader's
/// index of the write-ahead log can be made.
std::string immutable_uri(const std::filesystem::path& path) {
  std::string escaped;
  for (const char c : std::filesystem::absolute(path).string()) {
    const bool special = c == '%' || c == '?' || c == '#';
    escaped += special ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return "file:" + escaped + "?immutable=1";
}

void confine(sqlite3* handle) {
  // A study's largest values have some megabytes.
  constexpr int kLargestValue = 256 << 20;
  // NOLINTBEGIN(cppcoreguidelines-pro-type-vararg): sqlite3_db_config is declared so
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, nullptr);
  // NOLINTEND(cppcoreguidelines-pro-type-vararg)
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kLargestValue);
  sqlite3_exec(handle, "pragma cell_size_check = on", nullptr, nullptr, nullptr);
}

void check_journal(const std::filesystem::path& database) {
  constexpr std::string_view kMagic = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
  std::filesystem::path journal = database;
  journal += "-journal";
  std::ifstream stream(journal, std::ios::binary);
  if (!stream.seekg(-static_cast<std::streamoff>(kMagic.size()), std::ios::end)) return;
  std::string end(kMagic.size(), '\0');
  stream.read(end.data(), static_cast<std::streamsize>(end.size()));
  if (end != kMagic) return;
  throw Error("the journal beside the study's database names another file; nothing was read")
      .at(journal.string())
      .because("no study of this program has such a journal")
      .help("use the study only if you know where it comes from; move the journal away then");
}

}  // namespace

SQLite::Database open_confined(const std::filesystem::path& path, int flags,
                               int wait_milliseconds) {
  const bool as_it_is = (flags & SQLite::OPEN_URI) != 0;
  if (!as_it_is) check_journal(path);
  SQLite::Database handle(as_it_is ? immutable_uri(path) : path.string(),
                          flags | SQLite::OPEN_NOMUTEX, wait_milliseconds);
  confine(handle.getHandle());
  return handle;
}

int flags_to_read(const std::filesystem::path& path) {
  std::filesystem::path log = path;
  log += "-wal";
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  const bool may_write = std::filesystem::exists(log) || ::access(folder.c_str(), W_OK) == 0;
  return may_write ? SQLite::OPEN_READONLY : SQLite::OPEN_READONLY | SQLite::OPEN_URI;
}

}  // namespace faultline::data
