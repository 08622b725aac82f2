#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "data/statement.h"

namespace faultline::data {

/// Inserts rows a hundred at a time, each hundred with one statement: to start and to end a
/// statement takes about as long as to insert a row.
///
/// A `Row` says with `kInto` which table and columns it fills ("rater (id, name)"), with
/// `kOnConflict` what becomes of a row that is there already ("on conflict do nothing", or nothing
/// where that is an error), and with `bind(Statement&)` binds its values behind those of the rows
/// before it.
template <typename Row>
class BatchInsert {
 public:
  explicit BatchInsert(Database& database)
      : many_(database, insert_sql(kRowsPerStatement)), one_(database, insert_sql(1)) {}

  void add(Row row) {
    waiting_.push_back(std::move(row));
    if (waiting_.size() < kRowsPerStatement) return;
    many_.bind();
    for (const Row& waiting : waiting_) waiting.bind(many_);
    inserted_ += many_.run();
    waiting_.clear();
  }

  /// Inserts the rows that still wait for others. To be called before anything is done that needs
  /// them, and at the end.
  void finish() {
    for (const Row& waiting : waiting_) {
      one_.bind();
      waiting.bind(one_);
      inserted_ += one_.run();
    }
    waiting_.clear();
  }

  /// How many rows were inserted so far.
  [[nodiscard]] std::int64_t inserted() const { return inserted_; }

 private:
  static constexpr std::size_t kRowsPerStatement = 100;

  static std::string insert_sql(std::size_t rows) {
    const auto columns = std::count(Row::kInto.begin(), Row::kInto.end(), ',') + 1;
    std::string values = "(?";
    for (auto column = columns; column > 1; --column) values += ", ?";
    values += ")";
    std::string sql = fmt::format("insert into {} values {}", Row::kInto, values);
    for (std::size_t row = 1; row < rows; ++row) sql += ", " + values;
    return fmt::format("{} {}", sql, Row::kOnConflict);
  }

  Statement many_;
  Statement one_;
  std::vector<Row> waiting_;
  std::int64_t inserted_ = 0;
};

}  // namespace faultline::data
