#pragma once

#include <curl/curl.h>

namespace faultline::collectors {

/// libcurl, loaded when it is first needed. It brings thirty libraries with it (TLS, Kerberos,
/// LDAP,
/// ...), whose loading took half of the time in which any command starts; two commands use it.
struct CurlLibrary {
  decltype(&curl_easy_cleanup) easy_cleanup;
  decltype(&curl_easy_getinfo) easy_getinfo;
  decltype(&curl_easy_init) easy_init;
  decltype(&curl_easy_perform) easy_perform;
  decltype(&curl_easy_reset) easy_reset;
  decltype(&curl_easy_setopt) easy_setopt;
  decltype(&curl_easy_strerror) easy_strerror;
  decltype(&curl_free) free;
  decltype(&curl_global_init) global_init;
  decltype(&curl_slist_append) slist_append;
  decltype(&curl_slist_free_all) slist_free_all;
  decltype(&curl_url) url;
  decltype(&curl_url_cleanup) url_cleanup;
  decltype(&curl_url_get) url_get;
  decltype(&curl_url_set) url_set;
};

/// The library, which stays for the program's life and is started.
/// @throws Error (failure) where it is not installed or does not start
[[nodiscard]] const CurlLibrary& curl_library();

}  // namespace faultline::collectors
