#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <cmark-gfm.h>

#include "taxonomy/tui/table_layout.h"

namespace faultline::taxonomy {

struct FreeMarkdown {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

/// A text as cmark-gfm understands it.
using MarkdownTree = std::unique_ptr<cmark_node, FreeMarkdown>;

/// Parses GitHub Flavored Markdown: with tables, struck text, automatic links and task lists.
[[nodiscard]] MarkdownTree parse_markdown(std::string_view source);

/// What a node is, also where an extension brought it.
enum class NodeKind {
  kDocument,
  kQuote,
  kList,
  kItem,
  kCodeBlock,
  kHtmlBlock,
  kParagraph,
  kHeading,
  kRule,
  kTable,
  kTableRow,
  kTableCell,
  kText,
  kSoftBreak,
  kLineBreak,
  kCode,
  kHtml,
  kEmphasis,
  kStrong,
  kStruck,
  kLink,
  kImage,
  kOther,
};

[[nodiscard]] NodeKind kind_of(cmark_node* node);

/// The text of a node, its URL: empty where it has none.
[[nodiscard]] std::string_view literal_of(cmark_node* node);
[[nodiscard]] std::string_view url_of(cmark_node* node);

/// The source line with which the text of a block begins. Differs from what cmark-gfm says where
/// definitions of links were taken from the beginning of a paragraph.
[[nodiscard]] int first_text_line(cmark_node* block);

/// Whether the blocks of a list's item, or the items of a list, stand together without blank lines.
[[nodiscard]] bool is_tight(cmark_node* block);

/// The task of a list's item: done, to do, or none.
enum class Task { kNone, kOpen, kDone };
[[nodiscard]] Task task_of(cmark_node* item);

/// How the columns of a table are aligned.
[[nodiscard]] std::vector<CellAlignment> alignments_of(cmark_node* table);

}  // namespace faultline::taxonomy
