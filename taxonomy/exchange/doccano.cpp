#include "taxonomy/exchange/doccano.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "base/text.h"
#include "data/parse_json.h"
#include "taxonomy/exchange/tool_labels.h"
#include "taxonomy/label_line.h"

namespace faultline::taxonomy {

namespace {

using nlohmann::json;
using Json = nlohmann::ordered_json;

constexpr const char* kUnsurePrefix = "unsure:";

Json document(const ExchangeItem& item, const std::vector<data::Label>& labels) {
  Json names = Json::array();
  for (const data::Label& label : labels) {
    names.push_back(label.dimension + ":" + label.code);
    if (label.confidence == data::kUnsure) names.push_back(kUnsurePrefix + label.dimension);
  }
  Json line{{"text", item.text},
            {"label", std::move(names)},
            {"repository", item.repository},
            {"issue", item.issue},
            {"url", item.url}};
  if (!labels.empty()) line["rater"] = labels.front().rater;
  line[kRecordedField] = recorded_labels(labels);
  return line;
}

/// Reads documents into labels; remembers every mistake instead of stopping at the first.
class DocumentReader {
 public:
  DocumentReader(const data::Codebook& codebook, const std::string& file,
                 const std::optional<std::string>& rater)
      : codebook_(&codebook), rater_(&rater), mistakes_(file) {}

  void read_line(const std::string& text) {
    ++row_;
    if (trim(text).empty()) return;
    ++documents_;
    const json line = data::parse_json(text);
    if (!line.is_object()) {
      mistakes_.add(row_, "", "the line is not a JSON object; the file may be truncated");
      return;
    }
    const auto names = line.find("label");
    if (names == line.end() || !names->is_array()) {
      mistakes_.add(row_, "label", "it is not a list of labels");
      return;
    }
    const auto comments = line.find("Comments");
    has_comments_ =
        has_comments_ || (comments != line.end() && comments->is_array() && !comments->empty());
    if (names->empty()) return;
    auto label = read_issue_fields(line, row_, mistakes_);
    if (!label) return;
    label->rater = text_field(line, "rater");
    if (label->rater.empty() && *rater_) label->rater = **rater_;
    if (label->rater.empty()) {
      mistakes_.add(row_, "rater", "the line has no rater; say it with --rater");
    }
    read_labels(*names, *label);
  }

  std::vector<ToolLabel>& labels() { return labels_; }
  ImportMistakes& mistakes() { return mistakes_; }
  [[nodiscard]] std::int64_t documents() const { return documents_; }
  [[nodiscard]] bool has_comments() const { return has_comments_; }

 private:
  void read_labels(const json& names, const ToolLabel& issue) {
    std::set<std::string> unsure;
    std::set<std::string> labelled;
    const std::size_t before = labels_.size();
    for (const json& name : names) {
      const std::string text = name.is_string() ? name.get<std::string>() : name.dump();
      if (text.starts_with(kUnsurePrefix)) {
        unsure.insert(text.substr(std::string_view(kUnsurePrefix).size()));
        continue;
      }
      const std::size_t colon = text.find(':');
      const data::Dimension* dimension = codebook_->find(std::string_view(text).substr(0, colon));
      if (colon == std::string::npos || dimension == nullptr) {
        mistakes_.add(row_, "label",
                      fmt::format("'{}' does not begin with a dimension of the codebook {}", text,
                                  codebook_->name));
        continue;
      }
      const auto code = find_tool_code(*dimension, text.substr(colon + 1), row_, mistakes_);
      if (!code) continue;
      if (!labelled.insert(dimension->id).second) {
        mistakes_.add(row_, dimension->id, "it holds several codes, and one is wanted");
      }
      ToolLabel label = issue;
      label.dimension = dimension->id;
      label.code = *code;
      labels_.push_back(std::move(label));
    }
    for (const std::string& dimension : unsure) {
      if (labelled.contains(dimension)) continue;
      mistakes_.add(row_, "label",
                    fmt::format("'{}{}' stands without a code", kUnsurePrefix, dimension));
    }
    for (std::size_t i = before; i < labels_.size(); ++i) {
      if (unsure.contains(labels_[i].dimension)) labels_[i].confidence = data::kUnsure;
    }
  }

  const data::Codebook* codebook_;
  const std::optional<std::string>* rater_;
  ImportMistakes mistakes_;
  std::size_t row_ = 0;
  std::int64_t documents_ = 0;
  bool has_comments_ = false;
  std::vector<ToolLabel> labels_;
};

}  // namespace

std::string export_doccano(const std::vector<ExchangeItem>& items) {
  std::string lines;
  for (const ExchangeItem& item : items) {
    std::vector<std::vector<data::Label>> groups = labels_by_rater(item);
    if (groups.empty()) groups.emplace_back();
    for (const std::vector<data::Label>& labels : groups) {
      lines += dump_json(document(item, labels)) + "\n";
    }
  }
  return lines;
}

std::string doccano_label_types(const data::Codebook& codebook) {
  // One colour a dimension, of those that are told apart also without red and green; Okabe and Ito
  // 2008, Color Universal Design.
  constexpr std::array kColours{"#0072B2", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"};
  Json types = Json::array();
  const auto add = [&](const std::string& text, const char* colour) {
    types.push_back({{"text", text},
                     {"prefix_key", nullptr},
                     {"suffix_key", nullptr},
                     {"background_color", colour},
                     {"text_color", "#ffffff"}});
  };
  std::size_t position = 0;
  for (const data::Dimension& dimension : codebook.dimensions) {
    const char* colour = kColours.at(position++ % kColours.size());
    for (const data::Code& code : dimension.codes) add(dimension.id + ":" + code.id, colour);
    add(kUnsurePrefix + dimension.id, "#777777");
  }
  return dump_json(types, 1) + "\n";
}

bool is_doccano(std::string_view content) {
  const std::string_view first = content.substr(0, content.find('\n'));
  const json line = data::parse_json(first);
  return line.is_object() && line.contains("label") && !line.contains("code");
}

LabelImport import_doccano(data::Database& database, const data::Codebook& codebook,
                           std::string_view content, const std::string& file,
                           const std::optional<std::string>& rater, Moment now) {
  DocumentReader reader(codebook, file, rater);
  for (const std::string& line : split(content, '\n')) reader.read_line(line);
  LabelImport done = import_tool_labels(database, codebook, reader.labels(), reader.mistakes(),
                                        reader.documents(), file, now);
  if (reader.has_comments()) done.ignored_columns.emplace_back("Comments");
  return done;
}

}  // namespace faultline::taxonomy
