#include "data/sheet_reader.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "data/office_package.h"

namespace faultline::data {

namespace {

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return number;
}

/// The character of "_x000D_"; no value for texts that are no such escape, and for halves of
/// surrogate pairs and NUL, which no text may hold.
std::optional<std::string> escaped_character(std::string_view escape) {
  constexpr int kHexadecimal = 16;
  unsigned int code = 0;
  if (!escape.starts_with("_x") || !escape.ends_with('_')) return std::nullopt;
  const std::string_view digits = escape.substr(2, 4);
  const auto result = std::from_chars(digits.data(), digits.data() + 4, code, kHexadecimal);
  if (result.ec != std::errc() || result.ptr != digits.data() + 4) return std::nullopt;
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code == 0 || surrogate) return std::nullopt;
  if (code < 0x80) return std::string{static_cast<char>(code)};
  if (code < 0x800) {
    return std::string{static_cast<char>(0xC0U | code >> 6U),
                       static_cast<char>(0x80U | (code & 0x3FU))};
  }
  return std::string{static_cast<char>(0xE0U | code >> 12U),
                     static_cast<char>(0x80U | (code >> 6U & 0x3FU)),
                     static_cast<char>(0x80U | (code & 0x3FU))};
}

std::string unescape(const std::string& text) {
  constexpr std::size_t kEscapeLength = 7;
  std::string plain;
  std::size_t copied = 0;
  for (std::size_t found = text.find("_x"); found != std::string::npos;) {
    if (const auto character =
            escaped_character(std::string_view(text).substr(found, kEscapeLength))) {
      plain.append(text, copied, found - copied).append(*character);
      copied = found + kEscapeLength;
      found = text.find("_x", copied);
    } else {
      found = text.find("_x", found + 1);
    }
  }
  return plain.append(text, copied);
}

class SheetReader {
 public:
  SheetReader(const std::string& name, const SharedContent& shared, const std::string& file)
      : name_(name), shared_(shared), file_(file) {}

  Sheet read(const pugi::xml_node& worksheet) {
    Sheet sheet{.name = name_, .rows = {}};
    const pugi::xml_node data = child(worksheet, "sheetData");
    if (!data) throw broken("it has no cells element (sheetData)");
    for (const pugi::xml_node& node : data.children()) {
      if (local_name(node.name()) != "row") continue;
      SheetRow row = read_row(node);
      if (!row.entries.empty()) sheet.rows.push_back(std::move(row));
    }
    return sheet;
  }

 private:
  SheetRow read_row(const pugi::xml_node& node) {
    place_.row = row_number(node, place_.row + 1);
    std::size_t next_column = 0;
    SheetRow row{.number = place_.row, .entries = {}};
    for (const pugi::xml_node& cell_node : node.children()) {
      if (local_name(cell_node.name()) != "c") continue;
      place_.column = cell_column(cell_node, next_column);
      next_column = place_.column + 1;
      Cell cell = read_cell(cell_node);
      if (cell.kind == CellKind::kEmpty && !cell.is_formula_without_result) continue;
      count_text(cell.text);
      row.entries.push_back({place_.column, std::move(cell)});
    }
    return row;
  }

  /// Rows and cells may leave out where they are; they then follow the one before.
  [[nodiscard]] std::size_t row_number(const pugi::xml_node& node, std::size_t next) const {
    const pugi::xml_attribute attribute = node.attribute("r");
    const std::string text = attribute.empty() ? std::to_string(next) : attribute.value();
    const auto number = parse_number<std::size_t>(text);
    if (!number || *number == 0 || *number > kMostRows) {
      throw broken(fmt::format("there is no row '{}'", text));
    }
    if (*number < next) throw broken(fmt::format("row {} occurs after row {}", *number, next - 1));
    return *number;
  }

  [[nodiscard]] std::size_t cell_column(const pugi::xml_node& node, std::size_t next) const {
    const pugi::xml_attribute attribute = node.attribute("r");
    if (attribute.empty()) {
      if (next >= kMostColumns) throw broken(fmt::format("row {} is too long", place_.row));
      return next;
    }
    const auto reference = parse_cell_reference(attribute.value());
    if (!reference) throw broken(fmt::format("there is no cell '{}'", attribute.value()));
    if (reference->row != place_.row) {
      throw broken(fmt::format("cell {} stands in row {}", attribute.value(), place_.row));
    }
    if (reference->column < next) {
      throw broken(fmt::format("cell {} occurs twice or out of order", attribute.value()));
    }
    return reference->column;
  }

  [[nodiscard]] Cell read_cell(const pugi::xml_node& node) const {
    const std::string_view type = node.attribute("t").value();
    if (type == "inlineStr") return text_cell(checked(rich_text(child(node, "is"))));
    const pugi::xml_node value_node = child(node, "v");
    const std::string value = text_of(value_node);
    if (value.empty()) {
      const bool has_empty_text = type == "str" && !value_node.empty();
      const bool is_formula = !child(node, "f").empty();
      return {.kind = CellKind::kEmpty,
              .text = {},
              .is_formula_without_result = is_formula && !has_empty_text};
    }
    if (type == "s") return text_cell(shared_string(value));
    if (type == "str") return text_cell(checked(unescape(value)));
    if (type == "e") return {.kind = CellKind::kError, .text = checked(value)};
    if (type == "d") return {.kind = CellKind::kDate, .text = checked(value)};
    if (type == "b") return boolean_cell(value);
    if (type.empty() || type == "n") return number_cell(value, node.attribute("s").value());
    throw broken_cell(fmt::format("its type '{}' is unknown", type));
  }

  [[nodiscard]] static Cell text_cell(std::string text) {
    const CellKind kind = text.empty() ? CellKind::kEmpty : CellKind::kText;
    return {.kind = kind, .text = std::move(text)};
  }

  [[nodiscard]] const std::string& shared_string(const std::string& value) const {
    const auto index = parse_number<std::size_t>(value);
    if (!index || *index >= shared_.strings.size()) {
      throw broken_cell(fmt::format("it refers to the shared text '{}', but there are {}", value,
                                    shared_.strings.size()));
    }
    return shared_.strings[*index];
  }

  [[nodiscard]] Cell boolean_cell(const std::string& value) const {
    const bool yes = value == "1" || value == "true";
    const bool no = value == "0" || value == "false";
    if (!yes && !no) throw broken_cell(fmt::format("'{}' is neither true nor false", value));
    return {.kind = CellKind::kBoolean, .text = yes ? "TRUE" : "FALSE"};
  }

  [[nodiscard]] Cell number_cell(const std::string& value, std::string_view style) const {
    const auto number = parse_number<double>(trim(value));
    if (!number || !std::isfinite(*number)) {
      throw broken_cell(fmt::format("'{}' is not a number", value));
    }
    const std::size_t style_index = parse_number<std::size_t>(style).value_or(0);
    const bool shows_date =
        style_index < shared_.style_shows_date.size() && shared_.style_shows_date[style_index];
    const auto date = shows_date ? date_text(*number, shared_.date_system) : std::nullopt;
    if (date) return {.kind = CellKind::kDate, .text = *date};
    return {.kind = CellKind::kNumber, .text = fmt::format("{}", *number)};
  }

  [[nodiscard]] std::string checked(std::string text) const {
    if (!is_utf8(text)) throw broken_cell("its text is not UTF-8");
    return text;
  }

  void count_text(const std::string& text) {
    text_size_ += text.size();
    if (text_size_ <= kLargestSheetText) return;
    throw Error(fmt::format("the sheet '{}' is too large", name_))
        .at(file_)
        .because(fmt::format("the texts of its cells have more than {} bytes up to cell {}",
                             kLargestSheetText, to_string(place_)))
        .help("split the sheet, or save it as CSV");
  }

  [[nodiscard]] Error broken(const std::string& reason) const {
    constexpr std::size_t kLongestReason = 200;  // it may quote a value of any length
    return Error(fmt::format("the sheet '{}' is damaged", name_))
        .at(file_)
        .because(truncate(printable(reason), kLongestReason))
        .help("save it again as .xlsx in a spreadsheet program, or as CSV");
  }

  [[nodiscard]] Error broken_cell(const std::string& reason) const {
    return broken(fmt::format("cell {}: {}", to_string(place_), reason));
  }

  const std::string& name_;
  const SharedContent& shared_;
  const std::string& file_;
  CellReference place_{.row = 0,
                       .column = 0};  ///< what is read at the moment; row 0 before the first
  std::size_t text_size_ = 0;
};

}  // namespace

Sheet read_worksheet(const pugi::xml_document& document, const std::string& name,
                     const SharedContent& shared, const std::string& file) {
  return SheetReader(name, shared, file).read(document.document_element());
}

std::string rich_text(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& part : node.children()) {
    const std::string_view kind = local_name(part.name());
    if (kind == "t") text += unescape(text_of(part));
    if (kind == "r") text += unescape(text_of(child(part, "t")));
  }
  return text;
}

}  // namespace faultline::data
