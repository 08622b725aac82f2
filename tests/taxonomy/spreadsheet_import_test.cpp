#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/file.h"
#include "data/labels.h"
#include "support/published_study.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"
#include "support/workbook_builder.h"
#include "taxonomy/label_import.h"

namespace faultline::taxonomy {

namespace {

using test::says;
using test::StudyFixture;
using test::WorkbookBuilder;
using Texts = std::vector<std::string>;
using Optional = std::optional<std::string>;

/// A row of a sheet: each text becomes a cell; an empty one is left out, "#N/A" is that error, and
/// digits are a number.
std::string row(int number, const Texts& cells) {
  std::string xml = "<row r=\"" + std::to_string(number) + "\">";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& text = cells[i];
    const std::string place =
        " r=\"" + std::string(1, static_cast<char>('A' + i)) + std::to_string(number) + "\"";
    if (text.empty()) continue;
    if (text == "#N/A") {
      xml += "<c" + place + " t=\"e\"><v>#N/A</v></c>";
    } else if (text.find_first_not_of("0123456789") == std::string::npos) {
      xml += "<c" + place + "><v>" + text + "</v></c>";
    } else {
      xml += "<c" + place + " t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }
  }
  return xml + "</row>";
}

struct SheetStudy : StudyFixture {
  SheetStudy() : StudyFixture(test::builtin_codebook()) {}

  LabelImport import_rows(const std::string& rows_xml, const std::string& rater = "ana",
                          const Optional& range = {}) {
    const std::filesystem::path file =
        WorkbookBuilder().rows(rows_xml).write(folder.path() / "sheet.xlsx");
    return import_labels(database, codebook, *open_label_sheet(file, {}, range), "sheet.xlsx",
                         {.rater = rater, .repository = {}}, test::kNow);
  }

  std::string current() {
    std::string told;
    data::for_each_label(database, {.current_only = true}, [&](const data::Label& label) {
      told += std::to_string(label.issue) + " " + label.rater + " " + label.code + "; ";
    });
    return told;
  }

  test::TemporaryFolder folder;
};

const Texts kHeadings{"URL", "Component", "Type", "Type by number", "Incomp. Type"};

std::string url(int number) {
  return "https://github.com/pytorch/pytorch/issues/" + std::to_string(number);
}

}  // namespace

TEST_CASE("a coding sheet is read, empty cells and #N/A are no labels") {
  SheetStudy study;

  const LabelImport done = study.import_rows(
      row(1, kHeadings) +
      row(2, {url(1), "Node Transformation", "Incompatibility", "2", "External"}) +
      row(3, {url(2), "#N/A", "Typo", "11"}) + row(5, {url(3), "", "#N/A", "#N/A", "#N/A"}) +
      row(6, {url(4), "Graph Optimization"}));

  CHECK(done.rows == 3);
  CHECK(done.rows_without_code == 1);
  CHECK(study.current() ==
        "1 ana node-conversion; 1 ana incompatibility/external; 2 ana typo; 4 ana optimization; ");
}

TEST_CASE("a name and a number that disagree are refused with the spreadsheet's row") {
  SheetStudy study;

  const Error error = test::thrown_error([&] {
    return study.import_rows(row(1, kHeadings) + row(4, {url(1), "", "Typo", "12"}));
  });

  CHECK(error.reasons() ==
        Texts{"row 4, column Type by number: '12' is the code other, but another "
              "column of the row says typo"});
  CHECK(study.current().empty());
}

TEST_CASE("two raters side by side are imported one after the other by their ranges") {
  SheetStudy study;
  const std::string rows = row(1, {"", "Ana", "", "Ben"}) +
                           row(2, {"URL", "Component", "Type", "Component", "Type"}) +
                           row(3, {url(1), "Tracer", "Typo", "Optimizer", "Typo"}) +
                           row(4, {url(2), "Export", "Testing", "", "Others"});

  study.import_rows(rows, "ana", "A2:C4");
  study.import_rows(rows, "ben", "A2:A4,D2:E4");

  CHECK(study.current() ==
        "1 ana load-model; 1 ana typo; 1 ben optimization; 1 ben typo; "
        "2 ana export; 2 ana testing; 2 ben other; ");
  const Error error = test::thrown_error([&] { return study.import_rows(rows, "ana", "A2:E4"); });
  CHECK(error.message() == "two columns hold the same: 'Component' and 'Component'");
  CHECK(says(error, "import one after the other with --range"));
}

TEST_CASE("a column with cells but no heading is told of by its letter") {
  SheetStudy study;

  const LabelImport done =
      study.import_rows(row(1, {"URL", "Component"}) + row(2, {url(1), "Export", "note"}));

  CHECK(done.ignored_columns == Texts{"column C"});
}

TEST_CASE("a formula that was never computed is no code") {
  SheetStudy study;

  const Error error = test::thrown_error([&] {
    return study.import_rows(row(1, {"URL", "Component"}) +
                             "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>" + url(1) +
                             "</t></is></c><c r=\"B2\"><f>A1</f></c></row>");
  });

  CHECK(says(error, "'(formula without a stored result)' is not a code"));
}

TEST_CASE("a workbook with several sheets asks for one of them, a CSV file for none") {
  const test::TemporaryFolder folder;
  const std::filesystem::path book =
      WorkbookBuilder()
          .part("xl/workbook.xml",
                WorkbookBuilder::workbook(R"(<sheet name="Data" sheetId="1" r:id="rId1"/>)"
                                          R"(<sheet name="More" sheetId="2" r:id="rId1"/>)"))
          .rows(row(1, {"URL", "Component"}) + row(2, {url(1), "Export"}))
          .write(folder.path() / "book.xlsx");
  write_file(folder.path() / "l.csv", "issue,stage\n1,export\n");

  CHECK(says(test::thrown_error([&] { return open_label_sheet(book, {}, {}); }),
             "choose one with --sheet: Data, More"));
  CHECK(open_label_sheet(book, "Data", {})->row_count() == 1);
  CHECK_THROWS_AS(static_cast<void>(open_label_sheet(book, "Dtaa", {})), Error);
  CHECK(open_label_sheet(folder.path() / "l.csv", {}, {})->row_count() == 1);
  CHECK(says(test::thrown_error([&] { return open_label_sheet(folder.path() / "l.csv", "x", {}); }),
             "for spreadsheets"));
  CHECK(says(
      test::thrown_error([&] { return open_label_sheet(folder.path() / "l.csv", {}, "A1:B2"); }),
      "for spreadsheets"));
}

TEST_CASE("a sheet counts rows and names columns as its file does") {
  const auto sheet = csv_label_sheet("issue,memo\n1,\"a\nb\"\n2,c\n", "l.csv");

  CHECK(sheet->headings() == Texts{"issue", "memo"});
  CHECK(sheet->row_count() == 2);
  CHECK(sheet->row_number(0) == 2);
  CHECK(sheet->row_number(1) == 4);
  CHECK(sheet->cell(0, 1) == "a\nb");
  CHECK(sheet->column_name(1) == "memo");
}

}  // namespace faultline::taxonomy
