#include "base/error.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace faultline {

TEST_CASE("an error carries its place, its reasons in order and its advice") {
  Error error("two rows are bad");
  error.at("labels.csv", 17, 3).because("row 17").because("row 20").help("look there");

  CHECK(error.what() == std::string("two rows are bad"));
  CHECK(error.kind() == ErrorKind::kInput);
  CHECK(to_string(*error.place()) == "labels.csv:17:3");
  CHECK(error.reasons() == std::vector<std::string>{"row 17", "row 20"});
  CHECK(error.advice() == std::vector<std::string>{"look there"});
}

TEST_CASE("a place is written as far as it is known") {
  CHECK(to_string(Place{"a.csv", {}, {}}) == "a.csv");
  CHECK(to_string(Place{"a.csv", 4, {}}) == "a.csv:4");
  CHECK(to_string(Place{"a.csv", {}, 9}) == "a.csv");
}

}  // namespace faultline
