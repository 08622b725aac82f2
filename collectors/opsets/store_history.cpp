#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "collectors/opsets/changelog.h"
#include "collectors/opsets/collect_history.h"
#include "collectors/opsets/releases.h"
#include "data/operator_history.h"

namespace faultline::collectors {

namespace {

using SetKey = std::pair<std::string, std::int64_t>;

std::map<SetKey, SetRelease> releases_of(const std::vector<NamedText>& files) {
  ReleaseFacts facts;
  for (const NamedText& file : files) facts.append(parse_release_facts(file.content, file.name));
  std::map<SetKey, SetRelease> releases;
  for (SetRelease& set : set_releases(facts)) {
    releases.emplace(SetKey{set.domain, set.version}, std::move(set));
  }
  return releases;
}

/// Stores the sets that have changes, with their releases.
void store_sets(data::OperatorHistoryWriter& writer, const std::vector<ChangelogEntry>& entries,
                const std::map<SetKey, SetRelease>& releases, CollectedHistory& result) {
  std::map<SetKey, bool> stored;
  for (const ChangelogEntry& entry : entries) {
    const SetKey key{entry.domain, entry.version};
    if (!stored.emplace(key, true).second) continue;
    ++result.sets;
    const auto found = releases.find(key);
    const std::optional<std::string> date =
        found == releases.end() ? std::nullopt : found->second.date;
    if (!writer.add_set(entry.domain, entry.version, date)) {
      result.notes.push_back(
          fmt::format("The study keeps its own date for operator set {} of {}; the files say {}.",
                      entry.version, entry.domain, date.value_or("none")));
    }
    if (found != releases.end() && found->second.onnx_version) {
      writer.set_onnx_version(entry.domain, entry.version, *found->second.onnx_version);
    }
    if (!date) ++result.without_date;
  }
}

/// Removes what the history said before of the domains that are read, and says no longer: a
/// changelog is rewritten as long as a set is not released.
std::int64_t remove_outdated(data::Database& database, data::OperatorHistoryWriter& writer,
                             const std::vector<ChangelogEntry>& entries,
                             const std::string& history) {
  std::set<std::string> domains;
  std::set<std::tuple<std::string, std::int64_t, std::string, std::string>> stated;
  for (const ChangelogEntry& entry : entries) {
    domains.insert(entry.domain);
    stated.emplace(entry.domain, entry.version, entry.operator_name, entry.change);
  }
  std::int64_t removed = 0;
  for (const data::OperatorChange& change : data::operator_changes(database, history)) {
    const bool is_outdated =
        domains.contains(change.domain) &&
        !stated.contains({change.domain, change.version, change.operator_name, change.change});
    if (!is_outdated) continue;
    writer.remove_change(change);
    ++removed;
  }
  return removed;
}

}  // namespace

CollectedHistory store_history(data::Database& database, const HistoryFiles& files,
                               const std::string& history) {
  std::vector<ChangelogEntry> entries;
  for (const NamedText& file : files.changelogs) {
    std::ranges::move(parse_changelog(file.content, file.name), std::back_inserter(entries));
  }
  std::vector<FunctionOperator> functions;
  for (const NamedText& file : files.operators) {
    std::ranges::move(parse_function_operators(file.content, file.name),
                      std::back_inserter(functions));
  }
  const std::map<SetKey, SetRelease> releases = releases_of(files.versions);

  CollectedHistory result;
  database.transaction([&] {
    data::OperatorHistoryWriter writer(database);
    result.changes_removed = remove_outdated(database, writer, entries, history);
    store_sets(writer, entries, releases, result);
    for (const ChangelogEntry& entry : entries) {
      const bool is_new = writer.add_change({.history = history,
                                             .domain = entry.domain,
                                             .version = entry.version,
                                             .operator_name = entry.operator_name,
                                             .change = entry.change});
      (is_new ? result.changes_added : result.changes_known) += 1;
    }
    for (const FunctionOperator& function : functions) {
      writer.mark_function(function.domain, function.operator_name);
    }
    result.functions = static_cast<std::int64_t>(functions.size());
  });
  return result;
}

}  // namespace faultline::collectors
