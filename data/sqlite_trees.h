#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "data/sqlite_pages.h"

namespace faultline::data {

struct SqliteBlob {
  std::string bytes;
};

/// A stored value: null, integer, real, text (UTF-8), bytes.
using SqliteValue = std::variant<std::monostate, std::int64_t, double, std::string, SqliteBlob>;

/// A row as it is stored: of a table with rowids its values in the columns' order; of other tables
/// and of indices those of the key first.
struct SqliteRow {
  std::int64_t rowid = 0;  ///< of a table with rowids
  std::vector<SqliteValue> values;
};

/// What can be reached from the root of a table or an index.
struct SqliteTree {
  std::vector<std::uint32_t> pages;  ///< those that hold rows, in the order of the rows
  std::int64_t damaged_pages = 0;    ///< of which nothing can be read
};

/// How the rows of a tree are stored.
enum class TreeKind {
  kWithRowids,  ///< a table
  kByKey,       ///< a table without rowids, or an index
};

/// Follows the trees of pages that tables and indices are, around what is damaged. It ends on any
/// bytes: no page is followed twice.
class SqliteTrees {
 public:
  explicit SqliteTrees(const SqlitePages& pages);

  /// Follows a tree from its root.
  [[nodiscard]] SqliteTree follow(std::uint32_t root, TreeKind kind);
  /// Counts the free pages as followed, which hold nothing that counts.
  void follow_free_pages();
  /// The pages that no tree led to and that look as if they held rows, by how those are stored.
  [[nodiscard]] std::vector<std::uint32_t> stray_pages(TreeKind kind) const;

  /// Hands out the rows of a page that can be read.
  /// @return how many others it seems to hold
  std::int64_t read_rows(std::uint32_t page, const std::function<void(SqliteRow&)>& take) const;

 private:
  void follow(std::uint32_t page, TreeKind kind, int depth, SqliteTree& tree);

  const SqlitePages* pages_;
  std::vector<bool> followed_;
};

}  // namespace faultline::data
