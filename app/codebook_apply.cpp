#include <fmt/format.h>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/file.h"
#include "taxonomy/codebook_changes.h"

namespace faultline::app {

namespace {

reports::Table to_table(const taxonomy::AppliedChanges& applied) {
  reports::Table table{.id = "codebook-changes", .title = "Labels that follow the codebook"};
  table.columns = {{.id = "dimension", .label = "Dimension"},
                   {.id = "from", .label = "Code"},
                   {.id = "to", .label = "Now"},
                   {.id = "labels", .label = "Labels", .kind = reports::ColumnKind::kCount}};
  bool any_taken_back = false;
  for (const taxonomy::AppliedChange& change : applied.changes) {
    table.rows.push_back(
        {.values = {change.dimension, change.from,
                    change.to.empty() ? "to be labelled again" : change.to, change.labels}});
    any_taken_back = any_taken_back || (change.to.empty() && change.labels > 0);
  }
  if (any_taken_back) {
    table.notes.emplace_back(
        "Issues to be labelled again have no label in that dimension now: `faultline label` shows "
        "them first.");
  }
  for (const taxonomy::AppliedChange& left : applied.left) {
    table.notes.push_back(fmt::format(
        "The codebook lacks '{}' ({}), which {} still {}: tables do not count them.", left.from,
        left.dimension, counted(left.labels, "label"), left.labels == 1 ? "has" : "have"));
  }
  return table;
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  const std::string& file = arguments.positional().front();
  const taxonomy::CodebookChanges changes = taxonomy::parse_codebook_changes(
      read_file(world.current_folder / file), file, study.codebook);
  print_table(world, arguments,
              to_table(taxonomy::apply_codebook_changes(study.database, study.codebook, changes)));
  return ExitCode::kDone;
}

}  // namespace

Command codebook_apply_command() {
  return {.name = "codebook apply",
          .arguments = "FILE",
          .least_arguments = 1,
          .most_arguments = 1,
          .about = "let labels follow codes that were renamed, merged or split",
          .details =
              "The study's codebook has its new version already; FILE (TOML) says what became of "
              "the old\ncodes: [[rename]] dimension, from, to; [[merge]] dimension, from (a list), "
              "to; [[split]]\ndimension, code, into (a list). Labels are added, none is changed; "
              "labels of a split code are\ntaken back, so that their issues are labelled again. "
              "A second time changes nothing.",
          .example = "faultline codebook apply changes.toml",
          .options = {kJsonOption},
          .run = run};
}

}  // namespace faultline::app
