#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "data/database.h"
#include "data/sqlite_trees.h"

namespace faultline::data {

struct StudyColumn {
  std::string name;
  std::string type;                ///< "INTEGER", "REAL", "TEXT", "BLOB"
  std::string beginning = "null";  ///< its default, in SQL
  bool is_required = false;
  bool is_rowid = false;  ///< it stands for the rowid, and is null in the stored rows
};

/// A table of the study's schema, or an index of one, as rows of it are stored.
struct StoredShape {
  std::string name;
  TreeKind kind = TreeKind::kWithRowids;
  std::uint32_t root = 0;            ///< where a study that was made whole has it
  std::vector<StudyColumn> columns;  ///< in the order of the stored values
};

struct StudyTable : StoredShape {
  /// The indices in which each row stands once, by plain columns; the last stored value is the
  /// rowid.
  std::vector<StoredShape> unique_indices;
};

/// The study's own tables, of a version of its schema, each behind those that it refers to.
[[nodiscard]] std::vector<StudyTable> study_tables(Database& sound);

/// How much of a table can be read.
struct TableReading {
  std::int64_t rows = 0;
  std::int64_t damaged_pages = 0;
  std::int64_t unreadable_rows = 0;  ///< on pages that can be read otherwise
};

/// The rows of a study's database that may be damaged, as far as they can be read: by way of its
/// own schema, and where that is damaged, of where a new study has its tables. Pages that nothing
/// leads to any more go to the damaged table that they fit, where it is only one.
class SalvageSource {
 public:
  /// @throws Error (input) where the file cannot be read
  explicit SalvageSource(const std::filesystem::path& path);

  [[nodiscard]] const std::vector<StudyTable>& tables() const { return tables_; }
  /// Whether the list of tables was read whole.
  [[nodiscard]] bool has_schema() const { return has_schema_; }
  /// Pages with rows that no table could be told for.
  [[nodiscard]] std::int64_t unknown_pages() const { return unknown_pages_; }

  /// Hands out the rows of a table or of one of its unique indices.
  TableReading read(const std::string& name, const std::function<void(SqliteRow&)>& take) const;

 private:
  struct Tree {
    StoredShape shape;
    SqliteTree pages;
  };

  void read_schema();
  void add(const StoredShape& shape);
  void assign_stray_pages(TreeKind kind);

  SqlitePages file_;
  SqliteTrees trees_;
  bool has_schema_ = true;
  std::int64_t unknown_pages_ = 0;
  std::vector<StudyTable> tables_;
  std::map<std::string, std::uint32_t> roots_;  ///< of the file's schema
  std::vector<Tree> found_;
};

}  // namespace faultline::data
