#include "taxonomy/label_export.h"

#include <algorithm>
#include <vector>

#include "data/csv.h"
#include "data/labels.h"
#include "taxonomy/label_line.h"

namespace faultline::taxonomy {

namespace {

/// Gathers the labels that a rater gave an issue at one time, one per dimension, into a row.
class CsvWriter {
 public:
  explicit CsvWriter(const data::Codebook& codebook) {
    for (const data::Dimension& dimension : codebook.dimensions) {
      dimensions_.push_back(dimension.id);
    }
  }

  /// A dimension that the codebook no longer has gets a column behind the others.
  void add_dimension(const std::string& id) {
    if (std::find(dimensions_.begin(), dimensions_.end(), id) == dimensions_.end()) {
      dimensions_.push_back(id);
    }
  }

  void add(const data::Label& label) {
    std::size_t column = 0;
    while (dimensions_[column] != label.dimension) ++column;
    if (rows_.empty() || !rows_.back().takes(label, column)) {
      rows_.push_back({label, std::vector<std::string>(dimensions_.size())});
    }
    rows_.back().codes[column] = label.code;
    any_assisted_ = any_assisted_ || label.assisted;
    any_withdrawn_ = any_withdrawn_ || label.withdrawn;
  }

  [[nodiscard]] std::string text() const {
    std::vector<std::string> fields{"repository", "issue", "rater"};
    fields.insert(fields.end(), dimensions_.begin(), dimensions_.end());
    for (const char* name : {"confidence", "memo", "evidence", "labelled_at", "codebook_version"}) {
      fields.emplace_back(name);
    }
    if (any_assisted_) fields.emplace_back("assisted");
    if (any_withdrawn_) fields.emplace_back("withdrawn");
    std::string csv;
    data::append_csv_row(csv, fields);
    for (const Row& row : rows_) {
      const data::Label& label = row.label;
      fields = {label.repository, std::to_string(label.issue),
                data::protect_from_formulas(label.rater)};
      fields.insert(fields.end(), row.codes.begin(), row.codes.end());
      fields.push_back(label.confidence);
      fields.push_back(data::protect_from_formulas(label.memo));
      fields.push_back(data::protect_from_formulas(label.evidence));
      fields.push_back(label.labelled_at);
      fields.push_back(std::to_string(label.codebook_version));
      if (any_assisted_) fields.emplace_back(label.assisted ? "yes" : "");
      if (any_withdrawn_) fields.emplace_back(label.withdrawn ? "yes" : "");
      data::append_csv_row(csv, fields);
    }
    return csv;
  }

 private:
  struct Row {
    data::Label label;
    std::vector<std::string> codes;

    [[nodiscard]] bool takes(const data::Label& other, std::size_t column) const {
      data::Label same = other;
      same.dimension = label.dimension;
      same.code = label.code;
      return same == label && codes[column].empty();
    }
  };

  std::vector<std::string> dimensions_;
  std::vector<Row> rows_;
  bool any_assisted_ = false;
  bool any_withdrawn_ = false;
};

}  // namespace

std::string export_labels_csv(data::Database& database, const data::Codebook& codebook,
                              const std::optional<std::string>& rater) {
  CsvWriter writer(codebook);
  for (const auto& [dimension, id] : data::dimension_ids(database)) writer.add_dimension(dimension);
  data::for_each_label(database, {.rater = rater},
                       [&](const data::Label& label) { writer.add(label); });
  return writer.text();
}

std::string export_labels_jsonl(data::Database& database, const std::optional<std::string>& rater) {
  std::string lines;
  data::for_each_label(database, {.rater = rater}, [&](const data::Label& label) {
    lines += dump_json(label_line(label)) + "\n";
  });
  return lines;
}

}  // namespace faultline::taxonomy
