#include "reports/tables/outcomes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "reports/tables/conversion_groups.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

OutcomeCounts counts_of(const TableRequest& request,
                        const std::vector<data::Conversion>& conversions) {
  OutcomeCounts counts;
  for (const data::Conversion& conversion : conversions) {
    count_outcome(counts, conversion, outcome_for(request, conversion));
  }
  return counts;
}

bool is_compared(const data::Conversion& conversion) {
  return conversion.max_abs_diff && !conversion.diff_is_nan();
}

/// "1e-07"; "1e-07 and 1e-05" where results were imported with several.
std::string tolerances_text(const TableRequest& request,
                            const std::vector<ConversionGroup>& groups) {
  std::set<double> tolerances;
  if (request.tolerance) tolerances.insert(*request.tolerance);
  for (const ConversionGroup& group : groups) {
    if (request.tolerance) break;
    for (const data::Conversion& conversion : group.conversions) {
      tolerances.insert(conversion.tolerance);
    }
  }
  std::vector<std::string> texts;
  texts.reserve(tolerances.size());
  for (const double tolerance : tolerances) texts.push_back(fmt::format("{:g}", tolerance));
  return join(texts, " and ");
}

void add_outcome_notes(Table& table, const TableRequest& request,
                       const std::vector<ConversionGroup>& groups) {
  table.notes.push_back(
      fmt::format("A mismatch is a largest absolute difference of the outputs above {}.",
                  tolerances_text(request, groups)));
  for (const ConversionGroup& group : groups) {
    const OutcomeCounts counts = counts_of(request, group.conversions);
    if (counts.not_a_number > 0) {
      table.notes.push_back(fmt::format(
          "Of the {} successful {} models of {}, {} have a difference that is not a number: it is "
          "not above the tolerance, and the published study counts it so, but nothing was shown to "
          "agree.",
          counts.of(data::Outcome::kSuccessful), group.kind, group.converter, counts.not_a_number));
    }
    const bool has_verdicts = std::ranges::any_of(
        group.conversions, [](const auto& c) { return c.differs && !c.max_abs_diff; });
    if (has_verdicts) {
      table.notes.push_back(fmt::format(
          "Of {} with {} models only is known whether outputs differ, not by how much: the "
          "tolerance is that of whoever compared them.",
          group.converter, group.kind));
    }
  }
  table.notes.push_back(
      fmt::format("Every count can be opened, for example: `faultline conversions show --converter "
                  "{} --kind {} --outcome mismatch{}` lists the models.",
                  shell_word(groups.front().converter), shell_word(groups.front().kind),
                  request.tolerance ? fmt::format(" --tolerance {:g}", *request.tolerance) : ""));
}

}  // namespace

Table outcomes_table(const TableRequest& request) {
  const std::vector<ConversionGroup> groups = conversion_groups(*request.database);
  Table table{.id = "outcomes", .title = "Outcomes of conversions by converter and kind of model"};
  table.columns = {{.id = "outcome", .label = "Outcome"}};
  table.rows.push_back({.values = {std::string("models")}});
  for (const std::string_view id : data::kOutcomeIds) {
    table.rows.push_back({.values = {std::string(id)}});
  }
  for (const ConversionGroup& group : groups) {
    const std::string heading = fmt::format("{}, {}", group.converter, group.kind);
    table.columns.push_back(
        {.id = group.id(), .label = "models", .group = heading, .kind = ColumnKind::kCount});
    table.columns.push_back({.id = group.id() + ".share",
                             .label = "share",
                             .group = heading,
                             .kind = ColumnKind::kShare,
                             .has_interval = true});
    const OutcomeCounts counts = counts_of(request, group.conversions);
    table.rows.front().values.emplace_back(counts.models);
    table.rows.front().values.emplace_back();
    for (std::size_t i = 0; i < counts.counts.size(); ++i) {
      table.rows[i + 1].values.emplace_back(counts.counts[i]);
      table.rows[i + 1].values.push_back(share_value(counts.counts[i], counts.models));
    }
  }
  if (note_no_conversions(table, groups)) {
    table.rows.clear();
  } else {
    add_outcome_notes(table, request, groups);
  }
  return table;
}

Table outcome_sizes_table(const TableRequest& request) {
  const std::vector<ConversionGroup> groups = conversion_groups(*request.database);
  Table table{.id = "outcome-sizes", .title = "Outcomes of conversions by the models' size"};
  table.columns = {{.id = "models-of", .label = "Converter, kind, size"},
                   {.id = "models", .label = "models", .kind = ColumnKind::kCount}};
  for (const std::string_view id : data::kOutcomeIds) {
    table.columns.push_back(
        {.id = std::string(id), .label = std::string(id), .kind = ColumnKind::kCount});
  }
  table.columns.push_back({.id = "successful.share",
                           .label = "successful",
                           .kind = ColumnKind::kShare,
                           .has_interval = true});
  if (note_no_conversions(table, groups)) return table;
  for (const ConversionGroup& group : groups) {
    std::map<std::int64_t, std::vector<data::Conversion>> by_size;
    for (const data::Conversion& conversion : group.conversions) {
      if (conversion.size) by_size[*conversion.size].push_back(conversion);
    }
    for (const auto& [size, conversions] : by_size) {
      const OutcomeCounts counts = counts_of(request, conversions);
      Row row{
          .values = {fmt::format("{}, {}, {}", group.converter, group.kind, size), counts.models}};
      row.values.insert(row.values.end(), counts.counts.begin(), counts.counts.end());
      row.values.push_back(share_value(counts.of(data::Outcome::kSuccessful), counts.models));
      table.rows.push_back(std::move(row));
    }
  }
  if (table.rows.empty()) table.notes.emplace_back("Of no model the size is known.");
  add_outcome_notes(table, request, groups);
  return table;
}

Table outcome_tolerances_table(const TableRequest& request) {
  std::vector<ConversionGroup> groups = conversion_groups(*request.database);
  Table table{.id = "outcome-tolerances", .title = "Mismatches by tolerance"};
  table.columns = {{.id = "tolerance", .label = "Tolerance"}};
  if (note_no_conversions(table, groups)) return table;
  std::erase_if(groups, [](const ConversionGroup& group) {
    return std::ranges::none_of(group.conversions, is_compared);
  });
  for (const ConversionGroup& group : groups) {
    const std::string heading = fmt::format("{}, {}", group.converter, group.kind);
    table.columns.push_back(
        {.id = group.id(), .label = "mismatches", .group = heading, .kind = ColumnKind::kCount});
    table.columns.push_back({.id = group.id() + ".share",
                             .label = "of those compared",
                             .group = heading,
                             .kind = ColumnKind::kShare,
                             .has_interval = true});
  }
  if (groups.empty()) {
    table.notes.emplace_back("Of no conversion the difference of the outputs is known.");
    return table;
  }
  for (const char* text :
       {"1e-9", "3e-9", "1e-8", "3e-8", "1e-7", "3e-7", "1e-6", "3e-6", "1e-5", "3e-5", "1e-4",
        "3e-4", "1e-3", "3e-3", "1e-2", "3e-2", "1e-1", "3e-1", "1"}) {
    const double tolerance = data::parse_tolerance(text);
    Row row{.values = {std::string(text)}};
    for (const ConversionGroup& group : groups) {
      const auto compared = std::ranges::count_if(group.conversions, is_compared);
      const auto mismatches = std::ranges::count_if(group.conversions, [&](const auto& c) {
        return is_compared(c) && data::outcome_of(c, tolerance) == data::Outcome::kMismatch;
      });
      row.values.emplace_back(static_cast<std::int64_t>(mismatches));
      row.values.push_back(share_value(mismatches, compared));
    }
    table.rows.push_back(std::move(row));
  }
  for (const ConversionGroup& group : groups) {
    const auto undefined = std::ranges::count_if(
        group.conversions, [](const auto& conversion) { return conversion.diff_is_nan(); });
    if (undefined == 0) continue;
    table.notes.push_back(
        fmt::format("{}, {}: {} models whose difference is not a number are left out.",
                    group.converter, group.kind, undefined));
  }
  return table;
}

}  // namespace faultline::reports
