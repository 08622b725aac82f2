#include "taxonomy/tui/issue_items.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "data/collection_store.h"
#include "data/statement.h"
#include "taxonomy/tui/thread.h"

namespace faultline::taxonomy {

namespace {

bool has_patch(const data::Fix& fix) {
  return std::any_of(fix.files.begin(), fix.files.end(),
                     [](const data::ChangedFile& file) { return file.patch.has_value(); });
}

}  // namespace

OpenItem IssueItems::open(std::int64_t id) const {
  data::Statement query(*database_, R"sql(
    select repository.name, repository.converter, issue.number
    from issue
    join repository on repository.id = issue.repository_id
    where issue.id = ?
  )sql");
  query.bind(id);
  if (!query.step()) throw Error("an issue of the queue is gone", ErrorKind::kFailure);
  auto whole = data::read_collected_issue(*database_, query.text(0), query.integer(2));
  auto issue = whole ? *std::move(whole) : data::CollectedIssue{};
  OpenItem item{.id = id,
                .source = query.text(0),
                .number = query.integer(2),
                .url = issue.url,
                .render = {}};
  if (std::any_of(issue.fixes.begin(), issue.fixes.end(), has_patch)) {
    for (std::size_t i = 1; i <= issue.fixes.size(); ++i) {
      item.foldable.push_back(fmt::format("fix {}", i));
    }
  }
  item.render = [issue = std::move(issue), converter = query.text(1), repository = query.text(0)](
                    int width, const std::set<std::string>& unfolded) {
    return render_thread(issue, width,
                         {.converter = converter, .repository = repository, .unfolded = unfolded});
  };
  return item;
}

std::vector<LabelledItems::Found> IssueItems::find(std::int64_t number,
                                                   const std::string& source) const {
  data::Statement query(*database_, R"sql(
    select issue.id, repository.name, repository.converter
    from issue
    join repository on repository.id = issue.repository_id
    where issue.number = ?
    order by repository.position, repository.id
  )sql");
  query.bind(number);
  std::vector<Found> found;
  const std::string wanted = to_lower(source);
  while (query.step()) {
    const bool meant = to_lower(query.view(1)).find(wanted) != std::string::npos ||
                       to_lower(query.view(2)) == wanted;
    if (meant) found.push_back({query.integer(0), fmt::format("{}#{}", query.view(1), number)});
  }
  return found;
}

}  // namespace faultline::taxonomy
