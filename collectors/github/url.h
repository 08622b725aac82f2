#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace faultline::collectors {

/// The parts of an absolute URL, as libcurl reads them: what is checked here is what is contacted.
struct Url {
  std::string scheme;  ///< in lower case
  std::string host;    ///< in lower case; an IPv6 address in brackets
  std::string port;    ///< the scheme's own where none is written
  std::string path;    ///< at least "/"
  bool has_user = false;
  bool has_query_or_fragment = false;
};

/// No value where the text is no absolute URL.
[[nodiscard]] std::optional<Url> parse_url(const std::string& text);

/// Whether both are URLs of the same scheme, host and port.
[[nodiscard]] bool same_origin(const std::string& a, const std::string& b);

/// A reference such as "?page=2" or "/x" as an absolute URL (RFC 3986, section 5); no value where
/// it makes none.
[[nodiscard]] std::optional<std::string> resolve_url(const std::string& base,
                                                     const std::string& reference);

/// Whether a URL's host is this machine: localhost, 127.0.0.0/8 or ::1.
[[nodiscard]] bool is_loopback(std::string_view host);

}  // namespace faultline::collectors
