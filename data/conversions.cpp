#include "data/conversions.h"

#include <limits>
#include <string>

namespace faultline::data {

namespace {

std::optional<std::string> id_of_stated(const Conversion& conversion) {
  if (!conversion.stated) return std::nullopt;
  return std::string(id_of(*conversion.stated));
}

std::optional<std::int64_t> integer_of(std::optional<bool> value) {
  if (!value) return std::nullopt;
  return *value ? 1 : 0;
}

/// SQLite has no value that is not a number.
std::optional<double> stored_difference(const Conversion& conversion) {
  return conversion.diff_is_nan() ? std::nullopt : conversion.max_abs_diff;
}

}  // namespace

ConversionWriter::ConversionWriter(Database& database)
    : insert_(database, R"sql(
        insert into conversion (converter, kind, model, size, stated, error, max_abs_diff,
                                diff_is_nan, differs, tolerance, source)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict do nothing
      )sql"),
      find_(database, R"sql(
        select stated is ? and error is ? and max_abs_diff is ? and diff_is_nan is ?
          and differs is ?, tolerance = ?
        from conversion
        where converter = ? and kind = ? and model = ? and coalesce(size, 0) = coalesce(?, 0)
      )sql") {}

ConversionWriter::Result ConversionWriter::add(const Conversion& conversion) {
  const auto stated = id_of_stated(conversion);
  const auto difference = stored_difference(conversion);
  const auto differs = integer_of(conversion.differs);
  const auto inserted =
      insert_
          .bind(conversion.converter, conversion.kind, conversion.model, conversion.size, stated,
                conversion.error, difference, conversion.diff_is_nan(), differs,
                conversion.tolerance, conversion.source)
          .run();
  if (inserted > 0) return Result::kAdded;
  find_.bind(stated, conversion.error, difference, conversion.diff_is_nan(), differs,
             conversion.tolerance, conversion.converter, conversion.kind, conversion.model,
             conversion.size);
  const bool is_same = find_.step() && find_.integer(0) == 1;
  const bool has_same_tolerance = is_same && find_.integer(1) == 1;
  // A statement that is not run to its end keeps the transaction from being committed.
  static_cast<void>(find_.step());
  if (!is_same) return Result::kDifferent;
  return has_same_tolerance ? Result::kKnown : Result::kOtherTolerance;
}

std::vector<Conversion> conversions(Database& database) {
  std::vector<Conversion> all;
  Statement query(database, R"sql(
    select converter, kind, model, size, stated, error, max_abs_diff, diff_is_nan, differs,
      tolerance, source
    from conversion
    order by converter, kind, size, model
  )sql");
  while (query.step()) {
    Conversion& read = all.emplace_back();
    read.converter = query.text(0);
    read.kind = query.text(1);
    read.model = query.text(2);
    read.size = query.optional_integer(3);
    if (!query.is_null(4)) read.stated = find_outcome(query.view(4));
    read.error = query.optional_text(5);
    if (!query.is_null(6)) read.max_abs_diff = query.number(6);
    if (query.integer(7) == 1) read.max_abs_diff = std::numeric_limits<double>::quiet_NaN();
    if (!query.is_null(8)) read.differs = query.integer(8) == 1;
    read.tolerance = query.number(9);
    read.source = query.text(10);
  }
  return all;
}

std::int64_t count_conversions(Database& database) {
  Statement query(database, "select count(*) from conversion");
  query.step();
  return query.integer(0);
}

}  // namespace faultline::data
