#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "data/csv.h"
#include "data/xlsx.h"
#include "fuzz/read_or_refuse.h"
#include "fuzz/readers.h"
#include "fuzz/spare_study.h"
#include "support/workbook_builder.h"
#include "survey/response_sheet.h"
#include "taxonomy/label_sheet.h"

namespace faultline::test {

namespace {

std::vector<std::string> fields_of(const data::CsvRow& row) {
  std::vector<std::string> fields;
  for (std::size_t column = 0; column < row.size(); ++column) fields.emplace_back(row[column]);
  return fields;
}

std::string written(const data::CsvTable& table) {
  std::string text;
  data::append_csv_row(text, table.header());
  for (const data::CsvRow row : table) data::append_csv_row(text, fields_of(row));
  return text;
}

bool same(const data::CsvTable& a, const data::CsvTable& b) {
  if (a.header() != b.header() || a.row_count() != b.row_count()) return false;
  for (std::size_t i = 0; i < a.row_count(); ++i) {
    if (fields_of(a.row(i)) != fields_of(b.row(i))) return false;
  }
  return true;
}

/// The part that an input's first byte stands for.
std::string part_of(char digit) {
  constexpr std::array kParts{
      "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",       "xl/styles.xml",
      "xl/workbook.xml",          "xl/_rels/workbook.xml.rels", "_rels/.rels"};
  return kParts.at(static_cast<std::size_t>(digit - '0'));
}

WorkbookBuilder sound_workbook() {
  WorkbookBuilder workbook;
  workbook.stored().strings("<si><t>issue</t></si><si><r><t>sta</t></r><r><t>ge</t></r></si>");
  workbook.part(
      "xl/styles.xml",
      R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)");
  return workbook.rows(
      R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)"
      R"(<row r="2"><c r="A2"><v>7</v></c><c r="B2" s="1"><v>45000.5</v></c></row>)");
}

}  // namespace

void read_csv(std::string_view bytes) {
  for (const std::optional<char> delimiter : {std::optional<char>(), std::optional<char>(';')}) {
    read_or_refuse([&] {
      const data::CsvTable table = data::parse_csv(bytes, "fuzz.csv", delimiter);
      const std::string text = written(table);
      must_hold(same(data::parse_csv(text, "again.csv"), table), "a written table reads the same");
    });
  }
  const std::string text(bytes);
  must_hold(data::unprotect_from_formulas(data::protect_from_formulas(text)) == text,
            "a protected text comes back");
}

void read_spreadsheet(std::string_view bytes) {
  static const InputFile file("fuzz.xlsx");
  if (!bytes.empty() && bytes.front() >= '0' && bytes.front() <= '5') {
    WorkbookBuilder workbook = sound_workbook();
    static_cast<void>(
        workbook.part(part_of(bytes.front()), std::string(bytes.substr(1))).write(file.path()));
  } else {
    file.write(bytes);
  }
  read_or_refuse([&] {
    data::Workbook workbook = data::Workbook::open(file.path());
    for (const std::string& name : workbook.sheet_names()) {
      read_or_refuse([&] {
        const data::Sheet sheet = workbook.read_sheet(name);
        must_hold(std::ranges::is_sorted(sheet.rows, {}, &data::SheetRow::number),
                  "rows are in order");
      });
    }
  });
  read_or_refuse([&] {
    const auto sheet = taxonomy::open_label_sheet(file.path(), {}, "A1:C9,E1:F9");
    for (std::size_t row = 0; row < sheet->row_count(); ++row) {
      for (std::size_t column = 0; column < sheet->headings().size(); ++column) {
        static_cast<void>(sheet->cell(row, column));
        static_cast<void>(sheet->column_name(column));
      }
    }
  });
  read_or_refuse([&] {
    static_cast<void>(survey::ResponseSheet::open(
        file.path(), {}, [](std::string_view heading) { return heading == "issue"; }));
  });
}

}  // namespace faultline::test
