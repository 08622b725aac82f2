#include "taxonomy/exchange/coding_workbook.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <array>
#include <map>
#include <memory>
#include <string>
#include <system_error>

#include "base/error.h"
#include "base/text.h"
#include "data/csv.h"

namespace faultline::taxonomy {

namespace {

constexpr const char* kCodesSheet = "codes";
constexpr double kWideColumn = 40;
constexpr double kNarrowColumn = 16;

/// A spreadsheet reader takes "_x0041_" for an escaped character, so that one which was meant as
/// it stands needs its first underscore escaped (ECMA-376 part 1, 22.9.2.19).
std::string escape_escapes(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    const bool is_escape =
        rest.size() >= 7 && rest.starts_with("_x") && rest[6] == '_' &&
        rest.substr(2, 4).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    if (is_escape) {
      result += "_x005F_";
    } else {
      result += text[i];
    }
  }
  return result;
}

/// The workbook while it is written. libxlsxwriter writes the file, and frees its memory, in
/// workbook_close alone, which is therefore called once in any case.
class CodingWorkbook {
 public:
  explicit CodingWorkbook(const std::filesystem::path& path)
      : path_(path), book_(workbook_new(path.c_str())) {
    if (book_ == nullptr) {
      throw Error("the workbook could not be made", ErrorKind::kFailure).at(path.string());
    }
    // A file's bytes would otherwise tell when it was written.
    lxw_doc_properties properties{};
    constexpr time_t kFirstDayOfZipArchives = 315'532'800;  // 1980-01-01
    properties.created = kFirstDayOfZipArchives;
    workbook_set_properties(book_, &properties);
    heading_ = workbook_add_format(book_);
    format_set_bold(heading_);
    format_set_text_wrap(heading_);
    text_ = workbook_add_format(book_);
    format_set_num_format(text_, "@");
    format_set_text_wrap(text_);
    format_set_align(text_, LXW_ALIGN_VERTICAL_TOP);
  }
  CodingWorkbook(const CodingWorkbook&) = delete;
  CodingWorkbook& operator=(const CodingWorkbook&) = delete;
  CodingWorkbook(CodingWorkbook&&) = delete;
  CodingWorkbook& operator=(CodingWorkbook&&) = delete;
  ~CodingWorkbook() {
    if (book_ != nullptr) static_cast<void>(workbook_close(book_));
  }

  void write(const std::vector<ExchangeItem>& items, const data::Codebook& codebook,
             std::string_view rater) {
    labels_ = add_sheet(std::string(kCodingSheet));
    codes_ = add_sheet(kCodesSheet);
    write_codes(codebook);
    write_headings(codebook);
    lxw_row_t row = 1;
    for (const ExchangeItem& item : items) {
      std::vector<std::vector<data::Label>> groups = labels_by_rater(item);
      if (groups.empty()) groups.emplace_back();
      for (const std::vector<data::Label>& group : groups) {
        write_row(row++, item, group, codebook, rater);
      }
    }
    offer_choices(codebook, row - 1);
  }

  void close() {
    const lxw_error result = workbook_close(book_);
    book_ = nullptr;
    if (result != LXW_NO_ERROR) {
      throw Error("the workbook could not be written", ErrorKind::kFailure)
          .at(path_.string())
          .because(lxw_strerror(result));
    }
  }

 private:
  static constexpr std::array kIssueHeadings{"repository", "issue", "url", "title", "rater"};
  static constexpr std::array kDetailHeadings{"confidence", "memo", "evidence"};

  lxw_worksheet* add_sheet(const std::string& name) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
    worksheet_freeze_panes(sheet, 1, 0);
    return sheet;
  }

  void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text) {
    const std::string harmless = escape_escapes(data::protect_from_formulas(text));
    const lxw_error result = worksheet_write_string(sheet, row, column, harmless.c_str(), text_);
    if (result == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) {
      throw Error(fmt::format("a text in row {} is longer than a cell may be", row + 1))
          .at(path_.string())
          .because(fmt::format("a cell holds 32,767 characters, and this text has {} bytes",
                               text.size()))
          .help("write CSV or a log (.jsonl) instead");
    }
  }

  void write_heading(lxw_worksheet* sheet, lxw_col_t column, const std::string& text,
                     double width) {
    worksheet_set_column(sheet, column, column, width, nullptr);
    worksheet_write_string(sheet, 0, column, text.c_str(), heading_);
  }

  void write_headings(const data::Codebook& codebook) {
    lxw_col_t column = 0;
    for (const char* heading : kIssueHeadings) {
      const bool wide = heading == std::string_view("title");
      write_heading(labels_, column++, heading, wide ? kWideColumn : kNarrowColumn);
    }
    for (const data::Dimension& dimension : codebook.dimensions) {
      write_heading(labels_, column++, dimension.id, kNarrowColumn);
      for (const char* detail : kDetailHeadings) {
        write_heading(labels_, column++, dimension.id + " " + detail, kNarrowColumn);
      }
    }
  }

  void write_row(lxw_row_t row, const ExchangeItem& item, const std::vector<data::Label>& labels,
                 const data::Codebook& codebook, std::string_view rater) {
    lxw_col_t column = 0;
    write_text(labels_, row, column++, item.repository);
    worksheet_write_number(labels_, row, column++, static_cast<double>(item.issue), nullptr);
    write_text(labels_, row, column++, item.url);
    write_text(labels_, row, column++, item.title);
    write_text(labels_, row, column++, labels.empty() ? rater : labels.front().rater);
    for (const data::Dimension& dimension : codebook.dimensions) {
      const data::Label* label = nullptr;
      for (const data::Label& candidate : labels) {
        if (candidate.dimension == dimension.id) label = &candidate;
      }
      data::Label none;
      none.confidence.clear();
      const data::Label& shown = label == nullptr ? none : *label;
      for (const std::string* text :
           {&shown.code, &shown.confidence, &shown.memo, &shown.evidence}) {
        write_text(labels_, row, column++, *text);
      }
    }
  }

  void write_codes(const data::Codebook& codebook) {
    lxw_col_t column = 0;
    for (const char* heading : {"dimension", "code", "name"}) {
      write_heading(codes_, column++, heading, 2 * kNarrowColumn);
    }
    write_heading(codes_, column, "definition", 2 * kWideColumn);
    lxw_row_t row = 1;
    for (const data::Dimension& dimension : codebook.dimensions) {
      first_code_row_[dimension.id] = row;
      for (const data::Code& code : dimension.codes) {
        column = 0;
        for (const std::string* text : {&dimension.id, &code.id, &code.name, &code.definition}) {
          write_text(codes_, row, column++, *text);
        }
        ++row;
      }
    }
  }

  void offer_list(lxw_col_t column, lxw_row_t last_row, const std::string& source,
                  const std::string& message) {
    std::string formula = source;
    std::string title = "Not one of the list";
    std::string text = message;
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    validation.value_formula = formula.data();
    validation.error_title = title.data();
    validation.error_message = text.data();
    worksheet_data_validation_range(labels_, 1, column, last_row, column, &validation);
  }

  void offer_choices(const data::Codebook& codebook, lxw_row_t last_row) {
    lxw_col_t column = kIssueHeadings.size();
    for (const data::Dimension& dimension : codebook.dimensions) {
      const lxw_row_t first = first_code_row_.at(dimension.id) + 1;
      offer_list(
          column, last_row,
          fmt::format("={}!$B${}:$B${}", kCodesSheet, first, first + dimension.codes.size() - 1),
          "Choose a code; the sheet 'codes' defines them.");
      const std::string choices = fmt::format("\"{},{}\"", data::kSure, data::kUnsure);
      offer_list(static_cast<lxw_col_t>(column + 1), last_row, "=" + choices,
                 "Say sure or unsure.");
      column = static_cast<lxw_col_t>(column + 1 + kDetailHeadings.size());
    }
    worksheet_autofilter(labels_, 0, 0, last_row, static_cast<lxw_col_t>(column - 1));
  }

  std::filesystem::path path_;
  lxw_workbook* book_;
  lxw_format* heading_ = nullptr;
  lxw_format* text_ = nullptr;
  lxw_worksheet* labels_ = nullptr;
  lxw_worksheet* codes_ = nullptr;
  std::map<std::string, lxw_row_t> first_code_row_;  ///< by dimension, from 0
};

}  // namespace

void write_coding_workbook(const std::filesystem::path& path,
                           const std::vector<ExchangeItem>& items, const data::Codebook& codebook,
                           std::string_view rater) {
  std::filesystem::path unfinished = path;
  unfinished += ".new";
  std::error_code problem;
  std::filesystem::remove(unfinished, problem);  // a link of this name is not followed
  problem.clear();
  try {
    CodingWorkbook workbook(unfinished);
    workbook.write(items, codebook, rater);
    workbook.close();
    std::filesystem::rename(unfinished, path, problem);
  } catch (const Error&) {
    std::filesystem::remove(unfinished, problem);
    throw;
  }
  if (problem) {
    throw Error("the workbook could not be written", ErrorKind::kFailure)
        .at(path.string())
        .because(problem.message());
  }
}

}  // namespace faultline::taxonomy
