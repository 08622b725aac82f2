#include "taxonomy/exchange/codebook_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace faultline::taxonomy {

namespace {

void add(std::string& toml, const char* key, const std::string& text) {
  if (!text.empty()) toml += fmt::format("{} = {}\n", key, toml_text(text));
}

void add(std::string& toml, const char* key, const std::vector<std::string>& texts) {
  if (!texts.empty()) toml += fmt::format("{} = {}\n", key, toml_texts(texts));
}

std::vector<std::string> shown_codes(const data::Dimension& dimension) {
  std::vector<std::string> shown;
  bool all = true;
  for (const data::Code& code : dimension.codes) {
    if (code.shown && code.parent.empty()) shown.push_back(code.id);
    all = all && code.shown;
  }
  return all ? std::vector<std::string>() : shown;
}

std::string code_toml(const data::Code& code) {
  std::string toml = "\n[[dimension.code]]\n";
  add(toml, "id", code.parent.empty() ? code.id : code.id.substr(code.parent.size() + 1));
  add(toml, "parent", code.parent);
  add(toml, "name", code.name);
  add(toml, "key", code.key);
  add(toml, "aliases", code.aliases);
  add(toml, "child_columns", code.child_columns);
  add(toml, "definition", code.definition);
  add(toml, "examples", code.examples);
  return toml;
}

}  // namespace

std::string toml_text(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : replace_broken_utf8(text)) {
    constexpr char kDelete = 0x7F;
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if ((c >= '\0' && c < ' ') || c == kDelete) {
      quoted += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string toml_texts(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  std::transform(texts.begin(), texts.end(), std::back_inserter(quoted), toml_text);
  return "[" + join(quoted, ", ") + "]";
}

std::string codebook_toml(const data::Codebook& codebook) {
  std::string toml;
  add(toml, "name", codebook.name);
  toml += fmt::format("version = {}\n", codebook.version);
  add(toml, "title", codebook.title);
  for (const data::Dimension& dimension : codebook.dimensions) {
    toml += "\n[[dimension]]\n";
    add(toml, "id", dimension.id);
    add(toml, "name", dimension.name);
    add(toml, "definition", dimension.definition);
    add(toml, "columns", dimension.columns);
    add(toml, "shown_in_cross_tables", shown_codes(dimension));
    for (const data::Code& code : dimension.codes) toml += code_toml(code);
  }
  return toml;
}

}  // namespace faultline::taxonomy
