#include "support/github_server/partial_data.h"

#include <nlohmann/json.hpp>

namespace faultline::test {

namespace {

using nlohmann::json;

json* longest_list(json& value) {
  json* longest = value.is_array() ? &value : nullptr;
  if (!value.is_structured()) return longest;
  for (json& member : value) {
    json* candidate = longest_list(member);
    const bool better =
        candidate != nullptr && (longest == nullptr || candidate->size() > longest->size());
    if (better) longest = candidate;
  }
  return longest;
}

}  // namespace

std::string with_partial_data(const std::string& body, const std::string& message) {
  json answer = json::parse(body, nullptr, false);
  if (!answer.is_object()) return body;
  json* list = answer.contains("data") ? longest_list(answer["data"]) : nullptr;
  if (list != nullptr && !list->empty()) {
    for (std::size_t i = list->size() / 2; i < list->size(); ++i) (*list)[i] = nullptr;
  } else if (answer.contains("data") && !answer["data"].empty()) {
    *answer["data"].begin() = nullptr;
  }
  answer["errors"] = json::array({{{"message", message}}});
  return answer.dump();
}

}  // namespace faultline::test
