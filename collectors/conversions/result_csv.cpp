#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "collectors/conversions/result_file.h"
#include "data/csv.h"

namespace faultline::collectors {

namespace {

/// "1e-9", "nan", "inf", "Infinity"; no value for what is no difference.
std::optional<double> parse_difference(std::string_view text) {
  const std::string word = to_lower(text);
  if (word == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (word == "inf" || word == "infinity") return std::numeric_limits<double>::infinity();
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool is_difference = error == std::errc{} && end == word.data() + word.size() && value >= 0;
  return is_difference ? std::optional(value) : std::nullopt;
}

class CsvResults {
 public:
  CsvResults(const data::CsvTable& table, std::string name, const ResultDefaults& defaults)
      : table_(table), name_(std::move(name)), defaults_(defaults) {}

  ResultFile read() {
    if (!table_.column("model")) {
      throw Error("the file holds no conversion results")
          .at(name_)
          .because("its columns are: " + join(table_.header(), ", "))
          .help("it needs the columns model, converter, kind, outcome, max_abs_diff and error");
    }
    for (const std::string& column : table_.header()) {
      constexpr std::array<std::string_view, 7> kRead{
          "model", "converter", "kind", "outcome", "max_abs_diff", "error", "size"};
      if (std::ranges::find(kRead, column) == std::end(kRead)) {
        file_.ignored_columns.push_back(column);
      }
    }
    for (const data::CsvRow row : table_) read_row(row);
    return std::move(file_);
  }

 private:
  /// The field of a column; empty where the file has no such column.
  [[nodiscard]] std::string field(const data::CsvRow& row, std::string_view column) const {
    const auto index = table_.column(column);
    return index ? std::string(trim(row[*index])) : std::string();
  }

  void mistake(std::string text) {
    file_.mistakes.push_back(fmt::format("row {}: {}", line_, std::move(text)));
  }

  void read_row(const data::CsvRow& row) {
    line_ = row.line();
    const std::size_t mistakes = file_.mistakes.size();
    data::Conversion conversion{.converter = field(row, "converter"),
                                .kind = field(row, "kind"),
                                .model = field(row, "model"),
                                .tolerance = defaults_.tolerance,
                                .source = name_};
    if (conversion.model.empty()) mistake("the model has no name");
    if (conversion.converter.empty()) conversion.converter = defaults_.converter.value_or("");
    if (conversion.converter.empty()) mistake("it does not say of which converter it is");
    if (conversion.kind.empty()) conversion.kind = defaults_.kind.value_or("");
    if (conversion.kind.empty()) mistake("it does not say of which kind the model is");
    read_outcome(row, conversion);
    read_difference(row, conversion);
    read_size(row, conversion);
    if (std::string error = field(row, "error"); !error.empty()) conversion.error = error;
    if (!conversion.stated && !conversion.max_abs_diff && !conversion.error) {
      mistake("it has neither an outcome nor a max_abs_diff nor an error");
    }
    const bool failed = conversion.stated && *conversion.stated < data::Outcome::kMismatch;
    if (conversion.stated && conversion.error && !failed) {
      mistake(fmt::format("it has an error, but its outcome is '{}'", id_of(*conversion.stated)));
    }
    if (file_.mistakes.size() == mistakes) file_.conversions.push_back(std::move(conversion));
  }

  void read_outcome(const data::CsvRow& row, data::Conversion& conversion) {
    const std::string id = field(row, "outcome");
    if (id.empty()) return;
    conversion.stated = data::find_outcome(id);
    if (conversion.stated) return;
    const std::vector<std::string> ids(data::kOutcomeIds.begin(), data::kOutcomeIds.end());
    const auto meant = nearest(id, ids);
    mistake(fmt::format(
        "'{}' is not an outcome; {}", id,
        meant ? fmt::format("the nearest is '{}'", *meant) : "it can be: " + join(ids, ", ")));
  }

  void read_difference(const data::CsvRow& row, data::Conversion& conversion) {
    const std::string text = field(row, "max_abs_diff");
    if (text.empty()) return;
    conversion.max_abs_diff = parse_difference(text);
    if (!conversion.max_abs_diff) {
      mistake(fmt::format("'{}' is not a difference of at least 0", text));
    }
  }

  void read_size(const data::CsvRow& row, data::Conversion& conversion) {
    const std::string text = field(row, "size");
    if (text.empty()) return;
    std::int64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error == std::errc{} && end == text.data() + text.size() && size > 0) {
      conversion.size = size;
    } else {
      mistake(fmt::format("'{}' is not the size of a model", text));
    }
  }

  const data::CsvTable& table_;
  std::string name_;
  const ResultDefaults& defaults_;
  std::size_t line_ = 0;
  ResultFile file_;
};

}  // namespace

ResultFile read_result_csv(std::string_view content, const std::string& name,
                           const ResultDefaults& defaults) {
  const data::CsvTable table = data::parse_csv(content, name);
  return CsvResults(table, name, defaults).read();
}

}  // namespace faultline::collectors
