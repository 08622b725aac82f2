#include "taxonomy/exchange/refi_qda.h"

#include <doctest/doctest.h>

#include <pugixml.hpp>
#include <regex>
#include <set>
#include <string>

#include "support/published_study.h"
#include "support/thrown_error.h"
#include "taxonomy/codebook.h"
#include "taxonomy/exchange/codebook_toml.h"

namespace faultline::taxonomy {

namespace {

using test::says;
using test::thrown_error;

void check_same(const data::Codebook& a, const data::Codebook& b) {
  CHECK(a.name == b.name);
  CHECK(a.version == b.version);
  CHECK(a.title == b.title);
  CHECK(codebook_toml(a) == codebook_toml(b));
  REQUIRE(a.dimensions.size() == b.dimensions.size());
  for (std::size_t i = 0; i < a.dimensions.size(); ++i) {
    REQUIRE(a.dimensions[i].codes.size() == b.dimensions[i].codes.size());
    for (std::size_t j = 0; j < a.dimensions[i].codes.size(); ++j) {
      const data::Code& first = a.dimensions[i].codes[j];
      const data::Code& second = b.dimensions[i].codes[j];
      CHECK(first.id == second.id);
      CHECK(first.definition == second.definition);
      CHECK(first.aliases == second.aliases);
      CHECK(first.examples == second.examples);
      CHECK(first.shown == second.shown);
    }
  }
}

/// What Codebook.xsd says of Code: its attributes, and Description before Code.
void check_code(const pugi::xml_node& code, std::set<std::string>& guids) {
  static const std::regex kGuid(
      "[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}");
  const std::string guid = code.attribute("guid").value();
  CHECK(std::regex_match(guid, kGuid));
  CHECK(guids.insert(guid).second);
  CHECK_FALSE(std::string(code.attribute("name").value()).empty());
  const std::string codable = code.attribute("isCodable").value();
  CHECK((codable == "true" || codable == "false"));
  bool code_seen = false;
  for (const pugi::xml_node& child : code.children()) {
    const std::string name = child.name();
    if (name == "Code") {
      code_seen = true;
      check_code(child, guids);
    } else {
      CHECK(name == "Description");
      CHECK_FALSE(code_seen);
    }
  }
}

}  // namespace

TEST_CASE("a codebook that is written as .qdc and read again is the same codebook") {
  const data::Codebook codebook = test::builtin_codebook();

  const std::string qdc = write_qdc(codebook);
  const data::Codebook read = parse_codebook(read_qdc(qdc, "c.qdc"), "c.toml");

  check_same(codebook, read);
  CHECK(write_qdc(read) == qdc);
}

TEST_CASE("a codebook that is written as TOML and read again is the same codebook") {
  data::Codebook codebook = test::builtin_codebook();
  codebook.title = "A \"title\" \\ with\ttab, \x1B[31m and \xE6\xBC\xA2";
  codebook.dimensions[0].definition = "two\nlines";

  check_same(codebook, parse_codebook(codebook_toml(codebook), "c.toml"));
}

TEST_CASE("a .qdc file is built as REFI-QDA's schema says") {
  pugi::xml_document document;
  REQUIRE(document.load_string(write_qdc(test::builtin_codebook()).c_str()));

  const pugi::xml_node root = document.document_element();
  CHECK(std::string(root.name()) == "CodeBook");
  CHECK(std::string(root.attribute("xmlns").value()) == "urn:QDA-XML:codebook:1.0");
  CHECK(std::string(root.first_child().name()) == "Codes");
  std::set<std::string> guids;
  for (const pugi::xml_node& code : root.child("Codes").children()) check_code(code, guids);
  CHECK(guids.size() > 30);
  for (const pugi::xml_node& set : root.child("Sets").children("Set")) {
    for (const pugi::xml_node& member : set.children("MemberCode")) {
      CHECK(guids.contains(member.attribute("guid").value()));
    }
  }
}

TEST_CASE("text that XML cannot hold is replaced, and markup stays text") {
  data::Codebook codebook = test::builtin_codebook();
  codebook.dimensions[0].name = "<b>&\"stage\"\x1B[2J";
  codebook.dimensions[0].codes[0].definition = "]]> <!-- \x01 \xFF";

  const data::Codebook read = parse_codebook(read_qdc(write_qdc(codebook), "c.qdc"), "c.toml");

  CHECK(read.dimensions[0].name == "<b>&\"stage\"\xEF\xBF\xBD[2J");
  CHECK(read.dimensions[0].codes[0].definition == "]]> <!-- \xEF\xBF\xBD \xEF\xBF\xBD");
}

TEST_CASE("another program's codebook of two levels is one dimension") {
  const std::string qdc = R"xml(<?xml version="1.0" encoding="utf-8"?>
    <q:CodeBook xmlns:q="urn:QDA-XML:codebook:1.0" origin="Other 1.0"><q:Codes>
      <q:Code guid="{2a08bddf-4c35-4250-bf77-7de37b50c930}" name="Crashes &amp; hangs" isCodable="true" color="#FF0000">
        <q:Description>It dies.</q:Description>
        <q:Code guid="2d969af8-c875-4fae-bcd8-f0162bc27396" name="Hang!" isCodable="true"/>
      </q:Code>
      <q:Code guid="2d969af8-c875-4fae-bcd8-f0162bc27397" name="crashes-hangs (old)" isCodable="true"/>
    </q:Codes></q:CodeBook>)xml";

  const data::Codebook codebook = parse_codebook(read_qdc(qdc, "My Codes.qdc"), "c.toml");

  CHECK(codebook.name == "my-codes");
  REQUIRE(codebook.dimensions.size() == 1);
  REQUIRE(codebook.dimensions[0].codes.size() == 3);
  CHECK(codebook.dimensions[0].codes[0].id == "crashes-hangs");
  CHECK(codebook.dimensions[0].codes[0].definition == "It dies.");
  CHECK(codebook.dimensions[0].codes[1].id == "crashes-hangs/hang");
  CHECK(codebook.dimensions[0].codes[2].id == "crashes-hangs-old");
}

TEST_CASE("files that are no codebook say why, with file and line or element") {
  const auto error = [](const std::string& content) {
    return thrown_error([&] { return read_qdc(content, "c.qdc"); });
  };
  const std::string head = "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>";
  const std::string code = "<Code guid=\"g\" name=\"N\" isCodable=\"true\">";
  const std::string container = "<Code guid=\"g\" name=\"Empty\" isCodable=\"false\"/>";

  CHECK(says(error("<CodeBook>\n<Codes>\n<Code"), "c.qdc:3"));
  CHECK(says(error("<html/>"), "its root element is 'html'"));
  CHECK(says(error("<CodeBook><Codes/></CodeBook>"), "the codebook has no codes"));
  CHECK(says(error(head + "<Code guid=\"g7\" isCodable=\"true\"/></Codes></CodeBook>"), "'g7'"));
  CHECK(says(error(head + container + "</Codes></CodeBook>"), "'Empty' has no codes beneath it"));
  CHECK(says(
      error(head + code + code + code + code + "</Code></Code></Code></Code></Codes></CodeBook>"),
      "nested too deep"));
  CHECK(says(error(head + code + "</Code>" + code + "</Code></Codes></CodeBook>"),
             "belongs to 'n' already"));
  CHECK(
      says(error(head + "<Code guid=\"g\" name=\"N\xA6\"/></Codes></CodeBook>"), "not the UTF-8"));
}

}  // namespace faultline::taxonomy
