#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace faultline {

/// Names and values, in the order of the wire. Names are compared without regard to case.
using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// One request to a server.
struct HttpRequest {
  std::string method = "GET";
  std::string url;
  HttpHeaders headers;
  std::string body;
};

/// What a server answered, whatever its status.
struct HttpResponse {
  int status = 0;
  HttpHeaders headers;
  std::string body;
  std::string url;    ///< where the answer came from, after redirects
  int redirects = 0;  ///< how many led there
};

/// A header's value; of a header that came more than once, all values, joined by ", " as RFC 9110
/// says. No value where it did not come.
[[nodiscard]] std::optional<std::string> find_header(const HttpHeaders& headers,
                                                     std::string_view name);

/// No answer came.
class HttpError : public Error {
 public:
  /// @param transient  whether the same request may well succeed a little later
  HttpError(std::string message, bool transient)
      : Error(std::move(message), ErrorKind::kFailure), transient_(transient) {}

  [[nodiscard]] bool transient() const noexcept { return transient_; }

 private:
  bool transient_;
};

/// The network, passed in wherever something is fetched, so that tests decide what it answers.
class Http {
 public:
  Http() = default;
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;
  Http(Http&&) = delete;
  Http& operator=(Http&&) = delete;
  virtual ~Http() = default;

  /// @return the server's answer, also where its status is an error
  /// @throws HttpError where no answer came: no connection, time ran out, broken off
  /// @throws Error (stopped) where the user interrupted
  [[nodiscard]] virtual HttpResponse send(const HttpRequest& request) = 0;
};

}  // namespace faultline
