#include <fmt/format.h>

#include "app/commands.h"
#include "app/output.h"
#include "app/print_error.h"
#include "app/study.h"
#include "app/table_request.h"
#include "app/write_report.h"
#include "base/text.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  std::vector<reports::Format> formats;
  for (const std::string& name : arguments.texts("format")) {
    formats.push_back(reports::parse_format(name));
  }
  if (formats.empty()) {
    for (const reports::FormatInfo& known : reports::formats()) formats.push_back(known.format);
  }
  const std::filesystem::path folder = arguments.text("out")
                                           ? world.current_folder / *arguments.text("out")
                                           : study.folder / "report";
  if (!arguments.text("out")) check_leads_inside(study.folder, folder);
  const WrittenReport written =
      write_report(study, table_request(study, arguments), folder, formats);
  if (written.without_figures) print_error(world.err, *written.without_figures, world.err_style);
  if (!arguments.has("quiet")) {
    world.out << fmt::format("{} in {}\n",
                             counted(static_cast<std::int64_t>(written.files.size()), "file"),
                             printable(folder.lexically_normal().string()));
  }
  return ExitCode::kDone;
}

}  // namespace

Command report_command() {
  return {
      .name = "report",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "write all tables and figures, a web page, numbers for LaTeX, the methods section",
      .details =
          "Each table becomes a file in every format, and numbers.tex holds a macro for\n"
          "each number, so that a paper's text and tables come from one object. Figures are\n"
          "drawn by gnuplot: SVG with markdown, PDF with latex, their data with csv; and\n"
          "report.tex shows all of it. methods.md and methods.tex are the methods section with\n"
          "its numbers, and what the study lacks. With html, report.html is one page that needs "
          "no\n"
          "network: it filters, and opens every count into its issues. The same study gives\n"
          "the same bytes.",
      .example =
          "faultline report --out paper --format latex\n"
          "faultline report --format html          # report/report.html, to send round",
      .options = {{"out", "DIR", "where to; else the folder report in the study"},
                  {"format", "FORMAT", "terminal, markdown, csv, json, latex or html; else all",
                   true},
                  {"all", "", "rare codes on their own"},
                  {"rater", "RATER", "whose labels count; else the consensus, else the first"},
                  {"raters", "RATER,RATER", "whose agreement; else everybody's"}},
      .run = run};
}

}  // namespace faultline::app
