#include "taxonomy/codebook_diff.h"

#include <fmt/format.h>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "taxonomy/codebook.h"
#include "taxonomy/label_ids.h"

namespace faultline::app {

namespace {

/// A built-in codebook, a file, or the number of a version that the study has.
data::Codebook read_codebook(const World& world, const Arguments& arguments,
                             const std::string& text) {
  const auto version = taxonomy::parse_positive(text);
  if (!version) return taxonomy::find_codebook(text, world.current_folder);
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const auto content = data::codebook_content(study.database, study.codebook.name, *version);
  if (content) return taxonomy::parse_codebook(*content, fmt::format("version {}", *version));
  throw Error(fmt::format("the study never had version {} of the codebook {}", *version,
                          study.codebook.name));
}

ExitCode run(World& world, const Arguments& arguments) {
  const data::Codebook before = read_codebook(world, arguments, arguments.positional()[0]);
  const data::Codebook after = read_codebook(world, arguments, arguments.positional()[1]);
  reports::Table table{.id = "codebook-diff",
                       .title = fmt::format("{} version {}, then {} version {}", before.name,
                                            before.version, after.name, after.version)};
  table.columns = {{.id = "dimension", .label = "Dimension"},
                   {.id = "code", .label = "Code"},
                   {.id = "change", .label = "Change"},
                   {.id = "before", .label = "Before"},
                   {.id = "after", .label = "After"}};
  using taxonomy::CodebookPart;
  bool any_removed = false;
  for (const taxonomy::CodebookDifference& item : taxonomy::compare_codebooks(before, after)) {
    const bool is_whole = item.part == CodebookPart::kCode || item.part == CodebookPart::kDimension;
    const std::string change = !is_whole            ? std::string(taxonomy::name_of(item.part))
                               : item.after.empty() ? "removed"
                                                    : "added";
    any_removed = any_removed || change == "removed";
    table.rows.push_back({.values = {item.dimension, item.code, change, item.before, item.after}});
  }
  if (table.rows.empty()) table.notes.emplace_back("The two say the same.");
  if (any_removed) {
    table.notes.emplace_back(
        "`faultline codebook apply` lets labels follow codes that were renamed, merged or split.");
  }
  print_table(world, arguments, table);
  return ExitCode::kDone;
}

}  // namespace

Command codebook_diff_command() {
  return {
      .name = "codebook diff",
      .arguments = "CODEBOOK CODEBOOK",
      .least_arguments = 2,
      .most_arguments = 2,
      .about = "compare two codebooks, code by code",
      .details =
          "Each is a file, the name of a built-in codebook, or the number of a version that the "
          "study has.",
      .example = "faultline codebook diff converter-failures my-codebook.toml",
      .options = {kJsonOption},
      .run = run};
}

}  // namespace faultline::app
