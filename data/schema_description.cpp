#include "data/schema_description.h"

#include <algorithm>
#include <map>
#include <span>

#include "base/embedded.h"
#include "base/text.h"
#include "data/database.h"
#include "data/schema_comments.h"
#include "data/statement.h"

namespace faultline {
std::span<const EmbeddedFile> schema_migrations();
}

namespace faultline::data {

namespace {

SchemaComments read_comments() {
  SchemaComments comments;
  for (const EmbeddedFile& migration : schema_migrations())
    comments.read_migration(migration.content);
  return comments;
}

TableDescription::Kind kind_of(Database& database, const std::string& table) {
  Statement query(database,
                  "select type from pragma_table_list where schema = 'main' and name = ?");
  query.bind(table);
  if (!query.step() || query.view(0) == "table") return TableDescription::Kind::kTable;
  return query.view(0) == "view" ? TableDescription::Kind::kView
                                 : TableDescription::Kind::kTextIndex;
}

std::map<std::string, std::string> references_of(Database& database, const std::string& table) {
  std::map<std::string, std::string> references;
  Statement query(database, R"sql(
    select "from", "table" || '.' || coalesce("to", 'id')
    from pragma_foreign_key_list(?)
  )sql");
  query.bind(table);
  while (query.step()) references.emplace(query.text(0), query.text(1));
  return references;
}

std::vector<ColumnDescription> columns_of(Database& database, const std::string& table) {
  const std::map<std::string, std::string> references = references_of(database, table);
  std::vector<ColumnDescription> columns;
  Statement query(database, R"sql(
    select name, lower(type), "notnull", pk
    from pragma_table_info(?)
    order by cid
  )sql");
  query.bind(table);
  while (query.step()) {
    ColumnDescription column;
    column.name = query.text(0);
    column.type = query.text(1);
    column.is_key = query.integer(3) > 0;
    column.is_required = query.integer(2) != 0 || column.is_key;
    const auto reference = references.find(column.name);
    if (reference != references.end()) column.references = reference->second;
    columns.push_back(std::move(column));
  }
  return columns;
}

/// A view's column means what the column means that it shows.
void explain_from_source(ColumnDescription& column, const TableComment& view,
                         const std::vector<TableDescription>& tables) {
  const auto named = view.columns.find(column.name);
  const auto all = view.columns.find("*");
  if (named == view.columns.end() && all == view.columns.end()) return;
  const std::vector<std::string> source =
      split(named != view.columns.end() ? named->second.source : all->second.source, '.');
  const std::string& wanted = source.back() == "*" ? column.name : source.back();
  for (const TableDescription& table : tables) {
    if (!source.front().empty() && table.name != source.front()) continue;
    const auto found = std::ranges::find(table.columns, wanted, &ColumnDescription::name);
    if (found == table.columns.end()) continue;
    const std::string name = std::move(column.name);
    column = *found;
    column.name = name;
    if (wanted == "id") column.references = table.name + ".id";
    return;
  }
}

void explain(ColumnDescription& column, const TableComment& comments) {
  const auto found = comments.columns.find(column.name);
  if (found == comments.columns.end()) return;
  column.about = found->second.about;
  column.values = found->second.values;
}

}  // namespace

std::vector<TableDescription> describe_schema() {
  const SchemaComments comments = read_comments();
  Database database = Database::in_memory(schema_version());
  std::vector<TableDescription> tables;
  for (const std::string& name : comments.names()) {
    const TableComment& comment = comments.of(name);
    TableDescription table{.name = name,
                           .kind = kind_of(database, name),
                           .about = comment.about,
                           .columns = columns_of(database, name)};
    for (ColumnDescription& column : table.columns) {
      if (table.kind == TableDescription::Kind::kTable) {
        explain(column, comment);
      } else {
        explain_from_source(column, comment, tables);
      }
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace faultline::data
