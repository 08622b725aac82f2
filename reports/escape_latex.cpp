#include "reports/escape_latex.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.h"

namespace faultline::reports {

namespace {

struct Replacement {
  std::int32_t code_point;
  std::string_view latex;
};

constexpr std::array kReplacements = std::to_array<Replacement>({
    {'\\', "\\textbackslash{}"},
    {'{', "\\{"},
    {'}', "\\}"},
    {'$', "\\$"},
    {'&', "\\&"},
    {'#', "\\#"},
    {'%', "\\%"},
    {'_', "\\_"},
    {'^', "\\textasciicircum{}"},
    {'~', "\\textasciitilde{}"},
    {'<', "\\textless{}"},
    {'>', "\\textgreater{}"},
    {'|', "\\textbar{}"},
    {'`', "\\textasciigrave{}"},
    {'"', "{\\char34}"},  // by number: \textquotedbl needs T1 fonts, a bare one is active in babel
    {0x00A0, "~"},
    {0x00D7, "$\\times$"},
    {0x00B1, "$\\pm$"},
    {0x00B2, "$^2$"},
    {0x03B1, "$\\alpha$"},
    {0x03B2, "$\\beta$"},
    {0x03B3, "$\\gamma$"},
    {0x03BA, "$\\kappa$"},
    {0x03BC, "$\\mu$"},
    {0x03C1, "$\\rho$"},
    {0x03C3, "$\\sigma$"},
    {0x03C6, "$\\phi$"},
    {0x03C7, "$\\chi$"},
    {0x2013, "\\textendash{}"},
    {0x2014, "\\textemdash{}"},
    {0x2018, "\\textquoteleft{}"},
    {0x2019, "\\textquoteright{}"},
    {0x201C, "\\textquotedblleft{}"},
    {0x201D, "\\textquotedblright{}"},
    {0x2022, "\\textbullet{}"},
    {0x2026, "\\textellipsis{}"},
    {0x2190, "$\\leftarrow$"},
    {0x2192, "$\\rightarrow$"},
    {0x2194, "$\\leftrightarrow$"},
    {0x2212, "$-$"},
    {0x2248, "$\\approx$"},
    {0x2260, "$\\neq$"},
    {0x2264, "$\\leq$"},
    {0x2265, "$\\geq$"},
});

/// Letters that LaTeX's own input encoding and T1 fonts know (t1enc.dfu): Latin-1 and Latin
/// Extended-A with the few exceptions named here, and the letters of Romanian.
bool is_european_letter(std::int32_t code_point) {
  constexpr std::array kUnknown = std::to_array<std::int32_t>(
      {0x00D7, 0x00F7, 0x0126, 0x0127, 0x0138, 0x013F, 0x0140, 0x0149, 0x0166, 0x0167, 0x017F});
  const bool in_range = (code_point >= 0x00C0 && code_point <= 0x017F) ||
                        (code_point >= 0x0218 && code_point <= 0x021B);
  return in_range && std::ranges::find(kUnknown, code_point) == kUnknown.end();
}

bool is_visible_ascii(std::int32_t code_point) { return code_point >= ' ' && code_point <= '~'; }

/// One character of well-formed UTF-8 in LaTeX.
std::string escape_character(std::int32_t code_point, std::string_view bytes) {
  const auto* const found = std::ranges::find(kReplacements, code_point, &Replacement::code_point);
  if (found != kReplacements.end()) return std::string(found->latex);
  if (bytes == "\n" || bytes == "\t" || bytes == "\r") return " ";
  if (is_visible_ascii(code_point) || is_european_letter(code_point)) return std::string(bytes);
  return fmt::format("[U+{:04X}]", static_cast<std::uint32_t>(code_point));
}

/// Whether TeX would join this character with the same one before it: "--", "''", ",,".
bool makes_ligature(std::string_view before, std::string_view bytes) {
  constexpr std::string_view kJoining = "-',";
  return !before.empty() && bytes.size() == 1 && bytes.front() == before.back() &&
         kJoining.find(bytes) != std::string_view::npos;
}

}  // namespace

std::string escape_latex(std::string_view text) {
  const std::string whole = replace_broken_utf8(trim(text));
  std::string_view rest = whole;
  std::string escaped;
  while (!rest.empty()) {
    std::int32_t code_point = 0;
    const auto length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),  // NOLINT
                         static_cast<utf8proc_ssize_t>(rest.size()), &code_point);
    const std::string_view bytes = rest.substr(0, static_cast<std::size_t>(length));
    if (makes_ligature(escaped, bytes)) escaped += "{}";
    const std::string character = escape_character(code_point, bytes);
    const bool is_option =
        escaped.empty() && (character.starts_with('[') || character.starts_with('*'));
    escaped += is_option ? fmt::format("{{{}}}", character) : character;
    rest.remove_prefix(bytes.size());
  }
  return escaped;
}

}  // namespace faultline::reports
