#include "support/terminal.h"

#include <doctest/doctest.h>

#include <thread>
#include <utility>

#include "base/file.h"
#include "base/text.h"
#include "support/golden.h"

namespace faultline::test {

namespace {

constexpr auto kPatience = std::chrono::seconds{30};
constexpr auto kPause = std::chrono::milliseconds{5};

/// Runs a program, leaves its process in a file, and tells how it ended.
constexpr const char* kRun =
    R"(pid=$1; shift; sh -c 'echo $$ >"$0"; exec "$@"' "$pid" "$@"; echo "ended with $?."; cat)";

/// Asks again and again until the answer is yes. @return whether it ever was
template <typename Question>
bool wait_until(const Question& question) {
  const auto limit = std::chrono::steady_clock::now() + kPatience;
  while (!question()) {
    if (std::chrono::steady_clock::now() > limit) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

}  // namespace

Terminal::Terminal(const std::vector<std::string>& command, const TerminalSettings& settings) {
  write_file(folder_.path() / "tmux.conf",
             "set -g default-terminal tmux-256color\n"
             "set -g status off\n"
             "set -s escape-time 0\n");
  std::vector<std::string> arguments{
      "new-session", "-d",
      "-x",          std::to_string(settings.columns),
      "-y",          std::to_string(settings.rows),
      "-c",          std::filesystem::absolute(settings.folder).string(),
      "env",         "-i"};
  const std::vector<std::string> plain = plain_environment();
  arguments.insert(arguments.end(), plain.begin(), plain.end());
  for (const auto& [name, value] : settings.environment) {
    arguments.push_back(name + "=" + value);
  }
  const std::vector<std::string> shell{"sh", "-c", kRun, "sh", (folder_.path() / "pid").string()};
  arguments.insert(arguments.end(), shell.begin(), shell.end());
  arguments.insert(arguments.end(), command.begin(), command.end());
  const ProgramResult started = tmux(arguments);
  CAPTURE(started.err);
  REQUIRE(started.exit_code == 0);
}

Terminal::~Terminal() { static_cast<void>(tmux({"kill-server"})); }

ProgramResult Terminal::tmux(std::vector<std::string> arguments) const {
  const std::vector<std::string> first{"-u", "-S", (folder_.path() / "socket").string(), "-f",
                                       (folder_.path() / "tmux.conf").string()};
  arguments.insert(arguments.begin(), first.begin(), first.end());
  return run_program("tmux", arguments);
}

void Terminal::press(const std::vector<std::string>& keys) {
  std::vector<std::string> arguments{"send-keys"};
  arguments.insert(arguments.end(), keys.begin(), keys.end());
  REQUIRE(tmux(arguments).exit_code == 0);
}

void Terminal::type(const std::string& text) {
  REQUIRE(tmux({"send-keys", "-l", text}).exit_code == 0);
}

std::string Terminal::screen() const { return tmux({"capture-pane", "-p"}).out; }

std::string Terminal::wait_for(std::string_view text) const {
  std::string shown;
  const bool came = wait_until([&] {
    shown = screen();
    return shown.find(text) != std::string::npos;
  });
  CAPTURE(text);
  CAPTURE(shown);
  REQUIRE(came);
  return shown;
}

std::string Terminal::wait_until_gone(std::string_view text) const {
  std::string shown;
  const bool went = wait_until([&] {
    shown = screen();
    return shown.find(text) == std::string::npos;
  });
  CAPTURE(text);
  CAPTURE(shown);
  REQUIRE(went);
  return shown;
}

void Terminal::check_screen(const std::string& path) const {
  const std::filesystem::path golden = std::filesystem::path(FAULTLINE_TESTS_DIR) / path;
  const std::string expected = std::filesystem::exists(golden) ? read_file(golden) : "";
  std::string before;
  std::string shown = screen();
  // A frame may be half drawn. One that differs has been seen twice.
  static_cast<void>(wait_until([&] {
    before = std::exchange(shown, screen());
    if (shown == expected) return true;
    std::this_thread::sleep_for(kPause * 20);
    return shown == before && shown == screen();
  }));
  check_golden(shown, path);
}

void Terminal::resize(int columns, int rows) const {
  REQUIRE(tmux({"resize-window", "-x", std::to_string(columns), "-y", std::to_string(rows)})
              .exit_code == 0);
}

void Terminal::signal(const std::string& name) const {
  const std::string program(trim(read_file(folder_.path() / "pid")));
  REQUIRE(run_program("kill", {"-s", name, program}).exit_code == 0);
}

int Terminal::wait_for_end() const {
  constexpr std::string_view kEnded = "ended with ";
  std::string shown = wait_for(kEnded);
  for (; shown.find('.', shown.find(kEnded)) == std::string::npos; shown = screen()) {
  }
  return std::stoi(shown.substr(shown.find(kEnded) + kEnded.size()));
}

}  // namespace faultline::test
