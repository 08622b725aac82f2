#include "collectors/github/question.h"

#include <cstdlib>

#include "base/error.h"
#include "collectors/github/json_fields.h"
#include "data/parse_json.h"

namespace faultline::collectors {

using Json = nlohmann::json;

std::string to_json_text(const Question& question) {
  Json json{{"about", question.about}};
  if (!question.repository.empty()) json["repository"] = question.repository;
  if (!question.subjects.empty()) json["subjects"] = question.subjects;
  if (!question.filter.state.empty()) {
    json["filter"] = {{"state", question.filter.state}, {"labels", question.filter.labels}};
  }
  if (!question.variables.is_null()) json["variables"] = question.variables;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Question parse_question(const std::string& text) {
  const Json json = data::parse_json(text);
  Question question;
  question.about = required_text(json, "about");
  question.repository = optional_text(json, "repository").value_or("");
  for (const Json& subject : list_or_empty(json, "subjects")) {
    question.subjects.push_back(subject.is_string() ? subject.get<std::string>() : "");
  }
  const Json& filter = member_or_null(json, "filter");
  question.filter.state = optional_text(filter, "state").value_or("");
  for (const Json& label : list_or_empty(filter, "labels")) {
    if (label.is_string()) question.filter.labels.push_back(label.get<std::string>());
  }
  question.variables = member_or_null(json, "variables");
  return question;
}

std::string reference_subject(const std::string& repository, std::int64_t number) {
  return repository + "#" + std::to_string(number);
}

data::OpenSource parse_reference_subject(const std::string& subject) {
  const std::size_t hash = subject.rfind('#');
  if (hash == std::string::npos) return {};
  return {subject.substr(0, hash), std::strtoll(subject.c_str() + hash + 1, nullptr, 10), {}};
}

}  // namespace faultline::collectors
