#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/collections.h"

namespace faultline::collectors {

/// What GitHub says of a repository when a run begins.
struct RepositoryFacts {
  std::string name = {};  ///< "owner/name"; another one than was asked for where it was renamed
  bool archived = false;
  std::int64_t matching = 0;  ///< issues that pass the protocol's filter
};

/// One of GitHub's APIs, as a source of one repository's issues: each call asks at most what it
/// says and stores what came.
///
/// Everything throws what GithubClient throws, and what the database throws.
class IssueSource {
 public:
  IssueSource() = default;
  IssueSource(const IssueSource&) = delete;
  IssueSource& operator=(const IssueSource&) = delete;
  virtual ~IssueSource() = default;

  /// No value where GitHub knows no such repository, or the token may not see it.
  [[nodiscard]] virtual std::optional<RepositoryFacts> read_repository() = 0;

  /// Stores what `read_repository` read.
  virtual void store_repository() = 0;

  /// The names of all its labels.
  [[nodiscard]] virtual std::vector<std::string> read_labels() = 0;

  /// Reads the next page of issues updated since the run's cursor, or since its `since`.
  /// @return whether a further page follows
  [[nodiscard]] virtual bool read_list_page() = 0;

  /// Asks one of the questions that the queue holds.
  /// @param few  also where there are fewer of a kind than one request could ask for
  /// @return whether there was one
  [[nodiscard]] virtual bool read_pending(bool few) = 0;

  /// All issues that pass the protocol's filter.
  [[nodiscard]] virtual std::vector<data::IssueNode> read_numbers() = 0;

  /// Asks what became of open issues and pull requests that collected issues refer to, and puts the
  /// issues into the queue where something did.
  virtual void check_references() = 0;
};

}  // namespace faultline::collectors
