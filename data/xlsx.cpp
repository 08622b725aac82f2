#include "data/xlsx.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"

namespace faultline::data {

namespace {

constexpr std::string_view kSaveAgain = "save it again as .xlsx in a spreadsheet program";

Error damaged(const std::string& file, std::string reason) {
  return Error("the workbook is damaged")
      .at(file)
      .because(std::move(reason))
      .help(std::string(kSaveAgain));
}

std::optional<Relationship> find_type(const std::vector<Relationship>& relationships,
                                      std::string_view type) {
  const auto found = std::find_if(relationships.begin(), relationships.end(),
                                  [type](const Relationship& r) { return r.type == type; });
  if (found == relationships.end()) return std::nullopt;
  return *found;
}

/// The attribute r:id, whatever prefix the file gave the namespace of relationships; a sheet has no
/// other attribute with that local name.
std::string relationship_id(const pugi::xml_node& sheet) {
  const pugi::xml_attribute id = sheet.find_attribute(
      [](const pugi::xml_attribute& a) { return local_name(a.name()) == "id"; });
  return id.value();
}

bool is_true(const pugi::xml_attribute& attribute) {
  const std::string_view value = attribute.value();
  return value == "1" || value == "true" || value == "on";
}

}  // namespace

Workbook Workbook::open(const std::filesystem::path& path) {
  Workbook workbook{OfficePackage(path)};
  const auto main = find_type(workbook.package_.relationships(""), "officeDocument");
  if (!main) {
    throw Error("the file is not an .xlsx workbook")
        .at(workbook.package_.name())
        .because("it is a zip archive, but no Office file")
        .help("check that it is the right file");
  }
  workbook.read_workbook(workbook.package_.resolve("", *main));
  return workbook;
}

void Workbook::read_workbook(const std::string& part) {
  const pugi::xml_document document = package_.parse(part);
  const pugi::xml_node root = document.document_element();
  if (local_name(root.name()) != "workbook") {
    throw Error("the file is not an .xlsx workbook")
        .at(package_.name())
        .because(fmt::format("it holds an Office '{}'", root.name()))
        .help("save the table as .xlsx in a spreadsheet program");
  }
  const bool since_1904 = is_true(child(root, "workbookPr").attribute("date1904"));
  shared_.date_system = since_1904 ? DateSystem::k1904 : DateSystem::k1900;
  const std::vector<Relationship> relationships = package_.relationships(part);
  read_sheet_list(child(root, "sheets"), part, relationships);
  if (const auto strings = find_type(relationships, "sharedStrings")) {
    read_shared_strings(package_.resolve(part, *strings));
  }
  if (const auto styles = find_type(relationships, "styles")) {
    read_styles(package_.resolve(part, *styles));
  }
}

void Workbook::read_sheet_list(const pugi::xml_node& sheets, const std::string& workbook_part,
                               const std::vector<Relationship>& relationships) {
  std::unordered_set<std::string> seen;
  for (const pugi::xml_node& node : sheets.children()) {
    if (local_name(node.name()) != "sheet") continue;
    const std::string name = node.attribute("name").value();
    if (!is_utf8(name)) throw damaged(package_.name(), "a sheet's name is not UTF-8");
    if (!seen.insert(name).second) {
      throw damaged(package_.name(), fmt::format("two sheets are called '{}'", name));
    }
    const std::string id = relationship_id(node);
    const auto link = std::find_if(relationships.begin(), relationships.end(),
                                   [&id](const Relationship& r) { return r.id == id; });
    if (link == relationships.end()) {
      throw damaged(package_.name(), fmt::format("nothing says where the sheet '{}' is", name));
    }
    if (link->type != "worksheet") continue;
    sheets_.push_back({name, package_.resolve(workbook_part, *link)});
  }
  if (sheets_.empty()) throw damaged(package_.name(), "it has no sheet with cells");
}

void Workbook::read_shared_strings(const std::string& part) {
  const pugi::xml_document document = package_.parse(part);
  for (const pugi::xml_node& node : document.document_element().children()) {
    if (local_name(node.name()) != "si") continue;
    shared_.strings.push_back(rich_text(node));
    if (!is_utf8(shared_.strings.back())) {
      throw damaged(package_.name(),
                    fmt::format("the shared text {} is not UTF-8", shared_.strings.size() - 1));
    }
  }
}

void Workbook::read_styles(const std::string& part) {
  const pugi::xml_document document = package_.parse(part);
  const pugi::xml_node root = document.document_element();
  std::unordered_set<std::string> date_formats;
  for (const pugi::xml_node& format : child(root, "numFmts").children()) {
    const bool shows_date = is_date_format(format.attribute("formatCode").value());
    if (shows_date) date_formats.insert(format.attribute("numFmtId").value());
  }
  for (const pugi::xml_node& style : child(root, "cellXfs").children()) {
    if (local_name(style.name()) != "xf") continue;
    const pugi::xml_attribute format = style.attribute("numFmtId");
    shared_.style_shows_date.push_back(is_builtin_date_format(format.as_uint()) ||
                                       date_formats.contains(format.value()));
  }
}

std::vector<std::string> Workbook::sheet_names() const {
  std::vector<std::string> names;
  names.reserve(sheets_.size());
  for (const SheetPart& sheet : sheets_) names.push_back(sheet.name);
  return names;
}

Sheet Workbook::read_sheet(std::string_view name) {
  const auto sheet = std::find_if(sheets_.begin(), sheets_.end(),
                                  [name](const SheetPart& s) { return s.name == name; });
  if (sheet == sheets_.end()) {
    const std::vector<std::string> names = sheet_names();
    Error error(fmt::format("the workbook has no sheet '{}'", name));
    error.at(package_.name()).because(fmt::format("its sheets are: {}", join(names, ", ")));
    if (const auto meant = nearest(name, names)) {
      error.help(fmt::format("the nearest name is '{}'", *meant));
    }
    throw error;
  }
  return read_worksheet(package_.parse(sheet->part), sheet->name, shared_, package_.name());
}

}  // namespace faultline::data
