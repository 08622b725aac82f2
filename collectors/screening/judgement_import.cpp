#include "collectors/screening/judgement_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "data/judgements.h"
#include "data/labels.h"
#include "data/statement.h"

namespace faultline::collectors {

namespace {

constexpr std::array<std::string_view, 4> kYes{"yes", "y", "true", "1"};
constexpr std::array<std::string_view, 4> kNo{"no", "n", "false", "0"};

std::optional<bool> parse_answer(std::string_view text) {
  const std::string word = to_lower(trim(text));
  if (std::find(kYes.begin(), kYes.end(), word) != kYes.end()) return true;
  if (std::find(kNo.begin(), kNo.end(), word) != kNo.end()) return false;
  return std::nullopt;
}

std::optional<std::int64_t> parse_number(std::string_view text) {
  text = trim(text);
  if (text.starts_with('#')) text.remove_prefix(1);
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end || number < 1) return std::nullopt;
  return number;
}

std::size_t required_column(const data::CsvTable& table, const std::string& name,
                            std::string_view column) {
  if (const auto found = table.column(column)) return *found;
  throw Error(fmt::format("the table has no column '{}'", column))
      .at(name, 1)
      .help(
          "it needs the columns repository, issue and relevant, and rater unless --rater says it");
}

/// The columns of a table of judgements.
struct Columns {
  Columns(const data::CsvTable& table, const std::string& name, bool needs_rater)
      : repository(required_column(table, name, "repository")),
        issue(required_column(table, name, "issue")),
        relevant(required_column(table, name, "relevant")) {
    if (needs_rater) rater = required_column(table, name, "rater");
  }

  std::size_t repository;
  std::size_t issue;
  std::size_t relevant;
  std::optional<std::size_t> rater;
};

class IssueFinder {
 public:
  explicit IssueFinder(data::Database& database)
      : query_(database, R"sql(
          select issue.id
          from issue
          join repository on repository.id = issue.repository_id
          where (repository.name = ?1 or repository.converter = ?1) and issue.number = ?2
        )sql") {}

  std::optional<std::int64_t> find(std::string_view repository, std::int64_t number) {
    if (!query_.bind(repository, number).step()) return std::nullopt;
    return query_.integer(0);
  }

 private:
  data::Statement query_;
};

/// The judgements of a table, or the reasons why its rows are bad.
struct Judgements {
  std::map<std::pair<std::string, std::int64_t>, bool> of_rater_and_issue;
  std::vector<std::pair<std::size_t, std::string>> mistakes;  ///< line and what is wrong
};

Judgements read_judgements(data::Database& database, const data::CsvTable& table,
                           const Columns& columns, const std::optional<std::string>& rater) {
  Judgements judgements;
  IssueFinder issues(database);
  for (const data::CsvRow row : table) {
    const auto mistake = [&](std::string what) {
      judgements.mistakes.emplace_back(row.line(), std::move(what));
    };
    const std::string_view repository = trim(row[columns.repository]);
    const auto number = parse_number(row[columns.issue]);
    if (!number) {
      mistake(fmt::format("'{}' is not the number of an issue", row[columns.issue]));
      continue;
    }
    const auto issue = issues.find(repository, *number);
    const auto answer = parse_answer(row[columns.relevant]);
    const std::string name =
        rater.value_or(columns.rater ? std::string(trim(row[*columns.rater])) : std::string());
    if (!issue) {
      mistake(fmt::format("the study does not have {}#{}", repository, *number));
    } else if (!answer) {
      mistake(fmt::format("'{}' is neither yes nor no", row[columns.relevant]));
    } else if (name.empty()) {
      mistake("the rater is missing");
    } else {
      const auto [known, is_new] =
          judgements.of_rater_and_issue.try_emplace({name, *issue}, *answer);
      if (!is_new && known->second != *answer) {
        mistake(fmt::format("{} says of {}#{} both yes and no", name, repository, *number));
      }
    }
  }
  return judgements;
}

}  // namespace

JudgementImport import_judgements(data::Database& database, const data::CsvTable& table,
                                  const std::string& name, const std::optional<std::string>& rater,
                                  Moment now) {
  const Columns columns(table, name, !rater);
  JudgementImport result{.rows = static_cast<std::int64_t>(table.row_count()), .stored = 0};
  database.transaction([&] {
    const Judgements judgements = read_judgements(database, table, columns, rater);
    if (!judgements.mistakes.empty()) {
      Error error(fmt::format("the table has {} bad row{}; nothing was imported",
                              judgements.mistakes.size(),
                              judgements.mistakes.size() == 1 ? "" : "s"));
      error.at(name, judgements.mistakes.front().first);
      const std::size_t named = std::min(judgements.mistakes.size(), data::kMostNamedRows);
      for (std::size_t i = 0; i < named; ++i) {
        const auto& [line, what] = judgements.mistakes[i];
        error.because(fmt::format("line {}: {}", line, what));
      }
      throw error;
    }
    for (const auto& [key, answer] : judgements.of_rater_and_issue) {
      const std::int64_t rater_id = data::find_or_add_rater(database, key.first);
      if (data::store_judgement(database, key.second, rater_id, answer, now)) ++result.stored;
    }
  });
  return result;
}

}  // namespace faultline::collectors
