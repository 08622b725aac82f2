#include "taxonomy/exchange/xml_text.h"

#include <sstream>

#include "base/text.h"

namespace faultline::taxonomy {

std::string xml_text(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  constexpr std::string_view kNoncharacters = "\xEF\xBF";  // U+FFFE and U+FFFF follow it
  const std::string sound = replace_broken_utf8(text);
  std::string result;
  for (std::size_t i = 0; i < sound.size(); ++i) {
    const char c = sound[i];
    if (c == '\r') {
      if (i + 1 >= sound.size() || sound[i + 1] != '\n') result += '\n';
    } else if (c >= '\0' && c < ' ' && c != '\n' && c != '\t') {
      result += kReplacement;
    } else if (std::string_view(sound).substr(i).starts_with(kNoncharacters) &&
               static_cast<unsigned char>(sound[i + 2]) >= 0xBE) {
      result += kReplacement;
      i += 2;
    } else {
      result += c;
    }
  }
  return result;
}

std::string xml_document_text(pugi::xml_document& document) {
  pugi::xml_node declaration = document.prepend_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("UTF-8");
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

}  // namespace faultline::taxonomy
