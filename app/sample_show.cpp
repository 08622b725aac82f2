#include <fmt/format.h>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/text.h"
#include "data/samples.h"

namespace faultline::app {

namespace {

reports::Table sample_table(Study& study, const data::Sample& sample) {
  reports::Table table{
      .id = "sample",
      .title = fmt::format("Sample '{}': {}", sample.name, counted(sample.issues, "issue"))};
  table.columns = {{.id = "repository", .label = "Repository"},
                   {.id = "number", .label = "Issue", .kind = reports::ColumnKind::kCount},
                   {.id = "converter", .label = "Converter"},
                   {.id = "title", .label = "Title"},
                   {.id = "url", .label = "Address", .audience = reports::Audience::kPrint}};
  for (const data::SampledIssue& issue : data::sampled_issues(study.database, sample.id)) {
    table.rows.push_back(
        {.values = {issue.repository, issue.number, issue.converter,
                    issue.title ? reports::Value(*issue.title) : reports::Value(), issue.url}});
  }
  table.notes.push_back(fmt::format("Kind {}, seed {}, drawn {}.", data::id_of(sample.kind),
                                    sample.seed, sample.drawn_at));
  std::vector<std::string> others;
  for (const data::Sample& other : data::samples(study.database)) {
    if (other.id != sample.id) others.push_back(fmt::format("{} ({})", other.name, other.issues));
  }
  if (!others.empty()) {
    table.notes.push_back(fmt::format("Other samples: {}.", join(others, ", ")));
  }
  return table;
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const std::string name = arguments.positional().empty() ? std::string(data::kMainSample)
                                                          : arguments.positional().front();
  print_table(world, arguments, sample_table(study, data::required_sample(study.database, name)));
  return ExitCode::kDone;
}

}  // namespace

Command sample_show_command() {
  return {.name = "sample show",
          .arguments = "[SAMPLE]",
          .least_arguments = 0,
          .most_arguments = 1,
          .about = "list a sample's issues in the order of the draw",
          .details = "Without a name it is the main sample; `pilot` is that of `screen validate`.",
          .example = "faultline sample show --format csv > sample.csv",
          .options = {kFormatOption, kJsonOption},
          .run = run};
}

}  // namespace faultline::app
