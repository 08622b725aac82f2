#include "app/label_listing.h"

#include <fmt/format.h>

#include "app/issue_name.h"
#include "base/text.h"
#include "data/issues.h"

namespace faultline::app {

namespace {

std::string marks_of(const data::Label& label) {
  std::vector<std::string> marks;
  if (label.assisted) marks.emplace_back("assisted");
  if (label.withdrawn) marks.emplace_back("withdrawn");
  return join(marks, ", ");
}

}  // namespace

reports::Table label_listing(Study& study, const Arguments& arguments, bool current_only) {
  data::LabelQuery query{.rater = arguments.text("rater"), .current_only = current_only};
  // Throws where there is no such rater.
  if (query.rater) static_cast<void>(data::prefer_rater(study.database, query.rater));
  if (!arguments.positional().empty()) {
    const IssueName issue = parse_issue_name(arguments.positional().front(), study);
    query.repository = issue.repository;
    query.issue = issue.number;
  }
  using reports::Audience;
  using reports::ColumnKind;
  reports::Table table{
      .id = current_only ? "labels" : "history",
      .title = current_only ? "Labels that hold" : "All labels, by issue and time"};
  table.columns = {{.id = "issue", .label = "Issue"},
                   {.id = "rater", .label = "Rater"},
                   {.id = "dimension", .label = "Dimension"},
                   {.id = "code", .label = "Code"},
                   {.id = "confidence", .label = "Confidence"},
                   {.id = "memo", .label = "Memo"},
                   {.id = "evidence", .label = "Evidence"},
                   {.id = "labelled_at", .label = "Labelled at"},
                   {.id = "marks", .label = "Marks"}};
  data::for_each_label(study.database, query, [&](const data::Label& label) {
    table.rows.push_back(
        {.values = {fmt::format("{}#{}", label.repository, label.issue), label.rater,
                    label.dimension, label.code, label.confidence, label.memo, label.evidence,
                    label.labelled_at, marks_of(label)}});
  });
  if (table.rows.empty()) table.notes.emplace_back("There are no such labels.");
  return table;
}

}  // namespace faultline::app
