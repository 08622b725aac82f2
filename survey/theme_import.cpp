#include "survey/theme_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/csv.h"
#include "data/labels.h"
#include "data/survey_answers.h"
#include "data/survey_codings.h"
#include "data/survey_instrument.h"
#include "survey/instrument.h"
#include "survey/wording.h"

namespace faultline::survey {

namespace {

using data::SurveyQuestion;
using data::SurveyTheme;

/// Reads one file of themes; remembers every bad row instead of stopping at the first.
class ThemeSheet {
 public:
  ThemeSheet(data::Database& database, const data::CsvTable& table, std::string file,
             const ThemeImportOptions& options)
      : database_(&database), table_(&table), file_(std::move(file)), options_(&options) {
    questions_ = data::survey_questions(database);
    take_aliases();
    themes_ = table.column("themes") ? table.column("themes") : table.column("theme");
    require(table.column("respondent").has_value(), "no column 'respondent'",
            "`faultline survey theme list --format csv` prints a sheet to fill in");
    require(themes_.has_value(), "no column 'themes'", "put each answer's themes there");
    require(table.column("rater").has_value() || options.rater.has_value(), "no column 'rater'",
            "say whose themes they are with --rater NAME");
    require(table.column("question").has_value() || options.question.has_value(),
            "no column 'question'", "say of which question they are with --question ID");
  }

  ThemeImport run(Moment now) {
    ThemeImport result;
    for (const data::CsvRow row : *table_) read_row(row, result);
    throw_if_any();
    database_->transaction([&] {
      for (auto& [key, coding] : codings_) {
        const auto& [question, rater, respondent] = key;
        const data::AddedCodings added = data::add_codings(
            *database_, question, data::find_or_add_rater(*database_, rater), {coding}, now);
        result.added += added.added;
        result.known += added.known;
      }
    });
    return result;
  }

 private:
  /// The database holds the themes but not their other names, which the instrument says.
  void take_aliases() {
    const auto stored = data::stored_instrument(*database_);
    if (!stored) return;
    const data::Instrument instrument = parse_instrument(stored->content, stored->name);
    for (SurveyQuestion& question : questions_) {
      const SurveyQuestion* written = instrument.find(question.id);
      if (written == nullptr) continue;
      for (SurveyTheme& theme : question.themes) {
        for (const SurveyTheme& other : written->themes) {
          if (other.id == theme.id) theme.aliases = other.aliases;
        }
      }
    }
  }

  void require(bool holds, const std::string& reason, const std::string& help) const {
    if (holds) return;
    throw Error("the file of themes cannot be read; nothing was imported")
        .at(file_, 1)
        .because("it has " + reason)
        .help(help);
  }

  std::string_view cell(const data::CsvRow& row, const char* column) const {
    const auto place = table_->column(column);
    return place ? trim(data::unprotect_from_formulas(row[*place])) : std::string_view();
  }

  void mistake(const data::CsvRow& row, const std::string& what) {
    mistakes_.push_back(fmt::format("line {}: {}", row.line(), what));
  }

  void read_row(const data::CsvRow& row, ThemeImport& result) {
    const std::string_view themes = trim(row[*themes_]);
    if (themes.empty()) {
      ++result.rows_without_theme;
      return;
    }
    ++result.rows;
    const SurveyQuestion* question = read_question(row);
    if (question == nullptr) return;
    const auto respondent = read_respondent(row, *question);
    const std::string rater(cell(row, "rater").empty() ? options_->rater.value_or("")
                                                       : cell(row, "rater"));
    if (rater.empty()) mistake(row, "the row has no rater");
    if (!respondent || rater.empty()) return;
    data::Coding& coding = codings_[{question->row_id, rater, *respondent}];
    coding.respondent = *respondent;
    if (const std::string_view memo = cell(row, "memo"); !memo.empty()) coding.memo = memo;
    std::string pieces(themes);
    std::replace(pieces.begin(), pieces.end(), '\n', ';');
    for (const std::string& piece : split(pieces, ';')) {
      if (!trim(piece).empty()) read_theme(row, *question, piece, coding);
    }
  }

  const SurveyQuestion* read_question(const data::CsvRow& row) {
    const std::string_view named = cell(row, "question");
    const std::string id(named.empty() ? options_->question.value_or("") : named);
    std::vector<std::string> open;
    for (const SurveyQuestion& question : questions_) {
      if (question.kind != data::QuestionKind::kOpen) continue;
      if (question.id == id) return &question;
      open.push_back(question.id);
    }
    const auto meant = nearest(id, open);
    mistake(row, fmt::format("'{}' is not an open question of the survey{}", id,
                             meant ? fmt::format("; the nearest is '{}'", *meant) : ""));
    return nullptr;
  }

  std::optional<std::int64_t> read_respondent(const data::CsvRow& row,
                                              const SurveyQuestion& question) {
    const std::string_view text = cell(row, "respondent");
    std::int64_t number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = error == std::errc{} && stop == text.data() + text.size();
    if (is_number && answered(question).contains(number)) return number;
    mistake(row, fmt::format("'{}' is not the number of a respondent who answered {}", text,
                             question.id));
    return std::nullopt;
  }

  const std::set<std::int64_t>& answered(const SurveyQuestion& question) {
    const auto known = answered_.find(question.row_id);
    if (known != answered_.end()) return known->second;
    std::set<std::int64_t>& respondents = answered_[question.row_id];
    data::for_each_answer(*database_, question.row_id, [&](const data::SurveyAnswer& answer) {
      respondents.insert(answer.respondent);
    });
    return respondents;
  }

  void read_theme(const data::CsvRow& row, const SurveyQuestion& question, std::string_view text,
                  data::Coding& coding) {
    const std::string wording = comparable(text);
    if (wording == data::kNotCodeable) return;
    std::vector<std::string> known{std::string(data::kNotCodeable)};
    for (const SurveyTheme& theme : question.themes) {
      const bool is_alias =
          std::any_of(theme.aliases.begin(), theme.aliases.end(),
                      [&](const std::string& alias) { return comparable(alias) == wording; });
      if (wording == theme.id || wording == comparable(theme.name) || is_alias) {
        if (std::find(coding.themes.begin(), coding.themes.end(), theme.row_id) ==
            coding.themes.end()) {
          coding.themes.push_back(theme.row_id);
        }
        return;
      }
      known.push_back(theme.id);
    }
    const auto meant = nearest(wording, known);
    mistake(row, fmt::format("'{}' is not a theme of the question {}{}", trim(text), question.id,
                             meant ? fmt::format("; the nearest is '{}'", *meant) : ""));
  }

  void throw_if_any() const {
    if (mistakes_.empty()) return;
    throw Error(fmt::format("{} mistake{} in the file of themes; nothing was imported",
                            mistakes_.size(), mistakes_.size() == 1 ? "" : "s"))
        .at(file_)
        .because(mistakes_)
        .help("the themes stand in the instrument, under their question");
  }

  data::Database* database_;
  const data::CsvTable* table_;
  std::string file_;
  const ThemeImportOptions* options_;
  std::vector<SurveyQuestion> questions_;
  std::optional<std::size_t> themes_;
  std::map<std::int64_t, std::set<std::int64_t>> answered_;
  std::map<std::tuple<std::int64_t, std::string, std::int64_t>, data::Coding> codings_;
  std::vector<std::string> mistakes_;
};

}  // namespace

ThemeImport import_themes(data::Database& database, std::string_view content,
                          const std::string& file, const ThemeImportOptions& options, Moment now) {
  const data::CsvTable table = data::parse_csv(content, file);
  return ThemeSheet(database, table, file, options).run(now);
}

}  // namespace faultline::survey
