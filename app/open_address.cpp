#include "app/open_address.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace faultline::app {

namespace {

bool is_web_address(const std::string& url) {
  const bool has_scheme = url.starts_with("https://") || url.starts_with("http://");
  return has_scheme &&
         std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

/// In a process of its own; does not return.
[[noreturn]] void become_opener(const char* url, int failure) {
  ::setsid();
  const int nowhere = ::open("/dev/null", O_RDWR);  // NOLINT: open(2) is declared so
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
  ::execlp("xdg-open", "xdg-open", url, nullptr);  // NOLINT: execlp(3) is declared so
  static_cast<void>(::write(failure, "!", 1) == 1);
  ::_exit(1);
}

}  // namespace

bool open_address(const std::string& url) {
  if (!is_web_address(url)) return false;
  std::array<int, 2> failure{};  // closed by a program that starts, written to where none does
  if (::pipe2(failure.data(), O_CLOEXEC) != 0) return false;
  const pid_t child = ::fork();
  if (child == 0) {
    // The grandchild is nobody's child, so that nobody need wait for it.
    if (::fork() == 0) become_opener(url.c_str(), failure[1]);
    ::_exit(0);
  }
  ::close(failure[1]);
  char sign = 0;
  bool started = child > 0;
  if (started) {
    ::waitpid(child, nullptr, 0);
    started = ::read(failure[0], &sign, 1) == 0;
  }
  ::close(failure[0]);
  return started;
}

}  // namespace faultline::app
