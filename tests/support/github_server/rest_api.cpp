#include "support/github_server/rest_api.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>

#include "base/text.h"
#include "support/github_server/issue_list.h"
#include "support/github_server/rest_json.h"
#include "support/github_server/search_query.h"

namespace faultline::test {

namespace {

using nlohmann::json;

constexpr PageSize kCommitFiles{300, 300};

std::int64_t number_of(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

template <typename Entry, typename Render>
RestAnswer list(const RestRequest& request, const std::string& link_path,
                const std::vector<Entry>& entries, Render render) {
  const PageRange range = page_range(request, link_path, entries.size());
  RestAnswer answer{200, json::array(), range.link, {}};
  for (std::size_t i = range.begin; i < range.end; ++i) answer.body.push_back(render(entries[i]));
  return answer;
}

RestAnswer moved(const std::string& url) {
  RestAnswer answer = rest_error(301, "Moved Permanently");
  answer.body["url"] = url;
  answer.location = url;
  return answer;
}

/// The requests below one repository.
class RepositoryApi {
 public:
  RepositoryApi(const World& world, const RestRequest& request, const Repository& repository,
                std::span<const std::string> path)
      : world_(world),
        request_(request),
        repository_(repository),
        path_(path.begin(), path.end()),
        show_(world, request.root),
        link_path_(fmt::format("/repositories/{}", repository.id)) {
    for (const std::string& part : path_) link_path_ += "/" + part;
  }

  [[nodiscard]] RestAnswer answer() const {
    if (path_.empty()) return {200, show_.repository(repository_), {}, {}};
    const std::string& kind = path_[0];
    if (kind == "issues" && path_.size() == 1) return issues();
    if (kind == "issues" && path_.size() == 2 && path_[1] == "comments") return all_comments();
    if (kind == "issues") return below_issue();
    if (kind == "pulls" && path_.size() >= 2) return below_pull_request();
    if (kind == "commits" && path_.size() >= 2) return below_commit();
    if (kind == "labels") return labels();
    return rest_error(404, "Not Found");
  }

 private:
  [[nodiscard]] RestAnswer issues() const {
    IssueFilter filter;
    const std::string state = request_.parameter("state", "open");
    if (state != "all") filter.open = state == "open";
    filter.since = request_.parameter("since", "");
    const std::string labels = request_.parameter("labels", "");
    if (!labels.empty()) filter.all_labels = split(labels, ',');
    filter.by_update = request_.parameter("sort", "created") == "updated";
    filter.descending = request_.parameter("direction", "desc") == "desc";
    const std::vector<const Issue*> found = list_issues(repository_, filter);
    const auto render = [&](const Issue* issue) { return show_.issue(repository_, *issue); };
    if (request_.links == LinkStyle::kPages) return list(request_, link_path_, found, render);

    const std::size_t begin = first_after(found, filter, request_.parameter("after", ""));
    const PageRange range =
        cursor_range(request_, link_path_, begin, found.size(),
                     [&](std::size_t i) { return cursor_of(*found[i], filter); });
    RestAnswer answer{200, json::array(), range.link, {}};
    for (std::size_t i = range.begin; i < range.end; ++i) answer.body.push_back(render(found[i]));
    return answer;
  }

  [[nodiscard]] RestAnswer all_comments() const {
    struct Found {
      const Issue* issue;
      const Comment* comment;
    };
    const std::string since = request_.parameter("since", "");
    std::vector<Found> found;
    for (const auto& [number, issue] : repository_.issues) {
      for (const Comment& comment : issue.comments) {
        if (comment.updated_at >= since) found.push_back({&issue, &comment});
      }
    }
    const bool by_update = request_.parameter("sort", "created") == "updated";
    std::ranges::stable_sort(found, {}, [&](const Found& entry) {
      return std::pair(by_update ? entry.comment->updated_at : entry.comment->created_at,
                       entry.comment->id);
    });
    if (request_.parameter("direction", "asc") == "desc") std::ranges::reverse(found);
    return list(request_, link_path_, found, [&](const Found& entry) {
      return show_.comment(repository_, *entry.issue, *entry.comment);
    });
  }

  [[nodiscard]] RestAnswer below_issue() const {
    const std::int64_t number = number_of(path_[1]);
    if (repository_.deleted.contains(number)) return rest_error(410, "This issue was deleted");
    if (const auto gone = repository_.transferred.find(number);
        gone != repository_.transferred.end()) {
      const Repository* home = world_.repository(gone->second.repository);
      if (home == nullptr) return rest_error(404, "Not Found");
      std::string url =
          fmt::format("{}/repositories/{}/issues/{}", request_.root, home->id, gone->second.number);
      for (std::size_t i = 2; i < path_.size(); ++i) url += "/" + path_[i];
      return moved(url);
    }
    const Issue* issue = repository_.issue(number);
    if (issue == nullptr) return rest_error(404, "Not Found");
    if (path_.size() == 2) return {200, show_.issue(repository_, *issue), {}, {}};
    if (path_[2] == "comments") {
      const std::string since = request_.parameter("since", "");
      std::vector<const Comment*> comments;
      for (const Comment& comment : issue->comments) {
        if (comment.updated_at >= since) comments.push_back(&comment);
      }
      return list(request_, link_path_, comments, [&](const Comment* comment) {
        return show_.comment(repository_, *issue, *comment);
      });
    }
    if (path_[2] == "timeline") {
      return list(request_, link_path_, timeline_of(world_, *issue), [&](const auto& entry) {
        return show_.timeline_entry(repository_, *issue, entry);
      });
    }
    return rest_error(404, "Not Found");
  }

  [[nodiscard]] RestAnswer below_pull_request() const {
    const Issue* issue = repository_.issue(number_of(path_[1]));
    if (issue == nullptr || !issue->pull_request) return rest_error(404, "Not Found");
    if (path_.size() == 2) return {200, show_.pull_request(repository_, *issue), {}, {}};
    if (path_[2] != "files") return rest_error(404, "Not Found");
    return list(request_, link_path_, issue->pull_request->files,
                [&](const FileChange& file) { return show_.file(file); });
  }

  [[nodiscard]] RestAnswer below_commit() const {
    const auto found = repository_.commits.find(path_[1]);
    if (found == repository_.commits.end()) {
      return rest_error(422, "No commit found for SHA: " + path_[1]);
    }
    const Commit& commit = found->second;
    if (path_.size() == 2) {
      const PageRange range = page_range(request_, link_path_, commit.files.size(), kCommitFiles);
      const std::span<const FileChange> files(commit.files);
      return {
          200,
          show_.commit(repository_, commit, files.subspan(range.begin, range.end - range.begin)),
          range.link,
          {}};
    }
    if (path_[2] != "pulls") return rest_error(404, "Not Found");
    return list(request_, link_path_, commit.pull_requests, [&](std::int64_t number) {
      return show_.pull_request(repository_, repository_.issues.at(number));
    });
  }

  [[nodiscard]] RestAnswer labels() const {
    const auto render = [&](const Label& label) { return show_.label(label); };
    if (path_.size() == 1) return list(request_, link_path_, repository_.labels, render);
    const Label* found = repository_.label(path_[1]);
    if (found == nullptr) return rest_error(404, "Not Found");
    return {200, render(*found), {}, {}};
  }

  const World& world_;
  const RestRequest& request_;
  const Repository& repository_;
  std::vector<std::string> path_;
  RestJson show_;
  std::string link_path_;
};

RestAnswer search(const World& world, const RestRequest& request) {
  const SearchQuery query = parse_search(request.parameter("q", ""));
  const Repository* repository = query.repository ? world.repository(*query.repository) : nullptr;
  if (repository == nullptr) {
    RestAnswer answer = rest_error(422, "Validation Failed");
    answer.body["errors"] = json::array(
        {{{"message",
           "The listed users and repositories cannot be searched either because the resources do "
           "not exist or you do not have permission to view them."},
          {"resource", "Search"},
          {"field", "q"},
          {"code", "invalid"}}});
    return answer;
  }
  const RestJson show(world, request.root);
  const std::vector<const Issue*> found = search_issues(*repository, query);
  RestAnswer answer = list(request, request.path, found,
                           [&](const Issue* issue) { return show.issue(*repository, *issue); });
  answer.body = {{"total_count", found.size()},
                 {"incomplete_results", false},
                 {"items", std::move(answer.body)}};
  return answer;
}

}  // namespace

RestAnswer rest_error(int status, const std::string& message) {
  return {status,
          {{"message", message},
           {"documentation_url", "https://docs.github.com/rest"},
           {"status", std::to_string(status)}},
          {},
          {}};
}

RestAnswer answer_rest(const World& world, const RestRequest& request) {
  const std::vector<std::string> parts = split(request.path.substr(1), '/');
  const std::span<const std::string> path(parts);
  if (request.path == "/")
    return {200, {{"issue_search_url", request.root + "/search/issues"}}, {}, {}};
  if (request.path == "/search/issues") return search(world, request);
  if (parts[0] == "repositories" && parts.size() >= 2) {
    const Repository* repository = world.repository(number_of(parts[1]));
    if (repository == nullptr) return rest_error(404, "Not Found");
    return RepositoryApi(world, request, *repository, path.subspan(2)).answer();
  }
  if (parts[0] != "repos" || parts.size() < 3) return rest_error(404, "Not Found");
  const std::string name = parts[1] + "/" + parts[2];
  const Repository* repository = world.repository(name);
  if (repository == nullptr) return rest_error(404, "Not Found");
  if (world.renamed.contains(name)) {
    std::string target = fmt::format("/repositories/{}", repository->id);
    for (const std::string& part : path.subspan(3)) target += "/" + part;
    const std::string link = link_to(request, target, {}, "");
    const std::string url = link.substr(1, link.find('>') - 1);
    return moved(url.ends_with('?') ? url.substr(0, url.size() - 1) : url);
  }
  return RepositoryApi(world, request, *repository, path.subspan(3)).answer();
}

}  // namespace faultline::test
