#include "collectors/github/http_curl.h"

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include "base/text.h"
#include "collectors/github/curl_library.h"
#include "collectors/github/url.h"

namespace faultline::collectors {

namespace {

constexpr int kMostRedirects = 5;

struct ListDeleter {
  void operator()(curl_slist* list) const { curl_library().slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListDeleter>;

/// What a transfer gathers and asks while libcurl runs it.
struct Transfer {
  HttpResponse response;
  std::size_t most_bytes = 0;
  bool too_large = false;
  const std::function<bool()>* interrupted = nullptr;
  bool stopped = false;
};

// No exception may pass through libcurl: where memory runs out, a callback breaks the transfer off.
std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t bytes = size * count;
  if (bytes > transfer.most_bytes - transfer.response.body.size()) {
    transfer.too_large = true;
    return 0;
  }
  try {
    transfer.response.body.append(data, bytes);
  } catch (const std::bad_alloc&) {
    return 0;
  }
  return bytes;
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) noexcept {
  auto& response = static_cast<Transfer*>(user)->response;
  const std::string_view line(data, size * count);
  try {
    // Interim answers and a proxy's come first: the last status line begins the answer.
    if (line.starts_with("HTTP/")) response.headers.clear();
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && !line.starts_with("HTTP/")) {
      response.headers.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
    }
  } catch (const std::bad_alloc&) {
    return 0;
  }
  return line.size();
}

int on_progress(void* user, curl_off_t /*down_total*/, curl_off_t /*down*/, curl_off_t /*up_total*/,
                curl_off_t /*up*/) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  transfer.stopped = *transfer.interrupted && (*transfer.interrupted)();
  return transfer.stopped ? 1 : 0;
}

bool is_transient(CURLcode code) {
  constexpr std::array kTransient{CURLE_COULDNT_RESOLVE_PROXY,
                                  CURLE_COULDNT_RESOLVE_HOST,
                                  CURLE_COULDNT_CONNECT,
                                  CURLE_PARTIAL_FILE,
                                  CURLE_OPERATION_TIMEDOUT,
                                  CURLE_SSL_CONNECT_ERROR,
                                  CURLE_GOT_NOTHING,
                                  CURLE_SEND_ERROR,
                                  CURLE_RECV_ERROR,
                                  CURLE_BAD_CONTENT_ENCODING,
                                  CURLE_HTTP2,
                                  CURLE_HTTP2_STREAM,
                                  CURLE_WEIRD_SERVER_REPLY,
                                  CURLE_AGAIN};
  return std::find(kTransient.begin(), kTransient.end(), code) != kTransient.end();
}

HeaderList header_list(const HttpHeaders& headers) {
  HeaderList list;
  const auto append = [&list](const std::string& line) {
    curl_slist* longer = curl_library().slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    (void)list.release();
    list.reset(longer);
  };
  for (const auto& [name, value] : headers) {
    std::string line = name;
    line.append(": ").append(value);
    if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
      throw HttpError("the value of the header " + name + " holds a line break", false);
    }
    append(line);
  }
  append("Expect:");  // libcurl would ask leave for a large body and wait a second for it
  return list;
}

bool is_redirect(const HttpRequest& request, int status) {
  if (status == 307 || status == 308) return true;
  return request.method == "GET" && (status == 301 || status == 302 || status == 303);
}

}  // namespace

/// libcurl's easy handle, which holds the open connections.
class CurlHttp::Handle {
 public:
  Handle() : curl_(curl_library().easy_init()) {
    if (curl_ == nullptr) throw Error("libcurl does not start", ErrorKind::kFailure);
  }
  ~Handle() { curl_library().easy_cleanup(curl_); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle(Handle&&) = delete;
  Handle& operator=(Handle&&) = delete;

  /// @throws Error (failure) where this libcurl does not know the option
  template <typename Value>
  void set(CURLoption option, Value value) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): libcurl is declared so
    if (curl_library().easy_setopt(curl_, option, value) == CURLE_OK) return;
    throw HttpError("libcurl does not take the option " + std::to_string(option), false);
  }

  template <typename Value>
  [[nodiscard]] Value get(CURLINFO info) const {
    Value value{};
    curl_library().easy_getinfo(curl_, info, &value);  // NOLINT(cppcoreguidelines-pro-type-vararg)
    return value;
  }

  [[nodiscard]] CURLcode perform() { return curl_library().easy_perform(curl_); }
  /// Forgets all options; connections stay.
  void reset() { curl_library().easy_reset(curl_); }

 private:
  CURL* curl_;
};

CurlHttp::CurlHttp(CurlOptions options)
    : options_(std::move(options)), handle_(std::make_unique<Handle>()) {}

CurlHttp::~CurlHttp() = default;

HttpResponse CurlHttp::send(const HttpRequest& request) {
  std::string url = request.url;
  for (int redirects = 0;; ++redirects) {
    HttpResponse response = send_once(request, url);
    const char* target = handle_->get<char*>(CURLINFO_REDIRECT_URL);
    if (!is_redirect(request, response.status) || target == nullptr) {
      response.url = url;
      response.redirects = redirects;
      return response;
    }
    if (redirects == kMostRedirects) {
      throw HttpError("'" + request.url + "' is redirected again and again", false);
    }
    if (!same_origin(url, target)) {
      HttpError error("'" + url + "' is redirected to another server; not followed", false);
      error.because("the target is '" + std::string(target) + "'");
      throw error;
    }
    url = target;
  }
}

HttpResponse CurlHttp::send_once(const HttpRequest& request, const std::string& url) {
  const std::optional<Url> parts = parse_url(url);
  if (!parts) throw HttpError("'" + url + "' is no URL", false);
  const HeaderList headers = header_list(request.headers);
  Transfer transfer{
      .response = {}, .most_bytes = options_.most_bytes, .interrupted = &options_.interrupted};
  std::array<char, CURL_ERROR_SIZE> reason{};

  Handle& curl = *handle_;
  curl.reset();
  curl.set(CURLOPT_URL, url.c_str());
  curl.set(CURLOPT_PROTOCOLS_STR, "http,https");
  curl.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl.set(CURLOPT_SSL_VERIFYPEER, 1L);
  curl.set(CURLOPT_SSL_VERIFYHOST, 2L);
  curl.set(CURLOPT_FOLLOWLOCATION, 0L);
  curl.set(CURLOPT_ACCEPT_ENCODING, "");  // all that this libcurl can
  curl.set(CURLOPT_USERAGENT, options_.user_agent.c_str());
  curl.set(CURLOPT_HTTPHEADER, headers.get());
  // An empty proxy keeps libcurl from asking the environment for one.
  const bool direct = !options_.proxy || is_loopback(parts->host);
  curl.set(CURLOPT_PROXY, direct ? "" : options_.proxy->c_str());
  curl.set(CURLOPT_NOPROXY, "");
  curl.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_limit.count()));
  curl.set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.total_limit.count()));
  curl.set(CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl.set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.stall_limit.count()));
  curl.set(CURLOPT_ERRORBUFFER, reason.data());
  curl.set(CURLOPT_WRITEFUNCTION, &on_body);
  curl.set(CURLOPT_WRITEDATA, &transfer);
  curl.set(CURLOPT_HEADERFUNCTION, &on_header);
  curl.set(CURLOPT_HEADERDATA, &transfer);
  curl.set(CURLOPT_NOPROGRESS, 0L);
  curl.set(CURLOPT_XFERINFOFUNCTION, &on_progress);
  curl.set(CURLOPT_XFERINFODATA, &transfer);
  if (request.method == "POST") {
    curl.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl.set(CURLOPT_POSTFIELDS, request.body.c_str());
  } else if (request.method != "GET") {
    throw HttpError("requests of the kind " + request.method + " are not sent", false);
  }

  const CURLcode code = curl.perform();

  if (transfer.stopped) {
    throw Error("interrupted; everything collected so far is kept", ErrorKind::kStopped)
        .help("run the same command again to go on");
  }
  if (code != CURLE_OK) {
    HttpError error("no answer from '" + url + "'", is_transient(code));
    if (transfer.too_large) {
      error.because("it is larger than " + std::to_string(options_.most_bytes) + " bytes");
    } else {
      error.because(reason[0] != '\0' ? reason.data() : curl_library().easy_strerror(code));
    }
    if (code == CURLE_PEER_FAILED_VERIFICATION) {
      error.help("a certificate that is not trusted may be somebody between you and the server");
    }
    throw error;
  }
  transfer.response.status = static_cast<int>(curl.get<long>(CURLINFO_RESPONSE_CODE));
  return std::move(transfer.response);
}

}  // namespace faultline::collectors
