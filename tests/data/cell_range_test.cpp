#include "data/cell_range.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"

namespace faultline::data {

TEST_CASE("columns are named from A to XFD") {
  CHECK(column_name(0) == "A");
  CHECK(column_name(25) == "Z");
  CHECK(column_name(26) == "AA");
  CHECK(column_name(701) == "ZZ");
  CHECK(column_name(702) == "AAA");
  CHECK(column_name(kMostColumns - 1) == "XFD");
}

TEST_CASE("every column's name is read back as that column") {
  for (std::size_t column = 0; column < kMostColumns; ++column) {
    const CellReference cell{.row = column + 1, .column = column};

    CHECK(parse_cell_reference(to_string(cell)) == cell);
  }
}

TEST_CASE("cells may be written with dollars and in small letters") {
  CHECK(parse_cell_reference("$B$7") == CellReference{7, 1});
  CHECK(parse_cell_reference("xfd1048576") == CellReference{kMostRows, kMostColumns - 1});
}

TEST_CASE("what is no cell of a sheet has no reference") {
  for (const char* text :
       {"", "A", "7", "A0", "XFE1", "A1048577", "AAAA1", "AAAAAAAAAAAAAAAAAAAA1", "A1 ", " A1",
        "A-1", "A+1", "A1.5", "[1", "A1B", "A99999999999999999999", "1A", "$", "@1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_cell_reference(text).has_value());
  }
}

TEST_CASE("ranges are read alone and in unions, whatever corners they are given by") {
  const CellRange block{{2, 0}, {11, 3}};

  CHECK(parse_cell_ranges("A2:D11") == std::vector<CellRange>{block});
  CHECK(parse_cell_ranges("D11:A2") == std::vector<CellRange>{block});
  CHECK(parse_cell_ranges("D2:A11, $J$2 : N11") ==
        std::vector<CellRange>{block, {{2, 9}, {11, 13}}});
  CHECK(parse_cell_ranges("B7") == std::vector<CellRange>{{{7, 1}, {7, 1}}});
}

TEST_CASE("a range contains its corners and what lies between") {
  const CellRange range{{2, 0}, {11, 3}};

  CHECK(range.contains({2, 0}));
  CHECK(range.contains({11, 3}));
  CHECK_FALSE(range.contains({1, 0}));
  CHECK_FALSE(range.contains({12, 0}));
  CHECK_FALSE(range.contains({2, 4}));
}

TEST_CASE("a text that is no range is quoted in the error") {
  CHECK_THROWS_WITH_AS((void)parse_cell_ranges("A2:D11,J2-N11"), "'J2-N11' is not a range of cells",
                       Error);
  CHECK_THROWS_WITH_AS((void)parse_cell_ranges(""), "'' is not a range of cells", Error);
  CHECK_THROWS_WITH_AS((void)parse_cell_ranges("A1:B2:C3"), "'A1:B2:C3' is not a range of cells",
                       Error);
}

}  // namespace faultline::data
