#include "data/xlsx.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "support/temporary_folder.h"
#include "support/workbook_builder.h"

namespace faultline::data {

namespace {

using test::WorkbookBuilder;

Sheet read(const WorkbookBuilder& builder, std::string_view sheet = "Data") {
  const test::TemporaryFolder folder;
  return Workbook::open(builder.write(folder.path() / "book.xlsx")).read_sheet(sheet);
}

Sheet read_rows(std::string_view rows_xml) { return read(WorkbookBuilder().rows(rows_xml)); }

const Cell& at(const Sheet& sheet, std::string_view reference) {
  return sheet.cell(parse_cell_reference(reference).value());
}

void check_cell(const Sheet& sheet, std::string_view reference, CellKind kind,
                std::string_view text) {
  CAPTURE(reference);
  CHECK(at(sheet, reference).kind == kind);
  CHECK(at(sheet, reference).text == text);
}

}  // namespace

TEST_CASE("cells are read with their kinds and texts") {
  const Sheet sheet =
      read(WorkbookBuilder()
               .strings("<si><t>first</t></si><si><t xml:space=\"preserve\"> </t></si>")
               .rows(R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>)"
                     R"(<c r="C1" t="inlineStr"><is><t>a &lt; b&#10;c</t></is></c>)"
                     R"(<c r="D1" t="str"><f>A1&amp;"x"</f><v>firstx</v></c>)"
                     R"(<c r="E1" t="b"><v>1</v></c><c r="F1" t="b"><v>0</v></c>)"
                     R"(<c r="G1" t="e"><f>NA()</f><v>#N/A</v></c>)"
                     R"(<c r="H1" t="d"><v>2024-09-16T08:30:00</v></c></row>)"));

  check_cell(sheet, "A1", CellKind::kText, "first");
  check_cell(sheet, "B1", CellKind::kText, " ");
  check_cell(sheet, "C1", CellKind::kText, "a < b\nc");
  check_cell(sheet, "D1", CellKind::kText, "firstx");
  check_cell(sheet, "E1", CellKind::kBoolean, "TRUE");
  check_cell(sheet, "F1", CellKind::kBoolean, "FALSE");
  check_cell(sheet, "G1", CellKind::kError, "#N/A");
  check_cell(sheet, "H1", CellKind::kDate, "2024-09-16T08:30:00");
}

TEST_CASE("numbers have their shortest text") {
  const Sheet sheet = read_rows(
      R"(<row><c><v>2.0</v></c><c><v>0.5</v></c><c t="n"><v>1E5</v></c><c><v>-123456789</v></c>)"
      R"(<c><v>0.10000000000000001</v></c><c><v>1E-3</v></c></row>)");

  check_cell(sheet, "A1", CellKind::kNumber, "2");
  check_cell(sheet, "B1", CellKind::kNumber, "0.5");
  check_cell(sheet, "C1", CellKind::kNumber, "100000");
  check_cell(sheet, "D1", CellKind::kNumber, "-123456789");
  check_cell(sheet, "E1", CellKind::kNumber, "0.1");
  check_cell(sheet, "F1", CellKind::kNumber, "0.001");
}

TEST_CASE("rich text is the text of its runs without phonetic guides and with its escapes read") {
  const Sheet sheet = read(
      WorkbookBuilder()
          .strings("<si><r><t>one </t></r><r><rPr><b/></rPr><t>two</t></r>"
                   "<rPh sb=\"0\" eb=\"1\"><t>guide</t></rPh></si>"
                   "<si><t>a_x000D_b_x005F_x000D_c_xD800_d_x00E9__x20AC__x00</t></si>"
                   "<si><t>x<![CDATA[<y>]]><!-- no -->z</t></si>")
          .rows(R"(<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>)"));

  check_cell(sheet, "A1", CellKind::kText, "one two");
  check_cell(sheet, "B1", CellKind::kText, "a\rb_x000D_c_xD800_d\xC3\xA9\xE2\x82\xAC_x00");
  check_cell(sheet, "C1", CellKind::kText, "x<y>z");
}

TEST_CASE("numbers are dates where the style's number format shows one") {
  const std::string styles =
      R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>)"
      R"(<numFmt numFmtId="165" formatCode="0 &quot;days&quot;"/></numFmts>)"
      R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>)"
      R"(</cellXfs></styleSheet>)";
  WorkbookBuilder builder;
  builder.part("xl/styles.xml", styles)
      .rows(R"(<row><c s="0"><v>45551</v></c><c s="1"><v>45551</v></c><c s="2"><v>45551.5</v></c>)"
            R"(<c s="3"><v>45551</v></c><c s="1"><v>-1</v></c><c s="99"><v>1</v></c></row>)");

  SUBCASE("counted from 1900") {
    const Sheet sheet = read(builder);

    check_cell(sheet, "A1", CellKind::kNumber, "45551");
    check_cell(sheet, "B1", CellKind::kDate, "2024-09-16");
    check_cell(sheet, "C1", CellKind::kDate, "2024-09-16T12:00:00");
    check_cell(sheet, "D1", CellKind::kNumber, "45551");
    check_cell(sheet, "E1", CellKind::kNumber, "-1");
    check_cell(sheet, "F1", CellKind::kNumber, "1");
  }
  SUBCASE("counted from 1904") {
    const Sheet sheet =
        read(builder.part("xl/workbook.xml", WorkbookBuilder::workbook(
                                                 R"(<sheet name="Data" sheetId="1" r:id="rId1"/>)",
                                                 R"(<workbookPr date1904="1"/>)")));

    check_cell(sheet, "B1", CellKind::kDate, "2028-09-17");
  }
}

TEST_CASE("a formula without a stored result is an empty cell that says so") {
  const Sheet sheet =
      read_rows(R"(<row><c><f>1+1</f></c><c><f>1+1</f><v/></c><c><f>1+1</f><v>2</v></c>)"
                R"(<c t="str"><f>""</f><v></v></c></row>)");

  CHECK(at(sheet, "A1").kind == CellKind::kEmpty);
  CHECK(at(sheet, "A1").is_formula_without_result);
  CHECK(at(sheet, "B1").is_formula_without_result);
  CHECK_FALSE(at(sheet, "C1").is_formula_without_result);
  CHECK_FALSE(at(sheet, "D1").is_formula_without_result);
  CHECK(sheet.rows.front().entries.size() == 3);
}

TEST_CASE("empty cells and rows take no place, up to the last cell that a sheet can have") {
  const Sheet sheet =
      read_rows(R"(<row r="2"><c r="A2" s="1"/><c r="C2"><v>1</v></c><c r="D2"/></row><row r="5"/>)"
                R"(<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>)");

  REQUIRE(sheet.rows.size() == 2);
  CHECK(sheet.rows[0].number == 2);
  CHECK(sheet.rows[0].entries.size() == 1);
  CHECK(sheet.rows[1].entries.size() == 1);
  check_cell(sheet, "C2", CellKind::kNumber, "1");
  check_cell(sheet, "XFD1048576", CellKind::kNumber, "2");
  check_cell(sheet, "A2", CellKind::kEmpty, "");
  check_cell(sheet, "B3", CellKind::kEmpty, "");
}

TEST_CASE("rows and cells that do not say where they are follow the one before") {
  const Sheet sheet = read_rows(
      R"(<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c>)"
      R"(</row><row><c><v>5</v></c></row>)");

  check_cell(sheet, "B1", CellKind::kNumber, "2");
  check_cell(sheet, "D4", CellKind::kNumber, "4");
  check_cell(sheet, "A5", CellKind::kNumber, "5");
}

TEST_CASE("sheets are found through the workbook's links, in the order of the tabs") {
  WorkbookBuilder builder;
  builder
      .part("xl/workbook.xml",
            WorkbookBuilder::workbook(R"(<sheet name="Z" sheetId="9" r:id="b"/>)"
                                      R"(<sheet name="Chart" sheetId="3" r:id="c"/>)"
                                      R"(<sheet name="A" sheetId="1" state="hidden" r:id="a"/>)"))
      .part("xl/_rels/workbook.xml.rels",
            WorkbookBuilder::links(
                WorkbookBuilder::link("a", "worksheet", "/xl/worksheets/sheet1.xml") +
                WorkbookBuilder::link("c", "chartsheet", "chartsheets/sheet1.xml") +
                WorkbookBuilder::link("b", "worksheet", "./other/../Sheets/second.xml")))
      .part("xl/sheets/second.xml",
            "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>")
      .rows("<row><c><v>1</v></c></row>");
  const test::TemporaryFolder folder;

  Workbook workbook = Workbook::open(builder.write(folder.path() / "book.xlsx"));

  CHECK(workbook.sheet_names() == std::vector<std::string>{"Z", "A"});
  check_cell(workbook.read_sheet("Z"), "A1", CellKind::kNumber, "2");
  check_cell(workbook.read_sheet("A"), "A1", CellKind::kNumber, "1");
}

TEST_CASE("prefixed names and the namespaces of the strict form are read like any other") {
  const std::string strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
  WorkbookBuilder builder;
  builder
      .part("_rels/.rels", R"(<p:Relationships><p:Relationship Id="r" Type=")" + strict +
                               R"(/officeDocument" Target="book.xml"/></p:Relationships>)")
      .part("book.xml",
            "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheets>"
            "<x:sheet name=\"S\" sheetId=\"1\" rel:id=\"s\"/></x:sheets></x:workbook>")
      .part("_rels/book.xml.rels", R"(<Relationships><Relationship Id="s" Type=")" + strict +
                                       R"(/worksheet" Target="s.xml"/></Relationships>)")
      .part("s.xml",
            "<x:worksheet><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:r><x:t>yes</x:t></x:r>"
            "</x:is></x:c></x:row></x:sheetData></x:worksheet>");

  check_cell(read(builder, "S"), "A1", CellKind::kText, "yes");
}

TEST_CASE("a workbook without shared texts and styles is read") {
  WorkbookBuilder builder;
  builder.without("xl/sharedStrings.xml")
      .without("xl/styles.xml")
      .part("xl/_rels/workbook.xml.rels", WorkbookBuilder::links(WorkbookBuilder::link(
                                              "rId1", "worksheet", "worksheets/sheet1.xml")))
      .rows(R"(<row><c s="3"><v>1</v></c></row>)");

  check_cell(read(builder), "A1", CellKind::kNumber, "1");
}

TEST_CASE("an unknown sheet is reported with the nearest name and all names") {
  const test::TemporaryFolder folder;
  Workbook workbook = Workbook::open(WorkbookBuilder().write(folder.path() / "book.xlsx"));

  try {
    (void)workbook.read_sheet("data");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.message() == "the workbook has no sheet 'data'");
    CHECK(error.reasons() == std::vector<std::string>{"its sheets are: Data"});
    CHECK(error.advice() == std::vector<std::string>{"the nearest name is 'Data'"});
  }
}

TEST_CASE("the published sheets of labels are read whole") {
  const std::filesystem::path path =
      std::filesystem::path(FAULTLINE_SHARED_DIR) / "replication/FailureAnalysis.xlsx";
  if (!std::filesystem::exists(path)) {
    std::cout << "skipped: the replication package is not there\n";
    return;
  }

  Workbook workbook = Workbook::open(path);

  CHECK(workbook.sheet_names() ==
        std::vector<std::string>{"PyTorch", "tf2onnx", "PT Drift Testing", "TF Drift Testing"});
  for (const char* name : {"PyTorch", "tf2onnx"}) {
    const Sheet sheet = workbook.read_sheet(name);
    std::size_t issues = 0;
    for (const SheetRow& row : sheet.rows) {
      if (row.cell(2).text.find("/issues/") != std::string::npos) ++issues;
    }
    CHECK(issues == 100);
  }
}

TEST_CASE("the published survey is read whole") {
  const std::filesystem::path path =
      std::filesystem::path(FAULTLINE_SHARED_DIR) / "replication/interopSurvey.xlsx";
  if (!std::filesystem::exists(path)) {
    std::cout << "skipped: the replication package is not there\n";
    return;
  }

  const Sheet sheet = Workbook::open(path).read_sheet("Sheet1");

  CHECK(sheet.rows.size() == 94);
  check_cell(sheet, "A1", CellKind::kText, "Q52");
  CHECK(at(sheet, "AE1").kind == CellKind::kText);
}

}  // namespace faultline::data
