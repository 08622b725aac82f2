#include "base/run_program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>

namespace faultline {

namespace {

constexpr std::size_t kMostOutput = std::size_t{64} * 1024;

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;

  [[nodiscard]] int get() const { return value_; }
  void close() {
    if (value_ >= 0) ::close(value_);
    value_ = -1;
  }

 private:
  int value_;
};

/// Starts the program with a file as its input and its output going into a pipe's end; no value
/// where that fails.
std::optional<pid_t> start(const std::vector<std::string>& words,
                           const std::filesystem::path& input, int output) {
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  arguments.reserve(copies.size() + 1);
  for (std::string& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  if (posix_spawn_file_actions_init(&actions) != 0) return {};
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  // The program inherits the environment unread: gh finds its settings by HOME.
  const int error =
      posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return {};
  return child;
}

/// Everything written until the pipe is closed; no value where that is too much or takes too long.
std::optional<std::string> read_all(int pipe, std::chrono::steady_clock::time_point end) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    pollfd wanted{.fd = pipe, .events = POLLIN, .revents = 0};
    if (left.count() <= 0) return {};
    const int ready =
        ::poll(&wanted, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 60'000)));
    if (ready < 0 && errno != EINTR) return {};
    if (ready <= 0) continue;
    const ssize_t count = ::read(pipe, buffer.data(), buffer.size());
    if (count < 0) return {};
    if (count == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
    if (text.size() > kMostOutput) return {};
  }
}

}  // namespace

std::optional<std::string> run_program(const std::vector<std::string>& words,
                                       std::chrono::milliseconds limit,
                                       const std::filesystem::path& input) {
  std::array<int, 2> ends{};
  if (words.empty() || ::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  const Descriptor reading(ends[0]);
  Descriptor writing(ends[1]);
  const std::optional<pid_t> child = start(words, input, writing.get());
  writing.close();
  if (!child) return {};

  std::optional<std::string> output =
      read_all(reading.get(), std::chrono::steady_clock::now() + limit);
  if (!output) ::kill(*child, SIGKILL);
  int status = 0;
  while (::waitpid(*child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!output || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return {};
  return output;
}

}  // namespace faultline
