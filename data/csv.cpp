#include "data/csv.h"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "data/csv_encoding.h"

namespace faultline::data {

namespace {

/// ';' or a tab where the header line has no comma outside quotes but one of these, else ','.
char detect_delimiter(std::string_view content) {
  const std::size_t start = content.find_first_not_of("\r\n");
  if (start == std::string_view::npos) return ',';
  std::optional<char> other;
  bool quoted = false;
  for (const char c : content.substr(start)) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\r' || c == '\n') break;
    if (c == ',') return ',';
    if (!other && (c == ';' || c == '\t')) other = c;
  }
  return other.value_or(',');
}

void check_size(std::uintmax_t size, const std::string& name) {
  if (size <= kLargestCsv) return;
  throw Error("the CSV file is too large")
      .at(name)
      .because(fmt::format("it has {} bytes; at most {} are read", size, kLargestCsv))
      .help("split it into several files, each with the header line");
}

void check_header(const std::vector<std::string>& header, std::size_t line,
                  const std::string& name) {
  std::vector<std::string> reasons;
  std::unordered_set<std::string_view> seen;
  for (std::size_t column = 0; column < header.size(); ++column) {
    if (trim(header[column]).empty()) {
      reasons.push_back(fmt::format("column {} has no name", column + 1));
    } else if (!seen.insert(header[column]).second) {
      reasons.push_back(fmt::format("column {} is called '{}' again", column + 1, header[column]));
    }
  }
  if (reasons.empty()) return;
  Error error("the header does not give every column a name of its own");
  error.at(name, line);
  for (std::string& reason : reasons) error.because(std::move(reason));
  throw error.help("name each column in the file's first line, and remove those without content");
}

}  // namespace

/// Fills a table from what libcsv calls back. Lines are counted from the row ends that libcsv
/// reports (both halves of CRLF, and empty lines, too) and from the line breaks inside the fields.
class CsvParser {
 public:
  CsvParser(const std::string& name, char delimiter) : name_(name) {
    table_.delimiter_ = delimiter;
  }

  CsvTable parse(std::string_view content) {
    table_.text_.reserve(content.size());
    Library library(table_.delimiter_);
    const std::size_t parsed =
        csv_parse(&library.parser, content.data(), content.size(), &on_field, &on_row, this);
    if (failure_) std::rethrow_exception(failure_);
    if (csv_error(&library.parser) == CSV_ENOMEM) throw std::bad_alloc();
    if (parsed != content.size()) throw misplaced_quote();
    if (csv_fini(&library.parser, &on_field, &on_row, this) != 0) throw unclosed_quote();
    if (failure_) std::rethrow_exception(failure_);
    if (table_.header_.empty()) throw no_header();
    if (!wrong_rows_.empty()) throw wrong_widths();
    return std::move(table_);
  }

 private:
  struct Library {
    explicit Library(char delimiter) {
      if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
        throw std::bad_alloc();
      }
      csv_set_delim(&parser, static_cast<unsigned char>(delimiter));
      csv_set_space_func(&parser, [](unsigned char) { return 0; });
      constexpr std::size_t kGrowth = 64UL * 1024;
      csv_set_blk_size(&parser, kGrowth);
    }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
    Library(Library&&) = delete;
    Library& operator=(Library&&) = delete;
    ~Library() { csv_free(&parser); }

    csv_parser parser{};
  };

  // An exception must not cross libcsv, which is C; it is kept until libcsv has returned.
  static void on_field(void* bytes, std::size_t length, void* self) noexcept {
    auto& parser = *static_cast<CsvParser*>(self);
    try {
      if (!parser.failure_) parser.add_field({static_cast<const char*>(bytes), length});
    } catch (...) {
      parser.failure_ = std::current_exception();
    }
  }
  static void on_row(int terminator, void* self) noexcept {
    auto& parser = *static_cast<CsvParser*>(self);
    try {
      if (!parser.failure_) parser.end_line(terminator);
    } catch (...) {
      parser.failure_ = std::current_exception();
    }
  }

  void add_field(std::string_view field) {
    if (fields_in_row_ == 0) row_line_ = line_;
    ++fields_in_row_;
    line_ += count_line_breaks(field);
    after_carriage_return_ = false;
    const bool in_header = table_.header_.empty();
    if (in_header && fields_in_row_ > kMostCsvColumns) throw too_many_columns();
    const bool surplus = !in_header && fields_in_row_ > table_.header_.size();
    if (surplus) return;
    table_.text_ += field;
    table_.bounds_.push_back(static_cast<std::uint32_t>(table_.text_.size()));
  }

  void end_line(int terminator) {
    const bool second_half_of_crlf = terminator == '\n' && after_carriage_return_;
    after_carriage_return_ = terminator == '\r';
    if (second_half_of_crlf) return;
    ++line_;
    if (fields_in_row_ > 0) end_row();
    fields_in_row_ = 0;
  }

  void end_row() {
    if (table_.header_.empty()) {
      take_header();
    } else if (fields_in_row_ == table_.header_.size()) {
      table_.lines_.push_back(static_cast<std::uint32_t>(row_line_));
    } else {
      ++wrong_row_count_;
      if (wrong_rows_.size() < kMostNamedRows) wrong_rows_.push_back({row_line_, fields_in_row_});
      forget_row();
    }
  }

  void take_header() {
    const CsvRow row(row_line_, table_.text_.data(), table_.bounds_);
    std::vector<std::string> header;
    for (std::size_t column = 0; column < row.size(); ++column) header.emplace_back(row[column]);
    check_header(header, row_line_, name_);
    table_.header_ = std::move(header);
    forget_row();
  }

  void forget_row() {
    table_.bounds_.resize(table_.lines_.size() * table_.header_.size() + 1);
    table_.text_.resize(table_.bounds_.back());
  }

  [[nodiscard]] Error misplaced_quote() const {
    return Error("a double quote stands where none may")
        .at(name_, line_)
        .because(
            "in the field that begins on this line, a quote is neither the first or last "
            "character nor doubled")
        .help("put the field in double quotes and write each quote inside it twice");
  }

  [[nodiscard]] Error unclosed_quote() const {
    return Error("a double quote is opened and never closed")
        .at(name_, line_)
        .because("the field that begins with it on this line runs to the end of the file")
        .help("close the quote, or write it twice if it belongs to the text");
  }

  [[nodiscard]] Error no_header() const {
    return Error("the CSV file has no header")
        .at(name_)
        .because("it is empty")
        .help("its first line must name the columns");
  }

  [[nodiscard]] Error too_many_columns() const {
    return Error("the CSV file has too many columns")
        .at(name_, row_line_)
        .because(fmt::format("its header has more than {}", kMostCsvColumns))
        .help("check that the header ends with a line break");
  }

  [[nodiscard]] Error wrong_widths() const {
    Error error(fmt::format("{} of the rows do not have as many fields as the header, which has {}",
                            wrong_row_count_, table_.header_.size()));
    error.at(name_, wrong_rows_.front().line);
    for (const WrongRow& row : wrong_rows_) {
      error.because(fmt::format("the row on line {} has {}", row.line, row.fields));
    }
    const std::size_t unnamed = wrong_row_count_ - wrong_rows_.size();
    if (unnamed > 0) error.because(fmt::format("{} rows after these are wrong, too", unnamed));
    return error.help("fields that hold a delimiter or a line break must stand in double quotes");
  }

  struct WrongRow {
    std::size_t line;
    std::size_t fields;
  };

  const std::string& name_;
  CsvTable table_;
  std::size_t line_ = 1;      ///< the line on which the next field begins
  std::size_t row_line_ = 1;  ///< the line on which the current row began
  std::size_t fields_in_row_ = 0;
  bool after_carriage_return_ = false;
  std::size_t wrong_row_count_ = 0;
  std::vector<WrongRow> wrong_rows_;  ///< the first of them
  std::exception_ptr failure_;
};

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

CsvTable parse_csv(std::string_view content, const std::string& name,
                   std::optional<char> delimiter) {
  check_size(content.size(), name);
  const std::string_view text = checked_utf8(content, name);
  return CsvParser(name, delimiter.value_or(detect_delimiter(text))).parse(text);
}

CsvTable read_csv(const std::filesystem::path& path, std::optional<char> delimiter) {
  std::error_code unreadable;
  const std::uintmax_t size = std::filesystem::file_size(path, unreadable);
  if (!unreadable) check_size(size, path.string());
  return parse_csv(read_file(path), path.string(), delimiter);
}

void append_csv_field(std::string& out, std::string_view field) {
  // At the beginning of a file a byte order mark would not be taken for text.
  const bool has_mark = field.starts_with(kByteOrderMark);
  if (!has_mark && field.find_first_of(",;\t\"\r\n") == std::string_view::npos) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_csv_row(std::string& out, std::span<const std::string> fields) {
  if (fields.size() == 1 && fields.front().empty()) {
    out += "\"\"\n";
    return;
  }
  bool first = true;
  for (const std::string& field : fields) {
    if (!first) out += ',';
    append_csv_field(out, field);
    first = false;
  }
  out += '\n';
}

namespace {

/// Whether a text is apostrophes (or none) and then a character that starts a formula.
bool starts_formula_after_apostrophes(std::string_view text) {
  const std::size_t start = text.find_first_not_of('\'');
  constexpr std::string_view kFormulaStarts = "=+-@\t\r";
  return start != std::string_view::npos &&
         kFormulaStarts.find(text[start]) != std::string_view::npos;
}

}  // namespace

std::string protect_from_formulas(std::string_view text) {
  std::string harmless;
  if (starts_formula_after_apostrophes(text)) harmless += '\'';
  return harmless.append(text);
}

std::string_view unprotect_from_formulas(std::string_view text) {
  const bool guarded = text.starts_with('\'') && starts_formula_after_apostrophes(text);
  if (guarded) text.remove_prefix(1);
  return text;
}

}  // namespace faultline::data
