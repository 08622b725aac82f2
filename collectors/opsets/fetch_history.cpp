#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "collectors/github/json_fields.h"
#include "collectors/opsets/base64.h"
#include "collectors/opsets/collect_history.h"
#include "data/parse_json.h"

namespace faultline::collectors {

namespace {

using nlohmann::json;

Error missing(const std::string& repository, const std::string& path) {
  return Error(fmt::format("the repository {} has no file {}", repository, path))
      .help("`faultline opsets collect --repository OWNER/NAME` reads another one");
}

class RepositoryFiles {
 public:
  RepositoryFiles(GithubClient& client, std::string repository)
      : client_(client), repository_(std::move(repository)) {}

  [[nodiscard]] NamedText file(const std::string& path) const {
    const GithubAnswer answer =
        client_.get(fmt::format("/repos/{}/contents/{}", repository_, path));
    if (!answer.ok()) throw missing(repository_, path);
    const json description = data::parse_json(answer.body);
    auto content = decoded(description);
    const auto sha = optional_text(description, "sha");
    if (!content && sha) content = blob(*sha);
    if (!content) {
      throw Error(fmt::format("GitHub gave no content of {}", path), ErrorKind::kFailure)
          .at(answer.url);
    }
    return {fmt::format("{}/{}", repository_, path), std::move(*content)};
  }

  /// All pages of the list of releases, as one array.
  [[nodiscard]] NamedText releases() const {
    json all = json::array();
    std::optional<std::string> next = fmt::format("/repos/{}/releases?per_page=100", repository_);
    while (next) {
      const GithubAnswer answer = client_.get(*next);
      if (!answer.ok()) throw missing(repository_, "releases");
      const json page = data::parse_json(answer.body);
      if (page.is_array()) all.insert(all.end(), page.begin(), page.end());
      next = answer.next_url;
    }
    return {fmt::format("{}/releases", repository_), all.dump()};
  }

 private:
  /// The content that an answer holds; no value where it holds none (files above 1 MiB).
  static std::optional<std::string> decoded(const json& answer) {
    if (optional_text(answer, "encoding") != "base64") return std::nullopt;
    const auto content = optional_text(answer, "content");
    return content ? decode_base64(*content) : std::nullopt;
  }

  [[nodiscard]] std::optional<std::string> blob(const std::string& sha) const {
    const GithubAnswer answer =
        client_.get(fmt::format("/repos/{}/git/blobs/{}", repository_, sha));
    return answer.ok() ? decoded(data::parse_json(answer.body)) : std::nullopt;
  }

  GithubClient& client_;
  std::string repository_;
};

}  // namespace

HistoryFiles fetch_history_files(GithubClient& client, const std::string& repository) {
  const RepositoryFiles files(client, repository);
  HistoryFiles history;
  for (const char* path : {"docs/Changelog.md", "docs/Changelog-ml.md"}) {
    history.changelogs.push_back(files.file(path));
  }
  for (const char* path : {"docs/Operators.md", "docs/Operators-ml.md"}) {
    history.operators.push_back(files.file(path));
  }
  history.versions = {files.file("docs/Versioning.md"), files.releases()};
  return history;
}

}  // namespace faultline::collectors
