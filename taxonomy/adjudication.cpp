#include "taxonomy/adjudication.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

#include "base/error.h"
#include "base/text.h"
#include "data/issues.h"
#include "data/newest_labels.h"
#include "data/samples.h"
#include "data/statement.h"
#include "taxonomy/codebook.h"
#include "taxonomy/label_ids.h"

namespace faultline::taxonomy {

namespace {

using IssueKey = std::pair<std::string, std::int64_t>;

/// Puts the labels of an issue's dimensions together and keeps those on which raters differ.
class Disagreements {
 public:
  Disagreements(data::Database& database, const data::Codebook& codebook,
                const DisagreementQuery& query)
      : codebook_(&codebook), query_(&query), raters_(data::raters(database)) {
    if (!query.sample_id) return;
    std::int64_t place = 0;
    for (const data::SampledIssue& issue : data::sampled_issues(database, *query.sample_id)) {
      place_.emplace(IssueKey(issue.repository, issue.number), place++);
    }
  }

  void add(const data::Label& label) {
    const auto dimension =
        std::find_if(codebook_->dimensions.begin(), codebook_->dimensions.end(),
                     [&](const data::Dimension& known) { return known.id == label.dimension; });
    if (dimension == codebook_->dimensions.end()) return;
    const IssueKey issue(label.repository, label.issue);
    std::int64_t place = 0;
    if (query_->sample_id) {
      const auto sampled = place_.find(issue);
      if (sampled == place_.end()) return;
      place = sampled->second;
    }
    RaterDisagreement& item =
        items_[std::tuple(place, issue, dimension - codebook_->dimensions.begin())];
    if (label.rater == data::kConsensusRater) {
      item.consensus = label;
    } else if (query_->raters.empty() || contains(query_->raters, label.rater)) {
      item.labels.push_back(label);
    }
  }

  std::vector<RaterDisagreement> take() {
    std::vector<RaterDisagreement> found;
    for (auto& entry : items_) {
      RaterDisagreement& item = entry.second;
      const bool differ = std::any_of(
          item.labels.begin(), item.labels.end(),
          [&](const data::Label& label) { return label.code != item.labels.front().code; });
      if (!differ || (item.consensus && !query_->settled_too)) continue;
      std::sort(item.labels.begin(), item.labels.end(),
                [&](const data::Label& a, const data::Label& b) {
                  return order_of(a.rater) < order_of(b.rater);
                });
      item.repository = item.labels.front().repository;
      item.issue = item.labels.front().issue;
      item.dimension = item.labels.front().dimension;
      found.push_back(std::move(item));
    }
    return found;
  }

 private:
  static bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }
  [[nodiscard]] std::ptrdiff_t order_of(const std::string& rater) const {
    return std::find(raters_.begin(), raters_.end(), rater) - raters_.begin();
  }

  const data::Codebook* codebook_;
  const DisagreementQuery* query_;
  std::vector<std::string> raters_;
  std::map<IssueKey, std::int64_t> place_;
  std::map<std::tuple<std::int64_t, IssueKey, std::ptrdiff_t>, RaterDisagreement> items_;
};

/// The labels that hold of an issue's dimension.
std::vector<data::Label> labels_that_hold(data::Database& database, const std::string& repository,
                                          std::int64_t issue, const std::string& dimension) {
  std::vector<data::Label> labels;
  data::for_each_label(database, {.repository = repository, .issue = issue, .current_only = true},
                       [&](const data::Label& label) {
                         if (label.dimension == dimension) labels.push_back(label);
                       });
  return labels;
}

/// Adds a label of the consensus, within the caller's transaction.
bool add_consensus(data::Database& database, const data::Codebook& codebook,
                   const Settlement& settlement, data::LabelDetails details, Moment now) {
  LabelIds ids(database, codebook);
  const data::Dimension& dimension = find_dimension(codebook, settlement.dimension);
  const auto repository = ids.repository(settlement.repository);
  if (!repository) throw Error(ids.unknown_repository(settlement.repository));
  std::vector<data::NewLabel> labels{
      {.dimension_id = ids.dimension(dimension.id),
       .issue_id = ids.issue(*repository, settlement.issue, {}),
       .rater_id = ids.rater(std::string(data::kConsensusRater)),
       .code_id = data::code_ids(database, dimension.id).at(settlement.code),
       .codebook_id = *ids.codebook(codebook.version),
       .details = std::make_shared<const data::LabelDetails>(std::move(details))}};
  ids.finish_issues();
  return data::add_labels(database, labels, now).added > 0;
}

void check(const data::Codebook& codebook, const Settlement& settlement) {
  if (trim(settlement.reason).empty()) {
    throw Error("a disagreement is settled with a reason")
        .help("say why this code is right, so that others can judge alike");
  }
  const data::Dimension& dimension = find_dimension(codebook, settlement.dimension);
  if (dimension.find(settlement.code) == nullptr) {
    // Tells the nearest code.
    static_cast<void>(codes_meant(dimension, settlement.code));
    throw Error(fmt::format("'{}' is not the id of a code", settlement.code));
  }
}

}  // namespace

std::vector<RaterDisagreement> rater_disagreements(data::Database& database,
                                                   const data::Codebook& codebook,
                                                   const DisagreementQuery& query) {
  Disagreements disagreements(database, codebook, query);
  data::for_each_label(database, {.current_only = true},
                       [&](const data::Label& label) { disagreements.add(label); });
  return disagreements.take();
}

std::int64_t count_open_disagreements(data::Database& database, const data::Codebook& codebook) {
  data::Statement find_consensus(database, "select id from rater where name = ?");
  const auto consensus = find_consensus.bind(data::kConsensusRater).step()
                             ? std::optional(find_consensus.integer(0))
                             : std::nullopt;
  std::int64_t open = 0;
  for (const data::Dimension& dimension : codebook.dimensions) {
    std::optional<std::int64_t> issue;
    std::optional<std::int64_t> first_code;
    bool differ = false;
    bool is_settled = false;
    const auto finish = [&] { open += differ && !is_settled ? 1 : 0; };
    data::for_each_newest_label(database, dimension.id, [&](const data::NewestLabel& label) {
      if (issue != label.issue_id) {
        finish();
        issue = label.issue_id;
        first_code.reset();
        differ = false;
        is_settled = false;
      }
      if (label.rater_id == consensus) {
        is_settled = true;
      } else if (!first_code) {
        first_code = label.code_id;
      } else {
        differ = differ || label.code_id != *first_code;
      }
    });
    finish();
  }
  return open;
}

bool settle(data::Database& database, const data::Codebook& codebook, const Settlement& settlement,
            Moment now) {
  check(codebook, settlement);
  bool added = false;
  database.transaction([&] {
    const std::vector<data::Label> labels =
        labels_that_hold(database, settlement.repository, settlement.issue, settlement.dimension);
    const bool any_rater = std::any_of(labels.begin(), labels.end(), [](const data::Label& label) {
      return label.rater != data::kConsensusRater;
    });
    if (!any_rater) {
      throw Error(fmt::format("nobody has labelled the {} of {}#{}", settlement.dimension,
                              settlement.repository, settlement.issue))
          .help("`faultline adjudicate --list` lists the disagreements that are open");
    }
    added = add_consensus(database, codebook, settlement,
                          {.memo = std::string(trim(settlement.reason))}, now);
  });
  return added;
}

bool reopen(data::Database& database, const data::Codebook& codebook, const std::string& repository,
            std::int64_t issue, const std::string& dimension, Moment now) {
  bool withdrawn = false;
  database.transaction([&] {
    for (const data::Label& label : labels_that_hold(database, repository, issue, dimension)) {
      if (label.rater != data::kConsensusRater) continue;
      const Settlement settlement{.repository = repository,
                                  .issue = issue,
                                  .dimension = dimension,
                                  .code = label.code,
                                  .reason = {}};
      withdrawn = add_consensus(database, codebook, settlement, {.withdrawn = true}, now);
    }
  });
  return withdrawn;
}

}  // namespace faultline::taxonomy
