#include "reports/package_metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/file.h"
#include "base/text.h"
#include "data/csv.h"

namespace faultline::reports {

namespace {

using nlohmann::ordered_json;

/// What stands for a date where a study has none: that of the package's files.
constexpr std::string_view kNoDate = "1980-01-01";

std::string dump(const ordered_json& document) {
  return document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// A decimal number as the program writes them: "-0.25", "1e-07".
bool is_number(std::string_view text) {
  const std::size_t exponent = text.find('e');
  if (exponent != std::string_view::npos) {
    std::string_view power = text.substr(exponent + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    if (!is_integer(power)) return false;
    text = text.substr(0, exponent);
  }
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_integer(text);
  const std::string_view fraction = text.substr(point + 1);
  return is_integer(text.substr(0, point)) && !fraction.starts_with('-') && is_integer(fraction);
}

/// The narrowest type that all values of a column have; no value where it is empty throughout.
std::string column_type(const data::CsvTable& table, std::size_t column) {
  bool is_empty = true;
  bool integers = true;
  bool numbers = true;
  for (const data::CsvRow row : table) {
    if (row[column].empty()) continue;
    is_empty = false;
    integers = integers && is_integer(row[column]);
    numbers = numbers && is_number(row[column]);
  }
  if (is_empty) return "any";
  return integers ? "integer" : numbers ? "number" : "string";
}

/// A name as Data Packages want it: lower-case letters, digits, hyphens and points.
std::string slug(std::string_view text) {
  std::string name;
  for (const char c : to_lower(text)) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
    if (is_plain) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (name.ends_with('-')) name.pop_back();
  return name.empty() ? "study" : name;
}

ordered_json resource(const PackagedFile& file, const std::filesystem::path& folder) {
  const data::CsvTable table = data::read_csv(folder / file.path, ',');
  ordered_json fields = ordered_json::array();
  for (std::size_t i = 0; i < table.header().size(); ++i) {
    fields.push_back({{"name", table.header()[i]}, {"type", column_type(table, i)}});
  }
  return {{"profile", "tabular-data-resource"},
          {"name", slug(file.path.substr(0, file.path.rfind('.')))},
          {"path", file.path},
          {"format", "csv"},
          {"mediatype", "text/csv"},
          {"encoding", "utf-8"},
          {"dialect", {{"delimiter", ","}, {"quoteChar", "\""}, {"doubleQuote", true}}},
          {"bytes", file.bytes},
          {"hash", "sha256:" + file.sha256},
          {"schema", {{"fields", fields}, {"missingValues", {""}}}}};
}

ordered_json github_source(const PackageSource& source) {
  return {{"title", fmt::format("Issues of {} ({})", source.repository, source.converter)},
          {"path", "https://github.com/" + source.repository}};
}

struct MediaType {
  std::string_view ending;
  std::string_view type;
};

constexpr std::array kMediaTypes = std::to_array<MediaType>({
    {".cff", "text/yaml"},
    {".csv", "text/csv"},
    {".db", "application/vnd.sqlite3"},
    {".html", "text/html"},
    {".json", "application/json"},
    {".jsonl", "application/jsonl"},
    {".md", "text/markdown"},
    {".pdf", "application/pdf"},
    {".svg", "image/svg+xml"},
    {".tex", "application/x-tex"},
    {".toml", "application/toml"},
});

std::string_view media_type(std::string_view path) {
  for (const MediaType& known : kMediaTypes) {
    if (path.ends_with(known.ending)) return known.type;
  }
  return "text/plain";
}

/// A path as an identifier: RO-Crate wants URIs.
std::string path_uri(std::string_view path) {
  std::string uri;
  for (const char c : path) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '/';
    uri += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

ordered_json reference(std::string_view id) { return {{"@id", id}}; }

bool is_result(std::string_view path) {
  return path.starts_with("report/") || path.starts_with("labels.");
}

}  // namespace

std::string write_data_package(const PackageFacts& facts, std::span<const PackagedFile> files,
                               const std::filesystem::path& folder) {
  ordered_json document{
      {"profile", "tabular-data-package"}, {"name", slug(facts.title)}, {"title", facts.title}};
  document["description"] =
      "Labels and tables of a study of failures, made by faultline. A text that a spreadsheet "
      "would "
      "run as a formula has an apostrophe in front.";
  if (facts.changed_at) document["created"] = *facts.changed_at;
  ordered_json sources = ordered_json::array();
  for (const PackageSource& source : facts.sources) sources.push_back(github_source(source));
  if (!sources.empty()) document["sources"] = sources;
  ordered_json resources = ordered_json::array();
  for (const PackagedFile& file : files) {
    // A table that the study has no data for may have no columns: a lone line break.
    const bool has_columns = file.bytes > 1;
    if (file.path.ends_with(".csv") && has_columns) resources.push_back(resource(file, folder));
  }
  document["resources"] = resources;
  return dump(document);
}

std::string write_ro_crate(const PackageFacts& facts, std::span<const PackagedFile> files) {
  ordered_json parts = ordered_json::array();
  ordered_json results = ordered_json::array();
  ordered_json entities = ordered_json::array();
  for (const PackagedFile& file : files) {
    const std::string id = path_uri(file.path);
    parts.push_back(reference(id));
    if (is_result(file.path)) results.push_back(reference(id));
    entities.push_back({{"@id", id},
                        {"@type", "File"},
                        {"name", file.path},
                        {"encodingFormat", media_type(file.path)},
                        {"contentSize", std::to_string(file.bytes)},
                        {"sha256", file.sha256}});
  }
  constexpr std::string_view kProgram = "#faultline";
  constexpr std::string_view kMaking = "#results";
  const std::string date =
      facts.changed_at ? facts.changed_at->substr(0, kNoDate.size()) : std::string(kNoDate);
  ordered_json root{{"@id", "./"},
                    {"@type", "Dataset"},
                    {"name", facts.title},
                    {"description",
                     "Replication package of a study of failures: its database, codebook, labels, "
                     "tables and report."},
                    {"datePublished", date},
                    {"hasPart", parts},
                    {"mentions", reference(kMaking)}};
  if (facts.has_licence) {
    root["license"] = reference("LICENSE");
  } else {
    root["license"] = "No licence is chosen yet; see LICENSE-HINT.md.";
  }
  ordered_json graph = ordered_json::array();
  graph.push_back({{"@id", "ro-crate-metadata.json"},
                   {"@type", "CreativeWork"},
                   {"conformsTo", reference("https://w3id.org/ro/crate/1.1")},
                   {"about", reference("./")}});
  graph.push_back(root);
  for (ordered_json& entity : entities) graph.push_back(std::move(entity));
  graph.push_back({{"@id", kProgram},
                   {"@type", "SoftwareApplication"},
                   {"name", "faultline"},
                   {"softwareVersion", facts.program_version}});
  graph.push_back({{"@id", kMaking},
                   {"@type", "CreateAction"},
                   {"name", "Tables and report from the database"},
                   {"instrument", reference(kProgram)},
                   {"object", {reference("study.db"), reference("study.toml")}},
                   {"result", results}});
  return dump({{"@context", "https://w3id.org/ro/crate/1.1/context"}, {"@graph", graph}});
}

}  // namespace faultline::reports
