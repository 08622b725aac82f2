#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/table.h"

namespace faultline::reports {

/// Numbers for a paper's text, taken from the same object as its tables: LaTeX macros, so that text
/// and tables cannot disagree.

/// One number as it is printed.
struct NamedNumber {
  std::string id;       ///< parts separated by points: "stage.node-conversion.share"
  std::string text;     ///< plain text, "74%"; escaped when it is written
  std::string comment;  ///< what it is, for who reads the file; may be empty
};

/// The numbers of a table, row by row: for each row that its first column names and each column of
/// numbers, "<table>.<row>.<column>", where the row is named by its second column too if others
/// have the same first. A column of estimates gives three: "...share", "...share_low" and
/// "...share_high". Numbers that are missing are named too, as "n/a", so that a paper that mentions
/// them still compiles.
[[nodiscard]] std::vector<NamedNumber> named_numbers(const Table& table);

/// The name of the macro for an id, without its backslash: words at everything that is no ASCII
/// letter or digit, each with a capital, and digits spelled out, since TeX's names hold only
/// letters: "outcomes.tf2onnx.total" is OutcomesTfTwoOnnxTotal. Characters beyond ASCII are spelled
/// by their code point.
[[nodiscard]] std::string macro_name(std::string_view id);

/// The file numbers.tex: one `\newcommand` for each number, in the order given.
///
/// A macro never takes the place of one that LaTeX or a package has: \newcommand refuses those.
/// Such clashes are unlikely, since ids have several parts, so that every name has several capitals
/// and begins with the name of a table.
/// @throws Error (input) naming all ids that give the same macro, or none
[[nodiscard]] std::string write_numbers(std::span<const NamedNumber> numbers);

}  // namespace faultline::reports
