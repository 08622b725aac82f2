#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/issues.h"
#include "data/labels.h"
#include "data/parse_json.h"
#include "taxonomy/codebook.h"
#include "taxonomy/import_mistakes.h"
#include "taxonomy/label_ids.h"
#include "taxonomy/label_import.h"

namespace faultline::taxonomy {

namespace {

/// Reads one log, line by line; remembers every bad line instead of stopping at the first.
class LogImport {
 public:
  LogImport(data::Database& database, const data::Codebook& codebook, const std::string& file,
            bool known_raters)
      : database_(&database),
        codebook_(&codebook),
        ids_(database, codebook),
        mistakes_(file),
        known_raters_(known_raters) {
    for (const std::string& rater : data::raters(database)) take_rater(rater);
  }

  LabelImport run(std::string_view content, Moment now) {
    LabelImport result;
    for (const std::string& line : split(content, '\n')) {
      ++line_number_;
      if (trim(line).empty()) continue;
      ++result.rows;
      read_line(line);
    }
    mistakes_.throw_if_any(result.rows);
    ids_.finish_issues();
    const data::AddedLabels added = data::add_labels(*database_, labels_, now);
    result.labels_added = added.added;
    result.labels_known = added.known;
    result.issues_added = ids_.issues_added();
    result.raters_added = raters_added_;
    return result;
  }

 private:
  void mistake(std::string_view field, const std::string& what) {
    mistakes_.add(line_number_, field, what);
  }

  void read_line(const std::string& line) {
    const nlohmann::json object = data::parse_json(line);
    if (!object.is_object()) {
      mistake("", "the line is not a JSON object; the log may be truncated");
      return;
    }
    const std::size_t mistakes_before = mistakes_.count();
    const auto repository = ids_.repository(text(object, "repository"));
    if (!repository) mistake("repository", ids_.unknown_repository(text(object, "repository")));
    const std::optional<std::int64_t> issue = number(object, "issue");
    if (!issue) mistake("issue", "it is not the number of an issue");
    const std::string rater(trim(text(object, "rater")));
    check_rater(rater);
    const auto version = find_version(object);
    const data::Codebook* codebook =
        version ? ids_.codebook_of(*number(object, "codebook_version")) : codebook_;
    const data::Dimension* dimension = codebook->find(text(object, "dimension"));
    if (dimension == nullptr) {
      mistake("dimension", fmt::format("'{}' is not a dimension of the codebook {}",
                                       text(object, "dimension"), codebook_->name));
    }
    const data::Code* code = dimension == nullptr ? nullptr : find_code(object, *dimension);
    const auto details = read_details(object);
    if (mistakes_.count() != mistakes_before) return;
    labels_.push_back({.dimension_id = ids_.dimension(dimension->id),
                       .issue_id = ids_.issue(*repository, *issue, {}),
                       .rater_id = ids_.rater(rater),
                       .code_id = ids_.code(*code),
                       .codebook_id = *version,
                       .details = details,
                       .row = line_number_});
  }

  void check_rater(const std::string& rater) {
    if (rater.empty()) {
      mistake("rater", "the label has no rater");
      return;
    }
    if (raters_.contains(rater)) return;
    if (const auto other = raters_by_folded_.find(folded(rater));
        other != raters_by_folded_.end()) {
      mistake("rater", fmt::format("the rater '{}' can be taken for '{}'", rater, other->second));
      return;
    }
    if (known_raters_ && rater != data::kConsensusRater) {
      const auto meant = nearest(rater, std::vector(raters_.begin(), raters_.end()));
      mistake("rater", fmt::format("the study has no rater '{}'{}", rater,
                                   meant ? fmt::format("; the nearest is '{}'", *meant)
                                         : "; `faultline rater add` adds one"));
      return;
    }
    take_rater(rater);
    raters_added_.push_back(rater);
  }

  void take_rater(const std::string& rater) {
    raters_.insert(rater);
    raters_by_folded_.try_emplace(folded(rater), rater);
  }

  static std::string text(const nlohmann::json& object, const char* field) {
    const auto found = object.find(field);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
  }

  static std::optional<std::int64_t> number(const nlohmann::json& object, const char* field) {
    const auto found = object.find(field);
    if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
    return parse_positive(found->dump());
  }

  /// True, false, or absent, which is false.
  bool mark(const nlohmann::json& object, const char* field) {
    const auto found = object.find(field);
    if (found == object.end()) return false;
    if (!found->is_boolean()) mistake(field, "it is neither true nor false");
    return found->is_boolean() && found->get<bool>();
  }

  /// The code of a label that was taken back after the codebook had lost it.
  const data::Code* find_withdrawn_code(const nlohmann::json& object, const std::string& dimension,
                                        const std::string& id) {
    const auto withdrawn = object.find("withdrawn");
    if (withdrawn == object.end() || *withdrawn != true) return nullptr;
    for (std::int64_t version = codebook_->version - 1; version > 0; --version) {
      const data::Codebook* older = ids_.codebook_of(version);
      const data::Dimension* found = older == nullptr ? nullptr : older->find(dimension);
      const data::Code* code = found == nullptr ? nullptr : found->find(id);
      if (code != nullptr) return code;
    }
    return nullptr;
  }

  const data::Code* find_code(const nlohmann::json& object, const data::Dimension& dimension) {
    const CodeFinder finder(dimension);
    const std::string id = text(object, "code");
    if (const data::Code* code = finder.find(id)) return code;
    if (const data::Code* code = find_withdrawn_code(object, dimension.id, id)) return code;
    const auto meant = finder.nearest_code(id);
    mistake("code", fmt::format("'{}' is not a code of the dimension {}{}", id, dimension.id,
                                meant ? fmt::format("; the nearest is '{}'", *meant) : ""));
    return nullptr;
  }

  std::optional<std::int64_t> find_version(const nlohmann::json& object) {
    const std::string codebook = text(object, "codebook");
    const std::int64_t version = number(object, "codebook_version").value_or(0);
    const auto id = codebook == codebook_->name ? ids_.codebook(version) : std::nullopt;
    if (!id) {
      mistake("codebook_version",
              fmt::format("the study has no version {} of a codebook '{}'", version, codebook));
    }
    return id;
  }

  std::shared_ptr<const data::LabelDetails> read_details(const nlohmann::json& object) {
    auto details = std::make_shared<data::LabelDetails>();
    details->memo = text(object, "memo");
    details->evidence = text(object, "evidence");
    details->assisted = mark(object, "assisted");
    details->withdrawn = mark(object, "withdrawn");
    const std::string confidence = text(object, "confidence");
    if (!confidence.empty()) details->confidence = confidence;
    if (details->confidence != data::kSure && details->confidence != data::kUnsure) {
      mistake("confidence", fmt::format("'{}' is neither 'sure' nor 'unsure'", confidence));
    }
    details->labelled_at = parse_iso8601(text(object, "labelled_at"));
    if (!details->labelled_at) {
      mistake("labelled_at", fmt::format("'{}' is not a time such as 2024-09-16T08:30:00Z",
                                         text(object, "labelled_at")));
    }
    return details;
  }

  data::Database* database_;
  const data::Codebook* codebook_;
  LabelIds ids_;
  ImportMistakes mistakes_;
  bool known_raters_ = false;
  std::set<std::string> raters_;  ///< of the study, and new ones of the log
  std::map<std::string, std::string> raters_by_folded_;
  std::vector<std::string> raters_added_;
  std::size_t line_number_ = 0;
  std::vector<data::NewLabel> labels_;
};

}  // namespace

LabelImport import_label_log(data::Database& database, const data::Codebook& codebook,
                             std::string_view content, const std::string& file, Moment now,
                             bool known_raters) {
  LabelImport result;
  database.bulk_transaction([&] {
    data::store_codebook(database, codebook);
    result = LogImport(database, codebook, file, known_raters).run(content, now);
  });
  return result;
}

}  // namespace faultline::taxonomy
