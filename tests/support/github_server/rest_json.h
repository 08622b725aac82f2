#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "support/github_server/world.h"

namespace faultline::test {

/// Renders what the world holds as GitHub's REST API does, with its field names.
class RestJson {
 public:
  /// @param root  where the server is, for example "http://127.0.0.1:8080"; addresses in answers
  ///              begin with it
  RestJson(const World& world, std::string root) : world_(world), root_(std::move(root)) {}

  [[nodiscard]] nlohmann::json repository(const Repository& repository) const;
  [[nodiscard]] nlohmann::json label(const Label& label) const;
  [[nodiscard]] nlohmann::json issue(const Repository& repository, const Issue& issue) const;
  [[nodiscard]] nlohmann::json comment(const Repository& repository, const Issue& issue,
                                       const Comment& comment) const;
  [[nodiscard]] nlohmann::json timeline_entry(const Repository& repository, const Issue& issue,
                                              const TimelineEntry& entry) const;
  [[nodiscard]] nlohmann::json pull_request(const Repository& repository, const Issue& issue) const;
  [[nodiscard]] nlohmann::json commit(const Repository& repository, const Commit& commit,
                                      std::span<const FileChange> files) const;
  [[nodiscard]] nlohmann::json file(const FileChange& file) const;

 private:
  [[nodiscard]] nlohmann::json event(const Repository& repository, const Issue& issue,
                                     const Event& event) const;
  [[nodiscard]] nlohmann::json cross_reference(const Event& event) const;

  const World& world_;
  std::string root_;
};

}  // namespace faultline::test
