#include "reports/check/check.h"

#include <fmt/format.h>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "app/table_request.h"
#include "base/error.h"
#include "base/text.h"
#include "reports/tables/tables.h"

namespace faultline::app {

namespace {

constexpr const char* kPublished = "published";

/// The numbers of the study that the paper may be about; none where there is no study.
reports::StudyNumbers numbers_of_study(World& world, const Arguments& arguments) {
  std::optional<Study> study = find_open_study(world, arguments, data::Database::Access::kRead);
  if (!study) return {};
  const reports::TableRequest request = table_request(*study, arguments);
  std::map<std::string, reports::Table> tables;
  for (const reports::TableKind& kind : reports::table_kinds()) {
    tables.emplace(kind.id, kind.build(request));
  }
  return reports::study_numbers(std::move(tables));
}

void print_findings(World& world, const reports::CheckResult& result, bool all) {
  for (const reports::CheckedNumber& number : result.numbers) {
    if (number.verdict == reports::Verdict::kNotJudged && !all) continue;
    std::string place = printable(number.file);
    if (number.line > 0) place += fmt::format(":{}:{}", number.line, number.column);
    world.out << fmt::format("{}: {}\n  {}", place, printable(number.printed),
                             printable(number.problem));
    if (!number.fits.empty()) world.out << "; " << printable(number.fits);
    world.out << "\n";
  }
  for (const std::string& note : reports::check_table(result).notes) {
    world.out << printable(note) << "\n";
  }
}

ExitCode run(World& world, const Arguments& arguments) {
  const std::string& file = arguments.positional().front();
  const reports::CheckResult result =
      file == kPublished ? reports::check_published()
                         : reports::check_paper(world.current_folder / file, file,
                                                numbers_of_study(world, arguments));
  if (arguments.has("json") || arguments.has("format")) {
    print_table(world, arguments, reports::check_table(result));
  } else {
    print_findings(world, result, arguments.has("all"));
  }
  const bool differs = result.count(reports::Verdict::kDoesNotFit) > 0;
  return arguments.has("strict") && differs ? ExitCode::kDifferent : ExitCode::kDone;
}

}  // namespace

Command check_command() {
  return {
      .name = "check",
      .arguments = "FILE",
      .least_arguments = 1,
      .most_arguments = 1,
      .about = "find numbers of a paper that do not fit each other, or not the study's",
      .details =
          "Reads LaTeX (with the files that it includes) or Markdown (.md). Text: \"14 of 100\n"
          "(14%)\", \"14/100 (14%)\", \"14% (14 of 100)\", \"14% of the 100 issues\". Tables: a "
          "cell\n"
          "\"14 (14%)\" under a head with \"n = 100\", or over a row Total. In a study also: its\n"
          "tables, known by \\label{tab:ID} or, in Markdown, by their heading, and the macros of\n"
          "numbers.tex. Percentages that are called rough (\"about\", \"<\") or stand alone are "
          "not\n"
          "judged. `faultline check published` judges the published study's own figures.",
      .example =
          "faultline check paper.tex\n"
          "faultline check paper.md --strict   # ends with 4 where something does not fit",
      .options = {{"all", "", "list also what could not be judged"},
                  {"strict", "", "end with exit code 4 where something does not fit"},
                  {"rater", "RATER", "whose labels count in the study"},
                  kFormatOption,
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
