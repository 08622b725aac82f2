#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <pugixml.hpp>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "data/toml_reader.h"
#include "taxonomy/codebook.h"
#include "taxonomy/exchange/codebook_toml.h"
#include "taxonomy/exchange/refi_qda.h"

namespace faultline::taxonomy {

namespace {

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) == name) found.push_back(child);
  }
  return found;
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  const std::vector<pugi::xml_node> found = children(node, name);
  return found.empty() ? pugi::xml_node() : found.front();
}

/// How many levels of codes there are at and beneath these; counts up to one too many.
std::size_t levels(const std::vector<pugi::xml_node>& codes, std::size_t most) {
  if (codes.empty() || most == 0) return 0;
  std::size_t below = 0;
  for (const pugi::xml_node& code : codes) {
    below = std::max(below, levels(children(code, "Code"), most - 1));
  }
  return below + 1;
}

/// An id made from a name: "Wrong Model (runs)" becomes "wrong-model-runs".
std::string id_from(const std::string& name) {
  std::string id;
  for (const char c : to_lower(name)) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
    if (fits) {
      id += c;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id.empty() ? "code" : id;
}

/// A description, taken apart.
struct Description {
  std::string definition;
  toml::table details;  ///< what stands behind [faultline]
};

class CodebookReader {
 public:
  explicit CodebookReader(std::string file) : file_(std::move(file)) {}

  data::Codebook read(const pugi::xml_node& root) {
    data::Codebook codebook;
    codebook.name = id_from(std::filesystem::path(file_).stem().string());
    codebook.version = 1;
    codebook.title = codebook.name;
    read_identity(root, codebook);
    const std::vector<pugi::xml_node> top = children(child(root, "Codes"), "Code");
    if (top.empty()) throw Error("the codebook has no codes").at(file_);
    const std::size_t depth = levels(top, kMostLevels + 1);
    if (depth > kMostLevels) {
      throw Error("the codes are nested too deep")
          .at(file_)
          .because("a codebook has dimensions, codes, and children of codes: three levels");
    }
    const bool no_top_is_codable = std::none_of(
        top.begin(), top.end(),
        [](const pugi::xml_node& code) { return code.attribute("isCodable").as_bool(true); });
    if (depth == kMostLevels || no_top_is_codable) {
      Ids ids;
      for (const pugi::xml_node& node : top) codebook.dimensions.push_back(dimension(node, ids));
    } else {
      data::Dimension only;
      only.id = "code";
      only.name = "Code";
      read_codes(top, only, "");
      codebook.dimensions.push_back(std::move(only));
    }
    return codebook;
  }

 private:
  static constexpr std::size_t kMostLevels = 3;

  [[nodiscard]] Description description(const pugi::xml_node& node) const {
    constexpr std::string_view kMark = "[faultline]\n";
    Description found;
    found.definition = child(node, "Description").text().as_string();
    const std::size_t mark = found.definition.rfind(kMark);
    if (mark == std::string::npos || (mark > 0 && found.definition[mark - 1] != '\n')) return found;
    const std::string details = found.definition.substr(mark + kMark.size());
    found.definition.resize(mark >= 2 ? mark - 2 : 0);
    found.details = data::parse_toml(
        details, fmt::format("{}, description of '{}'", file_, node.attribute("name").value()));
    return found;
  }

  static std::string text(const toml::table& details, const char* key) {
    return details[key].value_or(std::string());
  }

  static std::vector<std::string> texts(const toml::table& details, const char* key) {
    std::vector<std::string> found;
    if (const toml::array* list = details[key].as_array()) {
      for (const toml::node& entry : *list) found.push_back(entry.value_or(std::string()));
    }
    return found;
  }

  void read_identity(const pugi::xml_node& root, data::Codebook& codebook) const {
    for (const pugi::xml_node& set : children(child(root, "Sets"), "Set")) {
      const Description found = description(set);
      if (text(found.details, "name").empty()) continue;
      codebook.name = text(found.details, "name");
      codebook.version = found.details["version"].value_or(std::int64_t{1});
      codebook.title = set.attribute("name").value();
    }
  }

  [[nodiscard]] std::string name_of(const pugi::xml_node& node) const {
    std::string name = node.attribute("name").value();
    if (!trim(name).empty()) return name;
    throw Error("a code has no name")
        .at(file_)
        .because(fmt::format("it is the element Code with the guid '{}'",
                             node.attribute("guid").value()));
  }

  /// Ids that are taken, each with the number that a further one of the same name is tried with.
  using Ids = std::map<std::string, int>;

  /// The recorded id, else one made from the name that none of the others has.
  static std::string new_id(const toml::table& details, const std::string& name, Ids& taken) {
    std::string id = text(details, "id");
    if (id.empty()) {
      const std::string base = id_from(name);
      id = base;
      while (taken.contains(id)) id = fmt::format("{}-{}", base, ++taken[base]);
    }
    taken.try_emplace(id, 1);
    return id;
  }

  data::Dimension dimension(const pugi::xml_node& node, Ids& ids) {
    const Description found = description(node);
    data::Dimension dimension;
    dimension.name = name_of(node);
    dimension.definition = found.definition;
    dimension.id = new_id(found.details, dimension.name, ids);
    dimension.columns = texts(found.details, "columns");
    const std::vector<pugi::xml_node> codes = children(node, "Code");
    if (codes.empty()) {
      throw Error(fmt::format("the code '{}' has no codes beneath it", dimension.name))
          .at(file_)
          .because("codes of the first level are read as dimensions, which need codes")
          .help("move it beneath another code, or take it out");
    }
    read_codes(codes, dimension, "");
    return dimension;
  }

  void read_codes(const std::vector<pugi::xml_node>& nodes, data::Dimension& dimension,
                  const std::string& parent) {
    Ids ids;
    for (const pugi::xml_node& node : nodes) {
      if (dimension.codes.size() == kMostCodes) {
        throw Error(fmt::format("the codebook has more than {} codes", kMostCodes)).at(file_);
      }
      const Description found = description(node);
      data::Code code;
      code.parent = parent;
      code.name = name_of(node);
      code.definition = found.definition;
      const std::string id = new_id(found.details, code.name, ids);
      code.id = parent.empty() ? id : fmt::format("{}/{}", parent, id);
      code.key = text(found.details, "key");
      code.aliases = texts(found.details, "aliases");
      code.child_columns = texts(found.details, "child_columns");
      code.examples = texts(found.details, "examples");
      code.shown = found.details["shown_in_cross_tables"].value_or(parent.empty() ||
                                                                   dimension.find(parent)->shown);
      dimension.codes.push_back(code);
      if (parent.empty()) read_codes(children(node, "Code"), dimension, code.id);
    }
  }

  std::string file_;
};

}  // namespace

std::string read_qdc(std::string_view content, const std::string& file) {
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer(content.data(), content.size());
  if (!parsed) {
    const auto end =
        content.begin() + std::min(parsed.offset, static_cast<std::ptrdiff_t>(content.size()));
    throw Error("the file is not XML")
        .at(file, static_cast<std::size_t>(std::count(content.begin(), end, '\n')) + 1)
        .because(parsed.description());
  }
  if (parsed.encoding == pugi::encoding_utf8 && !is_utf8(content)) {
    throw Error("the file is not the UTF-8 that it says it is")
        .at(file)
        .help("export the codebook again, or save the file as UTF-8");
  }
  pugi::xml_node root = document.document_element();
  if (local_name(root) == "Project") root = child(root, "CodeBook");
  if (local_name(root) != "CodeBook") {
    throw Error("the file is not a REFI-QDA codebook")
        .at(file)
        .because(fmt::format("its root element is '{}', not 'CodeBook'",
                             document.document_element().name()))
        .help("export the codebook as .qdc");
  }
  std::string toml = codebook_toml(CodebookReader(file).read(root));
  static_cast<void>(parse_codebook(toml, file + ", as TOML"));
  return toml;
}

}  // namespace faultline::taxonomy
