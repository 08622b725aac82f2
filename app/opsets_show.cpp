#include <fmt/format.h>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "app/table_request.h"
#include "data/operator_history.h"
#include "reports/tables/tables.h"

namespace faultline::app {

namespace {

reports::Table operators_of(Study& study, std::int64_t version) {
  reports::Table table{.id = "operators",
                       .title = fmt::format("What operator set {} changed", version)};
  table.columns = {{.id = "operator", .label = "Operator"},
                   {.id = "change", .label = "Change"},
                   {.id = "history", .label = "As counted by"},
                   {.id = "domain", .label = "Domain"}};
  for (const data::OperatorChange& change : data::operator_changes(study.database, version)) {
    table.rows.push_back(
        {.values = {change.operator_name, change.change, change.history, change.domain}});
  }
  if (table.rows.empty()) {
    table.notes.push_back(fmt::format("The study knows no changes of operator set {}.", version));
  }
  return table;
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const auto version = arguments.positive("set");
  print_table(world, arguments,
              version ? operators_of(study, *version)
                      : reports::build_table("opsets", table_request(study, arguments)));
  return ExitCode::kDone;
}

}  // namespace

Command opsets_show_command() {
  return {.name = "opsets show",
          .arguments = "",
          .least_arguments = 0,
          .most_arguments = 0,
          .about = "print the operator history",
          .details = "",
          .example = "faultline opsets show\nfaultline opsets show --set 13",
          .options = {{"set", "N", "the operators that this operator set changed"}, kJsonOption},
          .run = run};
}

}  // namespace faultline::app
