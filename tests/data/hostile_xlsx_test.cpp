#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "data/xlsx.h"
#include "data/zip_archive.h"
#include "support/temporary_folder.h"
#include "support/workbook_builder.h"

namespace faultline::data {

namespace {

using test::WorkbookBuilder;

/// The first reason of the error that reading a workbook and all its sheets gives; it must name the
/// file and say what to do.
std::string refusal(const std::filesystem::path& path) {
  try {
    Workbook workbook = Workbook::open(path);
    for (const std::string& name : workbook.sheet_names()) (void)workbook.read_sheet(name);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kInput);
    CHECK(error.place().value().file == path.string());
    CHECK_FALSE(error.advice().empty());
    return error.reasons().empty() ? error.message() : error.reasons().front();
  }
  return "";
}

std::string refusal(const WorkbookBuilder& builder) {
  const test::TemporaryFolder folder;
  return refusal(builder.write(folder.path() / "book.xlsx"));
}

std::string refusal_of_rows(std::string_view rows_xml) {
  return refusal(WorkbookBuilder().rows(rows_xml));
}

std::string refusal_of_file(std::string_view content) {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "book.xlsx", content);
  return refusal(folder.path() / "book.xlsx");
}

}  // namespace

TEST_CASE("a file that is no workbook is refused by what it is") {
  CHECK(refusal_of_file("") == "it is empty");
  CHECK(refusal_of_file("a,b\n1,2\n") == "it does not begin as a zip archive does");
  CHECK(refusal_of_file("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...") ==
        "it is an old .xls workbook, or one that is protected by a password");
  CHECK(refusal(WorkbookBuilder().without("_rels/.rels")) ==
        "it is a zip archive, but no Office file");
  CHECK(refusal(WorkbookBuilder().part("xl/workbook.xml", "<w:document/>")) ==
        "it holds an Office 'w:document'");
  CHECK(refusal(std::filesystem::path("/no/such/book.xlsx")) == "there is no such file");
  CHECK(refusal(std::filesystem::temp_directory_path()) == "it is not a file");
}

TEST_CASE("a truncated archive is refused wherever it breaks off") {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "book.xlsx";
  const std::string whole = read_file(WorkbookBuilder().write(path));
  REQUIRE(refusal(path).empty());

  for (std::size_t size = 0; size < whole.size(); size += 7) {
    write_file(path, std::string_view(whole).substr(0, size));

    CHECK_FALSE(refusal(path).empty());
  }
}

TEST_CASE("a flipped byte gives a workbook or a refusal, never anything else") {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "book.xlsx";
  WorkbookBuilder builder;
  builder.strings("<si><t>text</t></si>").rows("<row><c t=\"s\"><v>0</v></c></row>");
  SUBCASE("in packed parts") {}
  SUBCASE("in parts as they are") { builder.stored(); }
  const std::string whole = read_file(builder.write(path));
  Random random(4);

  for (int round = 0; round < 300; ++round) {
    std::string flipped = whole;
    flipped[random.below(flipped.size())] = static_cast<char>(random.below(256));
    write_file(path, flipped);

    CHECK_NOTHROW((void)refusal(path));
  }
}

TEST_CASE("an encrypted archive is refused") {
  const test::TemporaryFolder folder;

  CHECK(refusal(WorkbookBuilder().write(folder.path() / "book.xlsx", "secret")) ==
        "its part '_rels/.rels' needs a password");
}

TEST_CASE("a part that unpacks to more than 200 times its size is refused") {
  CHECK(refusal(WorkbookBuilder().strings(std::string(5'000'000, ' ')))
            .starts_with("'xl/sharedStrings.xml' would grow from "));
}

TEST_CASE("a part that unpacks to another size than the archive claims is refused") {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "book.xlsx";
  const std::string whole = read_file(WorkbookBuilder().rows(std::string(500, ' ')).write(path));
  constexpr std::size_t kSizeInDirectoryEntry = 24;
  constexpr std::string_view kDirectoryEntry = "PK\x01\x02";

  for (const int claimed : {1, 255}) {
    std::string lying = whole;
    for (std::size_t entry = lying.find(kDirectoryEntry); entry != std::string::npos;
         entry = lying.find(kDirectoryEntry, entry + 1)) {
      lying[entry + kSizeInDirectoryEntry] = static_cast<char>(claimed);
    }
    write_file(path, lying);

    CHECK_FALSE(refusal(path).empty());
  }
}

TEST_CASE("an archive is held to its limits of entries and of bytes over all that is read") {
  const test::TemporaryFolder folder;
  const std::filesystem::path path =
      WorkbookBuilder().part("big", std::string(1000, 'a')).write(folder.path() / "book.xlsx");

  CHECK_THROWS_WITH_AS(ZipArchive(path, {.entries = 6}), "the workbook has too many parts", Error);
  CHECK_NOTHROW(ZipArchive(path, {.entries = 7}));

  ZipArchive archive(path, {.unpacked = 1999});
  CHECK(archive.read("big").size() == 1000);
  CHECK_THROWS_WITH_AS((void)archive.read("big"), "the workbook is too large", Error);
}

TEST_CASE("missing parts are named") {
  CHECK(refusal(WorkbookBuilder().without("xl/workbook.xml")) ==
        "there is no 'xl/workbook.xml' in it");
  CHECK(refusal(WorkbookBuilder().without("xl/worksheets/sheet1.xml")) ==
        "there is no 'xl/worksheets/sheet1.xml' in it");
  CHECK(refusal(WorkbookBuilder().without("xl/sharedStrings.xml")) ==
        "there is no 'xl/sharedStrings.xml' in it");
  CHECK(refusal(WorkbookBuilder().without("xl/_rels/workbook.xml.rels")) ==
        "nothing says where the sheet 'Data' is");
}

TEST_CASE("broken XML, document types and workbooks without cells are refused") {
  CHECK(refusal_of_rows("<row>").starts_with(
      "its part 'xl/worksheets/sheet1.xml' is not well-formed XML: "));
  CHECK(refusal(WorkbookBuilder().part("xl/sharedStrings.xml",
                                       "<!DOCTYPE sst [<!ENTITY a \"aaaa\">]><sst/>")) ==
        "its part 'xl/sharedStrings.xml' declares a document type, which may define entities");
  CHECK(refusal(WorkbookBuilder().part("xl/worksheets/sheet1.xml", "<worksheet/>")) ==
        "it has no cells element (sheetData)");
  CHECK(refusal(WorkbookBuilder().part("xl/workbook.xml", WorkbookBuilder::workbook(""))) ==
        "it has no sheet with cells");
  CHECK(refusal(WorkbookBuilder().part(
            "xl/workbook.xml",
            WorkbookBuilder::workbook(
                R"(<sheet name="A" r:id="rId1"/><sheet name="A" r:id="rId1"/>)"))) ==
        "two sheets are called 'A'");
}

TEST_CASE("links that lead outside of the file are refused") {
  for (const std::string target :
       {"../../etc/passwd", "/../x.xml", "..\\x.xml", "http://example.org/x.xml", "file:x"}) {
    WorkbookBuilder builder;
    builder.part("xl/_rels/workbook.xml.rels",
                 WorkbookBuilder::links(WorkbookBuilder::link("rId1", "worksheet", target)));

    CHECK(refusal(builder) == "the link 'rId1' of 'xl/workbook.xml' leads to '" + target + "'");
  }
  CHECK(refusal(WorkbookBuilder().part(
            "xl/_rels/workbook.xml.rels",
            WorkbookBuilder::links("<Relationship Id=\"rId1\" Type=\"x/worksheet\" "
                                   "Target=\"a.xml\" TargetMode=\"External\"/>"))) ==
        "the link 'rId1' of 'xl/workbook.xml' leads to 'a.xml'");
}

TEST_CASE("places that no sheet has, that occur twice or out of order are refused") {
  CHECK(refusal_of_rows(R"(<row r="1048577"/>)") == "there is no row '1048577'");
  CHECK(refusal_of_rows(R"(<row r="1048576"/><row/>)") == "there is no row '1048577'");
  CHECK(refusal_of_rows(R"(<row r="0"/>)") == "there is no row '0'");
  CHECK(refusal_of_rows(R"(<row r="x"/>)") == "there is no row 'x'");
  CHECK(refusal_of_rows(R"(<row r="3"/><row r="3"/>)") == "row 3 occurs after row 3");
  CHECK(refusal_of_rows(R"(<row r="1"><c r="XFE1"/></row>)") == "there is no cell 'XFE1'");
  CHECK(refusal_of_rows(R"(<row r="1"><c r="XFD1"/><c/></row>)") == "row 1 is too long");
  CHECK(refusal_of_rows(R"(<row r="1"><c r="A2"/></row>)") == "cell A2 stands in row 1");
  CHECK(refusal_of_rows(R"(<row r="1"><c r="B1"/><c r="A1"/></row>)") ==
        "cell A1 occurs twice or out of order");
}

TEST_CASE("values that do not fit their cell's type are refused with the cell") {
  CHECK(refusal_of_rows(R"(<row r="2"><c r="B2" t="s"><v>0</v></c></row>)") ==
        "cell B2: it refers to the shared text '0', but there are 0");
  CHECK(refusal_of_rows(R"(<row><c t="s"><v>-1</v></c></row>)") ==
        "cell A1: it refers to the shared text '-1', but there are 0");
  CHECK(refusal_of_rows(R"(<row><c><v>abc</v></c></row>)") == "cell A1: 'abc' is not a number");
  CHECK(refusal_of_rows(R"(<row><c><v>1e999</v></c></row>)") == "cell A1: '1e999' is not a number");
  CHECK(refusal_of_rows(R"(<row><c><v>nan</v></c></row>)") == "cell A1: 'nan' is not a number");
  CHECK(refusal_of_rows(R"(<row><c t="b"><v>2</v></c></row>)") ==
        "cell A1: '2' is neither true nor false");
  CHECK(refusal_of_rows(R"(<row><c t="z"><v>2</v></c></row>)") ==
        "cell A1: its type 'z' is unknown");
}

TEST_CASE("texts that are not UTF-8 are refused with their place") {
  CHECK(refusal_of_rows("<row><c t=\"str\"><v>\xE9</v></c></row>") ==
        "cell A1: its text is not UTF-8");
  CHECK(refusal_of_rows("<row><c t=\"inlineStr\"><is><t>\xE9</t></is></c></row>") ==
        "cell A1: its text is not UTF-8");
  CHECK(refusal(WorkbookBuilder().strings("<si><t>a</t></si><si><t>\xE9</t></si>")) ==
        "the shared text 1 is not UTF-8");
}

TEST_CASE("one long text in very many cells is refused before it fills the memory") {
  constexpr std::size_t kTextSize = 2'000'000;
  std::string cells;
  for (std::size_t i = 0; i <= kLargestSheetText / kTextSize; ++i) {
    cells += "<c t=\"s\"><v>0</v></c>";
  }

  CHECK(refusal(WorkbookBuilder()
                    .stored()
                    .strings("<si><t>" + std::string(kTextSize, 'a') + "</t></si>")
                    .rows("<row>" + cells + "</row>"))
            .starts_with("the texts of its cells have more than 134217728 bytes up to cell "));
}

TEST_CASE("more markup than memory can be expected to hold is refused") {
  std::string rows;
  for (std::size_t i = 0; i <= kMostMarkup; ++i) rows += "<a/>";

  CHECK(refusal(WorkbookBuilder().stored().rows(rows)) ==
        "its part 'xl/worksheets/sheet1.xml' has more than 10000000 elements and attributes");
}

}  // namespace faultline::data
