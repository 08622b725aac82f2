#include "app/write_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/version.h"
#include "base/error.h"
#include "base/file.h"
#include "reports/figures/figures.h"
#include "reports/latex_report.h"
#include "reports/methods/methods.h"
#include "reports/numbers.h"
#include "reports/web/web_report.h"

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
    if (wants(Format::kMarkdown) || wants(Format::kHtml)) {
      pictures_ = drawn(figures, FigureFormat::kSvg);
    }
    if (wants(Format::kMarkdown)) write_drawn(figures, pictures_, ".svg");
    if (wants(Format::kLatex)) write_drawn(figures, drawn(figures, FigureFormat::kPdf), ".pdf");
  }

  void write_latex_report(std::string_view title, const std::vector<reports::Table>& tables,
                          const std::vector<reports::Figure>& figures) {
    if (!wants(reports::Format::kLatex)) return;
    const bool are_drawn = !written_.without_figures;
    write("report.tex", reports::write_latex_report(
                            title, tables, are_drawn ? figures : std::vector<reports::Figure>()));
  }

  void write_methods(const reports::TableRequest& request, const data::StudyFile& protocol) {
    if (!wants(reports::Format::kMarkdown) && !wants(reports::Format::kLatex)) return;
    const reports::Methods methods = reports::describe_methods(request, protocol);
    if (wants(reports::Format::kMarkdown)) {
      write("methods.md", reports::write_methods_markdown(methods));
    }
    if (wants(reports::Format::kLatex)) write("methods.tex", reports::write_methods_latex(methods));
  }

  /// @param report  without its figures, which are those that write_figures drew
  void write_web_report(reports::WebReport report, const std::vector<reports::Figure>& figures) {
    if (!wants(reports::Format::kHtml)) return;
    for (std::size_t i = 0; i < figures.size(); ++i) {
      report.figures.push_back({.id = figures[i].id,
                                .caption = figures[i].caption,
                                .svg = pictures_.empty() ? "" : pictures_[i]});
    }
    write("report.html", reports::write_web_report(report));
  }

  [[nodiscard]] WrittenReport finish() { return std::move(written_); }

 private:
  [[nodiscard]] bool wants(reports::Format format) const {
    return std::ranges::find(*formats_, format) != formats_->end();
  }

  static std::string extension(reports::Format format) {
    return std::string(reports::info(format).extension);
  }

  /// The figures in a format; none where they cannot be drawn, which is remembered.
  std::vector<std::string> drawn(const std::vector<reports::Figure>& figures,
                                 reports::FigureFormat format) {
    try {
      return reports::draw(figures, format);
    } catch (const Error& error) {
      written_.without_figures = error;
      return {};
    }
  }

  void write_drawn(const std::vector<reports::Figure>& figures,
                   const std::vector<std::string>& pictures, std::string_view extension) {
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      write(std::filesystem::path("figures") / fmt::format("{}{}", figures[i].id, extension),
            pictures[i]);
    }
  }

  void write(const std::filesystem::path& name, const std::string& content) {
    check_leads_inside(*folder_, (*folder_ / name).parent_path());
    write_file(*folder_ / name, content);
    written_.files.push_back(name);
  }

  const std::filesystem::path* folder_;
  const std::vector<reports::Format>* formats_;
  std::vector<std::string> pictures_;  ///< the figures as SVG; none where they were not drawn
  WrittenReport written_;
};

}  // namespace

void check_leads_inside(const std::filesystem::path& folder, const std::filesystem::path& path) {
  const std::filesystem::path way = std::filesystem::weakly_canonical(path).lexically_relative(
      std::filesystem::weakly_canonical(folder));
  if (!way.empty() && *way.begin() != "..") return;
  throw Error("a link leads out of the folder; nothing was written there")
      .at(path.string())
      .help("remove the link, or name the folder that it leads to with --out");
}

WrittenReport write_report(const Study& study, const reports::TableRequest& request,
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
  writer.write_latex_report(study.file.title, tables, figures);
  writer.write_methods(request, study.file);
  writer.write_web_report({.request = request,
                           .protocol = study.file,
                           .tables = std::move(tables),
                           .figures = {},
                           .version = kVersion},
                          figures);
  return writer.finish();
}

}  // namespace faultline::app
