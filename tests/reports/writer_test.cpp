#include "reports/writer.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "example_table.h"

namespace faultline::reports {

TEST_CASE("every format is found by its name and described in its place") {
  for (const FormatInfo& format : formats()) {
    CHECK(parse_format(format.name) == format.format);
    CHECK(info(format.format).name == format.name);
  }
}

TEST_CASE("an unknown format is answered with the nearest one and all names") {
  try {
    static_cast<void>(parse_format("latx"));
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.message() == "there is no format 'latx'");
    REQUIRE(error.advice().size() == 2);
    CHECK(error.advice()[0] == "the nearest format is 'latex'");
    CHECK(error.advice()[1] == "the formats are terminal, markdown, csv, json, latex, html");
  }
}

TEST_CASE("every format ends with a line break and is the same each time") {
  for (const FormatInfo& format : formats()) {
    const std::string written = write(example_table(), format.format);

    CHECK(written.ends_with('\n'));
    CHECK(written == write(example_table(), format.format));
  }
}

}  // namespace faultline::reports
