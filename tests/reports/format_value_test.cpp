#include "reports/format_value.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

namespace faultline::reports {

namespace {

std::string minus(const std::string& number) { return std::string(kMinus) + number; }

}  // namespace

TEST_CASE("shares are rounded half away from zero, as one rounds the fraction on paper") {
  CHECK(format_value(148.0 / 200, ColumnKind::kShare) == "74%");
  CHECK(format_value(29.0 / 200, ColumnKind::kShare) == "15%");
  CHECK(format_value(3.0 / 200, ColumnKind::kShare) == "2%");
  CHECK(format_value(1.0 / 200, ColumnKind::kShare) == "1%");
  CHECK(format_value(0.0049, ColumnKind::kShare) == "0%");
  CHECK(format_value(0.995, ColumnKind::kShare) == "100%");
  CHECK(format_value(0.0, ColumnKind::kShare) == "0%");
  CHECK(format_value(-0.005, ColumnKind::kShare) == minus("1%"));
}

TEST_CASE("every half percent of every denominator up to 400 is rounded up") {
  for (int total = 2; total <= 400; ++total) {
    for (int part = 0; part <= total; ++part) {
      const int halves = part * 200;
      if (halves % total != 0 || (halves / total) % 2 == 0) continue;
      CAPTURE(part);
      CAPTURE(total);

      const std::string printed =
          format_value(static_cast<double>(part) / total, ColumnKind::kShare);

      CHECK(printed == std::to_string((halves / total + 1) / 2) + "%");
    }
  }
}

TEST_CASE("numbers have three decimals and a minus sign") {
  CHECK(format_value(0.357, ColumnKind::kNumber) == "0.357");
  CHECK(format_value(2.0, ColumnKind::kNumber) == "2.000");
  CHECK(format_value(0.0005, ColumnKind::kNumber) == "0.001");
  CHECK(format_value(1.0005, ColumnKind::kNumber) == "1.001");
  CHECK(format_value(99.9996, ColumnKind::kNumber) == "100.000");
  CHECK(format_value(-1234.5678, ColumnKind::kNumber) == minus("1234.568"));
  CHECK(format_value(1e21, ColumnKind::kNumber) == "1000000000000000000000.000");
  CHECK(format_value(5e-324, ColumnKind::kNumber) == "0.000");
}

TEST_CASE("nothing is ever printed as minus zero") {
  CHECK(format_value(-0.0, ColumnKind::kNumber) == "0.000");
  CHECK(format_value(-0.0004, ColumnKind::kNumber) == "0.000");
  CHECK(format_value(-0.004, ColumnKind::kShare) == "0%");
}

TEST_CASE("p-values below one in a thousand are not printed as zero") {
  CHECK(format_value(0.00099999, ColumnKind::kProbability) == "<0.001");
  CHECK(format_value(0.0, ColumnKind::kProbability) == "<0.001");
  CHECK(format_value(0.001, ColumnKind::kProbability) == "0.001");
  CHECK(format_value(0.0495, ColumnKind::kProbability) == "0.050");
}

TEST_CASE("an estimate is printed with its interval in the same unit") {
  CHECK(format_value(Estimate{0.74, 0.6754, 0.7955}, ColumnKind::kShare) == "74% [68, 80]");
  CHECK(format_value(Estimate{0.5, -0.25, 0.75}, ColumnKind::kNumber) ==
        "0.500 [" + minus("0.250") + ", 0.750]");
}

TEST_CASE("what is missing or not finite is said to be not available") {
  const double infinity = std::numeric_limits<double>::infinity();

  CHECK(format_value({}, ColumnKind::kCount) == "n/a");
  CHECK(format_value(infinity, ColumnKind::kNumber) == "n/a");
  CHECK(format_value(std::numeric_limits<double>::quiet_NaN(), ColumnKind::kProbability) == "n/a");
  CHECK(format_value(Estimate{0.5, 0.1, infinity}, ColumnKind::kNumber) == "0.500");
}

TEST_CASE("counts are plain integers, as are whole numbers among other numbers") {
  CHECK(format_value(std::int64_t{1234567}, ColumnKind::kCount) == "1234567");
  CHECK(format_value(std::numeric_limits<std::int64_t>::min(), ColumnKind::kCount) ==
        minus("9223372036854775808"));
  CHECK(format_value(std::int64_t{12}, ColumnKind::kNumber) == "12");
  CHECK(format_value(std::int64_t{1}, ColumnKind::kShare) == "100%");
}

}  // namespace faultline::reports
