#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "app/table_request.h"
#include "base/error.h"
#include "base/text.h"
#include "data/operator_history.h"
#include "reports/tables/tables.h"

namespace faultline::app {

namespace {

reports::Table operators_of(Study& study, std::int64_t version,
                            const std::optional<std::string>& domain) {
  reports::Table table{.id = "opset-changes",
                       .title = fmt::format("What operator set {} changed", version)};
  table.columns = {{.id = "operator", .label = "Operator"},
                   {.id = "change", .label = "Change"},
                   {.id = "history", .label = "As counted by"},
                   {.id = "domain", .label = "Domain"},
                   {.id = "function", .label = "Function"}};
  for (const data::OperatorChange& change : data::operator_changes(study.database, version)) {
    if (domain && change.domain != *domain) continue;
    table.rows.push_back({.values = {change.operator_name, change.change, change.history,
                                     change.domain, std::string(change.is_function ? "yes" : "")}});
  }
  if (table.rows.empty()) {
    table.notes.push_back(fmt::format("The study knows no changes of operator set {}.", version));
  }
  return table;
}

/// The two histories that --differences compares.
std::pair<std::string, std::string> compared_histories(Study& study,
                                                       const std::optional<std::string>& named) {
  const std::vector<std::string> known = data::operator_histories(study.database);
  if (named) {
    const std::vector<std::string> names = split(*named, ',');
    if (names.size() != 2) {
      throw Error("--histories wants two names").help("write them as --histories A,B");
    }
    if (names[0] == names[1]) throw Error("--histories names one history twice");
    for (const std::string& name : names) {
      if (std::ranges::find(known, name) != known.end()) continue;
      throw Error(fmt::format("the study has no operator history '{}'", name))
          .help("it has: " + join(known, ", "));
    }
    return {names[0], names[1]};
  }
  if (known.size() < 2) {
    throw Error("the study has no two operator histories to compare")
        .help(
            "`faultline opsets collect` reads ONNX's changelog, `faultline opsets import FILE` "
            "another history");
  }
  return {known[0], known[1]};
}

reports::Table differences(Study& study, const Arguments& arguments) {
  const auto [first, second] = compared_histories(study, arguments.text("histories"));
  const std::string domain = arguments.text("domain").value_or(std::string(data::kDefaultDomain));
  reports::Table table{.id = "opset-differences",
                       .title = fmt::format("Operators in which {} and {} differ", first, second)};
  table.columns = {{.id = "opset", .label = "Set"},
                   {.id = "operator", .label = "Operator"},
                   {.id = "first", .label = first},
                   {.id = "second", .label = second},
                   {.id = "function", .label = "Function"}};
  std::int64_t functions = 0;
  for (const data::OperatorDifference& difference :
       data::operator_differences(study.database, first, second, domain)) {
    if (difference.is_function) ++functions;
    table.rows.push_back(
        {.values = {std::to_string(difference.version), difference.operator_name, difference.first,
                    difference.second, std::string(difference.is_function ? "yes" : "")}});
  }
  table.notes.push_back(fmt::format(
      "{}, {} of operators that ONNX defines as functions of others; up to the newest operator set "
      "that both histories know.",
      counted(static_cast<std::int64_t>(table.rows.size()), "difference"), functions));
  return table;
}

/// The changes of a history by operator set, or summed by release; what is not released yet is one.
std::vector<data::OperatorSetChanges> changes_of(Study& study, const std::string& history,
                                                 const std::string& domain, bool by_release) {
  std::vector<data::OperatorSetChanges> sets =
      data::operator_set_changes(study.database, history, domain);
  if (!by_release) return sets;
  std::vector<data::OperatorSetChanges> releases;
  for (const data::OperatorSetChanges& set : sets) {
    const auto known =
        std::ranges::find(releases, set.released, &data::OperatorSetChanges::released);
    if (known == releases.end()) {
      releases.push_back(set);
      continue;
    }
    known->version = set.version;
    known->added += set.added;
    known->updated += set.updated;
    known->deprecated += set.deprecated;
  }
  return releases;
}

/// Changes by operator set or release, of a domain; of the default one the study has tables.
reports::Table sets_of_domain(Study& study, const std::string& domain, bool by_release) {
  reports::Table table{.id = "opsets", .title = fmt::format("Operator changes of {}", domain)};
  table.columns = {
      {.id = "opset", .label = by_release ? "Newest set" : "Set"},
      {.id = "released", .label = "Released"},
      {.id = "history", .label = "As counted by"},
      {.id = "added", .label = "added", .kind = reports::ColumnKind::kCount},
      {.id = "updated", .label = "updated", .kind = reports::ColumnKind::kCount},
      {.id = "deprecated", .label = "deprecated", .kind = reports::ColumnKind::kCount}};
  for (const std::string& history : data::operator_histories(study.database)) {
    for (const data::OperatorSetChanges& set : changes_of(study, history, domain, by_release)) {
      table.rows.push_back({.values = {std::to_string(set.version), set.released.value_or(""),
                                       history, set.added, set.updated, set.deprecated}});
    }
  }
  if (table.rows.empty()) {
    table.notes.push_back(fmt::format("The study knows no operator sets of {}; it knows: {}.",
                                      domain, join(data::operator_domains(study.database), ", ")));
  }
  return table;
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const auto version = arguments.positive("set");
  const auto domain = arguments.text("domain");
  const bool by_release = arguments.has("releases");
  const bool by_difference = arguments.has("differences");
  if ((version ? 1 : 0) + (by_release ? 1 : 0) + (by_difference ? 1 : 0) > 1) {
    throw Error("--set, --releases and --differences are three questions")
        .help("ask one of them at a time");
  }
  if (arguments.has("histories") && !by_difference) {
    throw Error("--histories says what --differences compares").help("add --differences");
  }
  if (by_difference) {
    print_table(world, arguments, differences(study, arguments));
  } else if (version) {
    print_table(world, arguments, operators_of(study, *version, domain));
  } else if (domain) {
    print_table(world, arguments, sets_of_domain(study, *domain, by_release));
  } else {
    print_table(world, arguments,
                reports::build_table(by_release ? "opset-releases" : "opsets",
                                     table_request(study, arguments)));
  }
  return ExitCode::kDone;
}

}  // namespace

Command opsets_show_command() {
  return {.name = "opsets show",
          .arguments = "",
          .least_arguments = 0,
          .most_arguments = 0,
          .about = "print the operator history, or where two histories differ",
          .details = "",
          .example =
              "faultline opsets show --releases\n"
              "faultline opsets show --set 13\n"
              "faultline opsets show --differences",
          .options = {{"set", "N", "the operators that this operator set changed"},
                      {"releases", "", "changes by release instead of operator set"},
                      {"differences", "", "the operators in which two histories differ"},
                      {"histories", "HISTORY,HISTORY", "which two; else the first two"},
                      {"domain", "NAME", "only of this domain, for example ai.onnx.ml"},
                      kFormatOption,
                      kJsonOption},
          .run = run};
}

}  // namespace faultline::app
