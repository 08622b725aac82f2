#include "collectors/github/url.h"

#include <memory>

#include "base/text.h"
#include "collectors/github/curl_library.h"

namespace faultline::collectors {

namespace {

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_library().url_cleanup(url); }
};
using UrlHandle = std::unique_ptr<CURLU, UrlDeleter>;

std::optional<std::string> part(CURLU* url, CURLUPart which, unsigned int flags = 0) {
  char* text = nullptr;
  if (curl_library().url_get(url, which, &text, flags) != CURLUE_OK) return {};
  std::string copy(text);
  curl_library().free(text);
  return copy;
}

bool set(const UrlHandle& url, const std::string& text) {
  if (text.find('\0') != std::string::npos) return false;
  return url && curl_library().url_set(url.get(), CURLUPART_URL, text.c_str(), 0) == CURLUE_OK;
}

bool is_decimal(std::string_view text) {
  return !text.empty() && text.size() <= 3 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<Url> parse_url(const std::string& text) {
  const UrlHandle url(curl_library().url());
  if (!set(url, text)) return {};
  const auto scheme = part(url.get(), CURLUPART_SCHEME);
  const auto host = part(url.get(), CURLUPART_HOST);
  if (!scheme || !host || host->empty()) return {};
  return Url{.scheme = to_lower(*scheme),
             .host = to_lower(*host),
             .port = part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT).value_or(""),
             .path = part(url.get(), CURLUPART_PATH).value_or("/"),
             .has_user = part(url.get(), CURLUPART_USER) || part(url.get(), CURLUPART_PASSWORD),
             .has_query_or_fragment =
                 part(url.get(), CURLUPART_QUERY) || part(url.get(), CURLUPART_FRAGMENT)};
}

bool same_origin(const std::string& a, const std::string& b) {
  const auto first = parse_url(a);
  const auto second = parse_url(b);
  return first && second && first->scheme == second->scheme && first->host == second->host &&
         first->port == second->port;
}

std::optional<std::string> resolve_url(const std::string& base, const std::string& reference) {
  const UrlHandle url(curl_library().url());
  if (reference.empty() || !set(url, base) || !set(url, reference)) return {};
  return part(url.get(), CURLUPART_URL);
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  const std::vector<std::string> parts = split(host, '.');
  return parts.size() == 4 && parts[0] == "127" && is_decimal(parts[1]) && is_decimal(parts[2]) &&
         is_decimal(parts[3]);
}

}  // namespace faultline::collectors
