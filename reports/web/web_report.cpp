#include "reports/web/web_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string_view>

#include "base/embedded.h"
#include "reports/reproduction.h"
#include "reports/survey_figures.h"
#include "reports/web/content_policy.h"
#include "reports/web/page_data.h"
#include "reports/web/sections.h"
#include "reports/web/study_facts.h"
#include "reports/web/summary.h"
#include "reports/write_html.h"

namespace faultline {

std::span<const EmbeddedFile> web_report_files();

}  // namespace faultline

namespace faultline::reports {

namespace {

std::string_view web_file(std::string_view name) {
  const auto files = web_report_files();
  const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
  if (found == files.end()) throw std::logic_error("the program lacks " + std::string(name));
  return found->content;
}

/// All files whose names end so, one behind the other in the order in which the program holds them.
std::string joined_files(std::string_view ending) {
  std::string joined = "\n";
  for (const EmbeddedFile& file : web_report_files()) {
    if (file.name.ends_with(ending)) joined += file.content;
  }
  return joined;
}

/// The page with each {{name}} replaced; what comes in its place is not read again.
std::string fill(std::string_view page, const std::map<std::string, std::string>& parts) {
  std::string out;
  while (true) {
    const std::size_t begin = page.find("{{");
    out += page.substr(0, begin);
    if (begin == std::string_view::npos) return out;
    const std::size_t end = page.find("}}", begin);
    out += parts.at(std::string(page.substr(begin + 2, end - begin - 2)));
    page.remove_prefix(end + 2);
  }
}

std::string figure_html(const WebFigure& figure) {
  const std::string drawn =
      figure.svg.empty()
          ? "<p class=\"empty\">This figure was not drawn: gnuplot, which draws figures, was not "
            "there when the report was made.</p>"
          : figure.svg;
  return fmt::format(
      "<figure data-figure=\"{0}\" id=\"figure-{1}\">\n"
      "<div class=\"scroll\" role=\"group\" aria-label=\"{2}\" tabindex=\"0\">\n{3}\n</div>\n"
      "<figcaption>{2}</figcaption>\n</figure>\n",
      escape_html(figure.id), html_id(figure.id), escape_html(figure.caption), drawn);
}

std::string block(const Table& table) {
  return fmt::format("<div class=\"block\" data-table=\"{}\">\n{}</div>\n", escape_html(table.id),
                     write_html(table));
}

/// The table beside which a figure stands: the one of its id, else the one with which its id begins
/// ("agreement-stage" stands with "agreement"); empty where there is none.
std::string table_of_figure(const std::vector<Table>& tables, std::string_view figure) {
  std::string best;
  for (const Table& table : tables) {
    const bool is_part = figure.starts_with(table.id + "-");
    if ((figure == table.id || is_part) && table.id.size() > best.size()) best = table.id;
  }
  return best;
}

/// A table with its figures: its own above it, those of its parts below.
std::string table_with_figures(const WebReport& report, const Table& table) {
  std::string above;
  std::string below;
  for (const WebFigure& figure : report.figures) {
    if (table_of_figure(report.tables, figure.id) != table.id) continue;
    (figure.id == table.id ? above : below) += figure_html(figure);
  }
  return above + block(table) + below;
}

std::string section_html(const Section& section, const WebReport& report) {
  std::string content;
  for (const std::string_view id : section.tables) {
    const auto table = std::ranges::find(report.tables, id, &Table::id);
    if (table != report.tables.end()) content += table_with_figures(report, *table);
  }
  for (const Table& table : report.tables) {
    const bool is_named = std::ranges::find(section.tables, table.id) != section.tables.end();
    if (!is_named && section_of(table.id) == section.id) {
      content += table_with_figures(report, table);
    }
  }
  for (const WebFigure& figure : report.figures) {
    const bool is_alone = table_of_figure(report.tables, figure.id).empty();
    if (is_alone && section_of_figure(figure.id) == section.id) content += figure_html(figure);
  }
  if (content.empty()) return {};
  const std::string about =
      section.about.empty() ? "" : fmt::format("<p class=\"about\">{}</p>\n", section.about);
  return fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}</h2>\n{2}{3}"
      "</section>\n",
      section.id, section.title, about, content);
}

std::string contents_link(std::string_view id, std::string_view title) {
  return fmt::format("<li><a href=\"#{}\">{}</a></li>\n", id, title);
}

std::string summary_html(const WebReport& report) {
  std::string html = "<ul class=\"summary\">\n";
  for (const std::string& sentence : summary(report)) {
    html += fmt::format("<li>{}</li>\n", escape_html(sentence));
  }
  return html + "</ul>\n";
}

/// The study's tables, and those that only the web report has.
std::vector<Table> all_tables(const WebReport& report) {
  std::vector<Table> tables = report.tables;
  std::map<std::string, Table> by_id;
  for (const Table& table : tables) by_id.emplace(table.id, table);
  tables.push_back(protocol_table(report.protocol));
  tables.push_back(
      differences_table(compare_with_published(by_id, survey_figures(*report.request.database))));
  return tables;
}

}  // namespace

std::string write_web_report(const WebReport& report) {
  WebReport whole = report;
  whole.tables = all_tables(report);
  const Table provenance = provenance_table(report);

  std::string contents = contents_link("summary", "Summary");
  std::string parts;
  for (const Section& section : sections()) {
    const std::string html = section_html(section, whole);
    if (html.empty()) continue;
    contents += contents_link(section.id, section.title);
    parts += html;
  }
  contents += contents_link("issues", "Issues") + contents_link("methods", "Methods") +
              contents_link("provenance", "Provenance");
  whole.tables.push_back(provenance);

  const std::string script = joined_files(".js");
  const std::string style = joined_files(".css");
  return fill(web_file("web/page.html"), {{"policy", content_policy(script, style)},
                                          {"version", escape_html(report.version)},
                                          {"title", escape_html(report.protocol.title)},
                                          {"style", style},
                                          {"contents", contents},
                                          {"summary", summary_html(report)},
                                          {"sections", parts},
                                          {"methods", std::string(web_file("web/methods.html"))},
                                          {"provenance", block(provenance)},
                                          {"data", page_data(whole)},
                                          {"script", script}});
}

}  // namespace faultline::reports
