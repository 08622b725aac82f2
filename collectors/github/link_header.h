#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace faultline::collectors {

/// The target of the first link with a relation in the value of a header `Link`, as it is written:
/// it may be relative. Parameters may come in any order, quoted or not, with or without spaces, and
/// a link may have several relations; several headers are joined by commas. Parts that are not
/// well-formed are passed over.
///
/// Source: RFC 8288, section 3 and appendix B.2.
[[nodiscard]] std::optional<std::string> find_link(std::string_view header,
                                                   std::string_view relation);

}  // namespace faultline::collectors
