#include "reports/web/page_data.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "data/funnel.h"
#include "data/issues.h"
#include "data/labels.h"
#include "data/operator_history.h"
#include "reports/web/page_tables.h"

namespace faultline::reports {

namespace {

using Json = nlohmann::ordered_json;

/// Distinct texts in the order in which they were met, each known by its position.
class Words {
 public:
  std::size_t position(const std::string& word) {
    const auto [known, is_new] = positions_.emplace(word, words_.size());
    if (is_new) words_.push_back(replace_broken_utf8(word));
    return known->second;
  }
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

 private:
  std::unordered_map<std::string, std::size_t> positions_;
  std::vector<std::string> words_;
};

/// Where a study's issues stand in the page's columns.
class IssuePlaces {
 public:
  void add(const std::string& repository, std::int64_t number, std::int64_t id) {
    places_[repository].emplace(number, ids_.size());
    ids_.push_back(id);
  }
  [[nodiscard]] std::size_t of(const std::string& repository, std::int64_t number) const {
    return places_.at(repository).at(number);
  }
  [[nodiscard]] const std::vector<std::int64_t>& ids() const { return ids_; }

 private:
  std::unordered_map<std::string, std::unordered_map<std::int64_t, std::size_t>> places_;
  std::vector<std::int64_t> ids_;
};

Json dimensions_json(const data::Codebook& codebook) {
  Json dimensions = Json::array();
  for (const data::Dimension& dimension : codebook.dimensions) {
    Json codes = Json::array();
    for (const data::Code& code : dimension.codes) {
      const data::Code* parent = dimension.find(code.parent);
      codes.push_back(
          {{"id", replace_broken_utf8(code.id)},
           {"name", replace_broken_utf8(code.name)},
           {"parent", parent == nullptr ? Json(nullptr) : Json(parent - dimension.codes.data())},
           {"shown", code.shown}});
    }
    dimensions.push_back({{"id", replace_broken_utf8(dimension.id)},
                          {"name", replace_broken_utf8(dimension.name)},
                          {"codes", std::move(codes)}});
  }
  return dimensions;
}

std::string usual_url(const data::IssueSummary& issue) {
  return "https://github.com/" + issue.repository + "/issues/" + std::to_string(issue.number);
}

/// The steps of the funnel that issues passed, by the issue's id.
std::unordered_map<std::int64_t, int> passed_steps(data::Database& database) {
  std::unordered_map<std::int64_t, int> passed;
  for (std::size_t i = 0; i < data::kFunnelSteps.size(); ++i) {
    for (const std::int64_t id : data::issues_of_step(database, data::kFunnelSteps.at(i).step)) {
      passed[id] |= 1 << i;
    }
  }
  return passed;
}

/// Writes the columns of the issues, and the lists that they point into.
IssuePlaces add_issues(Json& json, data::Database& database) {
  Words converters;
  Words repositories;
  json["repositories"] = Json::array();
  for (const data::Repository& repository : data::repositories(database)) {
    repositories.position(repository.name);
    json["repositories"].push_back({{"name", replace_broken_utf8(repository.name)},
                                    {"converter", converters.position(repository.converter)}});
  }
  std::unordered_map<std::int64_t, std::string> release_of;
  for (data::IssueRelease& known : data::issue_releases(database)) {
    release_of.emplace(known.issue_id, std::move(known.release));
  }
  const std::unordered_map<std::int64_t, int> passed = passed_steps(database);

  constexpr std::size_t kDay = 10;
  Words releases;
  for (const std::string& release : data::release_dates(database)) releases.position(release);
  Words labels;
  IssuePlaces places;
  Json columns;
  for (const char* column :
       {"repository", "number", "title", "url", "created", "labels", "release", "steps"}) {
    columns[column] = Json::array();
  }
  for (const data::IssueSummary& issue : data::find_issues(database, {})) {
    places.add(issue.repository, issue.number, issue.id);
    columns["repository"].push_back(repositories.position(issue.repository));
    columns["number"].push_back(issue.number);
    columns["title"].push_back(issue.title ? Json(replace_broken_utf8(*issue.title)) : nullptr);
    columns["url"].push_back(issue.url == usual_url(issue) ? Json(nullptr)
                                                           : Json(replace_broken_utf8(issue.url)));
    columns["created"].push_back(
        issue.created_at ? Json(replace_broken_utf8(issue.created_at->substr(0, kDay))) : nullptr);
    Json own_labels = Json::array();
    for (const std::string& label : issue.labels) own_labels.push_back(labels.position(label));
    columns["labels"].push_back(std::move(own_labels));
    const auto release = release_of.find(issue.id);
    columns["release"].push_back(
        release == release_of.end() ? Json(nullptr) : Json(releases.position(release->second)));
    const auto steps = passed.find(issue.id);
    columns["steps"].push_back(steps == passed.end() ? 0 : steps->second);
  }
  json["converters"] = converters.words();
  json["releases"] = releases.words();
  json["labels"] = labels.words();
  json["steps"] = Json::array();
  for (const data::FunnelStepName& step : data::kFunnelSteps) json["steps"].push_back(step.id);
  json["issues"] = std::move(columns);
  return places;
}

/// The labels of one rater that hold.
struct RaterLabels {
  std::map<std::size_t, std::vector<std::int64_t>> codes;  ///< by issue: one per dimension, or -1
  Json remarks = Json::array();
};

std::int64_t code_position(const data::Dimension& dimension, const std::string& id) {
  const data::Code* code = dimension.find(id);
  return code == nullptr ? -1 : code - dimension.codes.data();
}

std::map<std::string, RaterLabels> read_labels(data::Database& database,
                                               const data::Codebook& codebook,
                                               const IssuePlaces& places) {
  std::map<std::string, RaterLabels> raters;
  data::for_each_label(database, {.current_only = true}, [&](const data::Label& label) {
    const data::Dimension* dimension = codebook.find(label.dimension);
    if (dimension == nullptr) return;
    const auto dimension_place = static_cast<std::size_t>(dimension - codebook.dimensions.data());
    const std::size_t issue = places.of(label.repository, label.issue);
    RaterLabels& labels = raters[label.rater];
    std::vector<std::int64_t>& codes = labels.codes[issue];
    codes.resize(codebook.dimensions.size(), -1);
    codes[dimension_place] = code_position(*dimension, label.code);
    const bool is_unsure = label.confidence == data::kUnsure;
    if (label.memo.empty() && label.evidence.empty() && !is_unsure) return;
    labels.remarks.push_back({issue, dimension_place, replace_broken_utf8(label.memo),
                              replace_broken_utf8(label.evidence), is_unsure ? 1 : 0});
  });
  return raters;
}

Json rater_json(const std::string& name, const RaterLabels& labels, std::size_t dimensions) {
  Json issues = Json::array();
  Json codes = Json::array();
  for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
    codes.push_back(Json::array());
  }
  for (const auto& [issue, own_codes] : labels.codes) {
    issues.push_back(issue);
    for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
      codes[dimension].push_back(own_codes[dimension]);
    }
  }
  return {{"name", replace_broken_utf8(name)},
          {"issues", std::move(issues)},
          {"codes", std::move(codes)},
          {"remarks", labels.remarks}};
}

void add_raters(Json& json, const TableRequest& request, const IssuePlaces& places) {
  data::Database& database = *request.database;
  const std::map<std::string, RaterLabels> labels =
      read_labels(database, *request.codebook, places);
  const data::RaterPreference preference = data::prefer_rater(database, request.rater);
  json["raters"] = Json::array();
  std::map<std::int64_t, std::size_t> position_of;
  for (const std::string& name : data::raters(database)) {
    position_of[data::prefer_rater(database, name).rater_ids.front()] = json["raters"].size();
    const auto own = labels.find(name);
    json["raters"].push_back(rater_json(name, own == labels.end() ? RaterLabels() : own->second,
                                        request.codebook->dimensions.size()));
  }
  json["preferred"] = {{"raters", Json::array()},
                       {"description", replace_broken_utf8(preference.description)}};
  for (const std::int64_t id : preference.rater_ids) {
    json["preferred"]["raters"].push_back(position_of.at(id));
  }
}

/// JSON as it may stand inside a script element. Outside of strings it has no "<".
std::string for_script(const Json& json) {
  const std::string plain = json.dump();
  std::string safe;
  safe.reserve(plain.size());
  for (const char c : plain) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

}  // namespace

std::string page_data(const WebReport& report) {
  Json json;
  json["study"] = {{"title", replace_broken_utf8(report.protocol.title)}};
  json["dimensions"] = dimensions_json(*report.request.codebook);
  const IssuePlaces places = add_issues(json, *report.request.database);
  add_raters(json, report.request, places);
  json["tables"] = Json::array();
  for (const Table& table : report.tables) {
    if (!table.rows.empty()) json["tables"].push_back(page_table(table));
  }
  return for_script(json);
}

}  // namespace faultline::reports
