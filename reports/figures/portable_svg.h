#pragma once

#include <string>
#include <string_view>

namespace faultline::reports {

/// gnuplot's SVG, made fit to stand in a page, alone or with others:
///
/// - black, which gnuplot takes for text and axes, becomes currentColor, the colour of the text
///   around the figure; other colours stay
/// - ids begin with the figure's, so that no two figures of a page have one in common; those that
///   nothing refers to go, with what bears them in `<defs>`
/// - the XML declaration, gnuplot's name and version, its `<title>`s (which browsers show as
///   tooltips) and empty groups go; the figure is an image named by its caption (role, aria-label)
///
/// @param svg  as gnuplot's svg terminal writes it
/// @throws Error (failure) where that is not XML
[[nodiscard]] std::string portable_svg(std::string_view svg, std::string_view figure_id,
                                       std::string_view caption);

}  // namespace faultline::reports
