#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/issues.h"
#include "reports/tables/tables.h"
#include "support/published_study.h"
#include "taxonomy/codebook.h"

namespace faultline::test {

/// A study with the built-in codebook whose tables a test reads cell by cell.
class TableStudy : public StudyFixture {
 public:
  explicit TableStudy(data::Codebook the_codebook = builtin_codebook())
      : StudyFixture(std::move(the_codebook)) {}

  [[nodiscard]] reports::TableRequest request() {
    return {.database = &database, .codebook = &codebook, .seed = 2024};
  }
  [[nodiscard]] reports::Table table(const std::string& id) {
    return reports::build_table(id, request());
  }
};

/// The value in the row whose first cell holds a text, and the column with an id.
inline const reports::Value& cell(const reports::Table& table, const std::string& row_id,
                                  const std::string& column_id) {
  const auto column =
      std::find_if(table.columns.begin(), table.columns.end(),
                   [&](const reports::Column& found) { return found.id == column_id; });
  const auto row =
      std::find_if(table.rows.begin(), table.rows.end(), [&](const reports::Row& found) {
        return std::get<std::string>(found.values.front()) == row_id;
      });
  if (column == table.columns.end() || row == table.rows.end()) {
    throw Error("the table has no cell " + row_id + ", " + column_id);
  }
  return row->values.at(static_cast<std::size_t>(column - table.columns.begin()));
}

inline std::int64_t count_in(const reports::Table& table, const std::string& row,
                             const std::string& column) {
  return std::get<std::int64_t>(cell(table, row, column));
}

/// The number in a cell, be it an estimate or not.
inline double number_in(const reports::Table& table, const std::string& row,
                        const std::string& column) {
  const reports::Value& value = cell(table, row, column);
  if (const auto* estimate = std::get_if<reports::Estimate>(&value)) return estimate->value;
  return std::get<double>(value);
}

/// The texts of the first column.
inline std::vector<std::string> row_ids(const reports::Table& table) {
  std::vector<std::string> ids;
  for (const reports::Row& row : table.rows) {
    ids.push_back(std::get<std::string>(row.values.front()));
  }
  return ids;
}

inline std::vector<std::string> column_ids(const reports::Table& table) {
  std::vector<std::string> ids;
  for (const reports::Column& column : table.columns) ids.push_back(column.id);
  return ids;
}

inline bool has_note(const reports::Table& table, const std::string& words) {
  return std::any_of(table.notes.begin(), table.notes.end(), [&](const std::string& note) {
    return note.find(words) != std::string::npos;
  });
}

/// What the options of `faultline issues` that lead to a cell ask for.
inline data::IssueQuery query_of(const std::vector<std::string>& options,
                                 const data::Codebook& codebook, data::RaterPreference raters) {
  data::IssueQuery query{.raters = std::move(raters)};
  for (std::size_t i = 0; i + 1 < options.size(); i += 2) {
    const std::string& value = options[i + 1];
    if (options[i] == "--converter") {
      query.converters.push_back(value);
    } else if (options[i] == "--release") {
      query.releases.push_back(value);
    } else if (options[i] == "--where") {
      const std::size_t equals = value.find('=');
      const data::Dimension& dimension =
          taxonomy::find_dimension(codebook, value.substr(0, equals));
      std::vector<std::string>& codes = query.codes[dimension.id];
      const std::string wanted = value.substr(equals + 1);
      std::vector<std::string> meant;
      if (wanted == "any") {
        for (const data::Code& code : dimension.codes) meant.push_back(code.id);
      } else {
        meant = taxonomy::codes_meant(dimension, wanted);
      }
      codes.insert(codes.end(), meant.begin(), meant.end());
    } else {
      throw Error("no option of `faultline issues`: " + options[i]);
    }
  }
  return query;
}

/// Cells whose count is not the number of issues that their options lead to, in words.
inline std::vector<std::string> cells_that_lead_elsewhere(TableStudy& study,
                                                          const reports::Table& table,
                                                          std::int64_t& opened) {
  std::vector<std::string> wrong;
  const data::RaterPreference raters = data::prefer_rater(study.database, {});
  for (const reports::Row& row : table.rows) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const auto* count = std::get_if<std::int64_t>(&row.values[i]);
      if (!table.columns[i].counts_issues || count == nullptr) continue;
      std::vector<std::string> options = row.where;
      options.insert(options.end(), table.columns[i].where.begin(), table.columns[i].where.end());
      const auto issues =
          data::find_issues(study.database, query_of(options, study.codebook, raters));
      ++opened;
      if (issues.size() == static_cast<std::size_t>(*count)) continue;
      wrong.push_back(table.id + " " + std::get<std::string>(row.values.front()) + " " +
                      table.columns[i].id + ": " + std::to_string(*count) + " counted, " +
                      std::to_string(issues.size()) + " found");
    }
  }
  return wrong;
}

}  // namespace faultline::test
