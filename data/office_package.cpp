#include "data/office_package.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"

namespace faultline::data {

namespace {

constexpr std::string_view kSaveAgain = "save it again as .xlsx in a spreadsheet program";

std::size_t count_markup(std::string_view xml) {
  std::size_t count = 0;
  for (const char c : xml) count += c == '<' || c == '=' ? 1 : 0;
  return count;
}

Error broken_part(const std::string& file, const std::string& part, const std::string& reason) {
  return Error("the workbook is damaged")
      .at(file)
      .because(fmt::format("its part '{}' {}", part, reason))
      .help(std::string(kSaveAgain));
}

/// "xl/" of "xl/workbook.xml".
std::string folder_of(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string::npos ? "" : part.substr(0, slash + 1);
}

}  // namespace

pugi::xml_document OfficePackage::parse(const std::string& part) {
  const std::string content = archive_.read(part);
  if (count_markup(content) > kMostMarkup) {
    throw Error("the workbook is too large")
        .at(name())
        .because(fmt::format("its part '{}' has more than {} elements and attributes", part,
                             kMostMarkup))
        .help("save the sheet as CSV, or split it");
  }
  pugi::xml_document document;
  constexpr unsigned int kOptions =
      pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype;
  const pugi::xml_parse_result result =
      document.load_buffer(content.data(), content.size(), kOptions);
  if (!result) {
    throw broken_part(
        name(), part,
        fmt::format("is not well-formed XML: {} at byte {}", result.description(), result.offset));
  }
  for (const pugi::xml_node& node : document.children()) {
    if (node.type() == pugi::node_doctype) {
      throw broken_part(name(), part, "declares a document type, which may define entities");
    }
  }
  return document;
}

std::vector<Relationship> OfficePackage::relationships(const std::string& part) {
  const std::string folder = folder_of(part);
  const std::string links = fmt::format("{}_rels/{}.rels", folder, part.substr(folder.size()));
  if (!archive_.contains(links)) return {};
  const pugi::xml_document document = parse(links);
  std::vector<Relationship> relationships;
  for (const pugi::xml_node& node : document.document_element().children()) {
    if (local_name(node.name()) != "Relationship") continue;
    const std::string_view type = node.attribute("Type").value();
    relationships.push_back(
        {.id = node.attribute("Id").value(),
         .type = std::string(type.substr(type.rfind('/') + 1)),
         .target = node.attribute("Target").value(),
         .is_external = node.attribute("TargetMode").value() == std::string_view("External")});
  }
  return relationships;
}

std::string OfficePackage::resolve(const std::string& source,
                                   const Relationship& relationship) const {
  const std::string& target = relationship.target;
  const bool absolute = target.starts_with('/');
  const std::string path = absolute ? target : folder_of(source) + target;
  std::vector<std::string> segments;
  bool outside = relationship.is_external || target.find_first_of("\\:") != std::string::npos;
  for (const std::string& segment : split(path, '/')) {
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      segments.push_back(segment);
    } else if (segments.empty()) {
      outside = true;
    } else {
      segments.pop_back();
    }
  }
  if (outside) {
    throw Error("the workbook refers to something outside of itself")
        .at(name())
        .because(
            fmt::format("the link '{}' of '{}' leads to '{}'", relationship.id, source, target))
        .help(std::string(kSaveAgain));
  }
  return join(segments, "/");
}

std::string_view local_name(std::string_view qualified) {
  return qualified.substr(qualified.find(':') + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view local) {
  return node.find_child(
      [local](const pugi::xml_node& candidate) { return local_name(candidate.name()) == local; });
}

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& part : node.children()) {
    const bool is_text = part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata;
    if (is_text) text += part.value();
  }
  return text;
}

}  // namespace faultline::data
