// Fills the database of a new study with issues and labels, for reports that a browser then opens:
//
//     web_study STUDY.DB COUNT plain|hostile
//
// Every issue is labelled by "ana" (or a hostile name), every third by "ben" too.

#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "data/database.h"
#include "data/issues.h"
#include "data/labels.h"
#include "data/statement.h"
#include "support/published_study.h"

namespace {

using namespace std::chrono_literals;
using faultline::Moment;
namespace data = faultline::data;

constexpr Moment kFirstIssue = std::chrono::sys_days{std::chrono::year{2018} / 1 / 3};
constexpr Moment kLabelled = std::chrono::sys_days{std::chrono::year{2024} / 9 / 16};

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> kTexts{
      "</script><script>window.hacked = 1</script>",
      "<img src=x onerror=\"window.hacked = 2\">",
      "\"><svg onload='window.hacked = 3'>",
      "{{data}} {{script}} ${window.hacked = 4} `code",
      "<!--<script>",
      "]]></style><style>body { display: none }</style>",
      "\\write18{x} \\\\[1em] \\input{/etc/passwd} 100% & $x_1^2$ #1 ~ {} -- ,, ''",
      "=cmd|' /C calc'!A0",
      "@SUM(1+1)*cmd",
      "+1, \"quoted\"; tab\tbar|",
      "\x1b[31mred\x1b[0m \x07 \x01",
      "\xE2\x80\xAEreversed \xE2\x81\xA6isolated\xE2\x80\x8B",
      "broken \xFF\xE2\x82 utf-8",
      "[option] * \xF0\x9F\x90\x9B \xE6\xBC\xA2\xE5\xAD\x97 e\xCC\x81 caf\xC3\xA9 \xE2\x80\xA8 "
      "line",
  };
  return kTexts;
}

/// Writes issues and their labels within one transaction.
class StudyWriter {
 public:
  StudyWriter(data::Database& database, bool is_hostile)
      : database_(&database), is_hostile_(is_hostile) {
    data::store_codebook(database, codebook_);
    for (const char* name : {"ana", "ben"}) {
      const std::string shown =
          is_hostile && std::string(name) == "ben" ? hostile_texts().front() : name;
      raters_.push_back(data::find_or_add_rater(database, shown));
    }
  }

  void write(std::int64_t count) {
    data::IssueRegistry registry(*database_);
    const std::vector<data::Repository> repositories = data::repositories(*database_);
    std::vector<std::int64_t> issues;
    for (std::int64_t i = 0; i < count; ++i) {
      const auto& repository = repositories.at(static_cast<std::size_t>(i) % repositories.size());
      issues.push_back(
          registry.find_or_add(repository.id, i + 1,
                               {.title = title(i),
                                .url = url(i),
                                .created_at = faultline::to_iso8601(opened(i, count))}));
    }
    registry.finish();
    for (std::size_t i = 0; i < issues.size(); ++i) add_github_label(issues[i], i);
    for (const data::Dimension& dimension : codebook_.dimensions) label(dimension, issues);
    data::add_labels(*database_, labels_, kLabelled);
  }

 private:
  [[nodiscard]] std::string text(std::int64_t i) const {
    return hostile_texts().at(static_cast<std::size_t>(i) % hostile_texts().size());
  }
  [[nodiscard]] std::string title(std::int64_t i) const {
    return is_hostile_ ? text(i) : "Conversion of operator " + std::to_string(i % 97) + " fails";
  }
  [[nodiscard]] std::optional<std::string> url(std::int64_t i) const {
    if (is_hostile_ && i % 2 == 0) return "javascript:window.hacked=5//" + text(i);
    return std::nullopt;
  }
  static Moment opened(std::int64_t i, std::int64_t count) {
    constexpr std::int64_t kDays = 6 * 365;
    return kFirstIssue + i * kDays / count * 24h;
  }

  void add_github_label(std::int64_t issue, std::size_t i) {
    data::Statement insert(*database_, "insert into issue_label (issue_id, name) values (?, ?)");
    insert.bind(issue, is_hostile_ ? text(static_cast<std::int64_t>(i) + 3)
                                   : std::string(i % 5 == 0 ? "enhancement" : "bug"));
    insert.run();
  }

  void label(const data::Dimension& dimension, std::span<const std::int64_t> issues) {
    const auto dimension_id = data::dimension_ids(*database_).at(dimension.id);
    const auto codes = data::code_ids(*database_, dimension.id);
    const auto codebook_id =
        data::codebook_versions(*database_, codebook_.name).at(codebook_.version);
    for (std::size_t i = 0; i < issues.size(); ++i) {
      for (std::size_t rater = 0; rater < raters_.size(); ++rater) {
        if (rater == 1 && i % 3 != 0) continue;
        const std::size_t code =
            (i * i + i / 7 + rater * (i % 4 == 0 ? 1 : 0)) % dimension.codes.size();
        labels_.push_back({.dimension_id = dimension_id,
                           .issue_id = issues[i],
                           .rater_id = raters_[rater],
                           .code_id = codes.at(dimension.codes[code].id),
                           .codebook_id = codebook_id,
                           .details = details(i)});
      }
    }
  }

  [[nodiscard]] std::shared_ptr<const data::LabelDetails> details(std::size_t i) const {
    if (i % 10 != 0) return {};
    const auto place = static_cast<std::int64_t>(i);
    return std::make_shared<const data::LabelDetails>(
        data::LabelDetails{.confidence = std::string(data::kUnsure),
                           .memo = is_hostile_ ? text(place + 1) : "the shape is lost",
                           .evidence = is_hostile_ ? text(place + 2) : "comment 3"});
  }

  data::Database* database_;
  bool is_hostile_;
  data::Codebook codebook_ = faultline::test::builtin_codebook();
  std::vector<std::int64_t> raters_;
  std::vector<data::NewLabel> labels_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() != 3) {
    std::cerr << "web_study STUDY.DB COUNT plain|hostile\n";
    return 2;
  }
  try {
    data::Database database = data::Database::open(arguments[0], data::Database::Access::kWrite);
    database.transaction(
        [&] { StudyWriter(database, arguments[2] == "hostile").write(std::stoll(arguments[1])); });
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
