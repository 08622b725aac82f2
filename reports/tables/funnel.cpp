#include "reports/tables/funnel.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "data/funnel.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

using data::ConverterFunnel;

struct Step {
  std::string_view id;
  std::string_view name;
  std::optional<std::int64_t> ConverterFunnel::*count;
};

/// The first one is a number that GitHub told: its issues are not in the study.
constexpr std::array kSteps{
    Step{"repository", "Closed issues of the repository", &ConverterFunnel::closed_issues},
    Step{"relevant", "Relevant: pass the filter", &ConverterFunnel::relevant},
    Step{"evidence", "With evidence of repair", &ConverterFunnel::evidence},
    Step{"sampled", "Sampled", &ConverterFunnel::sampled},
};

Value count_value(const std::optional<std::int64_t>& count) {
  return count ? Value(*count) : Value();
}

void add_notes(Table& table, const std::vector<ConverterFunnel>& converters) {
  std::vector<std::string> dates;
  std::int64_t unscreened = 0;
  bool is_screened = false;
  for (const ConverterFunnel& converter : converters) {
    if (converter.counted_at) {
      dates.push_back(
          fmt::format("{} on {}", converter.converter, converter.counted_at->substr(0, 10)));
    }
    if (converter.relevant) is_screened = true;
    unscreened += converter.unscreened;
  }
  if (!dates.empty()) {
    table.notes.push_back(
        fmt::format("Closed issues as GitHub counted them: {}.", join(dates, ", ")));
  }
  if (!is_screened) {
    table.notes.emplace_back(
        "Nothing is screened yet: `faultline collect`, then `faultline screen`.");
  } else if (unscreened > 0) {
    table.notes.push_back(fmt::format(
        "{} collected since the last screening: `faultline screen`.",
        unscreened == 1 ? std::string("1 issue was") : fmt::format("{} issues were", unscreened)));
  }
  add_example(table);
}

}  // namespace

Table funnel_table(const TableRequest& request) {
  const std::vector<ConverterFunnel> converters = data::funnel(*request.database);
  Table table{.id = "funnel", .title = "Issues left after each step"};
  table.columns = {{.id = "step", .label = "Step", .audience = Audience::kScreen},
                   {.id = "name", .label = "Step", .audience = Audience::kPrint}};
  for (const ConverterFunnel& converter : converters) {
    table.columns.push_back({.id = converter.converter,
                             .label = converter.converter,
                             .kind = ColumnKind::kCount,
                             .where = {"--converter", converter.converter},
                             .counts_issues = true});
  }
  for (const Step& step : kSteps) {
    Row& row = table.rows.emplace_back();
    row.values = {std::string(step.id), std::string(step.name)};
    for (const ConverterFunnel& converter : converters) {
      row.values.push_back(count_value(converter.*step.count));
    }
    row.leads_to_issues = &step != kSteps.data();
    if (row.leads_to_issues) row.where = {"--step", std::string(step.id)};
  }
  add_notes(table, converters);
  return table;
}

}  // namespace faultline::reports
