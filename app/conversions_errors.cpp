#include <fmt/format.h>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "app/table_request.h"
#include "base/text.h"
#include "reports/tables/tables.h"

namespace faultline::app {

namespace {

/// As much of an example as a reader needs to know it again.
constexpr std::size_t kExampleWidth = 400;

/// One place a block: its numbers, the signature, an example. The table's first column names the
/// place, its last two are texts, those between are counts.
void print_places(World& world, const reports::Table& table) {
  for (const reports::Row& row : table.rows) {
    const std::size_t signature = row.values.size() - 2;
    std::string counts;
    for (std::size_t i = 1; i < signature; ++i) {
      const auto count = std::get<std::int64_t>(row.values[i]);
      if (count == 0) continue;
      counts += fmt::format("{}{} of {}", counts.empty() ? "" : "; ", count,
                            printable(table.columns[i].label));
    }
    const auto text = [&](std::size_t column) {
      return truncate(printable(std::get<std::string>(row.values[column])), kExampleWidth);
    };
    world.out << fmt::format("{}: {}\n  {}\n  for example: {}\n\n",
                             std::get<std::string>(row.values.front()), counts, text(signature),
                             text(signature + 1));
  }
  for (const std::string& note : table.notes) world.out << printable(note) << "\n";
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const reports::Table table =
      reports::build_table("conversion-errors", table_request(study, arguments));
  if (arguments.has("json") || arguments.has("format")) {
    print_table(world, arguments, table);
  } else {
    print_places(world, table);
  }
  return ExitCode::kDone;
}

}  // namespace

Command conversions_errors_command() {
  return {.name = "conversions errors",
          .arguments = "",
          .least_arguments = 0,
          .most_arguments = 0,
          .about = "list the places where conversion and runtime fail, with examples",
          .details =
              "Errors count as one place where they differ only in names, numbers, addresses,\n"
              "shapes and quoted parts.",
          .example = "faultline conversions errors\nfaultline conversions errors --format csv",
          .options = {kFormatOption, kJsonOption},
          .run = run};
}

}  // namespace faultline::app
