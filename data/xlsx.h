#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/office_package.h"
#include "data/sheet.h"
#include "data/sheet_reader.h"

namespace faultline::data {

/// A workbook (.xlsx) of unknown origin, open for reading. Formulas are read as the results that
/// were stored with them. Sheets that are only a chart are left out. The limits of ZipArchive,
/// OfficePackage and kLargestSheetText hold, so that no file takes more memory than they allow.
/// Source: ECMA-376 part 1, 18 (SpreadsheetML), in its transitional and its strict form.
class Workbook {
 public:
  /// @throws Error (input) that names the file and says what is wrong with it, for everything that
  /// is
  ///         no sound workbook: missing, another format, encrypted, damaged, hostile
  [[nodiscard]] static Workbook open(const std::filesystem::path& path);

  /// In the order of the tabs, hidden ones included; no name occurs twice.
  [[nodiscard]] std::vector<std::string> sheet_names() const;

  /// @param name  one of sheet_names()
  /// @throws Error (input) where there is no such sheet, with the nearest name; where the sheet is
  ///         damaged, with the cell
  [[nodiscard]] Sheet read_sheet(std::string_view name);

 private:
  struct SheetPart {
    std::string name;
    std::string part;
  };

  explicit Workbook(OfficePackage package) : package_(std::move(package)) {}
  void read_workbook(const std::string& part);
  void read_sheet_list(const pugi::xml_node& sheets, const std::string& workbook_part,
                       const std::vector<Relationship>& relationships);
  void read_shared_strings(const std::string& part);
  void read_styles(const std::string& part);

  OfficePackage package_;
  std::vector<SheetPart> sheets_;
  SharedContent shared_;
};

}  // namespace faultline::data
