#include "collectors/github/curl_library.h"

#include <dlfcn.h>

#include <string>

#include "base/error.h"

namespace faultline::collectors {

namespace {

/// The name under which every libcurl since 7.16 is installed: its binary interface has not
/// changed.
constexpr const char* kFile = "libcurl.so.4";

Error cannot_load(const char* name) {
  const char* reason = ::dlerror();  // NOLINT(concurrency-mt-unsafe): one thread asks GitHub
  return Error("libcurl cannot be loaded, without which GitHub cannot be asked",
               ErrorKind::kFailure)
      .because(reason != nullptr ? std::string(reason) : std::string(name) + " is missing")
      .help("on Debian, the package is libcurl4");
}

template <typename Function>
void find(void* library, const char* name, Function& function) {
  void* symbol = ::dlsym(library, name);
  if (symbol == nullptr) throw cannot_load(name);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): so dlsym(3) is meant
  function = reinterpret_cast<Function>(symbol);
}

CurlLibrary load() {
  void* library = ::dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) throw cannot_load(kFile);
  CurlLibrary curl{};
  find(library, "curl_easy_cleanup", curl.easy_cleanup);
  find(library, "curl_easy_getinfo", curl.easy_getinfo);
  find(library, "curl_easy_init", curl.easy_init);
  find(library, "curl_easy_perform", curl.easy_perform);
  find(library, "curl_easy_reset", curl.easy_reset);
  find(library, "curl_easy_setopt", curl.easy_setopt);
  find(library, "curl_easy_strerror", curl.easy_strerror);
  find(library, "curl_free", curl.free);
  find(library, "curl_global_init", curl.global_init);
  find(library, "curl_slist_append", curl.slist_append);
  find(library, "curl_slist_free_all", curl.slist_free_all);
  find(library, "curl_url", curl.url);
  find(library, "curl_url_cleanup", curl.url_cleanup);
  find(library, "curl_url_get", curl.url_get);
  find(library, "curl_url_set", curl.url_set);
  if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    throw Error("libcurl does not start", ErrorKind::kFailure);
  }
  return curl;
}

}  // namespace

const CurlLibrary& curl_library() {
  static const CurlLibrary kLibrary = load();
  return kLibrary;
}

}  // namespace faultline::collectors
