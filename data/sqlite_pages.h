#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace faultline::data {

/// The pages of an SQLite file, with what its write-ahead log has committed, read without SQLite:
/// for files that SQLite refuses because some of their bytes are wrong. Nothing that the file says
/// is trusted, and nothing is written.
///
/// Debian's SQLite is built without the means to recover such files (`sqlite_dbpage`), so that the
/// `.recover` of its command line cannot either.
/// Source: https://www.sqlite.org/fileformat2.html
class SqlitePages {
 public:
  /// @throws Error (input) where the file cannot be read
  explicit SqlitePages(const std::filesystem::path& path);
  SqlitePages(const SqlitePages&) = delete;
  SqlitePages& operator=(const SqlitePages&) = delete;
  SqlitePages(SqlitePages&&) = delete;
  SqlitePages& operator=(SqlitePages&&) = delete;
  ~SqlitePages();

  [[nodiscard]] std::uint32_t page_size() const { return page_size_; }
  /// Pages are numbered from 1 to this.
  [[nodiscard]] std::uint32_t page_count() const { return page_count_; }
  /// The bytes of a page; no value where the file does not have it whole.
  [[nodiscard]] std::optional<std::string> page(std::uint32_t number) const;
  /// A number of the file's header, by its offset.
  [[nodiscard]] std::uint32_t header_number(std::size_t offset) const;

 private:
  void read_log(const std::filesystem::path& path);

  int file_ = -1;
  int log_ = -1;
  std::uint32_t page_size_ = 0;
  std::uint32_t page_count_ = 0;
  std::map<std::uint32_t, std::uint64_t> logged_;  ///< where the log has a page's newest bytes
};

/// A number of `size` bytes, the most significant first; 0 where the text is too short.
[[nodiscard]] std::uint64_t big_endian(std::string_view bytes, std::size_t offset,
                                       std::size_t size);

}  // namespace faultline::data
