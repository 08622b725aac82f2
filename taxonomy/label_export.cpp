#include "taxonomy/label_export.h"

#include <algorithm>
#include <vector>

#include "base/file_writer.h"
#include "data/csv.h"
#include "data/labels.h"
#include "data/statement.h"
#include "taxonomy/label_line.h"

namespace faultline::taxonomy {

namespace {

struct Marks {
  bool assisted = false;
  bool withdrawn = false;
};

/// Whether any of the labels is marked so.
Marks find_marks(data::Database& database, const std::optional<std::string>& rater) {
  data::Statement query(database, R"sql(
    select coalesce(max(assisted), 0), coalesce(max(withdrawn), 0)
    from label
    where ?1 is null or rater_id = (select id from rater where name = ?1)
  )sql");
  query.bind(rater).step();
  return {query.integer(0) != 0, query.integer(1) != 0};
}

/// Puts the labels that a rater gave an issue at one time, one per dimension, into a row.
class CsvWriter {
 public:
  CsvWriter(FileWriter& file, std::vector<std::string> dimensions, Marks marks)
      : file_(&file), dimensions_(std::move(dimensions)), marks_(marks) {
    std::vector<std::string> names{"repository", "issue", "rater"};
    names.insert(names.end(), dimensions_.begin(), dimensions_.end());
    for (const char* name : {"confidence", "memo", "evidence", "labelled_at", "codebook_version"}) {
      names.emplace_back(name);
    }
    if (marks_.assisted) names.emplace_back("assisted");
    if (marks_.withdrawn) names.emplace_back("withdrawn");
    write_row(names);
  }

  void add(const data::Label& label) {
    const auto column = static_cast<std::size_t>(std::ranges::find(dimensions_, label.dimension) -
                                                 dimensions_.begin());
    if (!row_ || !row_->takes(label, column)) {
      finish();
      row_ = Row{label, std::vector<std::string>(dimensions_.size())};
    }
    row_->codes[column] = label.code;
  }

  /// Writes the row that was begun.
  void finish() {
    if (!row_) return;
    const data::Label& label = row_->label;
    std::vector<std::string> fields{label.repository, std::to_string(label.issue),
                                    data::protect_from_formulas(label.rater)};
    fields.insert(fields.end(), row_->codes.begin(), row_->codes.end());
    fields.push_back(label.confidence);
    fields.push_back(data::protect_from_formulas(label.memo));
    fields.push_back(data::protect_from_formulas(label.evidence));
    fields.push_back(label.labelled_at);
    fields.push_back(std::to_string(label.codebook_version));
    if (marks_.assisted) fields.emplace_back(label.assisted ? "yes" : "");
    if (marks_.withdrawn) fields.emplace_back(label.withdrawn ? "yes" : "");
    write_row(fields);
    row_.reset();
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

  void write_row(const std::vector<std::string>& fields) {
    std::string line;
    data::append_csv_row(line, fields);
    file_->write(line);
  }

  FileWriter* file_;
  std::vector<std::string> dimensions_;
  Marks marks_;
  std::optional<Row> row_;
};

/// The codebook's, and behind them those that it no longer has.
std::vector<std::string> all_dimensions(data::Database& database, const data::Codebook& codebook) {
  std::vector<std::string> ids;
  for (const data::Dimension& dimension : codebook.dimensions) ids.push_back(dimension.id);
  for (const auto& [name, id] : data::dimension_ids(database)) {
    if (std::ranges::find(ids, name) == ids.end()) ids.push_back(name);
  }
  return ids;
}

}  // namespace

void write_label_csv(const std::filesystem::path& path, data::Database& database,
                     const data::Codebook& codebook, const std::optional<std::string>& rater) {
  FileWriter file(path);
  CsvWriter writer(file, all_dimensions(database, codebook), find_marks(database, rater));
  data::for_each_label(database, {.rater = rater},
                       [&](const data::Label& label) { writer.add(label); });
  writer.finish();
  file.commit();
}

void write_label_log(const std::filesystem::path& path, data::Database& database,
                     const std::optional<std::string>& rater) {
  FileWriter file(path);
  data::for_each_label(database, {.rater = rater}, [&](const data::Label& label) {
    file.write(dump_json(label_line(label)) + "\n");
  });
  file.commit();
}

}  // namespace faultline::taxonomy
