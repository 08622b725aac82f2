#include <doctest/doctest.h>
#include <onnx/defs/schema.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "collectors/opsets/changelog.h"
#include "data/csv.h"
#include "data/operator_history.h"
#include "data/published_figures.h"

/// The schemas that libonnx knows, as a third source beside the published history and ONNX's
/// changelog.

namespace faultline::collectors {

namespace {

using onnx::OpSchema;

/// Schemas by domain, version and name.
using Schemas = std::map<std::string, std::map<std::int64_t, std::map<std::string, OpSchema>>>;

const Schemas& schemas() {
  static const Schemas kSchemas = [] {
    Schemas found;
    for (const OpSchema& schema : onnx::OpSchemaRegistry::get_all_schemas_with_history()) {
      found[schema.domain()][schema.SinceVersion()].emplace(schema.Name(), schema);
    }
    return found;
  }();
  return kSchemas;
}

/// The changelog as ONNX writes it from its schemas.
std::string written_changelog() {
  std::string text = "## Operator Changelog\n";
  for (const auto& [domain, versions] : schemas()) {
    text += "# " + (domain.empty() ? "ai.onnx (default)" : domain) + "\n";
    for (const auto& [version, operators] : versions) {
      text += "## Version " + std::to_string(version) + " of the " +
              (domain.empty() ? "default ONNX" : "'" + domain + "'") + " operator set\n";
      for (const auto& [name, schema] : operators) {
        const std::string anchor =
            (domain.empty() ? "" : domain + ".") + name + "-" + std::to_string(version);
        text += "### <a name=\"" + anchor + "\"></a>**" + anchor + "**" +
                (schema.Deprecated() ? " (deprecated)" : "") + "</a>\n\n";
        const char* const documentation = schema.doc();
        text += std::string(documentation == nullptr ? "" : documentation) + "\n\n";
      }
    }
  }
  return text;
}

/// What the schemas say, without the changelog's detour.
std::vector<ChangelogEntry> known_to_libonnx() {
  std::vector<ChangelogEntry> entries;
  for (const auto& [domain, versions] : schemas()) {
    std::map<std::string, bool> seen;
    for (const auto& [version, operators] : versions) {
      for (const auto& [name, schema] : operators) {
        const bool is_new = seen.emplace(name, true).second;
        entries.push_back({domain.empty() ? std::string(data::kDefaultDomain) : domain, version,
                           name,
                           schema.Deprecated() ? "deprecated"
                           : is_new            ? "added"
                                               : "updated"});
      }
    }
  }
  return entries;
}

std::int64_t newest_set() { return schemas().at("").rbegin()->first; }

/// The changes that the program ships, up to the newest set that libonnx knows.
std::vector<ChangelogEntry> shipped(const std::string& source) {
  const data::CsvTable table =
      data::parse_csv(data::published_file("onnx_opset_changes.csv"), "onnx_opset_changes.csv");
  std::vector<ChangelogEntry> entries;
  for (const data::CsvRow row : table) {
    const std::int64_t version = std::stoll(std::string(row[*table.column("opset")]));
    if (row[*table.column("source")] != source || version > newest_set()) continue;
    // The published history writes "Upsample (deprecated)" where it means Upsample.
    const std::string_view name = row[*table.column("operator")];
    entries.push_back({std::string(data::kDefaultDomain), version,
                       std::string(name.substr(0, name.find(' '))),
                       std::string(row[*table.column("change")])});
  }
  const auto key = [](const ChangelogEntry& entry) {
    return std::pair(entry.version, entry.operator_name);
  };
  std::ranges::sort(entries, {}, key);
  return entries;
}

std::vector<ChangelogEntry> of_default_domain(std::vector<ChangelogEntry> entries) {
  std::erase_if(entries, [](const auto& entry) { return entry.domain != data::kDefaultDomain; });
  return entries;
}

}  // namespace

TEST_CASE("a changelog of all schemas that libonnx knows is read whole, in every domain") {
  std::vector<ChangelogEntry> expected = known_to_libonnx();
  const auto key = [](const ChangelogEntry& entry) {
    return std::tuple(entry.domain, entry.version, entry.operator_name);
  };
  std::ranges::sort(expected, {}, key);

  const std::vector<ChangelogEntry> read = parse_changelog(written_changelog(), "Changelog.md");

  CHECK(read.size() > 400);
  CHECK(read == expected);
}

TEST_CASE("ONNX's changelog and libonnx tell of the same changes in the sets that both cover") {
  const std::vector<ChangelogEntry> known = of_default_domain(known_to_libonnx());

  CHECK(newest_set() >= 17);
  CHECK(shipped("changelog") == known);
}

TEST_CASE("whatever the published history has, libonnx has too, and more") {
  const std::vector<ChangelogEntry> known = of_default_domain(known_to_libonnx());
  const std::vector<ChangelogEntry> published = shipped("published");
  std::int64_t missing = 0;
  for (const ChangelogEntry& entry : published) {
    const bool is_known = std::ranges::any_of(known, [&](const ChangelogEntry& other) {
      return other.version == entry.version && other.operator_name == entry.operator_name;
    });
    if (!is_known) ++missing;
  }

  CHECK(published.size() < known.size());
  CHECK(missing == 0);
}

}  // namespace faultline::collectors
