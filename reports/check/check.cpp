#include "reports/check/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "data/published_figures.h"
#include "reports/check/judge.h"
#include "reports/escape_latex.h"
#include "reports/numbers.h"

namespace faultline::reports {

namespace {

/// A paper of more files than this is none.
constexpr std::size_t kMostFiles = 1000;

bool is_markdown(const std::filesystem::path& path) {
  const std::string ending = to_lower(path.extension().string());
  return ending == ".md" || ending == ".markdown";
}

/// A number's text without what LaTeX needs around it.
std::string bare(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (c != '\\' && c != '{' && c != '}' && c != '$' && c != ' ' && c != '~') kept += c;
  }
  return kept;
}

/// Definitions of macros that a study has too.
void check_definitions(const std::vector<Token>& tokens, const StudyNumbers& study,
                       Findings& findings) {
  for (const Token& token : tokens) {
    if (!token.is(Token::Kind::kDefinition)) continue;
    const std::size_t line = token.text.find('\n');
    const std::string name = token.text.substr(0, line);
    const std::string content = token.text.substr(line + 1);
    const auto known = study.macros.find(name);
    if (known == study.macros.end()) continue;
    if (bare(escape_latex(known->second)) == bare(content)) {
      findings.fits();
      continue;
    }
    Token end = token;
    end.end = token.offset + std::string_view("\\newcommand").size();
    findings.add(Verdict::kDoesNotFit, token, end,
                 fmt::format("\\{} is {} here", name, printable(content)),
                 fmt::format("{} in the study", known->second));
  }
}

class PaperChecker {
 public:
  PaperChecker(std::filesystem::path folder, const StudyNumbers& study, CheckResult& result)
      : folder_(std::move(folder)), study_(&study), index_(study), result_(&result) {}

  /// Checks a file; those that it includes wait.
  void check(const std::filesystem::path& path, const std::string& name) {
    seen_.insert(path.lexically_normal().string());
    const std::string text = read_file(path);
    result_->files.push_back(name);
    const std::vector<Token> tokens =
        is_markdown(path) ? scan_markdown(text) : scan_latex(text, study_->macros);
    Findings findings(name, text, *result_);
    const std::size_t before = result_->numbers.size();
    std::vector<bool> judged(tokens.size());
    check_definitions(tokens, *study_, findings);
    check_tables(tokens, index_, judged, findings);
    check_prose(tokens, judged, findings);
    std::stable_sort(result_->numbers.begin() + static_cast<std::ptrdiff_t>(before),
                     result_->numbers.end(), [](const auto& a, const auto& b) {
                       return std::tie(a.line, a.column) < std::tie(b.line, b.column);
                     });
    for (const Token& token : tokens) {
      if (token.is(Token::Kind::kFile)) include(token.text);
    }
  }

  void check_included() {
    while (!waiting_.empty()) {
      const std::string name = waiting_.front();
      waiting_.pop_front();
      check(folder_ / name, name);
    }
  }

 private:
  void include(std::string name) {
    if (!name.ends_with(".tex")) name += ".tex";
    const std::filesystem::path path = folder_ / name;
    if (seen_.size() >= kMostFiles || !seen_.insert(path.lexically_normal().string()).second) {
      return;
    }
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) {
      waiting_.push_back(name);
    } else {
      result_->files_missing.push_back(name);
    }
  }

  std::filesystem::path folder_;
  const StudyNumbers* study_;
  StudyIndex index_;
  CheckResult* result_;
  std::set<std::string> seen_;
  std::deque<std::string> waiting_;
};

std::string_view verdict_text(Verdict verdict) {
  return verdict == Verdict::kDoesNotFit ? "does not fit" : "not judged";
}

}  // namespace

std::int64_t CheckResult::count(Verdict verdict) const {
  if (verdict == Verdict::kFits) return fitting;
  return std::count_if(numbers.begin(), numbers.end(),
                       [&](const CheckedNumber& number) { return number.verdict == verdict; });
}

StudyNumbers study_numbers(std::map<std::string, Table> tables) {
  StudyNumbers study{.tables = std::move(tables), .macros = {}};
  for (const auto& [id, table] : study.tables) {
    for (const NamedNumber& number : named_numbers(table)) {
      study.macros.emplace(macro_name(number.id), number.text);
    }
  }
  return study;
}

CheckResult check_paper(const std::filesystem::path& path, const std::string& name,
                        const StudyNumbers& study) {
  CheckResult result;
  PaperChecker checker(path.parent_path(), study, result);
  checker.check(path, name);
  checker.check_included();
  return result;
}

CheckResult check_published() {
  CheckResult result;
  result.files.emplace_back("published");
  for (const data::PublishedFigure& figure : data::published_figures()) {
    const data::FigureNumbers& numbers = figure.numbers;
    if (!numbers.percent) continue;
    const bool can_judge = numbers.count && numbers.of;
    const auto wrong =
        can_judge ? misfit(*numbers.count, *numbers.of, {*numbers.percent, 0}) : std::nullopt;
    if (can_judge && !wrong) {
      ++result.fitting;
      continue;
    }
    result.numbers.push_back(
        {.verdict = can_judge ? Verdict::kDoesNotFit : Verdict::kNotJudged,
         .file = figure.where,
         .printed = can_judge ? fmt::format("{}: {} of {} ({}%)", figure.id, *numbers.count,
                                            *numbers.of, *numbers.percent)
                              : fmt::format("{}: {}%", figure.id, *numbers.percent),
         .problem = wrong ? wrong->problem : "no count and denominator stand beside it",
         .fits = wrong ? wrong->fits : ""});
  }
  return result;
}

Table check_table(const CheckResult& result) {
  Table table{.id = "check", .title = "Numbers that do not fit, and numbers that were not judged"};
  table.columns = {{.id = "verdict", .label = "Verdict"},
                   {.id = "file", .label = "File"},
                   {.id = "line", .label = "Line", .kind = ColumnKind::kCount},
                   {.id = "column", .label = "Column", .kind = ColumnKind::kCount},
                   {.id = "printed", .label = "Printed"},
                   {.id = "problem", .label = "Why"},
                   {.id = "fits", .label = "What would fit"}};
  for (const Verdict verdict : {Verdict::kDoesNotFit, Verdict::kNotJudged}) {
    for (const CheckedNumber& number : result.numbers) {
      if (number.verdict != verdict) continue;
      const auto place = [](std::size_t where) {
        return where == 0 ? Value() : Value(static_cast<std::int64_t>(where));
      };
      table.rows.push_back(
          {.values = {std::string(verdict_text(verdict)), number.file, place(number.line),
                      place(number.column), number.printed, number.problem, number.fits}});
    }
  }
  const std::int64_t misfits = result.count(Verdict::kDoesNotFit);
  const std::int64_t unjudged = result.count(Verdict::kNotJudged);
  table.notes.push_back(
      fmt::format("{} numbers were looked at: {} fit, {} {} not, {} could not be judged.",
                  result.fitting + misfits + unjudged, result.fitting, misfits,
                  misfits == 1 ? "does" : "do", unjudged));
  if (!result.files_missing.empty()) {
    std::vector<std::string> names;
    for (const std::string& name : result.files_missing) names.push_back(printable(name));
    table.notes.push_back("Not read, since they are not there: " + join(names, ", ") + ".");
  }
  return table;
}

}  // namespace faultline::reports
