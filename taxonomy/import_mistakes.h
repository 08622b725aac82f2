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
  explicit ImportMistakes(std::string file) : file_(std::move(file)) {}

  /// @param row     line or row of the file, from 1
  /// @param column  the column's name; empty where the whole row is meant
  void add(std::size_t row, std::string_view column, std::string_view what);

  [[nodiscard]] std::size_t count() const { return mistakes_.size(); }

  /// @param rows  how many rows were read
  /// @throws Error (input) with one reason per mistake, by row, if there is any
  void throw_if_any(std::int64_t rows) const;

 private:
  struct Mistake {
    std::size_t row;
    std::string text;
  };

  std::string file_;
  std::vector<Mistake> mistakes_;
};

}  // namespace faultline::taxonomy
