#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/program.h"
#include "support/temporary_folder.h"

namespace faultline::test {

struct TerminalSettings {
  int columns = 80;
  int rows = 24;
  std::filesystem::path folder = ".";
  std::vector<std::pair<std::string, std::string>> environment = {{"TERM", "tmux-256color"}};
};

/// A program in a real terminal: a window of tmux, on a server of its own that ends with the
/// object.
///
/// What a program does with keys takes its time. Tests wait for what the screen should hold, never
/// for a while; a wait that takes too long fails the test and shows the screen.
class Terminal {
 public:
  Terminal(const std::vector<std::string>& command, const TerminalSettings& settings);
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  Terminal(Terminal&&) = delete;
  Terminal& operator=(Terminal&&) = delete;
  ~Terminal();

  /// Presses keys, each as tmux names it: "a", "Enter", "C-d", "BTab", "Escape".
  void press(const std::vector<std::string>& keys);
  /// Types a text as it is.
  void type(const std::string& text);

  /// What the window shows.
  [[nodiscard]] std::string screen() const;
  /// Waits until the window shows a text. @return what it shows then
  std::string wait_for(std::string_view text) const;
  std::string wait_until_gone(std::string_view text) const;

  /// Waits until the window shows what a golden file holds, and compares; see check_golden.
  void check_screen(const std::string& path) const;

  void resize(int columns, int rows) const;
  /// Sends a signal to the program: "KILL", "HUP".
  void signal(const std::string& name) const;
  /// Waits for the program's end. @return its exit code; 128 + N where signal N ended it
  [[nodiscard]] int wait_for_end() const;

 private:
  [[nodiscard]] ProgramResult tmux(std::vector<std::string> arguments) const;

  TemporaryFolder folder_;
};

}  // namespace faultline::test
