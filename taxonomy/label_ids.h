#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "data/codebook.h"
#include "data/database.h"
#include "data/issues.h"

namespace faultline::taxonomy {

/// An issue as its address on the web names it.
struct IssueAddress {
  std::string_view repository;  ///< "owner/name"
  std::string_view number;
};

/// Reads "https://HOST/OWNER/NAME/issues/12" and ".../pull/12", also with something behind it.
[[nodiscard]] std::optional<IssueAddress> parse_issue_url(std::string_view url);

/// A whole number from 1; no value for anything else.
[[nodiscard]] std::optional<std::int64_t> parse_positive(std::string_view text);

/// Turns the names that a file of labels uses into the database's ids, adding raters and issues
/// that are new. To be used within one transaction.
class LabelIds {
 public:
  LabelIds(data::Database& database, const data::Codebook& codebook);

  [[nodiscard]] std::int64_t dimension(const std::string& id) const { return dimensions_.at(id); }
  [[nodiscard]] std::int64_t code(const data::Code& code) const { return codes_.at(&code); }
  /// The row of a version of the codebook; no value where the study never had it.
  [[nodiscard]] std::optional<std::int64_t> codebook(std::int64_t version) const;
  /// A version of the codebook with its codes, which `code` knows then too; null where the study
  /// never had it. Labels of older versions have codes that the newest one may lack.
  [[nodiscard]] const data::Codebook* codebook_of(std::int64_t version);
  [[nodiscard]] std::int64_t rater(const std::string& name);
  /// No value for a repository that study.toml does not name.
  [[nodiscard]] std::optional<std::int64_t> repository(std::string_view name);
  /// A sentence for a repository that study.toml does not name.
  [[nodiscard]] std::string unknown_repository(std::string_view name) const;
  [[nodiscard]] std::int64_t issue(std::int64_t repository_id, std::int64_t number,
                                   const data::IssueFacts& facts) {
    return issues_.find_or_add(repository_id, number, facts);
  }
  /// To be called before labels of new issues are added.
  void finish_issues() { issues_.finish(); }
  [[nodiscard]] std::int64_t issues_added() const { return issues_.added(); }

 private:
  void add_codes(const data::Codebook& codebook);

  data::Database* database_;
  const data::Codebook* codebook_;
  std::map<std::int64_t, data::Codebook> older_codebooks_;  ///< by version, as they were asked for
  std::map<std::string, std::int64_t> dimensions_;
  std::unordered_map<const data::Code*, std::int64_t> codes_;
  std::map<std::int64_t, std::int64_t> codebooks_;
  std::unordered_map<std::string, std::int64_t> raters_;
  std::vector<data::Repository> known_repositories_;
  std::map<std::string, std::int64_t, std::less<>> repositories_;
  data::IssueRegistry issues_;
};

}  // namespace faultline::taxonomy
