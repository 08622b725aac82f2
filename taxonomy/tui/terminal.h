#pragma once

#include <optional>
#include <string>

#include "taxonomy/tui/frame.h"
#include "taxonomy/tui/key.h"

struct screen;

namespace faultline::taxonomy {

struct TerminalOptions {
  std::string name;    ///< as TERM names it
  bool colour = true;  ///< false: bold, underlined and reversed only
};

/// Checks that a Terminal can be made.
/// @throws Error (input) where standard input or output is no terminal, or TERM names none on which
///         one can draw
void check_terminal(const std::string& name);

/// The terminal that standard input and output are, taken over while the object lives: its window
/// shows frames, its keys come one by one. Left as it was found, also by Ctrl-Z (until `fg`).
///
/// Colours are the terminal's own, on its own background. Where the terminal says that it knows
/// synchronized output, a frame appears at once as a whole.
///
/// One at a time, in a program with one thread: signals are the process's.
class Terminal {
 public:
  /// @throws Error (input) where standard input or output is no terminal, or TERM names none on
  /// which
  ///         one can draw; nothing was changed then
  explicit Terminal(const TerminalOptions& options);
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  Terminal(Terminal&&) = delete;
  Terminal& operator=(Terminal&&) = delete;
  ~Terminal();

  [[nodiscard]] static WindowSize size();
  void paint(const Frame& frame);

  /// What happened: a key was pressed, the window has another size, or the terminal hung up or the
  /// program was told to end.
  struct Event {
    enum class Kind { kKey, kResized, kHungUp };
    Kind kind = Kind::kKey;
    Key key = {};
  };
  /// Waits for the next one.
  [[nodiscard]] Event wait();

 private:
  /// The next key that has come already.
  std::optional<Event> read_key();
  /// Waits until there is something to read. @return what happened otherwise
  static std::optional<Event> wait_for_input();
  /// Makes the frame's window as large as the terminal's.
  static void follow_window();
  void ask_for_synchronized_output();

  ::screen* screen_ = nullptr;
  bool colour_ = false;
  bool synchronized_ = false;
  int empty_reads_ = 0;
  WindowSize painted_;
};

}  // namespace faultline::taxonomy
