#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/output.h"
#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/schema_description.h"

namespace faultline::app {

namespace {

using data::ColumnDescription;
using data::TableDescription;
using Json = nlohmann::ordered_json;

constexpr std::string_view kIntroduction =
    "# The study's database\n\n"
    "`study.db` is a plain SQLite file. Times are UTC, ISO 8601. A column that ends in `_id` holds "
    "the `id` of the row that it refers to; `id` itself means nothing and may differ from copy to "
    "copy. 0 and 1 stand for no and yes. What issues, raters and respondents wrote is text of any "
    "origin. Tables are listed in the order in which the program makes them.\n\n";

std::string_view kind_name(TableDescription::Kind kind) {
  switch (kind) {
    case TableDescription::Kind::kView:
      return "view";
    case TableDescription::Kind::kTextIndex:
      return "full-text index";
    default:
      return "table";
  }
}

/// What it means, what is allowed and where it leads, as one reads it.
std::string meaning(const ColumnDescription& column) {
  std::vector<std::string> parts;
  if (!column.values.empty()) parts.push_back("one of " + join(column.values, ", "));
  if (!column.references.empty()) parts.push_back("refers to `" + column.references + "`");
  if (column.about.empty()) return join(parts, "; ");
  const bool is_sentence = column.about.ends_with('.');
  parts.insert(parts.begin(), column.about.substr(0, column.about.size() - (is_sentence ? 1 : 0)));
  return join(parts, "; ");
}

std::string type(const TableDescription& table, const ColumnDescription& column) {
  if (table.kind == TableDescription::Kind::kTextIndex) return "text";
  std::string words = column.type;
  if (column.is_key) words += ", key";
  if (table.kind == TableDescription::Kind::kTable && !column.is_required) words += " or null";
  return words;
}

std::string section(const TableDescription& table) {
  std::string text = fmt::format("## {}\n\n", table.name);
  if (table.kind != TableDescription::Kind::kTable) {
    text += fmt::format("A {}. ", kind_name(table.kind));
  }
  text += table.about + "\n\n| column | type | meaning |\n| :--- | :--- | :--- |\n";
  for (const ColumnDescription& column : table.columns) {
    text += fmt::format("| `{}` | {} | {} |\n", column.name, type(table, column), meaning(column));
  }
  return text;
}

Json to_json(const TableDescription& described) {
  Json columns = Json::array();
  for (const ColumnDescription& column : described.columns) {
    columns.push_back({{"name", column.name},
                       {"type", column.type},
                       {"required", column.is_required},
                       {"key", column.is_key},
                       {"references", column.references},
                       {"values", column.values},
                       {"about", column.about}});
  }
  return {{"name", described.name},
          {"kind", kind_name(described.kind)},
          {"about", described.about},
          {"columns", std::move(columns)}};
}

/// All tables, or the one that is named.
std::vector<TableDescription> asked_for(const Arguments& arguments) {
  std::vector<TableDescription> tables = data::describe_schema();
  if (arguments.positional().empty()) return tables;
  const std::string& name = arguments.positional().front();
  const auto found = std::ranges::find(tables, name, &TableDescription::name);
  if (found != tables.end()) return {*found};
  std::vector<std::string> names;
  for (const TableDescription& table : tables) names.push_back(table.name);
  Error unknown(fmt::format("a study's database has no table '{}'", name));
  if (const auto meant = nearest(name, names)) {
    unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help("`faultline show schema` prints them all");
}

ExitCode run(World& world, const Arguments& arguments) {
  const std::vector<TableDescription> tables = asked_for(arguments);
  if (arguments.has("json")) {
    Json list = Json::array();
    for (const TableDescription& table : tables) list.push_back(to_json(table));
    world.out << Json{{"tables", std::move(list)}}.dump(2) << "\n";
    return ExitCode::kDone;
  }
  if (arguments.positional().empty()) world.out << kIntroduction;
  std::string_view separator;
  for (const TableDescription& table : tables) {
    world.out << separator << section(table);
    separator = "\n";
  }
  return ExitCode::kDone;
}

}  // namespace

Command show_schema_command() {
  return {.name = "show schema",
          .arguments = "[NAME]",
          .least_arguments = 0,
          .most_arguments = 1,
          .about = "print what the tables and columns of a study's database mean",
          .details =
              "For whoever reads study.db with SQL, Datasette, R or pandas. As Markdown, in the "
              "order in which a study fills the tables. Needs no study.",
          .example = "faultline show schema label\nfaultline show schema > schema.md",
          .options = {kJsonOption},
          .run = run};
}

}  // namespace faultline::app
