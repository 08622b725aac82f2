#include "taxonomy/exchange/exchange_items.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "data/collection_store.h"
#include "data/samples.h"

namespace faultline::taxonomy {

namespace {

std::string byline(const std::optional<std::string>& author, const std::string& created_at) {
  return fmt::format("{}, {}", author.value_or("somebody"), created_at);
}

std::string fix_text(const data::Fix& fix) {
  std::string text = fmt::format("--- Fix: {} {}#{}", fix.kind, fix.repository, fix.ref);
  if (fix.title) text += ": " + *fix.title;
  text += "\n";
  for (const data::ChangedFile& file : fix.files) text += "  " + file.path + "\n";
  return text;
}

std::string issue_text(const data::CollectedIssue& issue) {
  std::string text = issue.title + "\n";
  if (!issue.created_at.empty()) text += byline(issue.author, issue.created_at) + "\n";
  if (!issue.labels.empty()) text += "Labels: " + join(issue.labels, ", ") + "\n";
  if (issue.body && !issue.body->empty()) text += "\n" + *issue.body + "\n";
  std::size_t number = 0;
  for (const data::CollectedComment& comment : issue.comments) {
    text += fmt::format("\n--- Comment {}: {}\n{}\n", ++number,
                        byline(comment.author, comment.created_at), comment.body);
  }
  if (!issue.fixes.empty()) text += "\n";
  for (const data::Fix& fix : issue.fixes) text += fix_text(fix);
  return text;
}

ExchangeItem make_item(data::Database& database, const std::string& repository,
                       std::int64_t number) {
  ExchangeItem item;
  item.repository = repository;
  item.issue = number;
  if (const auto issue = data::read_collected_issue(database, repository, number)) {
    item.title = issue->title;
    item.url = issue->url;
    item.text = issue_text(*issue);
  }
  if (item.url.empty()) {
    item.url = fmt::format("https://github.com/{}/issues/{}", repository, number);
  }
  return item;
}

}  // namespace

std::vector<ExchangeItem> exchange_items(data::Database& database,
                                         const std::optional<std::string>& rater) {
  std::map<std::pair<std::string, std::int64_t>, std::vector<data::Label>> labels;
  data::for_each_label(database, {.rater = rater, .current_only = true},
                       [&](const data::Label& label) {
                         labels[{label.repository, label.issue}].push_back(label);
                       });
  std::vector<ExchangeItem> items;
  if (const auto sample = data::find_sample(database, data::kMainSample)) {
    for (const data::SampledIssue& issue : data::sampled_issues(database, sample->id)) {
      items.push_back(make_item(database, issue.repository, issue.number));
      const auto known = labels.find({issue.repository, issue.number});
      if (known == labels.end()) continue;
      items.back().labels = std::move(known->second);
      labels.erase(known);
    }
  }
  for (auto& [issue, its_labels] : labels) {
    items.push_back(make_item(database, issue.first, issue.second));
    items.back().labels = std::move(its_labels);
  }
  if (items.empty()) {
    throw Error("there is nothing to write: the study has no sample and no such labels")
        .help("`faultline sample` draws a sample");
  }
  return items;
}

std::vector<std::vector<data::Label>> labels_by_rater(const ExchangeItem& item) {
  std::map<std::string, std::vector<data::Label>> by_rater;
  for (const data::Label& label : item.labels) by_rater[label.rater].push_back(label);
  std::vector<std::vector<data::Label>> groups;
  groups.reserve(by_rater.size());
  for (auto& [rater, group] : by_rater) groups.push_back(std::move(group));
  return groups;
}

}  // namespace faultline::taxonomy
