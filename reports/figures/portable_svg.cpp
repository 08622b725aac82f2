#include "reports/figures/portable_svg.h"

#include <pugixml.hpp>
#include <set>
#include <sstream>
#include <vector>

#include "base/error.h"
#include "base/text.h"

namespace faultline::reports {

namespace {

constexpr std::string_view kPageColour = "currentColor";

bool is_black(std::string_view colour) {
  return colour == "black" || colour == "rgb(  0,   0,   0)";
}

void take_page_colour(pugi::xml_node node) {
  for (const char* const name : {"stroke", "fill"}) {
    pugi::xml_attribute attribute = node.attribute(name);
    if (is_black(attribute.value())) attribute.set_value(kPageColour.data());
  }
  // What `color` sets is the meaning of currentColor below; unset, it is the page's.
  if (is_black(node.attribute("color").value())) node.remove_attribute("color");
}

bool is_drawn(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  if (name == "title" || name == "desc") return false;
  const bool is_empty_group = name == "g" && !node.first_child();
  const bool is_background =
      name == "rect" && std::string_view(node.attribute("fill").value()) == "none";
  return !is_empty_group && !is_background;
}

/// Children first, so that a group whose groups are all empty goes too.
void clean(pugi::xml_node node) {
  for (pugi::xml_node child = node.first_child(); !child.empty();) {
    const pugi::xml_node next = child.next_sibling();
    if (child.type() == pugi::node_element) {
      clean(child);
      if (!is_drawn(child)) node.remove_child(child);
    }
    child = next;
  }
  take_page_colour(node);
}

/// What an element refers to; empty for nothing.
std::string reference(const pugi::xml_node& node) {
  const std::string_view target = node.attribute("xlink:href").value();
  return target.starts_with('#') ? std::string(target.substr(1)) : std::string();
}

template <typename Visit>
void for_each_element(pugi::xml_node node, const Visit& visit) {
  for (pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    visit(child);
    for_each_element(child, visit);
  }
}

/// Keeps of the definitions those that something drawn refers to, by way of others too.
void drop_unused(pugi::xml_node svg, pugi::xml_node definitions) {
  std::set<std::string> used;
  for_each_element(svg, [&](const pugi::xml_node& node) {
    if (node.parent() != definitions) used.insert(reference(node));
  });
  for (std::size_t before = 0; before != used.size();) {
    before = used.size();
    for (const pugi::xml_node& node : definitions.children()) {
      if (used.contains(node.attribute("id").value())) used.insert(reference(node));
    }
  }
  for (pugi::xml_node child = definitions.first_child(); !child.empty();) {
    const pugi::xml_node next = child.next_sibling();
    if (!used.contains(child.attribute("id").value())) definitions.remove_child(child);
    child = next;
  }
  if (!definitions.first_child()) svg.remove_child(definitions);
}

void rename_ids(pugi::xml_node svg, pugi::xml_node definitions, std::string_view figure_id) {
  const std::string prefix = "figure-" + std::string(figure_id) + "-";
  for_each_element(svg, [&](pugi::xml_node node) {
    if (node.parent() == definitions) {
      node.attribute("id").set_value((prefix + node.attribute("id").value()).c_str());
    } else {
      node.remove_attribute("id");
    }
    const std::string target = reference(node);
    if (!target.empty()) {
      node.attribute("xlink:href").set_value(("#" + prefix + target).c_str());
    }
  });
}

}  // namespace

std::string portable_svg(std::string_view svg, std::string_view figure_id,
                         std::string_view caption) {
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer(svg.data(), svg.size());
  pugi::xml_node root = document.child("svg");
  if (!parsed || !root) {
    throw Error("gnuplot wrote no SVG", ErrorKind::kFailure).because(parsed.description());
  }
  clean(root);
  const pugi::xml_node canvas = root.child("g");
  const pugi::xml_node definitions = canvas.child("defs");
  drop_unused(canvas, definitions);
  rename_ids(root, canvas.child("defs"), figure_id);
  root.append_attribute("role").set_value("img");
  root.append_attribute("aria-label").set_value(printable(caption).c_str());

  std::ostringstream out;
  root.print(out, "", pugi::format_raw);
  return out.str() + "\n";
}

}  // namespace faultline::reports
