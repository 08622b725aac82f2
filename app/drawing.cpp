#include "app/drawing.h"

#include <fmt/format.h>

#include "app/output.h"
#include "base/text.h"

namespace faultline::app {

namespace {

using reports::ColumnKind;

reports::Table drawing_table(const collectors::Drawing& drawing,
                             std::optional<std::int64_t> wanted) {
  const data::Sample& sample = drawing.sample;
  reports::Table table{.id = "sample", .title = fmt::format("Sample '{}'", sample.name)};
  table.columns = {{.id = "converter", .label = "Converter"},
                   {.id = "candidates", .label = "Candidates", .kind = ColumnKind::kCount},
                   {.id = "before", .label = "Before", .kind = ColumnKind::kCount},
                   {.id = "added", .label = "Drawn now", .kind = ColumnKind::kCount},
                   {.id = "sampled", .label = "In the sample", .kind = ColumnKind::kCount}};
  for (const collectors::DrawnStratum& stratum : drawing.strata) {
    const std::int64_t now = stratum.before + stratum.added;
    table.rows.push_back(
        {.values = {stratum.converter, stratum.candidates, stratum.before, stratum.added, now}});
    if (wanted && now < *wanted) {
      table.notes.push_back(fmt::format("{} has only {} of the {} that were asked for.",
                                        stratum.converter, now, *wanted));
    }
  }
  table.notes.push_back(fmt::format("Seed {}, drawn {}. `faultline sample show {}` lists it.",
                                    sample.seed, sample.drawn_at.substr(0, 10),
                                    shell_word(sample.name)));
  return table;
}

}  // namespace

void print_drawing(World& world, const Arguments& arguments, const collectors::Drawing& drawing,
                   std::optional<std::int64_t> wanted) {
  print_table(world, arguments, drawing_table(drawing, wanted));
}

}  // namespace faultline::app
