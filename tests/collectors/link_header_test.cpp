#include "collectors/github/link_header.h"

#include <doctest/doctest.h>

#include <array>

using faultline::collectors::find_link;

TEST_CASE("the next page is found among a list's links") {
  const auto next = find_link(
      "<https://api.github.com/x?page=1>; rel=\"prev\", <https://api.github.com/x?page=3>; "
      "rel=\"next\", <https://api.github.com/x?page=9>; rel=\"last\"",
      "next");

  CHECK(next == "https://api.github.com/x?page=3");
}

TEST_CASE("a link is found whatever the form of its header") {
  constexpr std::array kForms{
      R"(<u>;rel=next)",
      R"(<u>;rel="next")",
      R"(<u> ; rel = "next")",
      R"(  < u >; REL="Next"  )",
      R"(<u>; rel="last next")",
      R"(<u>; title="a, b; c"; rel="next")",
      R"(<u>; title="a\"; rel=prev; x=\"b"; rel="next")",
      R"(<u>; foo; rel="next"; bar=1)",
      R"(<a,b>; rel="prev",<u>; rel="next")",
      R"(<a>,<u>;rel=next)",
      R"(, ,<u>;rel=next,)",
      R"(<u>;rel="next";rel="prev")",
      R"(<u>;rel="next)",
  };
  for (const char* const form : kForms) {
    CAPTURE(form);
    CHECK(find_link(form, "next") == "u");
  }
}

TEST_CASE("a link that is not there is not found") {
  constexpr std::array kForms{
      R"()",
      R"(<u>)",
      R"(<u>; rel="prev")",
      R"(<u>; rel="nextpage")",
      R"(<u; rel=next)",
      R"(u;rel=next)",
      R"(<u> rel=next)",
      R"(<u>; rev="next")",
      R"(<u>; title="; rel=next")",
      R"(<u>; rel)",
      R"(<u>;rel=prev;rel=next)",
      R"(<)",
      R"(;;;,,,")",
  };
  for (const char* const form : kForms) {
    CAPTURE(form);
    CHECK_FALSE(find_link(form, "next").has_value());
  }
}
