#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "data/codebook.h"
#include "taxonomy/exchange/exchange_items.h"

namespace faultline::taxonomy {

/// The sheet of a coding workbook on which the labels are.
inline constexpr std::string_view kCodingSheet = "coding sheet";

/// Writes a spreadsheet (.xlsx) to label in, which import_labels reads. Its sheet "coding sheet"
/// has a row for each issue and rater who labelled it, one for an issue that nobody labelled; and
/// for each dimension the columns `ID`, with a list of the codes to choose from, `ID confidence`,
/// `ID memo` and `ID evidence`. Its sheet "codes" holds the codes with their definitions.
///
/// The same items give the same bytes. Texts of foreign origin are cells of text that begin as no
/// formula does, also where the sheet is saved as CSV. When a label was made, with which version of
/// the codebook, and whether suggestions were shown, finds no place in it.
/// Source: ECMA-376 part 1, 18 (SpreadsheetML), as libxlsxwriter writes it.
///
/// @param rater  stands in the rows of issues that nobody labelled; may be empty
/// @throws Error (input) where a text is longer than a cell may be (32,767 characters); (failure)
///         where the file cannot be written
void write_coding_workbook(const std::filesystem::path& path,
                           const std::vector<ExchangeItem>& items, const data::Codebook& codebook,
                           std::string_view rater);

}  // namespace faultline::taxonomy
