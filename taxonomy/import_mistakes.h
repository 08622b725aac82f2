#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::taxonomy {

/// Collects what is wrong with a file that is imported, so that all of it is told at once.
class ImportMistakes {
 public:
  /// @param row_noun  what a row is called: "row", or "task" where rows are no lines of the file
  explicit ImportMistakes(std::string file, std::string row_noun = "row")
      : file_(std::move(file)), row_noun_(std::move(row_noun)) {}

  /// @param row     line or row of the file, from 1
  /// @param column  the column's name; empty where the whole row is meant
  void add(std::size_t row, std::string_view column, std::string_view what);

  [[nodiscard]] const std::string& row_noun() const { return row_noun_; }
  [[nodiscard]] std::size_t count() const { return mistakes_.size(); }

  /// @param rows  how many rows were read
  /// @throws Error (input) with one reason per mistake, by row, if there is any
  void throw_if_any(std::int64_t rows) const;

 private:
  [[nodiscard]] bool rows_are_lines() const { return row_noun_ == "row"; }

  struct Mistake {
    std::size_t row;
    std::string text;
  };

  std::string file_;
  std::string row_noun_;
  std::vector<Mistake> mistakes_;
};

}  // namespace faultline::taxonomy
