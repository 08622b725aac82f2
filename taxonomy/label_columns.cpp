#include "taxonomy/label_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "taxonomy/codebook.h"

namespace faultline::taxonomy {

namespace {

using Field = std::optional<std::size_t> LabelColumns::*;

struct NamedField {
  std::string_view heading;  ///< folded
  Field field;
};

constexpr NamedField kFields[] = {
    {"repository", &LabelColumns::repository},
    {"issue", &LabelColumns::issue},
    {"number", &LabelColumns::issue},
    {"issue number", &LabelColumns::issue},
    {"url", &LabelColumns::url},
    {"title", &LabelColumns::title},
    {"rater", &LabelColumns::rater},
    {"confidence", &LabelColumns::confidence},
    {"memo", &LabelColumns::memo},
    {"evidence", &LabelColumns::evidence},
    {"assisted", &LabelColumns::assisted},
    {"withdrawn", &LabelColumns::withdrawn},
    {"labelled at", &LabelColumns::labelled_at},
    {"codebook version", &LabelColumns::codebook_version},
    {"latest onnx release", &LabelColumns::latest_onnx_release},
};

struct NamedDetail {
  std::string_view heading;
  std::optional<std::size_t> DetailColumns::*field;
};

constexpr NamedDetail kDetails[] = {
    {"confidence", &DetailColumns::confidence},
    {"memo", &DetailColumns::memo},
    {"evidence", &DetailColumns::evidence},
};

/// The code columns that a heading can mean, by folded heading.
std::map<std::string, CodeColumn> code_headings(const data::Codebook& codebook) {
  std::map<std::string, CodeColumn> headings;
  for (const data::Dimension& dimension : codebook.dimensions) {
    const CodeColumn own{.dimension = &dimension};
    headings.emplace(folded(dimension.id), own);
    headings.emplace(folded(dimension.name), own);
    for (const std::string& other : dimension.columns) headings.emplace(folded(other), own);
    const CodeColumn children{.dimension = &dimension, .holds_children = true};
    headings.emplace("sub" + folded(dimension.id), children);
    for (const data::Code& code : dimension.codes) {
      for (const std::string& other : code.child_columns) {
        headings.emplace(
            folded(other),
            CodeColumn{.dimension = &dimension, .holds_children = true, .parent = &code});
      }
    }
  }
  return headings;
}

class ColumnFinder {
 public:
  ColumnFinder(const LabelSheet& sheet, const std::string& file, const data::Codebook& codebook)
      : sheet_(&sheet),
        file_(file),
        codebook_(&codebook),
        code_headings_(code_headings(codebook)) {}

  LabelColumns find() {
    for (std::size_t column = 0; column < sheet_->headings().size(); ++column) place(column);
    std::stable_sort(found_.codes.begin(), found_.codes.end(),
                     [](const CodeColumn& a, const CodeColumn& b) {
                       return !a.holds_children && b.holds_children;
                     });
    return std::move(found_);
  }

 private:
  void place(std::size_t column) {
    const std::string heading = folded(sheet_->headings()[column]);
    for (const NamedField& named : kFields) {
      if (heading != named.heading) continue;
      if (found_.*named.field) refuse_second(column, *(found_.*named.field));
      found_.*named.field = column;
      return;
    }
    if (place_detail(column, heading)) return;
    constexpr std::string_view kByNumber = " by number";
    std::string_view meaning = heading;
    const bool by_number = meaning.ends_with(kByNumber);
    if (by_number) meaning.remove_suffix(kByNumber.size());
    const auto code = code_headings_.find(std::string(meaning));
    if (code == code_headings_.end()) {
      found_.ignored.push_back(sheet_->column_name(column));
      return;
    }
    CodeColumn code_column = code->second;
    code_column.column = column;
    const auto [earlier, is_new] =
        meanings_.try_emplace(std::tuple(code_column.dimension, code_column.holds_children,
                                         code_column.parent, by_number),
                              column);
    if (!is_new) refuse_second(column, earlier->second);
    found_.codes.push_back(code_column);
  }

  /// A column such as "stage memo".
  bool place_detail(std::size_t column, const std::string& heading) {
    for (const data::Dimension& dimension : codebook_->dimensions) {
      for (const NamedDetail& named : kDetails) {
        if (heading != fmt::format("{} {}", folded(dimension.id), named.heading)) continue;
        auto& place = found_.details[&dimension].*named.field;
        if (place) refuse_second(column, *place);
        place = column;
        return true;
      }
    }
    return false;
  }

  [[noreturn]] void refuse_second(std::size_t column, std::size_t earlier) const {
    throw Error(fmt::format("two columns hold the same: '{}' and '{}'",
                            sheet_->column_name(earlier), sheet_->column_name(column)))
        .at(file_)
        .help("where two raters stand side by side, import one after the other with --range");
  }

  const LabelSheet* sheet_;
  std::string file_;
  const data::Codebook* codebook_;
  std::map<std::string, CodeColumn> code_headings_;
  std::map<std::tuple<const data::Dimension*, bool, const data::Code*, bool>, std::size_t>
      meanings_;
  LabelColumns found_;
};

}  // namespace

LabelColumns find_label_columns(const LabelSheet& sheet, const std::string& file,
                                const data::Codebook& codebook) {
  LabelColumns columns = ColumnFinder(sheet, file, codebook).find();
  const bool has_codes = std::any_of(columns.codes.begin(), columns.codes.end(),
                                     [](const CodeColumn& code) { return !code.holds_children; });
  if (has_codes) return columns;
  std::vector<std::string> dimensions;
  for (const data::Dimension& dimension : codebook.dimensions) dimensions.push_back(dimension.id);
  throw Error("no column holds the codes of a dimension")
      .at(file)
      .because("its headings are: " + join(sheet.headings(), ", "))
      .help(fmt::format("name a column after each dimension: {}", join(dimensions, ", ")))
      .help("where the headings are not in the first row, name the cells with --range");
}

}  // namespace faultline::taxonomy
