#pragma once

#include <optional>
#include <string>
#include <vector>

#include "collectors/github/collection_session.h"
#include "collectors/github/issue_source.h"
#include "collectors/github/rest_answers.h"

namespace faultline::collectors {

/// Issues by REST: a list of issues a hundred at a time, then each issue's comments and timeline,
/// and each fix, one request a page. Pages that are kept with an ETag are asked for with it.
///
/// The first run asks for the issues that pass the protocol's filter. Later ones ask for whatever
/// was updated since, pull requests too: so they see what left the filter, and which pull requests
/// were merged. Of other repositories only those of the same name are asked about, since no
/// evidence of repair takes others into account.
class RestSource final : public IssueSource {
 public:
  explicit RestSource(CollectionSession& session);

  [[nodiscard]] std::optional<RepositoryFacts> read_repository() override;
  void store_repository() override;
  [[nodiscard]] std::vector<std::string> read_labels() override;
  [[nodiscard]] bool read_list_page() override;
  [[nodiscard]] bool read_pending(bool few) override;
  [[nodiscard]] std::vector<data::IssueNode> read_numbers() override;
  void check_references() override;

  /// Asks what became of an issue that GraphQL does not find.
  void ask_gone(std::int64_t number);

  /// Reads the patches of a fix.
  void read_patches(const data::FixName& name);

 private:
  /// An answer, and how it is kept. One that GitHub says is as before is the kept one once more.
  struct Fetched {
    RestAnswer answer;
    std::vector<data::Response> responses;
  };

  [[nodiscard]] Fetched fetch(Question question, const std::string& path);
  void store(const Fetched& fetched);
  [[nodiscard]] std::string list_path(const std::optional<std::string>& since) const;

  CollectionSession& session_;
  RestAnswers answers_;
  std::vector<Fetched> facts_;        ///< what is to be stored of the repository itself
  std::optional<std::string> next_;   ///< where the list goes on
  std::optional<std::string> since_;  ///< since when its page was asked for
};

}  // namespace faultline::collectors
