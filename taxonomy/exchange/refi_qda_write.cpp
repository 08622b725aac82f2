#include <fmt/format.h>

#include <cstdint>
#include <pugixml.hpp>

#include "taxonomy/exchange/codebook_toml.h"
#include "taxonomy/exchange/refi_qda.h"
#include "taxonomy/exchange/xml_text.h"

namespace faultline::taxonomy {

namespace {

/// FNV-1a, 64 bits. Source: Fowler, Noll and Vo, RFC 9923.
std::uint64_t hash(std::string_view text, std::uint64_t basis) {
  constexpr std::uint64_t kPrime = 0x0000'0100'0000'01B3;
  for (const char c : text) {
    basis ^= static_cast<unsigned char>(c);
    basis *= kPrime;
  }
  return basis;
}

/// A name-based UUID of version 8 (RFC 9562, 5.8), whose bits are up to the application.
std::string guid(const std::string& name) {
  constexpr std::uint64_t kBasis = 0xCBF2'9CE4'8422'2325;
  constexpr std::uint64_t kVersion = 0x8000;
  constexpr std::uint64_t kVariant = 0x8000'0000'0000'0000;
  const std::uint64_t high = hash(name, kBasis);
  const std::uint64_t low = hash(name, hash("faultline", kBasis));
  return fmt::format("{:08X}-{:04X}-{:04X}-{:04X}-{:012X}", high >> 32U, (high >> 16U) & 0xFFFFU,
                     (high & 0x0FFFU) | kVersion, ((low & ~(3ULL << 62U)) | kVariant) >> 48U,
                     low & 0xFFFF'FFFF'FFFFU);
}

void describe(pugi::xml_node node, const std::string& definition, const std::string& details) {
  std::string text = definition;
  if (!text.empty()) text += "\n\n";
  text += "[faultline]\n" + details;
  node.append_child("Description").text().set(xml_text(text).c_str());
}

pugi::xml_node add_code(pugi::xml_node parent, const std::string& its_guid, const std::string& name,
                        bool codable) {
  pugi::xml_node node = parent.append_child("Code");
  node.append_attribute("guid").set_value(its_guid.c_str());
  node.append_attribute("name").set_value(xml_text(name).c_str());
  node.append_attribute("isCodable").set_value(codable ? "true" : "false");
  return node;
}

std::string code_details(const data::Code& code, const std::string& id) {
  std::string details = fmt::format("id = {}\n", toml_text(id));
  if (!code.key.empty()) details += fmt::format("key = {}\n", toml_text(code.key));
  if (!code.aliases.empty()) details += fmt::format("aliases = {}\n", toml_texts(code.aliases));
  if (!code.child_columns.empty()) {
    details += fmt::format("child_columns = {}\n", toml_texts(code.child_columns));
  }
  if (!code.examples.empty()) details += fmt::format("examples = {}\n", toml_texts(code.examples));
  if (!code.shown && code.parent.empty()) details += "shown_in_cross_tables = false\n";
  return details;
}

void add_dimension(pugi::xml_node codes, const std::string& prefix,
                   const data::Dimension& dimension) {
  const std::string path = prefix + dimension.id;
  pugi::xml_node node = add_code(codes, guid(path), dimension.name, false);
  std::string details = fmt::format("id = {}\n", toml_text(dimension.id));
  if (!dimension.columns.empty()) {
    details += fmt::format("columns = {}\n", toml_texts(dimension.columns));
  }
  describe(node, dimension.definition, details);
  for (const data::Code& code : dimension.codes) {
    const bool is_child = !code.parent.empty();
    const std::string id = is_child ? code.id.substr(code.parent.size() + 1) : code.id;
    pugi::xml_node parent = is_child ? node.last_child() : node;
    pugi::xml_node its_node = add_code(parent, guid(path + "/" + code.id), code.name, true);
    describe(its_node, code.definition, code_details(code, id));
  }
}

}  // namespace

std::string write_qdc(const data::Codebook& codebook) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("CodeBook");
  root.append_attribute("xmlns").set_value("urn:QDA-XML:codebook:1.0");
  root.append_attribute("origin").set_value("Faultline");
  const std::string prefix = codebook.name + "/";
  pugi::xml_node codes = root.append_child("Codes");
  for (const data::Dimension& dimension : codebook.dimensions) {
    add_dimension(codes, prefix, dimension);
  }
  pugi::xml_node set = root.append_child("Sets").append_child("Set");
  set.append_attribute("guid").set_value(guid(codebook.name).c_str());
  set.append_attribute("name").set_value(xml_text(codebook.title).c_str());
  describe(set, "",
           fmt::format("name = {}\nversion = {}\n", toml_text(codebook.name), codebook.version));
  for (const data::Dimension& dimension : codebook.dimensions) {
    set.append_child("MemberCode")
        .append_attribute("guid")
        .set_value(guid(prefix + dimension.id).c_str());
  }
  return xml_document_text(document);
}

}  // namespace faultline::taxonomy
