#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "data/database.h"

namespace faultline::data {

/// An answer of GitHub as it came.
struct Response {
  std::int64_t id = 0;
  std::optional<std::int64_t> repository_id = {};
  std::string method = {};  ///< "GET" or "POST"
  std::string url = {};
  std::string request = {};  ///< what it was asked for, as JSON
  int status = 0;
  std::optional<std::string> etag = {};
  std::optional<std::string> link = {};
  std::string received_at = {};
  std::string body = {};
};

/// Keeps an answer, compressed.
void store_response(Database& database, const Response& response);

/// The newest answer to a URL that has an ETag.
[[nodiscard]] std::optional<Response> find_response(Database& database, const std::string& url);

/// Hands out all answers in the order in which they came.
void for_each_response(Database& database, const std::function<void(const Response&)>& take);

}  // namespace faultline::data
