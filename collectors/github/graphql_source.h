#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "collectors/github/collection_session.h"
#include "collectors/github/graphql_answers.h"
#include "collectors/github/issue_source.h"
#include "collectors/github/rest_source.h"

namespace faultline::collectors {

/// How much is asked for at once: halved when GitHub cannot compute it, and slowly raised again.
class BatchSize {
 public:
  explicit BatchSize(std::int64_t most, std::int64_t least = 1)
      : most_(most), least_(least), now_(most) {}

  [[nodiscard]] std::int64_t now() const { return now_; }
  [[nodiscard]] bool is_least() const { return now_ == least_; }
  void shrink() { now_ = std::max(least_, now_ / 2); }
  void grow() { now_ = std::min(most_, now_ + std::max<std::int64_t>(1, now_ / 4)); }

 private:
  std::int64_t most_;
  std::int64_t least_;
  std::int64_t now_;
};

/// Issues by GraphQL: a page of issues with the beginning of their timelines, then further pages
/// and fixes of many issues in one request.
class GraphqlSource final : public IssueSource {
 public:
  explicit GraphqlSource(CollectionSession& session);

  [[nodiscard]] std::optional<RepositoryFacts> read_repository() override;
  void store_repository() override;
  [[nodiscard]] std::vector<std::string> read_labels() override;
  [[nodiscard]] bool read_list_page() override;
  [[nodiscard]] bool read_pending(bool few) override;
  [[nodiscard]] std::vector<data::IssueNode> read_numbers() override;
  void check_references() override;

 private:
  /// A question and the text that asks it.
  struct Asked {
    Question question;
    std::string text;
  };

  [[nodiscard]] nlohmann::json repository_variables() const;
  [[nodiscard]] nlohmann::json filter_variables() const;
  [[nodiscard]] std::optional<GraphqlAnswer> ask(const Asked& asked, bool smallest);
  void store(const Asked& asked, const GraphqlAnswer& answer);
  template <typename Make>
  void ask_batch(BatchSize& size, BatchSize& inner, const Make& make);
  [[nodiscard]] static Asked by_id(const std::string& query, nlohmann::json variables,
                                   const std::vector<data::Pending>& rows);
  [[nodiscard]] static Asked next_pages(const std::string& query, nlohmann::json variables,
                                        const std::string& owner,
                                        const std::vector<data::Pending>& rows);
  [[nodiscard]] Asked issues_by_id(const std::vector<data::Pending>& rows) const;
  [[nodiscard]] Asked timeline_pages(const std::vector<data::Pending>& rows) const;
  [[nodiscard]] Asked fixes(const std::vector<data::Pending>& rows) const;
  [[nodiscard]] Asked file_pages(const std::vector<data::Pending>& rows) const;

  CollectionSession& session_;
  GraphqlAnswers answers_;
  RestSource rest_;                                       ///< for what GraphQL cannot tell
  std::optional<std::pair<Asked, GraphqlAnswer>> facts_;  ///< of the repository itself
  std::optional<std::string> after_;
  std::optional<std::string> since_;
  BatchSize issues_{50};
  BatchSize pages_{50};
  BatchSize fixes_{100};
  BatchSize items_{100, 10};
  BatchSize files_{100, 10};
};

}  // namespace faultline::collectors
