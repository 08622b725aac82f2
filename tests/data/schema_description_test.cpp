#include "data/schema_description.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/text.h"
#include "data/database.h"
#include "data/schema_comments.h"
#include "data/statement.h"

using faultline::join;
using faultline::data::ColumnDescription;
using faultline::data::Database;
using faultline::data::describe_schema;
using faultline::data::schema_version;
using faultline::data::SchemaComments;
using faultline::data::Statement;
using faultline::data::TableDescription;

namespace {

const ColumnDescription& column(const std::vector<TableDescription>& tables,
                                const std::string& table, const std::string& name) {
  const auto found = std::ranges::find(tables, table, &TableDescription::name);
  REQUIRE(found != tables.end());
  const auto in_table = std::ranges::find(found->columns, name, &ColumnDescription::name);
  REQUIRE(in_table != found->columns.end());
  return *in_table;
}

}  // namespace

TEST_CASE("every table and view of the schema is described, and every column that needs it") {
  Database database = Database::in_memory(schema_version());
  Statement names(database, R"sql(
    select name from pragma_table_list
    where schema = 'main' and type in ('table', 'view', 'virtual') and name not like 'sqlite%'
    order by name
  )sql");
  std::vector<std::string> expected;
  while (names.step()) expected.push_back(names.text(0));

  const std::vector<TableDescription> tables = describe_schema();

  std::vector<std::string> described;
  std::vector<std::string> silent;
  for (const TableDescription& table : tables) {
    described.push_back(table.name);
    if (table.about.empty()) silent.push_back(table.name);
    if (table.kind == TableDescription::Kind::kTextIndex) continue;
    for (const ColumnDescription& column : table.columns) {
      if (column.name == "id" || !column.references.empty() || !column.about.empty()) continue;
      silent.push_back(table.name + "." + column.name);
    }
  }
  std::ranges::sort(described);
  CHECK(described == expected);
  CHECK(join(silent, ", ") == "");
}

TEST_CASE("a column is described by its comment, its values and where it leads") {
  const std::vector<TableDescription> tables = describe_schema();

  CHECK(column(tables, "label", "issue_id").references == "issue.id");
  CHECK(column(tables, "label", "confidence").values == std::vector<std::string>{"sure", "unsure"});
  CHECK(column(tables, "conversion", "stated").values.size() == 5);
  CHECK(column(tables, "conversion", "error").about == "why it failed, where it did");
  CHECK_FALSE(column(tables, "conversion", "error").is_required);
  CHECK(column(tables, "issue", "node_id").about == "GraphQL's id");
  CHECK(column(tables, "response", "status").is_required);
}

TEST_CASE("a view's column means what the column means that it shows") {
  const std::vector<TableDescription> tables = describe_schema();

  CHECK(column(tables, "current_label", "issue").about == column(tables, "issue", "number").about);
  CHECK(column(tables, "current_coding", "memo").about == column(tables, "coding", "memo").about);
  CHECK(column(tables, "survey_answer", "respondent").references == "respondent.id");
}

TEST_CASE("comments are read through renamed, replaced and extended tables") {
  SchemaComments comments;
  comments.read_migration(
      "-- The file's head.\n\n-- Old.\ncreate table thing (\n  a integer, -- first\n"
      "  -- Two\n  -- lines.\n  b text not null check (b in ('x -- y', 'z'))\n) strict;\n");
  comments.read_migration(
      "-- New.\ncreate table thing_2 (\n  a integer -- not what it was\n) strict;\n"
      "drop table thing;\nalter table thing_2 rename to thing;\n"
      "alter table thing add column c text check (c in ('p', 'q'));  -- added\n");

  CHECK(comments.names() == std::vector<std::string>{"thing"});
  CHECK(comments.of("thing").about == "New.");
  CHECK(comments.of("thing").columns.at("a").about == "not what it was");
  CHECK_FALSE(comments.of("thing").columns.contains("b"));
  CHECK(comments.of("thing").columns.at("c").about == "added");
  CHECK(comments.of("thing").columns.at("c").values == std::vector<std::string>{"p", "q"});
}

TEST_CASE("what stands above a column or within a text of it is told apart") {
  SchemaComments comments;
  comments.read_migration(
      "-- Things.\ncreate table thing (\n  -- Two\n  -- lines.\n"
      "  b text not null check (b in ('x -- y', 'z'))\n) strict;\n");

  CHECK(comments.of("thing").columns.at("b").about == "Two lines.");
  CHECK(comments.of("thing").columns.at("b").values == std::vector<std::string>{"x -- y", "z"});
}
