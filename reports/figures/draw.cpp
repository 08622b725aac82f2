#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/error.h"
#include "base/file.h"
#include "base/run_program.h"
#include "base/temporary_folder.h"
#include "base/text.h"
#include "reports/figures/figures.h"
#include "reports/figures/gnuplot_text.h"
#include "reports/figures/portable_svg.h"
#include "reports/figures/style.h"

namespace faultline::reports {

namespace {

constexpr std::chrono::seconds kLimit{120};

std::filesystem::path output_file(const TemporaryFolder& folder, std::size_t figure) {
  return folder.path() / std::to_string(figure);
}

std::string script(const std::vector<Figure>& figures, FigureFormat format,
                   const TemporaryFolder& folder) {
  std::string commands;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const Figure& figure = figures[i];
    commands += style_commands();
    commands +=
        format == FigureFormat::kSvg ? svg_terminal(figure.height) : pdf_terminal(figure.height);
    commands += fmt::format("\nset output {}\n", gnuplot_text(output_file(folder, i).string()));
    commands += format == FigureFormat::kSvg ? figure.plot : with_known_characters(figure.plot);
    commands += "unset output\n";
  }
  return commands;
}

/// An error that names the figures that are not drawn.
Error not_drawn(const std::string& message, const std::vector<Figure>& figures) {
  std::vector<std::string> ids;
  ids.reserve(figures.size());
  for (const Figure& figure : figures) ids.push_back(figure.id);
  Error error(message, ErrorKind::kFailure);
  error.because("left out: " + join(ids, ", "));
  return error;
}

void run_gnuplot(const std::vector<Figure>& figures, FigureFormat format,
                 const TemporaryFolder& folder) {
  const std::filesystem::path input = folder.path() / "commands";
  write_file(input, script(figures, format, folder));
  // Without the settings of whoever runs it.
  if (run_program({"gnuplot", "--default-settings"}, kLimit, input)) return;
  if (!run_program({"gnuplot", "--version"}, kLimit)) {
    throw not_drawn("the figures were not drawn, since gnuplot is not installed", figures)
        .help("install Debian's package gnuplot-nox");
  }
  throw not_drawn("gnuplot could not draw the figures", figures)
      .help("`gnuplot --version` tells which one is installed; 5.4 is known to work");
}

/// Without what cairo notes in a PDF: its version and the time. The places of all else must stay,
/// since the file holds a list of them: blanks take the place.
std::string without_date(std::string pdf) {
  for (const std::string_view key : {"/CreationDate (", "/Producer ("}) {
    for (std::size_t begin = pdf.find(key); begin != std::string::npos; begin = pdf.find(key)) {
      const std::size_t end = pdf.find('\n', begin);
      // The dictionary may end on the same line.
      const std::size_t close = std::min(end, pdf.find(">>", begin));
      if (close == std::string::npos) break;
      pdf.replace(begin, close - begin, close - begin, ' ');
    }
  }
  return pdf;
}

}  // namespace

std::vector<std::string> draw(const std::vector<Figure>& figures, FigureFormat format) {
  std::vector<std::string> drawn;
  if (figures.empty()) return drawn;
  const TemporaryFolder folder;
  run_gnuplot(figures, format, folder);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    std::string content = read_file(output_file(folder, i));
    drawn.push_back(format == FigureFormat::kSvg
                        ? portable_svg(content, figures[i].id, figures[i].caption)
                        : without_date(std::move(content)));
  }
  return drawn;
}

}  // namespace faultline::reports
