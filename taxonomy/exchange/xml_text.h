#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace faultline::taxonomy {

/// A text as XML can hold it: broken UTF-8 and characters that XML 1.0 forbids (section 2.2: most
/// control characters) become U+FFFD. Line breaks of other systems become LF, as they would when
/// the file is read.
[[nodiscard]] std::string xml_text(std::string_view text);

/// A document as a file, indented by two spaces, with an XML declaration.
[[nodiscard]] std::string xml_document_text(pugi::xml_document& document);

}  // namespace faultline::taxonomy
