#include "reports/labelled_issues.h"

#include <algorithm>
#include <map>

#include "data/statement.h"

namespace faultline::reports {

LabelledIssues::LabelledIssues(data::Database& database, data::RaterPreference raters)
    : database_(&database), raters_(std::move(raters)) {
  std::map<std::int64_t, std::int32_t> converter_of_repository;
  for (const data::Repository& repository : data::repositories(database)) {
    // A converter whose repository was changed in study.toml has the issues of both.
    const auto known = std::find(converters_.begin(), converters_.end(), repository.converter);
    converter_of_repository[repository.id] = static_cast<std::int32_t>(known - converters_.begin());
    if (known == converters_.end()) converters_.push_back(repository.converter);
  }
  data::for_each_issue_id(database, [&](std::int64_t issue_id, std::int64_t repository_id) {
    ids_.push_back(issue_id);
    converter_of_.push_back(converter_of_repository.at(repository_id));
  });
}

std::vector<std::int32_t> LabelledIssues::codes(const data::Dimension& dimension) const {
  std::map<std::int64_t, std::int32_t> position_of_code;
  for (const auto& [name, id] : data::code_ids(*database_, dimension.id)) {
    const data::Code* code = dimension.find(name);
    if (code == nullptr) continue;
    position_of_code[id] = static_cast<std::int32_t>(code - dimension.codes.data());
  }
  std::vector<std::int32_t> codes(ids_.size(), -1);
  std::size_t issue = 0;
  for (const data::IssueCode& label : data::current_codes(*database_, dimension.id, raters_)) {
    while (ids_[issue] != label.issue_id) ++issue;
    const auto known = position_of_code.find(label.code_id);
    if (known != position_of_code.end()) codes[issue] = known->second;
  }
  return codes;
}

}  // namespace faultline::reports
