#include "taxonomy/tui/markdown_tree.h"

#include <cmark-gfm-core-extensions.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace faultline::taxonomy {

namespace {

constexpr std::array kExtensions = {"table", "strikethrough", "autolink", "tasklist"};

NodeKind extension_kind(cmark_node* node) {
  const std::string_view name = cmark_node_get_type_string(node);
  if (name == "strikethrough") return NodeKind::kStruck;
  if (name == "table") return NodeKind::kTable;
  if (name == "table_row" || name == "table_header") return NodeKind::kTableRow;
  if (name == "table_cell") return NodeKind::kTableCell;
  return NodeKind::kOther;
}

}  // namespace

MarkdownTree parse_markdown(std::string_view source) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, FreeMarkdown> parser(
      cmark_parser_new(CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_SOURCEPOS));
  for (const char* name : kExtensions) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser.get(), source.data(), source.size());
  return MarkdownTree(cmark_parser_finish(parser.get()));
}

NodeKind kind_of(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
      return NodeKind::kDocument;
    case CMARK_NODE_BLOCK_QUOTE:
      return NodeKind::kQuote;
    case CMARK_NODE_LIST:
      return NodeKind::kList;
    case CMARK_NODE_ITEM:
      return NodeKind::kItem;
    case CMARK_NODE_CODE_BLOCK:
      return NodeKind::kCodeBlock;
    case CMARK_NODE_HTML_BLOCK:
      return NodeKind::kHtmlBlock;
    case CMARK_NODE_PARAGRAPH:
      return NodeKind::kParagraph;
    case CMARK_NODE_HEADING:
      return NodeKind::kHeading;
    case CMARK_NODE_THEMATIC_BREAK:
      return NodeKind::kRule;
    case CMARK_NODE_TEXT:
      return NodeKind::kText;
    case CMARK_NODE_SOFTBREAK:
      return NodeKind::kSoftBreak;
    case CMARK_NODE_LINEBREAK:
      return NodeKind::kLineBreak;
    case CMARK_NODE_CODE:
      return NodeKind::kCode;
    case CMARK_NODE_HTML_INLINE:
      return NodeKind::kHtml;
    case CMARK_NODE_EMPH:
      return NodeKind::kEmphasis;
    case CMARK_NODE_STRONG:
      return NodeKind::kStrong;
    case CMARK_NODE_LINK:
      return NodeKind::kLink;
    case CMARK_NODE_IMAGE:
      return NodeKind::kImage;
    default:
      return extension_kind(node);
  }
}

std::string_view literal_of(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string_view() : std::string_view(literal);
}

std::string_view url_of(cmark_node* node) {
  const char* url = cmark_node_get_url(node);
  return url == nullptr ? std::string_view() : std::string_view(url);
}

int first_text_line(cmark_node* block) {
  const int first = cmark_node_get_start_line(block);
  if (cmark_node_get_type(block) != CMARK_NODE_PARAGRAPH) return first;
  cmark_node* last = cmark_node_last_child(block);
  while (last != nullptr && cmark_node_get_start_line(last) == 0) last = cmark_node_previous(last);
  if (last == nullptr) return first;
  const int last_line = std::max(cmark_node_get_start_line(last), cmark_node_get_end_line(last));
  return first + std::max(0, cmark_node_get_end_line(block) - last_line);
}

bool is_tight(cmark_node* block) {
  cmark_node* list = cmark_node_parent(block);
  if (list != nullptr && cmark_node_get_type(list) == CMARK_NODE_ITEM) {
    list = cmark_node_parent(list);
  }
  return list != nullptr && cmark_node_get_type(list) == CMARK_NODE_LIST &&
         cmark_node_get_list_tight(list) != 0;
}

Task task_of(cmark_node* item) {
  if (std::string_view(cmark_node_get_type_string(item)) != "tasklist") return Task::kNone;
  return cmark_gfm_extensions_get_tasklist_item_checked(item) ? Task::kDone : Task::kOpen;
}

std::vector<CellAlignment> alignments_of(cmark_node* table) {
  std::vector<CellAlignment> alignments;
  const std::span letters(cmark_gfm_extensions_get_table_alignments(table),
                          cmark_gfm_extensions_get_table_columns(table));
  for (const std::uint8_t letter : letters) {
    alignments.push_back(letter == 'r'   ? CellAlignment::kRight
                         : letter == 'c' ? CellAlignment::kCenter
                                         : CellAlignment::kLeft);
  }
  return alignments;
}

}  // namespace faultline::taxonomy
