#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "data/sheet.h"
#include "data/spreadsheet_date.h"

namespace faultline::data {

/// The texts of one sheet may have so many bytes together: without this bound, a small workbook
/// could repeat one long text in every cell until memory is full.
inline constexpr std::size_t kLargestSheetText = std::size_t{128} << 20U;

/// What the cells of all sheets of a workbook refer to.
struct SharedContent {
  std::vector<std::string> strings;    ///< UTF-8
  std::vector<bool> style_shows_date;  ///< by the number of the cell's style
  DateSystem date_system = DateSystem::k1900;
};

/// Reads the XML of a worksheet (ECMA-376 part 1, 18.3).
/// @param file  what errors call the workbook
/// @throws Error (input) that names the sheet and the cell: for places that do not exist, occur
/// twice
///         or are out of order; for values that are not of the cell's type; for references to
///         shared strings that do not exist; and for more than kLargestSheetText
[[nodiscard]] Sheet read_worksheet(const pugi::xml_document& document, const std::string& name,
                                   const SharedContent& shared, const std::string& file);

/// The text of a shared or inline string: its plain text and the runs of its rich text, without
/// phonetic guides, and with the escapes (_x000D_) that stand for characters that XML cannot hold.
/// Source: ECMA-376 part 1, 18.4.8 (si), 22.9.2.19 (ST_Xstring).
[[nodiscard]] std::string rich_text(const pugi::xml_node& node);

}  // namespace faultline::data
