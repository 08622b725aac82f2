#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/http.h"

namespace faultline::collectors {

struct CurlOptions {
  std::string user_agent;               ///< "faultline/0.1.0"
  std::function<bool()> interrupted{};  ///< asked during a transfer; may be empty
  std::optional<std::string> proxy{};   ///< for servers that are not on this machine
  std::chrono::milliseconds connect_limit{20'000};
  std::chrono::milliseconds total_limit{120'000};
  std::chrono::seconds stall_limit{30};                    ///< without a single byte
  std::size_t most_bytes = std::size_t{64} * 1024 * 1024;  ///< of a body, decompressed
};

/// HTTP by libcurl, for one thread: connections are reused, HTTP/2 and compression used where the
/// server offers them, certificates always verified. Neither the environment nor files of settings
/// change what it does.
///
/// Redirects are followed up to five times, within the same scheme, host and port only; a POST is
/// sent again only for 307 and 308 (RFC 9110, section 15.4). One that leads elsewhere is an error,
/// since its target would get what the headers hold.
///
/// Transient errors: no connection, time ran out, an answer cut short. Others: a certificate that
/// is not trusted, such a redirect, a body of more than `most_bytes`, a URL that is none, a header
/// that holds a line break.
class CurlHttp final : public Http {
 public:
  explicit CurlHttp(CurlOptions options);
  CurlHttp(const CurlHttp&) = delete;
  CurlHttp& operator=(const CurlHttp&) = delete;
  CurlHttp(CurlHttp&&) = delete;
  CurlHttp& operator=(CurlHttp&&) = delete;
  ~CurlHttp() override;

  [[nodiscard]] HttpResponse send(const HttpRequest& request) override;

 private:
  class Handle;

  HttpResponse send_once(const HttpRequest& request, const std::string& url);

  CurlOptions options_;
  std::unique_ptr<Handle> handle_;
};

}  // namespace faultline::collectors
