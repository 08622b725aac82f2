#include "taxonomy/label_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <span>
#include <unordered_map>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/csv.h"
#include "data/issues.h"
#include "data/labels.h"
#include "taxonomy/codebook.h"
#include "taxonomy/import_mistakes.h"
#include "taxonomy/label_columns.h"
#include "taxonomy/label_ids.h"

namespace faultline::taxonomy {

namespace {

/// Reads one sheet into labels, row by row; remembers every bad row instead of stopping at the
/// first.
class SheetImport {
 public:
  SheetImport(data::Database& database, const data::Codebook& codebook, const LabelSheet& sheet,
              const std::string& file, const LabelImportOptions& options)
      : database_(&database),
        codebook_(&codebook),
        sheet_(&sheet),
        options_(&options),
        columns_(find_label_columns(sheet, file, codebook)),
        ids_(database, codebook),
        mistakes_(file) {
    for (const CodeColumn& column : columns_.codes) {
      finders_.try_emplace(column.dimension, *column.dimension);
      labels_[ids_.dimension(column.dimension->id)].reserve(sheet.row_count());
    }
    if (!columns_.rater && !options.rater) {
      throw Error("whose labels are they? The file has no column 'rater'")
          .at(file)
          .help("say it with --rater NAME");
    }
    const bool names_issue = columns_.issue && (columns_.repository || options.repository);
    if (!columns_.url && !names_issue) {
      throw Error("the file does not say which issues its rows are about")
          .at(file)
          .because("it has neither a column 'url' nor the columns 'repository' and 'issue'")
          .help("where all rows are of one repository, say it with --repository owner/name");
    }
  }

  LabelImport run(Moment now) {
    LabelImport result;
    result.ignored_columns = columns_.ignored;
    for (std::size_t row = 0; row < sheet_->row_count(); ++row) read_row(row, result);
    for (auto& [dimension, labels] : labels_) {
      data::sort_by_key(labels);
      refuse_contradictions(labels);
    }
    mistakes_.throw_if_any(result.rows + result.rows_without_code);
    ids_.finish_issues();
    for (auto& [dimension, labels] : labels_) {
      const data::AddedLabels added = data::add_labels(*database_, labels, now);
      result.labels_added += added.added;
      result.labels_known += added.known;
    }
    result.issues_added = ids_.issues_added();
    return result;
  }

 private:
  struct RowCode {
    const data::Dimension* dimension;
    const data::Code* code;
  };

  std::string_view cell(std::size_t row, std::optional<std::size_t> column) const {
    return column ? trim(sheet_->cell(row, *column)) : std::string_view();
  }

  void mistake(std::size_t row, std::size_t column, const std::string& what) {
    mistakes_.add(sheet_->row_number(row), sheet_->column_name(column), what);
  }

  void read_row(std::size_t row, LabelImport& result) {
    codes_.clear();
    const std::size_t mistakes_before = mistakes_.count();
    for (const CodeColumn& column : columns_.codes) read_code(row, column);
    refuse_details_without_code(row);
    if (codes_.empty() && mistakes_.count() == mistakes_before) {
      ++result.rows_without_code;
      return;
    }
    ++result.rows;
    const std::optional<std::int64_t> issue = read_issue(row);
    const std::optional<std::int64_t> rater = read_rater(row);
    const std::optional<std::int64_t> version = read_version(row);
    const auto details = read_all_details(row);
    if (!issue || !rater || !version || mistakes_.count() != mistakes_before) return;
    for (const auto& [dimension, code] : codes_) {
      const std::int64_t dimension_id = ids_.dimension(dimension->id);
      labels_[dimension_id].push_back({.dimension_id = dimension_id,
                                       .issue_id = *issue,
                                       .rater_id = *rater,
                                       .code_id = ids_.code(*code),
                                       .codebook_id = *version,
                                       .details = details_for(*dimension, details),
                                       .row = row});
    }
  }

  void read_code(std::size_t row, const CodeColumn& column) {
    const std::string_view text = cell(row, column.column);
    if (text.empty()) return;
    const data::Code* code =
        column.holds_children ? find_child(row, column, text) : find_code(row, column, text);
    if (code == nullptr) return;
    RowCode* earlier = row_code(*column.dimension);
    if (earlier == nullptr) {
      codes_.push_back({column.dimension, code});
    } else if (column.holds_children && code->parent == earlier->code->id) {
      earlier->code = code;
    } else if (earlier->code != code) {
      mistake(row, column.column,
              fmt::format("'{}' is the code {}, but another column of the row says {}", text,
                          code->id, earlier->code->id));
    }
  }

  RowCode* row_code(const data::Dimension& dimension) {
    const auto found = std::find_if(codes_.begin(), codes_.end(), [&](const RowCode& code) {
      return code.dimension == &dimension;
    });
    return found == codes_.end() ? nullptr : &*found;
  }

  /// A code by its id in the older version of the codebook that the row names, if it names one.
  const data::Code* find_older_code(std::size_t row, const CodeColumn& column,
                                    std::string_view text) {
    const auto version = parse_positive(cell(row, columns_.codebook_version));
    if (!version || *version == codebook_->version) return nullptr;
    const data::Codebook* older = ids_.codebook_of(*version);
    if (older == nullptr) return nullptr;
    const data::Dimension* dimension = older->find(column.dimension->id);
    return dimension == nullptr ? nullptr : dimension->find(text);
  }

  const data::Code* find_code(std::size_t row, const CodeColumn& column, std::string_view text) {
    if (const data::Code* older = find_older_code(row, column, text)) return older;
    const CodeFinder& finder = finders_.at(column.dimension);
    if (const data::Code* code = finder.find(text)) return code;
    const auto meant = finder.nearest_code(text);
    mistake(row, column.column,
            fmt::format("'{}' is not a code of the dimension {}{}", text, column.dimension->id,
                        meant ? fmt::format("; the nearest is '{}'", *meant) : ""));
    return nullptr;
  }

  const data::Code* find_child(std::size_t row, const CodeColumn& column, std::string_view text) {
    const RowCode* own = row_code(*column.dimension);
    if (own == nullptr) {
      mistake(row, column.column,
              fmt::format("'{}' refines the {} of the row, which has none", text,
                          column.dimension->id));
      return nullptr;
    }
    const data::Code& own_code = *own->code;
    const data::Code* own_parent =
        own_code.parent.empty() ? &own_code : column.dimension->find(own_code.parent);
    if (own_parent == nullptr) own_parent = &own_code;  // of an older version of the codebook
    const data::Code& parent = *own_parent;
    if (column.parent != nullptr && column.parent != &parent) {
      mistake(row, column.column,
              fmt::format("'{}' is a kind of {}, but the row's {} is {}", text, column.parent->id,
                          column.dimension->id, own_code.id));
      return nullptr;
    }
    const CodeFinder& finder = finders_.at(column.dimension);
    if (const data::Code* child = finder.find_child(parent, text)) return child;
    std::vector<std::string> children;
    for (const data::Code& code : column.dimension->codes) {
      if (code.parent == parent.id) children.push_back(code.id.substr(parent.id.size() + 1));
    }
    const auto meant = nearest(text, children);
    mistake(row, column.column,
            fmt::format("'{}' is not a child of the code {}{}", text, parent.id,
                        meant ? fmt::format("; the nearest is '{}/{}'", parent.id, *meant) : ""));
    return nullptr;
  }

  std::optional<std::int64_t> read_issue(std::size_t row) {
    std::string_view repository = cell(row, columns_.repository);
    std::string_view number = cell(row, columns_.issue);
    const std::string_view url = cell(row, columns_.url);
    if (repository.empty() && options_->repository) repository = *options_->repository;
    const std::optional<IssueAddress> address = parse_issue_url(url);
    if (!url.empty() && !address) {
      mistake(row, *columns_.url, fmt::format("'{}' is not the address of an issue", url));
      return std::nullopt;
    }
    if (address) {
      const bool other_repository =
          !repository.empty() && to_lower(repository) != to_lower(address->repository);
      const bool other_number = !number.empty() && number != address->number;
      if (other_repository || other_number) {
        mistake(row, *columns_.url,
                fmt::format("'{}' is not issue {} of {}", url,
                            number.empty() ? address->number : number,
                            repository.empty() ? address->repository : repository));
        return std::nullopt;
      }
      repository = address->repository;
      number = address->number;
    }
    const std::size_t repository_column =
        columns_.repository.value_or(columns_.url.value_or(columns_.issue.value_or(0)));
    const std::optional<std::int64_t> repository_id = ids_.repository(repository);
    if (!repository_id) {
      mistake(row, repository_column, ids_.unknown_repository(repository));
      return std::nullopt;
    }
    const std::optional<std::int64_t> issue_number = parse_positive(number);
    if (!issue_number) {
      mistake(row, columns_.issue.value_or(repository_column),
              fmt::format("'{}' is not the number of an issue", number));
      return std::nullopt;
    }
    return ids_.issue(*repository_id, *issue_number, read_facts(row));
  }

  data::IssueFacts read_facts(std::size_t row) {
    data::IssueFacts facts;
    if (const std::string_view title = cell(row, columns_.title); !title.empty()) {
      facts.title = data::unprotect_from_formulas(title);
    }
    std::string_view release = cell(row, columns_.latest_onnx_release);
    if (release.empty()) return facts;
    // "before 2017-12-06": opened before the first release there was.
    if (release.starts_with("before ") && parse_iso8601(release.substr(7))) release = "none";
    if (release != "none" && (release.size() != 10 || !parse_iso8601(release))) {
      mistake(row, *columns_.latest_onnx_release,
              fmt::format("'{}' is not a date such as 2019-01-22, 'none', or 'before' and a date",
                          release));
    }
    facts.latest_onnx_release = release;
    return facts;
  }

  std::optional<std::int64_t> read_rater(std::size_t row) {
    std::string_view name = data::unprotect_from_formulas(cell(row, columns_.rater));
    if (name.empty() && options_->rater) name = *options_->rater;
    if (!name.empty()) return ids_.rater(std::string(name));
    mistake(row, *columns_.rater, "the row has no rater");
    return std::nullopt;
  }

  std::optional<std::int64_t> read_version(std::size_t row) {
    const std::string_view text = cell(row, columns_.codebook_version);
    if (text.empty()) return ids_.codebook(codebook_->version);
    const auto id = ids_.codebook(parse_positive(text).value_or(0));
    if (!id) {
      mistake(
          row, *columns_.codebook_version,
          fmt::format("the study has no version '{}' of the codebook {}", text, codebook_->name));
    }
    return id;
  }

  /// "yes" or "no", as spreadsheets say it too; an empty cell is "no".
  bool read_mark(std::size_t row, std::optional<std::size_t> column) {
    const std::string_view text = cell(row, column);
    const std::string word = to_lower(text);
    if (word == "yes" || word == "true" || word == "1") return true;
    if (!word.empty() && word != "no" && word != "false" && word != "0") {
      mistake(row, *column, fmt::format("'{}' is neither 'yes' nor 'no'", text));
    }
    return false;
  }

  using SharedDetails = std::shared_ptr<const data::LabelDetails>;
  /// Those of the row's labels: one for all dimensions that have no columns of their own.
  using RowDetails = std::map<const data::Dimension*, SharedDetails>;

  RowDetails read_all_details(std::size_t row) {
    RowDetails details;
    const DetailColumns shared{columns_.confidence, columns_.memo, columns_.evidence};
    details.emplace(nullptr, read_details(row, shared));
    for (const RowCode& code : codes_) {
      const auto own = columns_.details.find(code.dimension);
      if (own == columns_.details.end()) continue;
      details.emplace(
          code.dimension,
          read_details(row, {.confidence = or_else(own->second.confidence, shared.confidence),
                             .memo = or_else(own->second.memo, shared.memo),
                             .evidence = or_else(own->second.evidence, shared.evidence)}));
    }
    return details;
  }

  static std::optional<std::size_t> or_else(std::optional<std::size_t> own,
                                            std::optional<std::size_t> shared) {
    return own ? own : shared;
  }

  static SharedDetails details_for(const data::Dimension& dimension, const RowDetails& details) {
    const auto own = details.find(&dimension);
    return own == details.end() ? details.at(nullptr) : own->second;
  }

  /// A memo beside an empty code would be lost without a word.
  void refuse_details_without_code(std::size_t row) {
    for (const auto& [dimension, details] : columns_.details) {
      if (row_code(*dimension) != nullptr) continue;
      for (const auto& column : {details.memo, details.evidence}) {
        if (!cell(row, column).empty()) {
          mistake(row, *column, fmt::format("it stands beside no code of the {}", dimension->id));
        }
      }
    }
  }

  SharedDetails read_details(std::size_t row, const DetailColumns& columns) {
    const std::string_view confidence = cell(row, columns.confidence);
    const std::string_view memo =
        columns.memo ? sheet_->cell(row, *columns.memo) : std::string_view();
    const std::string_view evidence =
        columns.evidence ? sheet_->cell(row, *columns.evidence) : std::string_view();
    const std::string_view labelled_at = cell(row, columns_.labelled_at);
    const bool assisted = read_mark(row, columns_.assisted);
    const bool withdrawn = read_mark(row, columns_.withdrawn);
    if (confidence.empty() && memo.empty() && evidence.empty() && labelled_at.empty() &&
        !assisted && !withdrawn) {
      return {};
    }
    auto details = std::make_shared<data::LabelDetails>();
    details->assisted = assisted;
    details->withdrawn = withdrawn;
    if (!confidence.empty()) details->confidence = confidence;
    details->memo = data::unprotect_from_formulas(memo);
    details->evidence = data::unprotect_from_formulas(evidence);
    if (details->confidence != data::kSure && details->confidence != data::kUnsure) {
      mistake(row, *columns.confidence,
              fmt::format("'{}' is neither 'sure' nor 'unsure'", confidence));
    }
    if (!labelled_at.empty()) {
      details->labelled_at = parse_iso8601(labelled_at);
      if (!details->labelled_at) {
        mistake(row, *columns_.labelled_at,
                fmt::format("'{}' is not a time such as 2024-09-16T08:30:00Z", labelled_at));
      }
    }
    return details;
  }

  /// Two rows that say different things of one issue, without a time that tells which is newer.
  void refuse_contradictions(std::span<const data::NewLabel> labels) {
    const data::NewLabel* earlier = nullptr;
    for (const data::NewLabel& label : labels) {
      if (details_of(label).labelled_at) continue;
      if (earlier != nullptr && earlier->key() == label.key() &&
          (earlier->code_id != label.code_id || details_of(*earlier) != details_of(label))) {
        mistakes_.add(sheet_->row_number(label.row), "",
                      fmt::format("the issue was labelled otherwise in row {}",
                                  sheet_->row_number(earlier->row)));
      }
      earlier = &label;
    }
  }

  data::Database* database_;
  const data::Codebook* codebook_;
  const LabelSheet* sheet_;
  const LabelImportOptions* options_;
  LabelColumns columns_;
  LabelIds ids_;
  ImportMistakes mistakes_;
  std::map<const data::Dimension*, CodeFinder> finders_;
  std::vector<RowCode> codes_;  ///< of the row that is being read
  /// By dimension: a file has its issues mostly in order, and each dimension's labels are in order
  /// as they come then.
  std::map<std::int64_t, std::vector<data::NewLabel>> labels_;
};

}  // namespace

LabelImport import_labels(data::Database& database, const data::Codebook& codebook,
                          const LabelSheet& sheet, const std::string& file,
                          const LabelImportOptions& options, Moment now) {
  LabelImport result;
  database.bulk_transaction([&] {
    data::store_codebook(database, codebook);
    result = SheetImport(database, codebook, sheet, file, options).run(now);
  });
  return result;
}

}  // namespace faultline::taxonomy
