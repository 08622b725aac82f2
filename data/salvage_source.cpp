#include "data/salvage_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "data/statement.h"

namespace faultline::data {

namespace {

/// The tables that a table refers to.
std::set<std::string> parents_of(Database& database, const std::string& table) {
  std::set<std::string> parents;
  Statement query(database, R"sql(select "table" from pragma_foreign_key_list(?))sql");
  query.bind(table);
  while (query.step()) parents.insert(query.text(0));
  parents.erase(table);
  return parents;
}

std::uint32_t root_of(Database& database, const std::string& name) {
  Statement query(database, "select rootpage from sqlite_schema where name = ?");
  query.bind(name);
  return query.step() ? static_cast<std::uint32_t>(query.integer(0)) : 0;
}

/// The columns in the order of the stored values: of a table without rowids, its key first.
std::vector<StudyColumn> columns_of(Database& database, const std::string& table, bool by_key) {
  std::vector<StudyColumn> columns;
  Statement query(database, R"sql(
    select name, upper(type), "notnull" or pk > 0, pk, coalesce(dflt_value, 'null')
    from pragma_table_info(?1)
    order by iif(?2 and pk > 0, 0, 1), iif(?2, pk, 0), cid
  )sql");
  query.bind(table, by_key);
  while (query.step()) {
    columns.push_back({.name = query.text(0),
                       .type = query.text(1),
                       .beginning = query.text(4),
                       .is_required = query.integer(2) != 0,
                       .is_rowid = !by_key && query.integer(3) == 1 && query.view(1) == "INTEGER"});
  }
  return columns;
}

std::vector<StoredShape> unique_indices_of(Database& database, const StoredShape& table) {
  std::vector<StoredShape> indices;
  if (table.kind == TreeKind::kByKey) return indices;  // of these, the table is the only one
  Statement names(database,
                  R"sql(select name from pragma_index_list(?) where "unique" and not partial)sql");
  names.bind(table.name);
  while (names.step()) {
    StoredShape index{.name = names.text(0), .kind = TreeKind::kByKey, .root = 0, .columns = {}};
    index.root = root_of(database, index.name);
    Statement columns(database, "select name from pragma_index_info(?) order by seqno");
    columns.bind(index.name);
    bool is_plain = true;
    while (columns.step()) {
      const auto column = std::ranges::find(table.columns, columns.text(0), &StudyColumn::name);
      is_plain = is_plain && column != table.columns.end();
      if (is_plain) index.columns.push_back(*column);
    }
    const auto rowid = std::ranges::find_if(table.columns, &StudyColumn::is_rowid);
    if (!is_plain || rowid == table.columns.end()) continue;
    index.columns.push_back(*rowid);
    index.columns.back().is_rowid = false;  // it stands in the row itself
    indices.push_back(std::move(index));
  }
  return indices;
}

bool fits(const SqliteValue& value, const StudyColumn& column) {
  if (std::holds_alternative<std::monostate>(value)) return !column.is_required || column.is_rowid;
  if (column.is_rowid) return false;
  if (column.type == "TEXT") return std::holds_alternative<std::string>(value);
  if (column.type == "BLOB") return std::holds_alternative<SqliteBlob>(value);
  if (column.type == "REAL" && std::holds_alternative<double>(value)) return true;
  return std::holds_alternative<std::int64_t>(value);
}

/// Whether a row can be of a table; the values of columns that were added later may be missing.
bool fits(const SqliteRow& row, const StoredShape& shape) {
  if (row.values.size() > shape.columns.size()) return false;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const SqliteValue value = i < row.values.size() ? row.values[i] : SqliteValue{};
    if (!fits(value, shape.columns[i])) return false;
  }
  return true;
}

}  // namespace

std::vector<StudyTable> study_tables(Database& sound) {
  std::vector<StudyTable> unordered;
  Statement query(sound, R"sql(
    select name, wr
    from pragma_table_list
    where schema = 'main' and type = 'table' and name not like 'sqlite\_%' escape '\'
    order by name
  )sql");
  while (query.step()) {
    StudyTable table;
    table.name = query.text(0);
    table.kind = query.integer(1) != 0 ? TreeKind::kByKey : TreeKind::kWithRowids;
    table.root = root_of(sound, table.name);
    table.columns = columns_of(sound, table.name, table.kind == TreeKind::kByKey);
    table.unique_indices = unique_indices_of(sound, table);
    unordered.push_back(std::move(table));
  }
  std::vector<StudyTable> ordered;
  std::set<std::string> done;
  while (ordered.size() < unordered.size()) {
    for (const StudyTable& table : unordered) {
      const auto parents = parents_of(sound, table.name);
      if (done.contains(table.name) || !std::ranges::includes(done, parents)) continue;
      done.insert(table.name);
      ordered.push_back(table);
    }
  }
  return ordered;
}

SalvageSource::SalvageSource(const std::filesystem::path& path) : file_(path), trees_(file_) {
  constexpr std::size_t kVersionAt = 60;
  const std::uint32_t said = file_.header_number(kVersionAt);
  const auto newest = static_cast<std::uint32_t>(schema_version());
  // A number that there is no version of is damaged.
  const std::uint32_t version = said >= 1 && said <= newest ? said : newest;
  Database sound = Database::in_memory(static_cast<int>(version));
  tables_ = study_tables(sound);
  read_schema();
  for (const StudyTable& table : tables_) {
    add(table);
    for (const StoredShape& index : table.unique_indices) add(index);
  }
  // What is no table of a study has pages too: indices, and what full text search is made of.
  Statement others(sound, R"sql(
    select name, type, tbl_name
    from sqlite_schema
    where rootpage > 0
    order by rootpage
  )sql");
  while (others.step()) {
    const std::string name = others.text(0);
    const bool is_known =
        std::ranges::any_of(found_, [&](const Tree& tree) { return tree.shape.name == name; });
    if (is_known) continue;
    StoredShape shape{
        .name = name, .kind = TreeKind::kByKey, .root = root_of(sound, name), .columns = {}};
    if (others.view(1) == "table") {
      Statement list(sound, "select wr from pragma_table_list where name = ?");
      list.bind(name);
      const bool by_key = list.step() && list.integer(0) != 0;
      shape.kind = by_key ? TreeKind::kByKey : TreeKind::kWithRowids;
      shape.columns = columns_of(sound, name, by_key);
    }
    add(shape);
  }
  trees_.follow_free_pages();
  assign_stray_pages(TreeKind::kWithRowids);
  assign_stray_pages(TreeKind::kByKey);
}

void SalvageSource::read_schema() {
  constexpr std::size_t kNameAt = 1;
  constexpr std::size_t kRootAt = 3;
  const SqliteTree schema = trees_.follow(1, TreeKind::kWithRowids);
  has_schema_ = schema.damaged_pages == 0;
  for (const std::uint32_t page : schema.pages) {
    const std::int64_t unreadable = trees_.read_rows(page, [&](SqliteRow& row) {
      if (row.values.size() <= kRootAt) return;
      const auto* name = std::get_if<std::string>(&row.values[kNameAt]);
      const auto* root = std::get_if<std::int64_t>(&row.values[kRootAt]);
      if (name == nullptr || root == nullptr || *root < 2 || *root > file_.page_count()) return;
      roots_.emplace(*name, static_cast<std::uint32_t>(*root));
    });
    has_schema_ = has_schema_ && unreadable == 0;
  }
}

void SalvageSource::add(const StoredShape& shape) {
  const auto said = roots_.find(shape.name);
  if (said == roots_.end()) has_schema_ = false;
  const std::uint32_t root = said == roots_.end() ? shape.root : said->second;
  found_.push_back({shape, trees_.follow(root, shape.kind)});
}

void SalvageSource::assign_stray_pages(TreeKind kind) {
  for (const std::uint32_t page : trees_.stray_pages(kind)) {
    std::vector<Tree*> fitting;
    for (Tree& tree : found_) {
      if (tree.shape.kind == kind && tree.pages.damaged_pages > 0) fitting.push_back(&tree);
    }
    std::int64_t rows = 0;
    trees_.read_rows(page, [&](SqliteRow& row) {
      ++rows;
      // Of an index that no row is taken from, only that it is damaged is known.
      std::erase_if(fitting, [&](const Tree* tree) {
        return !tree->shape.columns.empty() && !fits(row, tree->shape);
      });
    });
    if (rows == 0) continue;
    if (fitting.size() == 1) {
      fitting.front()->pages.pages.push_back(page);
    } else {
      ++unknown_pages_;
    }
  }
}

TableReading SalvageSource::read(const std::string& name,
                                 const std::function<void(SqliteRow&)>& take) const {
  TableReading reading;
  const auto tree =
      std::ranges::find_if(found_, [&](const Tree& found) { return found.shape.name == name; });
  if (tree == found_.end()) return reading;
  reading.damaged_pages = tree->pages.damaged_pages;
  for (const std::uint32_t page : tree->pages.pages) {
    reading.unreadable_rows += trees_.read_rows(page, [&](SqliteRow& row) {
      if (!fits(row, tree->shape)) {
        ++reading.unreadable_rows;
        return;
      }
      ++reading.rows;
      take(row);
    });
  }
  return reading;
}

}  // namespace faultline::data
