#include <algorithm>

#include "base/text.h"
#include "taxonomy/exchange/label_studio.h"
#include "taxonomy/exchange/tool_labels.h"
#include "taxonomy/label_line.h"

namespace faultline::taxonomy {

namespace {

using Json = nlohmann::ordered_json;

bool has_children(const data::Dimension& dimension) {
  return std::any_of(dimension.codes.begin(), dimension.codes.end(),
                     [](const data::Code& code) { return !code.parent.empty(); });
}

Json result(const std::string& control, const char* type, Json value) {
  return {{"id", control},
          {"from_name", control},
          {"to_name", "text"},
          {"type", type},
          {"value", {{type == std::string_view("textarea") ? "text" : type, std::move(value)}}}};
}

/// A code of a dimension that the codebook no longer has is written as if it had no children.
Json code_result(const data::Codebook& codebook, const std::string& dimension,
                 const std::string& code) {
  const data::Dimension* known = codebook.find(dimension);
  if (known == nullptr || !has_children(*known)) {
    return result(dimension, "choices", Json::array({code}));
  }
  return result(dimension, "taxonomy", Json::array({Json(split(code, '/'))}));
}

void add_text(Json& results, const std::string& control, const std::string& text) {
  if (!text.empty()) results.push_back(result(control, "textarea", Json::array({text})));
}

Json annotation(const std::vector<data::Label>& labels, const data::Codebook& codebook) {
  Json results = Json::array();
  add_text(results, "rater", labels.front().rater);
  for (const data::Label& label : labels) {
    results.push_back(code_result(codebook, label.dimension, label.code));
    results.push_back(
        result(label.dimension + "-confidence", "choices", Json::array({label.confidence})));
    add_text(results, label.dimension + "-memo", label.memo);
    add_text(results, label.dimension + "-evidence", label.evidence);
  }
  return {{"result", std::move(results)}};
}

/// The most probable code of each dimension, as one prediction.
Json prediction(const std::vector<Suggestion>& suggestions, const data::Codebook& codebook) {
  Json results = Json::array();
  double least = 1;
  std::string dimension;
  for (const Suggestion& suggestion : suggestions) {
    if (suggestion.dimension == dimension) continue;
    dimension = suggestion.dimension;
    least = std::min(least, suggestion.probability);
    results.push_back(code_result(codebook, dimension, suggestion.code));
  }
  return {{"model_version", "faultline"}, {"score", least}, {"result", std::move(results)}};
}

}  // namespace

std::string export_label_studio(const std::vector<ExchangeItem>& items,
                                const data::Codebook& codebook,
                                const std::optional<SuggestionsByIssue>& suggestions) {
  Json tasks = Json::array();
  for (const ExchangeItem& item : items) {
    Json data{{"repository", item.repository},
              {"issue", item.issue},
              {"title", item.title},
              {"url", item.url},
              {"text", item.text},
              {kRecordedField, recorded_labels(item.labels)}};
    if (suggestions) data["assisted"] = true;
    Json annotations = Json::array();
    for (const std::vector<data::Label>& labels : labels_by_rater(item)) {
      annotations.push_back(annotation(labels, codebook));
    }
    Json task{{"data", std::move(data)}, {"annotations", std::move(annotations)}};
    if (suggestions) {
      const auto found = suggestions->find({item.repository, item.issue});
      if (found != suggestions->end() && !found->second.empty()) {
        task["predictions"] = Json::array({prediction(found->second, codebook)});
      }
    }
    tasks.push_back(std::move(task));
  }
  return dump_json(tasks, 1) + "\n";
}

}  // namespace faultline::taxonomy
