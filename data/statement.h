#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/database.h"

namespace faultline::data {

/// A text that stays where and as it is until the statement that it is bound to has run, and so
/// need not be copied.
class StableText {
 public:
  explicit StableText(const std::string& text) : text_(&text) {}
  explicit StableText(std::string&&) = delete;
  [[nodiscard]] const std::string& text() const { return *text_; }

 private:
  const std::string* text_;
};

/// Bytes that are no text, for Statement::bind.
struct Blob {
  std::string_view bytes;
};

/// One prepared statement over a Database. Values are bound by position, in the order of the
/// question marks; columns are read by position from 0. Errors are of the family Error.
///
///     Statement query(database, "select name from rater where id = ?");
///     query.bind(7);
///     while (query.step()) names.push_back(query.text(0));
class Statement {
 public:
  Statement(Database& database, const std::string& sql);

  /// Binds all parameters: integers, doubles, texts, and std::optional of them (null where empty).
  /// Texts are copied, unless they are given as StableText.
  /// A statement that ran before is made ready again.
  template <typename... Values>
  Statement& bind(const Values&... values) {
    reset();
    bound_ = 0;
    return bind_more(values...);
  }

  /// Binds the parameters behind those that are bound already, for a statement that inserts many
  /// rows.
  template <typename... Values>
  Statement& bind_more(const Values&... values) {
    (bind_one(++bound_, values), ...);
    return *this;
  }

  /// Goes to the next row. @return whether there is one
  bool step();

  /// Runs a statement that returns no row. @return the number of rows it changed
  std::int64_t run();

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double number(int column) const;
  [[nodiscard]] std::string text(int column) const { return std::string(view(column)); }
  /// Valid until the next step.
  [[nodiscard]] std::string_view view(int column) const;
  [[nodiscard]] std::optional<std::string> optional_text(int column) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
  /// The bytes of a blob; valid until the next step.
  [[nodiscard]] std::string_view blob(int column) const;

 private:
  void reset();
  void bind_one(int position, std::int64_t value);
  void bind_one(int position, int value) { bind_one(position, std::int64_t{value}); }
  void bind_one(int position, std::uint64_t value) {
    bind_one(position, static_cast<std::int64_t>(value));
  }
  void bind_one(int position, bool value) { bind_one(position, std::int64_t{value ? 1 : 0}); }
  void bind_one(int position, double value);
  void bind_one(int position, std::string_view value);
  void bind_one(int position, StableText value);
  void bind_one(int position, const char* value) { bind_one(position, std::string_view(value)); }
  void bind_one(int position, const Blob& value);
  void bind_null(int position);

  template <typename Value>
  void bind_one(int position, const std::optional<Value>& value) {
    if (value) {
      bind_one(position, *value);
    } else {
      bind_null(position);
    }
  }

  Database* database_;
  int bound_ = 0;  ///< how many parameters are bound
  // SQLiteCpp reads columns through a member that is not const although it changes nothing.
  mutable SQLite::Statement statement_;
};

}  // namespace faultline::data
