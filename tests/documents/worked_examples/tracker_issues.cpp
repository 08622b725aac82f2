#include "documents/worked_examples/tracker_issues.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "base/error.h"
#include "data/csv.h"
#include "data/issues.h"

namespace faultline::collectors {

namespace {

struct TrackerIssue {
  std::int64_t repository = 0;
  std::int64_t number = 0;
  data::IssueFacts facts;
};

std::int64_t read_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

/// All rows, or an error that names every bad one.
std::vector<TrackerIssue> read_rows(const data::CsvTable& table, const std::string& name,
                                    const std::map<std::string, std::int64_t>& repositories) {
  const std::vector<std::string> wanted{"repository", "number", "title", "url", "created_at"};
  if (!std::ranges::equal(table.header(), wanted)) {
    throw Error("the file has other columns than an export of issues")
        .at(name, 1)
        .help("the columns are repository, number, title, url, created_at");
  }
  std::vector<TrackerIssue> issues;
  std::vector<std::string> mistakes;
  for (const data::CsvRow row : table) {
    const auto repository = repositories.find(std::string(row[0]));
    const std::int64_t number = read_number(row[1]);
    if (repository == repositories.end()) {
      mistakes.push_back(
          fmt::format("line {}: the study has no repository '{}'", row.line(), row[0]));
    } else if (number < 1) {
      mistakes.push_back(
          fmt::format("line {}: '{}' is not the number of an issue", row.line(), row[1]));
    } else {
      issues.push_back({.repository = repository->second,
                        .number = number,
                        .facts = {.title = std::string(row[2]),
                                  .url = std::string(row[3]),
                                  .created_at = std::string(row[4])}});
    }
  }
  if (mistakes.empty()) return issues;
  throw Error(fmt::format("the file has {} bad rows; nothing was imported", mistakes.size()))
      .at(name)
      .because(mistakes);
}

}  // namespace

std::int64_t import_tracker_issues(data::Database& database, std::string_view content,
                                   const std::string& name) {
  std::map<std::string, std::int64_t> repositories;
  for (const data::Repository& repository : data::repositories(database)) {
    repositories.emplace(repository.name, repository.id);
  }
  const std::vector<TrackerIssue> issues =
      read_rows(data::parse_csv(content, name), name, repositories);
  std::int64_t added = 0;
  database.transaction([&] {
    data::IssueRegistry registry(database);
    for (const TrackerIssue& issue : issues) {
      static_cast<void>(registry.find_or_add(issue.repository, issue.number, issue.facts));
    }
    registry.finish();
    added = registry.added();
  });
  return added;
}

}  // namespace faultline::collectors
