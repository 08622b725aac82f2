#include "app/write_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "reports/figures/figures.h"
#include "reports/latex_report.h"
#include "reports/numbers.h"

namespace faultline::app {

namespace {

/// Writes files into a folder and remembers which.
class ReportWriter {
 public:
  ReportWriter(const std::filesystem::path& folder, const std::vector<reports::Format>& formats)
      : folder_(&folder), formats_(&formats) {}

  void write_tables(const std::vector<reports::Table>& tables) {
    std::vector<reports::NamedNumber> numbers;
    for (const reports::Table& table : tables) {
      for (const reports::Format format : *formats_) {
        write(std::filesystem::path("tables") / (table.id + extension(format)),
              reports::write(table, format));
      }
      for (reports::NamedNumber& number : reports::named_numbers(table)) {
        numbers.push_back(std::move(number));
      }
    }
    write("numbers.tex", reports::write_numbers(numbers));
  }

  void write_figures(const std::vector<reports::Figure>& figures) {
    using reports::FigureFormat;
    using reports::Format;
    if (wants(Format::kCsv)) {
      for (const reports::Figure& figure : figures) {
        write(std::filesystem::path("figures") / (figure.id + extension(Format::kCsv)),
              reports::write(figure.data, Format::kCsv));
      }
    }
    if (wants(Format::kMarkdown)) write_drawn(figures, FigureFormat::kSvg, ".svg");
    if (wants(Format::kLatex)) write_drawn(figures, FigureFormat::kPdf, ".pdf");
  }

  void write_latex_report(std::string_view title, const std::vector<reports::Table>& tables,
                          const std::vector<reports::Figure>& figures) {
    if (!wants(reports::Format::kLatex)) return;
    const bool are_drawn = !written_.without_figures;
    write("report.tex", reports::write_latex_report(
                            title, tables, are_drawn ? figures : std::vector<reports::Figure>()));
  }

  [[nodiscard]] WrittenReport finish() { return std::move(written_); }

 private:
  [[nodiscard]] bool wants(reports::Format format) const {
    return std::ranges::find(*formats_, format) != formats_->end();
  }

  static std::string extension(reports::Format format) {
    return std::string(reports::info(format).extension);
  }

  void write_drawn(const std::vector<reports::Figure>& figures, reports::FigureFormat format,
                   std::string_view extension) {
    std::vector<std::string> drawn;
    try {
      drawn = reports::draw(figures, format);
    } catch (const Error& error) {
      written_.without_figures = error;
    }
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      write(std::filesystem::path("figures") / fmt::format("{}{}", figures[i].id, extension),
            drawn[i]);
    }
  }

  void write(const std::filesystem::path& name, const std::string& content) {
    write_file(*folder_ / name, content);
    written_.files.push_back(name);
  }

  const std::filesystem::path* folder_;
  const std::vector<reports::Format>* formats_;
  WrittenReport written_;
};

}  // namespace

WrittenReport write_report(const reports::TableRequest& request, std::string_view title,
                           const std::filesystem::path& folder,
                           const std::vector<reports::Format>& formats) {
  std::vector<reports::Table> tables;
  for (const reports::TableKind& kind : reports::table_kinds()) {
    tables.push_back(kind.build(request));
  }
  ReportWriter writer(folder, formats);
  writer.write_tables(tables);
  const std::vector<reports::Figure> figures = reports::build_figures(request);
  writer.write_figures(figures);
  writer.write_latex_report(title, tables, figures);
  return writer.finish();
}

}  // namespace faultline::app
