#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace faultline::test {

/// How the `Link` header names further pages: GitHub uses both forms, by endpoint and size.
enum class LinkStyle { kPages, kCursors };

struct RestRequest {
  std::string root;  ///< "http://127.0.0.1:8080"
  std::string path;  ///< without the query, decoded: "/repos/onnx/onnx/issues"
  std::map<std::string, std::string> query;
  LinkStyle links = LinkStyle::kPages;

  [[nodiscard]] std::string parameter(const std::string& name, const std::string& otherwise) const;
};

struct RestAnswer {
  int status = 200;
  nlohmann::json body;
  std::optional<std::string> link;
  std::optional<std::string> location;
};

/// The part of a list that a request asks for.
struct PageRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::optional<std::string> link;
};

/// How many entries a page has, as GitHub does it for one endpoint.
struct PageSize {
  std::size_t usual = 30;  ///< where `per_page` is absent
  std::size_t most = 100;
};

/// Cuts a page out of `total` entries as `per_page` and `page` ask for.
/// @param link_path  the path that the Link header names: by the repository's number, as on GitHub
[[nodiscard]] PageRange page_range(const RestRequest& request, const std::string& link_path,
                                   std::size_t total, PageSize size = {});

/// The same with an opaque cursor in place of the page's number.
/// @param begin        the first entry after the request's cursor
/// @param next_cursor  the cursor after the entry of this place
template <typename CursorAfter>
[[nodiscard]] PageRange cursor_range(const RestRequest& request, const std::string& link_path,
                                     std::size_t begin, std::size_t total, CursorAfter next_cursor);

[[nodiscard]] std::size_t per_page(const RestRequest& request, PageSize size);

/// One entry of a Link header.
[[nodiscard]] std::string link_to(const RestRequest& request, const std::string& link_path,
                                  const std::map<std::string, std::string>& changed,
                                  const std::string& relation);

template <typename CursorAfter>
PageRange cursor_range(const RestRequest& request, const std::string& link_path, std::size_t begin,
                       std::size_t total, CursorAfter next_cursor) {
  PageRange range{begin, std::min(total, begin + per_page(request, {})), std::nullopt};
  if (range.end < total) {
    range.link = link_to(request, link_path, {{"after", next_cursor(range.end - 1)}}, "next");
  }
  return range;
}

}  // namespace faultline::test
