#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>

#include "taxonomy/exchange/label_studio.h"
#include "taxonomy/exchange/xml_text.h"

namespace faultline::taxonomy {

namespace {

void set(pugi::xml_node node, const char* attribute, std::string_view value) {
  node.append_attribute(attribute).set_value(xml_text(value).c_str());
}

pugi::xml_node add_control(pugi::xml_node& view, const char* tag, const std::string& name) {
  pugi::xml_node control = view.append_child(tag);
  set(control, "name", name);
  set(control, "toName", "text");
  return control;
}

void add_text_area(pugi::xml_node& view, const std::string& name, const char* placeholder,
                   const char* rows) {
  pugi::xml_node area = add_control(view, "TextArea", name);
  set(area, "placeholder", placeholder);
  set(area, "rows", rows);
  set(area, "maxSubmissions", "1");
  set(area, "editable", "true");
}

void add_choice(pugi::xml_node parent, std::string_view value, const data::Code& code) {
  pugi::xml_node choice = parent.append_child("Choice");
  set(choice, "value", value);
  set(choice, "hint", code.name + ": " + code.definition);
}

void add_codes(pugi::xml_node& control, const data::Dimension& dimension) {
  for (const data::Code& code : dimension.codes) {
    if (code.parent.empty()) {
      add_choice(control, code.id, code);
    } else {
      add_choice(control.last_child(), code.id.substr(code.parent.size() + 1), code);
    }
  }
}

void add_dimension(pugi::xml_node& view, const data::Dimension& dimension) {
  set(view.append_child("Header"), "value", dimension.name);
  const bool nested = std::any_of(dimension.codes.begin(), dimension.codes.end(),
                                  [](const data::Code& code) { return !code.parent.empty(); });
  pugi::xml_node codes = add_control(view, nested ? "Taxonomy" : "Choices", dimension.id);
  if (nested) {
    set(codes, "maxUsages", "1");
    set(codes, "showFullPath", "true");
  } else {
    set(codes, "choice", "single");
    set(codes, "showInline", "true");
  }
  add_codes(codes, dimension);
  pugi::xml_node confidence = add_control(view, "Choices", dimension.id + "-confidence");
  set(confidence, "choice", "single");
  set(confidence, "showInline", "true");
  for (const std::string_view value : {data::kSure, data::kUnsure}) {
    set(confidence.append_child("Choice"), "value", value);
  }
  add_text_area(view, dimension.id + "-memo", "Memo: why", "2");
  add_text_area(view, dimension.id + "-evidence", "Evidence: where, such as comment 3:4-7", "1");
}

}  // namespace

std::string label_studio_config(const data::Codebook& codebook) {
  pugi::xml_document document;
  pugi::xml_node view = document.append_child("View");
  set(view.append_child("Header"), "value", "$title");
  set(view.append_child("Header"), "value", "$url");
  pugi::xml_node text = view.append_child("Text");
  set(text, "name", "text");
  set(text, "value", "$text");
  add_text_area(view, "rater", "Your name as a rater", "1");
  for (const data::Dimension& dimension : codebook.dimensions) add_dimension(view, dimension);
  return xml_document_text(document);
}

}  // namespace faultline::taxonomy
