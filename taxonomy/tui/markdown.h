#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/tui/styled_line.h"

namespace faultline::taxonomy {

/// GitHub Flavored Markdown as lines of a terminal: headings, lists with nested, numbered and task
/// items, quotes, code, links with their URLs, images as "[image: what it shows URL]", tables as
/// aligned columns, rules, and raw HTML as the text it is. A line break is one, as in GitHub's
/// comments. Code keeps its columns; where it is too wide, its lines go on behind a "↳".
///
/// Text of any origin is safe here: the lines hold safe text only (see cell_text.h), their nesting
/// is cut at a depth that leaves room, with a remark, and time and memory stay about linear in the
/// text, which is shown as it was written, with a remark, where that could not be said of its
/// Markdown.
///
/// @param width  cells of a line, at least 1
/// @return lines with the source lines they begin with, from 1, and without part
/// Source: GitHub Flavored Markdown Spec, version 0.29-gfm.
[[nodiscard]] std::vector<StyledLine> render_markdown(std::string_view source, int width);

/// A text's lines as they are, wrapped.
[[nodiscard]] std::vector<StyledLine> render_plain(std::string_view source, int width);

}  // namespace faultline::taxonomy
