#include "collectors/opsets/releases.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "data/csv.h"
#include "data/operator_history.h"
#include "data/parse_json.h"

namespace faultline::collectors {

namespace {

/// No table reaches so far; a larger number is a mistake.
constexpr std::int64_t kNewestSet = 10'000;

/// A release brings few operator sets: what lies between two that are further apart is a mistake,
/// and is not filled in.
constexpr std::int64_t kWidestGap = 20;

std::optional<std::int64_t> parse_set(std::string_view text) {
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  const bool is_set = error == std::errc{} && end == text.data() + text.size() && version > 0 &&
                      version <= kNewestSet;
  return is_set ? std::optional(version) : std::nullopt;
}

/// "1.12.0" as {1, 12, 0}; no value for what is no version.
std::optional<std::vector<std::int64_t>> parse_onnx_version(std::string_view text) {
  std::vector<std::int64_t> numbers;
  for (const std::string& part : split(text, '.')) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc{} || end != part.data() + part.size() || number < 0) return std::nullopt;
    numbers.push_back(number);
  }
  if (numbers.size() < 2 || numbers.size() > 3) return std::nullopt;
  numbers.resize(3);
  return numbers;
}

bool is_date(std::string_view text) { return text.size() == 10 && parse_iso8601(text); }

[[noreturn]] void refuse(const std::string& name, const std::vector<std::string>& mistakes) {
  throw Error("the file about releases has mistakes; nothing was imported")
      .at(name)
      .because(mistakes);
}

/// The domain that a column of the versioning table is about: "Opset version ai.onnx.ml".
std::optional<std::string> domain_of_column(std::string_view heading) {
  const std::size_t begin = heading.find("ai.onnx");
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string domain(trim(heading.substr(begin)));
  // The table's short name of ai.onnx.preview.training.
  return domain == "ai.onnx.training" ? "ai.onnx.preview.training" : domain;
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  if (line.starts_with("|")) line.remove_prefix(1);
  if (line.ends_with("|")) line.remove_suffix(1);
  for (const std::string& cell : split(line, '|')) cells.emplace_back(trim(cell));
  return cells;
}

ReleaseFacts read_versioning(std::string_view content, const std::string& name) {
  ReleaseFacts facts;
  std::vector<std::optional<std::string>> domains;
  std::vector<std::string> mistakes;
  std::size_t number = 0;
  for (const std::string& line : split(content, '\n')) {
    ++number;
    const std::vector<std::string> cells = cells_of(trim(line));
    if (cells.front() == "ONNX version") {
      for (const std::string& cell : cells) domains.push_back(domain_of_column(cell));
      continue;
    }
    if (domains.empty() || cells.size() < 2 || cells.front().starts_with("-")) continue;
    if (!parse_onnx_version(cells.front())) {
      mistakes.push_back(
          fmt::format("line {}: '{}' is not a version of ONNX", number, cells.front()));
      continue;
    }
    for (std::size_t i = 0; i < std::min(cells.size(), domains.size()); ++i) {
      if (!domains[i] || cells[i] == "-") continue;
      if (const auto set = parse_set(cells[i])) {
        facts.sets.push_back({cells.front(), *domains[i], *set});
      } else {
        mistakes.push_back(fmt::format("line {}: '{}' is not an operator set", number, cells[i]));
      }
    }
  }
  if (!mistakes.empty()) refuse(name, mistakes);
  return facts;
}

ReleaseFacts read_releases(const nlohmann::json& root, const std::string& name) {
  ReleaseFacts facts;
  std::vector<std::string> mistakes;
  std::size_t position = 0;
  for (const nlohmann::json& release : root) {
    ++position;
    const auto text = [&](const char* key) {
      const bool has = release.is_object() && release.contains(key) && release[key].is_string();
      return has ? release[key].get<std::string>() : std::string();
    };
    const auto is_set = [&](const char* key) {
      return release.is_object() && release.contains(key) && release[key] == true;
    };
    if (is_set("draft") || is_set("prerelease")) continue;
    std::string version = text("tag_name");
    if (version.starts_with("v")) version.erase(0, 1);
    const std::string date = text("published_at").substr(0, 10);
    if (version.empty()) mistakes.push_back(fmt::format("release {}: it has no tag", position));
    if (!is_date(date)) mistakes.push_back(fmt::format("release {}: it has no date", position));
    if (parse_onnx_version(version)) facts.releases.push_back({version, date});
  }
  if (!mistakes.empty()) refuse(name, mistakes);
  return facts;
}

ReleaseFacts read_dated_sets(std::string_view content, const std::string& name) {
  const data::CsvTable table = data::parse_csv(content, name);
  const auto opset = table.column("opset");
  const auto released = table.column("released");
  const auto domain = table.column("domain");
  if (!opset || !released) {
    throw Error("the file says nothing of releases")
        .at(name)
        .because("its columns are: " + join(table.header(), ", "))
        .help(
            "it is ONNX's docs/Versioning.md, GitHub's list of releases (JSON), or a CSV with the "
            "columns opset and released");
  }
  ReleaseFacts facts;
  std::vector<std::string> mistakes;
  for (const data::CsvRow row : table) {
    const auto version = parse_set(row[*opset]);
    if (!version) {
      mistakes.push_back(
          fmt::format("row {}: '{}' is not an operator set", row.line(), row[*opset]));
    }
    const std::string date(row[*released]);
    if (date.empty()) continue;
    if (!is_date(date)) {
      mistakes.push_back(
          fmt::format("row {}: '{}' is not a date such as 2019-01-22", row.line(), date));
    }
    if (!version) continue;
    const bool names_domain = domain && !row[*domain].empty();
    facts.dated_sets.push_back(
        {std::string(names_domain ? row[*domain] : data::kDefaultDomain), *version, date});
  }
  if (!mistakes.empty()) refuse(name, mistakes);
  return facts;
}

/// When each version came out, by its numbers.
std::map<std::vector<std::int64_t>, DatedRelease> releases_by_number(const ReleaseFacts& facts) {
  std::map<std::vector<std::int64_t>, DatedRelease> releases;
  for (const DatedRelease& release : facts.releases) {
    if (const auto numbers = parse_onnx_version(release.onnx_version)) {
      releases.emplace(*numbers, release);
    }
  }
  return releases;
}

/// The release of a version; where the table says "1.2" and only "1.2.1" came out, that one.
const DatedRelease* find_release(const std::map<std::vector<std::int64_t>, DatedRelease>& releases,
                                 const std::vector<std::int64_t>& numbers) {
  const auto found = releases.lower_bound(numbers);
  if (found == releases.end()) return nullptr;
  const bool is_same = found->first[0] == numbers[0] && found->first[1] == numbers[1] &&
                       (numbers[2] == 0 || found->first[2] == numbers[2]);
  return is_same ? &found->second : nullptr;
}

using SetKey = std::pair<std::string, std::int64_t>;

/// The first version of ONNX that has each set of the versioning table.
std::map<SetKey, std::vector<std::int64_t>> first_versions(const ReleaseFacts& facts) {
  std::map<SetKey, std::vector<std::int64_t>> first;
  for (const VersionedSet& set : facts.sets) {
    const auto numbers = parse_onnx_version(set.onnx_version);
    if (!numbers) continue;
    const auto [entry, is_new] = first.emplace(SetKey{set.domain, set.version}, *numbers);
    if (!is_new) entry->second = std::min(entry->second, *numbers);
  }
  return first;
}

}  // namespace

void ReleaseFacts::append(ReleaseFacts more) {
  std::ranges::move(more.sets, std::back_inserter(sets));
  std::ranges::move(more.releases, std::back_inserter(releases));
  std::ranges::move(more.dated_sets, std::back_inserter(dated_sets));
}

ReleaseFacts parse_release_facts(std::string_view content, const std::string& name) {
  if (!is_utf8(content)) throw Error("the file is not UTF-8").at(name);
  if (trim(content).starts_with("[")) {
    const nlohmann::json root = data::parse_json(content);
    if (!root.is_array()) throw Error("the file is not a JSON array of releases").at(name);
    return read_releases(root, name);
  }
  if (content.find("ONNX version|") != std::string_view::npos ||
      content.find("ONNX version |") != std::string_view::npos) {
    return read_versioning(content, name);
  }
  return read_dated_sets(content, name);
}

std::vector<SetRelease> set_releases(const ReleaseFacts& facts) {
  const auto releases = releases_by_number(facts);
  std::map<SetKey, SetRelease> sets;
  SetKey previous;
  for (const auto& [key, numbers] : first_versions(facts)) {
    const auto& [domain, version] = key;
    const DatedRelease* release = find_release(releases, numbers);
    SetRelease found{.domain = domain,
                     .version = version,
                     .onnx_version = release != nullptr ? release->onnx_version
                                                        : fmt::format("{}.{}.{}", numbers[0],
                                                                      numbers[1], numbers[2]),
                     .date = release != nullptr ? std::optional(release->date) : std::nullopt};
    const bool is_next = previous.first == domain && version - previous.second <= kWidestGap;
    const std::int64_t first = is_next ? previous.second + 1 : version;
    for (found.version = first; found.version <= version; ++found.version) {
      sets.emplace(SetKey{domain, found.version}, found);
    }
    previous = key;
  }
  for (const DatedSet& dated : facts.dated_sets) {
    SetRelease& set = sets[{dated.domain, dated.version}];
    set.domain = dated.domain;
    set.version = dated.version;
    set.date = dated.date;
  }
  std::vector<SetRelease> result;
  result.reserve(sets.size());
  for (auto& [key, set] : sets) result.push_back(std::move(set));
  return result;
}

}  // namespace faultline::collectors
