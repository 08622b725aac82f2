#include "taxonomy/exchange/tool_labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

#include "base/error.h"
#include "base/text.h"
#include "taxonomy/codebook.h"
#include "taxonomy/label_line.h"

namespace faultline::taxonomy {

namespace {

using Json = nlohmann::ordered_json;
using Key = std::tuple<std::string, std::int64_t, std::string, std::string>;

Key key_of(const ToolLabel& label) {
  return {label.repository, label.issue, label.rater, label.dimension};
}

bool says_the_same(const ToolLabel& label, const std::string& code, const std::string& confidence,
                   const std::string& memo, const std::string& evidence) {
  return label.code == code && label.confidence == confidence &&
         label.memo.value_or(memo) == memo && label.evidence.value_or(evidence) == evidence;
}

/// The recorded label that came back as it went.
const nlohmann::json* find_recorded(const ToolLabel& label) {
  if (!label.recorded.is_array()) return nullptr;
  for (const nlohmann::json& line : label.recorded) {
    if (!line.is_object() || text_field(line, "rater") != label.rater ||
        text_field(line, "dimension") != label.dimension) {
      continue;
    }
    const bool same = says_the_same(label, text_field(line, "code"), text_field(line, "confidence"),
                                    text_field(line, "memo"), text_field(line, "evidence"));
    return same ? &line : nullptr;
  }
  return nullptr;
}

std::map<Key, data::Label> labels_that_hold(data::Database& database) {
  std::map<Key, data::Label> labels;
  data::for_each_label(database, {.current_only = true}, [&](const data::Label& label) {
    labels.emplace(Key(label.repository, label.issue, label.rater, label.dimension), label);
  });
  return labels;
}

/// When a label was made whose program does not tell: now, but after the rater's earlier one.
std::string time_of(const ToolLabel& label, const data::Label* holds, Moment now) {
  if (label.labelled_at) return to_sortable_iso8601(*label.labelled_at);
  const auto earlier = holds == nullptr ? std::nullopt : parse_iso8601(holds->labelled_at);
  if (!earlier) return to_sortable_iso8601(now);
  return to_sortable_iso8601(std::max(now, *earlier + std::chrono::milliseconds{1}));
}

data::Label new_label(const ToolLabel& label, const data::Codebook& codebook,
                      std::string labelled_at) {
  return {.repository = label.repository,
          .issue = label.issue,
          .rater = label.rater,
          .dimension = label.dimension,
          .code = label.code,
          .confidence = label.confidence,
          .memo = label.memo.value_or(""),
          .evidence = label.evidence.value_or(""),
          .labelled_at = std::move(labelled_at),
          .codebook = codebook.name,
          .codebook_version = codebook.version,
          .assisted = label.assisted};
}

/// Two labels that say different things of one issue, without times that tell which is newer.
void refuse_contradictions(const std::vector<ToolLabel>& labels, ImportMistakes& mistakes) {
  std::map<std::pair<Key, std::optional<Moment>>, const ToolLabel*> seen;
  for (const ToolLabel& label : labels) {
    const auto [earlier, is_new] = seen.try_emplace({key_of(label), label.labelled_at}, &label);
    if (is_new) continue;
    const ToolLabel& first = *earlier->second;
    if (says_the_same(label, first.code, first.confidence, first.memo.value_or(""),
                      first.evidence.value_or(""))) {
      continue;
    }
    mistakes.add(
        label.row, label.dimension,
        fmt::format("the issue was labelled otherwise in {} {}", mistakes.row_noun(), first.row));
  }
}

}  // namespace

nlohmann::ordered_json recorded_labels(const std::vector<data::Label>& labels) {
  Json recorded = Json::array();
  for (const data::Label& label : labels) recorded.push_back(label_line(label));
  return recorded;
}

LabelImport import_tool_labels(data::Database& database, const data::Codebook& codebook,
                               const std::vector<ToolLabel>& labels, ImportMistakes& mistakes,
                               std::int64_t rows, const std::string& file, Moment now) {
  refuse_contradictions(labels, mistakes);
  mistakes.throw_if_any(rows);
  const std::map<Key, data::Label> hold = labels_that_hold(database);
  std::string log;
  std::int64_t known = 0;
  std::int64_t labelled_rows = 0;
  std::size_t latest_row = 0;
  for (const ToolLabel& label : labels) {
    if (label.row != latest_row) ++labelled_rows;
    latest_row = label.row;
    if (const nlohmann::json* recorded = find_recorded(label)) {
      nlohmann::json line = *recorded;
      line["repository"] = label.repository;
      line["issue"] = label.issue;
      log += dump_json(line) + "\n";
      continue;
    }
    const auto holds = hold.find(key_of(label));
    const data::Label* current = holds == hold.end() ? nullptr : &holds->second;
    if (current != nullptr && says_the_same(label, current->code, current->confidence,
                                            current->memo, current->evidence)) {
      ++known;
      continue;
    }
    log += dump_json(label_line(new_label(label, codebook, time_of(label, current, now)))) + "\n";
  }
  LabelImport done = import_label_log(database, codebook, log, file, now);
  done.rows = labelled_rows;
  done.rows_without_code = rows - labelled_rows;
  done.labels_known += known;
  return done;
}

std::optional<ToolLabel> read_issue_fields(const nlohmann::json& object, std::size_t row,
                                           ImportMistakes& mistakes) {
  ToolLabel label{.row = row, .repository = text_field(object, "repository")};
  if (label.repository.empty()) {
    mistakes.add(row, "repository", "it does not say of which repository the issue is");
    return std::nullopt;
  }
  const auto number = object.find("issue");
  if (number == object.end() || !number->is_number_unsigned() || number->get<std::int64_t>() < 1) {
    mistakes.add(row, "issue", "it is not the number of an issue");
    return std::nullopt;
  }
  label.issue = number->get<std::int64_t>();
  if (object.contains(kRecordedField)) label.recorded = object.at(kRecordedField);
  label.assisted = object.contains("assisted") && object.at("assisted") == true;
  return label;
}

std::optional<std::string> find_tool_code(const data::Dimension& dimension, const std::string& text,
                                          std::size_t row, ImportMistakes& mistakes) {
  const CodeFinder finder(dimension);
  if (const data::Code* code = finder.find(text)) return code->id;
  const auto meant = finder.nearest_code(text);
  mistakes.add(row, dimension.id,
               fmt::format("'{}' is not a code of the dimension {}{}", text, dimension.id,
                           meant ? fmt::format("; the nearest is '{}'", *meant) : ""));
  return std::nullopt;
}

std::string text_field(const nlohmann::json& object, const char* field) {
  const auto found = object.find(field);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace faultline::taxonomy
