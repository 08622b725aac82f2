#pragma once

#include <string>
#include <utility>
#include <vector>

namespace faultline {

/// One request to a server. Header names are compared without regard to case.
struct HttpRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// What a server answered, whatever its status.
struct HttpResponse {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// The network, passed in wherever something is fetched, so that tests decide what it answers.
class Http {
 public:
  Http() = default;
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;
  virtual ~Http() = default;

  /// @return the server's answer, also where its status is an error
  /// @throws Error (failure) where no answer came: no connection, time ran out, broken off
  [[nodiscard]] virtual HttpResponse send(const HttpRequest& request) = 0;
};

}  // namespace faultline
