#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace faultline::data {

/// How much of a table can be read where the database is damaged.
struct ReadableTable {
  std::string name;
  std::int64_t rows = 0;
  std::int64_t unreadable_rows = 0;  ///< on pages that can be read otherwise
  std::int64_t damaged_pages = 0;    ///< with an unknown number of rows
};

struct Soundness {
  std::vector<std::string> damages;   ///< sentences; empty where the database is sound
  std::vector<std::string> notes;     ///< what is unusual, but no damage
  std::vector<ReadableTable> tables;  ///< those with something unreadable

  [[nodiscard]] bool is_sound() const { return damages.empty(); }
};

/// Says whether a study's database is sound: its pages, indices and constraints, that every row
/// refers to rows that are there, that its schema is as this program makes it, that the full text
/// indices have the texts, and that GitHub's stored answers can be uncompressed. What a program
/// that was killed leaves (a write-ahead log) is no damage. The database is not changed.
/// @throws Error (input) where there is no file or it cannot be read
[[nodiscard]] Soundness examine_database(const std::filesystem::path& path);

}  // namespace faultline::data
