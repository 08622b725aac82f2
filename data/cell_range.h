#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::data {

/// Names of cells as spreadsheets write them: columns "A" to "XFD", cells "B7", ranges "A2:D11".

/// The largest sheet that Excel and the formats made for it allow.
inline constexpr std::size_t kMostRows = 1'048'576;
inline constexpr std::size_t kMostColumns = 16'384;

/// One cell's place on a sheet.
struct CellReference {
  std::size_t row = 1;     ///< from 1, as it is shown
  std::size_t column = 0;  ///< from 0: "A" is 0

  bool operator==(const CellReference&) const = default;
};

/// All cells of a rectangle, its corners included.
struct CellRange {
  CellReference first;  ///< top left
  CellReference last;   ///< bottom right

  [[nodiscard]] bool contains(const CellReference& cell) const;
  bool operator==(const CellRange&) const = default;
};

/// "A" for 0, "Z" for 25, "AA" for 26, "XFD" for 16383.
/// @param column  from 0; may lie beyond the last column of a sheet
[[nodiscard]] std::string column_name(std::size_t column);

/// "B7".
[[nodiscard]] std::string to_string(const CellReference& cell);

/// Reads "B7", also "$B$7" and "b7". No value for anything else and for cells beyond kMostRows or
/// kMostColumns.
[[nodiscard]] std::optional<CellReference> parse_cell_reference(std::string_view text);

/// Reads a range or several with commas between them: "A2:D11", "A2:D11,J2:N11". A cell alone is a
/// range; corners may be given in any order.
/// @return at least one range, in the order given
/// @throws Error (input) that quotes the part that is no range
[[nodiscard]] std::vector<CellRange> parse_cell_ranges(std::string_view text);

}  // namespace faultline::data
