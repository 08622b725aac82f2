#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "data/parse_json.h"
#include "taxonomy/exchange/label_studio.h"
#include "taxonomy/exchange/tool_labels.h"

namespace faultline::taxonomy {

namespace {

using nlohmann::json;

/// Reads tasks into labels; remembers every mistake instead of stopping at the first.
class TaskReader {
 public:
  TaskReader(const data::Codebook& codebook, const std::string& file,
             const std::optional<std::string>& rater)
      : codebook_(&codebook), rater_(&rater), mistakes_(file, "task") {}

  void read_task(const json& task) {
    ++row_;
    const json data = member(task, "data");
    if (!data.is_object()) {
      mistakes_.add(row_, "data", "the task has no data");
      return;
    }
    const json annotations = member(task, "annotations");
    if (!annotations.is_array() || annotations.empty()) return;
    const auto issue = read_issue_fields(data, row_, mistakes_);
    if (!issue) return;
    for (const json& annotation : annotations) read_annotation(annotation, *issue);
  }

  std::vector<ToolLabel>& labels() { return labels_; }
  ImportMistakes& mistakes() { return mistakes_; }
  [[nodiscard]] std::int64_t rows() const { return static_cast<std::int64_t>(row_); }

 private:
  static json member(const json& object, const char* name) {
    return object.is_object() && object.contains(name) ? object.at(name) : json();
  }

  void read_annotation(const json& annotation, const ToolLabel& issue) {
    if (member(annotation, "was_cancelled") == true) return;
    const json results = member(annotation, "result");
    if (!results.is_array()) {
      mistakes_.add(row_, "annotations", "an annotation has no result");
      return;
    }
    values_.clear();
    for (const json& result : results) read_result(result);
    ToolLabel label = issue;
    for (const char* field : {"updated_at", "created_at"}) {
      if (!label.labelled_at) label.labelled_at = parse_iso8601(text_field(annotation, field));
    }
    const std::size_t before = labels_.size();
    for (const data::Dimension& dimension : codebook_->dimensions) add_label(dimension, label);
    if (labels_.size() == before) return;
    const std::string rater = rater_of(annotation);
    if (rater.empty()) {
      mistakes_.add(row_, "rater", "the annotation names no rater; say it with --rater");
    }
    for (std::size_t i = before; i < labels_.size(); ++i) labels_[i].rater = rater;
  }

  /// Gathers what each control says.
  void read_result(const json& result) {
    const std::string control = text_field(result, "from_name");
    const std::string type = text_field(result, "type");
    const json value = member(member(result, "value"), type == "textarea" ? "text" : type.c_str());
    std::vector<std::string> texts;
    for (const json& entry : value.is_array() ? value : json::array({value})) {
      if (entry.is_string()) texts.push_back(entry.get<std::string>());
      if (entry.is_array()) texts.push_back(path_text(entry));
    }
    if (texts.empty()) return;
    if (type != "textarea" && texts.size() > 1) {
      mistakes_.add(row_, control,
                    fmt::format("it holds {} codes, and one is wanted", texts.size()));
      return;
    }
    values_[control] = join(texts, "\n");
  }

  static std::string path_text(const json& path) {
    std::vector<std::string> parts;
    for (const json& part : path) {
      if (part.is_string()) parts.push_back(part.get<std::string>());
    }
    return join(parts, "/");
  }

  [[nodiscard]] std::string value(const std::string& control) const {
    const auto found = values_.find(control);
    return found == values_.end() ? "" : found->second;
  }

  void add_label(const data::Dimension& dimension, ToolLabel label) {
    const std::string code = value(dimension.id);
    label.dimension = dimension.id;
    label.memo = value(dimension.id + "-memo");
    label.evidence = value(dimension.id + "-evidence");
    if (code.empty()) {
      if (!label.memo->empty() || !label.evidence->empty()) {
        mistakes_.add(row_, dimension.id, "there is a memo or evidence, but no code");
      }
      return;
    }
    const auto id = find_tool_code(dimension, code, row_, mistakes_);
    if (!id) return;
    label.code = *id;
    const std::string confidence = value(dimension.id + "-confidence");
    if (!confidence.empty()) label.confidence = confidence;
    if (label.confidence != data::kSure && label.confidence != data::kUnsure) {
      mistakes_.add(row_, dimension.id + "-confidence",
                    fmt::format("'{}' is neither 'sure' nor 'unsure'", confidence));
    }
    labels_.push_back(std::move(label));
  }

  [[nodiscard]] std::string rater_of(const json& annotation) const {
    const std::string named = value("rater");
    if (!trim(named).empty()) return std::string(trim(named));
    if (*rater_) return **rater_;
    return text_field(member(annotation, "completed_by"), "email");
  }

  const data::Codebook* codebook_;
  const std::optional<std::string>* rater_;
  ImportMistakes mistakes_;
  std::size_t row_ = 0;
  std::map<std::string, std::string> values_;  ///< of the annotation that is being read, by control
  std::vector<ToolLabel> labels_;
};

/// What is wrong with a file that data::parse_json does not read.
Error not_json(std::string_view content, const std::string& file) {
  try {
    [[maybe_unused]] const json too_deep = json::parse(content);
  } catch (const json::parse_error& mistake) {
    const auto end =
        content.begin() + static_cast<std::ptrdiff_t>(std::min(mistake.byte, content.size()));
    return Error("the file is not JSON; it may be truncated")
        .at(file, static_cast<std::size_t>(std::count(content.begin(), end, '\n')) + 1);
  } catch (const json::out_of_range&) {
    return Error("the file does not hold tasks of Label Studio")
        .at(file)
        .because("it holds a number that is too large");
  }
  return Error("the file does not hold tasks of Label Studio")
      .at(file)
      .because(fmt::format("it is nested more than {} levels deep", data::kDeepestJson));
}

json parse_tasks(std::string_view content, const std::string& file) {
  json tasks = data::parse_json(content);
  if (tasks.is_discarded()) throw not_json(content, file);
  const bool is_tasks =
      tasks.is_array() && std::all_of(tasks.begin(), tasks.end(), [](const json& task) {
        return task.is_object() && task.contains("data");
      });
  if (is_tasks) return tasks;
  throw Error("the file does not hold tasks of Label Studio")
      .at(file)
      .because("it is not an array of objects that have `data`")
      .help("in Label Studio, export the project as 'JSON', not as 'JSON-MIN'");
}

}  // namespace

LabelImport import_label_studio(data::Database& database, const data::Codebook& codebook,
                                std::string_view content, const std::string& file,
                                const std::optional<std::string>& rater, Moment now) {
  TaskReader reader(codebook, file, rater);
  for (const json& task : parse_tasks(content, file)) reader.read_task(task);
  return import_tool_labels(database, codebook, reader.labels(), reader.mistakes(), reader.rows(),
                            file, now);
}

}  // namespace faultline::taxonomy
