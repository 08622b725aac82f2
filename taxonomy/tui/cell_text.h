#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Text of unknown origin for a terminal's grid of cells, where a character that moves the cursor
/// or is wider than was thought breaks the whole screen.
///
/// `cell_text` makes text safe; all other functions here take safe text. Widths are by code point,
/// as terminals draw them: 2 for the East Asian wide and full-width characters and for emoji, 0 for
/// marks without a width, 1 for all others, marks with a width among them. Characters of ambiguous
/// width (Unicode Standard Annex 11, class A) count as narrow, which they are in every terminal
/// unless its user wants otherwise. Where terminals do not agree on a width, safe text has the
/// character no more, so that what was measured is what is drawn: joiners, variation selectors and
/// skin tones are dropped (an emoji of several joined ones is shown as those), flags become their
/// two letters, and characters younger than Unicode 14 are not shown.
///
/// Without joiners, a grapheme is a character with the marks on it; nothing here ever parts them.
namespace faultline::taxonomy {

/// The text as one safe line: well-formed UTF-8 in which every character is one or two cells wide
/// or a mark on such a one, at most four marks on one; letters and marks that Unicode also has as
/// one character are that one.
///
/// Control and escape characters, bidirectional overrides and isolates, other invisible characters,
/// those that Unicode does not know and broken UTF-8 are shown as U+FFFD; line breaks and unusual
/// spaces as spaces. A tab becomes the spaces that lead to the next multiple of `kTabWidth`.
[[nodiscard]] std::string cell_text(std::string_view text);

/// The same, added to the end of another text.
void append_cell_text(std::string& to, std::string_view text);

inline constexpr int kTabWidth = 4;

/// The cells that a safe text takes.
[[nodiscard]] int cell_width(std::string_view text);

/// The beginning of a safe text that takes at most `cells`, cut between graphemes, with an ellipsis
/// at its end where something was cut.
[[nodiscard]] std::string cut_to_cells(std::string_view text, int cells);

/// A safe text that takes exactly `cells`: cut, or filled with spaces.
[[nodiscard]] std::string pad_to_cells(std::string_view text, int cells);

/// A part of a text, by bytes.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;

  friend bool operator==(const TextRange&, const TextRange&) = default;
};

/// Cuts a safe text into lines of at most `cells`, at least 1: at line feeds (the one control
/// character that is allowed here), else behind the last space or wide character that fits, else
/// between graphemes. Spaces at which a line is cut are in no line, nor is a character that is
/// wider than a line. There is always at least one line. Takes time linear in the text.
[[nodiscard]] std::vector<TextRange> wrap_words(std::string_view text, int cells);

/// The same between graphemes alone, with all spaces: for code, where columns count.
[[nodiscard]] std::vector<TextRange> wrap_columns(std::string_view text, int cells);

}  // namespace faultline::taxonomy
