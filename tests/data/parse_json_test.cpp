#include "data/parse_json.h"

#include <doctest/doctest.h>

#include <string>

namespace faultline::data {

TEST_CASE("JSON is read up to a depth that cannot exhaust the stack") {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };

  CHECK(parse_json(nested(kDeepestJson)).is_array());
  CHECK(parse_json(nested(kDeepestJson + 1)).is_discarded());
  CHECK(parse_json(R"({"a":)" + nested(kDeepestJson) + "}").is_discarded());
  CHECK_FALSE(is_json(nested(1'000'000)));
}

TEST_CASE("brackets in texts and brackets side by side are no depth") {
  const std::string brackets(2 * kDeepestJson, '[');
  std::string list = "[";
  for (std::size_t i = 0; i < 2 * kDeepestJson; ++i) list += "[],";
  list += "{}]";

  CHECK(parse_json("[\"" + brackets + R"(\"[\\", 1])").is_array());
  CHECK(is_json("[\"" + brackets + R"(\"[\\", 1])"));
  CHECK(parse_json(list).size() == 2 * kDeepestJson + 1);
}

TEST_CASE("what is no JSON is discarded") {
  CHECK(parse_json("").is_discarded());
  CHECK(parse_json("[1,").is_discarded());
  CHECK(parse_json("]]]").is_discarded());
  CHECK(parse_json("\"\xFF\"").is_discarded());
  CHECK_FALSE(is_json("{}{}"));
}

}  // namespace faultline::data
