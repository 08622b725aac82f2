#pragma once

#include <zip.h>

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace faultline::test {

/// Writes small .xlsx files whose every part a test decides. It begins as a sound workbook with one
/// empty sheet called "Data"; parts are added, replaced and left out by name.
class WorkbookBuilder {
 public:
  static constexpr std::string_view kNamespace =
      "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  static constexpr std::string_view kRelationships =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  WorkbookBuilder() {
    part("_rels/.rels", links(link("rId1", "officeDocument", "xl/workbook.xml")));
    part("xl/workbook.xml", workbook(R"(<sheet name="Data" sheetId="1" r:id="rId1"/>)"));
    part("xl/_rels/workbook.xml.rels", links(link("rId1", "worksheet", "worksheets/sheet1.xml") +
                                             link("rId2", "sharedStrings", "sharedStrings.xml") +
                                             link("rId3", "styles", "styles.xml")));
    strings("");
    part("xl/styles.xml", "<styleSheet/>");
    rows("");
  }

  WorkbookBuilder& part(const std::string& name, std::string content) {
    parts_[name] = std::move(content);
    return *this;
  }
  WorkbookBuilder& without(const std::string& name) {
    parts_.erase(name);
    return *this;
  }

  /// Leaves all parts unpacked in the archive.
  WorkbookBuilder& stored() {
    method_ = ZIP_CM_STORE;
    return *this;
  }

  /// The rows of the sheet "Data", for example `<row r="1"><c r="A1"><v>2</v></c></row>`.
  WorkbookBuilder& rows(std::string_view rows_xml) {
    return part("xl/worksheets/sheet1.xml", element("worksheet", element("sheetData", rows_xml)));
  }
  /// The shared texts, for example `<si><t>first</t></si>`.
  WorkbookBuilder& strings(std::string_view items_xml) {
    return part("xl/sharedStrings.xml", element("sst", items_xml));
  }

  static std::string workbook(std::string_view sheets_xml, std::string_view properties_xml = "") {
    return std::string("<workbook xmlns=\"")
        .append(kNamespace)
        .append("\" xmlns:r=\"")
        .append(kRelationships)
        .append("\">")
        .append(properties_xml)
        .append(element("sheets", sheets_xml))
        .append("</workbook>");
  }
  static std::string links(const std::string& links_xml) {
    return element("Relationships", links_xml);
  }
  static std::string link(const std::string& id, const std::string& type,
                          const std::string& target) {
    return std::string("<Relationship Id=\"")
        .append(id)
        .append("\" Type=\"")
        .append(kRelationships)
        .append("/" + type + "\" Target=\"" + target + "\"/>");
  }
  static std::string element(const std::string& name, std::string_view content) {
    return std::string("<").append(name).append(">").append(content).append("</" + name + ">");
  }

  /// Writes the workbook; with a password, all its parts are encrypted.
  [[nodiscard]] std::filesystem::path write(const std::filesystem::path& path,
                                            const std::string& password = "") const {
    int code = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (archive == nullptr) throw std::runtime_error("cannot create " + path.string());
    for (const auto& [name, content] : parts_) {
      zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
      const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
      if (index < 0) throw std::runtime_error("cannot add " + name);
      if (zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), method_, 0) != 0) {
        throw std::runtime_error("cannot choose how to pack " + name);
      }
      if (password.empty()) continue;
      if (zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256,
                                  password.c_str()) != 0) {
        throw std::runtime_error("cannot encrypt " + name);
      }
    }
    if (zip_close(archive) != 0) throw std::runtime_error("cannot write " + path.string());
    return path;
  }

 private:
  std::map<std::string, std::string> parts_;
  zip_int32_t method_ = ZIP_CM_DEFLATE;
};

}  // namespace faultline::test
