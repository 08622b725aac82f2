#include "taxonomy/tui/terminal.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include <array>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <string_view>

#define NCURSES_NOMACROS    // NOLINT(cppcoreguidelines-macro-usage): curses.h asks for it so
#define NCURSES_WIDECHAR 1  // NOLINT(cppcoreguidelines-macro-usage)
#include <curses.h>
#include <term.h>
#undef columns
#undef lines

#include "base/error.h"

namespace faultline::taxonomy {

namespace {

// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): signal handlers have no other
// way
volatile std::sig_atomic_t told_to_end = 0;
volatile std::sig_atomic_t interrupted = 0;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

constexpr std::array kEndingSignals{SIGHUP, SIGTERM, SIGQUIT};

void on_ending_signal(int /*signal*/) { told_to_end = 1; }
void on_interrupt(int /*signal*/) { interrupted = 1; }
void on_other_size(int /*signal*/) {}  // ends the waiting; the size is asked for then

/// Signals that are looked at only while waiting for input, so that none is missed in between.
sigset_t held_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int ending : kEndingSignals) sigaddset(&signals, ending);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGWINCH);
  return signals;
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;  // NOLINT(cppcoreguidelines-pro-type-union-access): sigaction(2)
  sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

// Keys of our own, for a terminal's answer whether it knows synchronized output.
constexpr int kSynchronizedKnown = KEY_MAX + 1;
constexpr int kSynchronizedUnknown = KEY_MAX + 2;

Error advised(Error error) {
  return error.help(
      "`faultline label set` labels without a screen, `faultline label import` from a file");
}

struct Appearance {
  Style style;
  attr_t attributes;
  short colour;  ///< -1: the terminal's own
};

constexpr short kOwnColour = -1;

/// In the order of Style. No yellow and no blue, which light or dark backgrounds swallow.
constexpr std::array kAppearances{
    Appearance{Style::kPlain, A_NORMAL, kOwnColour},
    Appearance{Style::kTitle, A_BOLD, kOwnColour},
    Appearance{Style::kHeading, A_BOLD, COLOR_MAGENTA},
    Appearance{Style::kStrong, A_BOLD, kOwnColour},
    Appearance{Style::kEmphasis, A_UNDERLINE, kOwnColour},
    Appearance{Style::kStruck, A_DIM, kOwnColour},
    Appearance{Style::kCode, A_NORMAL, COLOR_CYAN},
    Appearance{Style::kQuote, A_NORMAL, COLOR_GREEN},
    Appearance{Style::kLink, A_UNDERLINE, COLOR_CYAN},
    Appearance{Style::kDim, A_DIM, kOwnColour},
    Appearance{Style::kAdded, A_NORMAL, COLOR_GREEN},
    Appearance{Style::kRemoved, A_NORMAL, COLOR_RED},
    Appearance{Style::kHunk, A_NORMAL, COLOR_MAGENTA},
    Appearance{Style::kWarning, A_BOLD, COLOR_RED},
};

short pair_of(short colour) { return static_cast<short>(colour + 1); }

attr_t attributes_of(const Look& look, bool colour) {
  const Appearance& appearance = kAppearances.at(static_cast<std::size_t>(look.style));
  attr_t attributes = appearance.attributes;
  if (look.reversed) attributes |= A_REVERSE;
  if (colour && appearance.colour != kOwnColour) {
    attributes |= static_cast<attr_t>(COLOR_PAIR(pair_of(appearance.colour)));
  }
  return attributes;
}

struct NamedKey {
  int code;
  std::string_view name;
};

constexpr std::array kNamedKeys{
    NamedKey{KEY_UP, "Up"},          NamedKey{KEY_DOWN, "Down"},
    NamedKey{KEY_LEFT, "Left"},      NamedKey{KEY_RIGHT, "Right"},
    NamedKey{KEY_PPAGE, "PageUp"},   NamedKey{KEY_NPAGE, "PageDown"},
    NamedKey{KEY_HOME, "Home"},      NamedKey{KEY_END, "End"},
    NamedKey{KEY_BTAB, "Shift-Tab"}, NamedKey{KEY_BACKSPACE, "Backspace"},
    NamedKey{KEY_DC, "Delete"},      NamedKey{KEY_ENTER, "Enter"},
};

std::string encode_utf8(wint_t character) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto size = ::utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), bytes.data());
  return {bytes.begin(), bytes.begin() + size};
}

Key key_of_character(wint_t character) {
  switch (character) {
    case ' ':
      return "Space";
    case '\t':
      return "Tab";
    case '\r':
    case '\n':
      return "Enter";
    case '\x1b':
      return "Escape";
    case '\x7f':
    case '\b':
      return "Backspace";
    default:
      break;
  }
  if (character < ' ') return fmt::format("Ctrl-{}", static_cast<char>(character + '@'));
  return encode_utf8(character);
}

Key key_of_code(wint_t code) {
  if (code == KEY_MOUSE) {
    MEVENT event{};
    if (::getmouse(&event) != OK) return {};
    if ((event.bstate & BUTTON4_PRESSED) != 0) return "WheelUp";
    if ((event.bstate & BUTTON5_PRESSED) != 0) return "WheelDown";
    return {};
  }
  for (const NamedKey& key : kNamedKeys) {
    if (static_cast<wint_t>(key.code) == code) return std::string(key.name);
  }
  return {};
}

void write_to_terminal(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

void check_terminal(const std::string& name) {
  if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDOUT_FILENO) == 0) {
    throw advised(
        Error("labelling needs a terminal").because("standard input or standard output is none"));
  }
  int found = 0;
  const bool is_known = ::setupterm(name.c_str(), STDOUT_FILENO, &found) == OK;
  if (name.empty() || !is_known) {
    throw advised(
        Error(name.empty()
                  ? std::string("TERM does not say which terminal this is")
                  : fmt::format("TERM names the terminal '{}', which is not known here", name))
            .help("set TERM to what your terminal is, for example TERM=xterm-256color"));
  }
  if (::tigetstr("cup") == nullptr) {
    throw advised(Error(fmt::format("the terminal '{}' cannot place its cursor", name))
                      .help("set TERM to what your terminal is, for example TERM=xterm-256color"));
  }
}

Terminal::Terminal(const TerminalOptions& options) {
  check_terminal(options.name);
  // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
  static_cast<void>(std::setlocale(LC_CTYPE, "C.UTF-8"));
  handle(SIGWINCH, on_other_size);
  ::use_env(false);  // the window tells its size, not LINES and COLUMNS
  ::use_tioctl(true);
  // NOLINTNEXTLINE(cppcoreguidelines-prefer-member-initializer): the terminal is checked before
  screen_ = ::newterm(options.name.c_str(), stdout, stdin);
  if (screen_ == nullptr) throw advised(Error("the terminal cannot be drawn on"));
  follow_window();
  told_to_end = 0;
  interrupted = 0;
  for (const int signal : kEndingSignals) handle(signal, on_ending_signal);
  handle(SIGINT, on_interrupt);
  const sigset_t held = held_signals();
  ::sigprocmask(SIG_BLOCK, &held, nullptr);

  constexpr int kEscapeMilliseconds = 25;
  ::cbreak();
  ::noecho();
  ::nonl();
  ::keypad(stdscr, true);
  ::nodelay(stdscr, true);
  ::set_escdelay(kEscapeMilliseconds);
  ::mouseinterval(0);
  ::mousemask(BUTTON4_PRESSED | BUTTON5_PRESSED, nullptr);
  colour_ = options.colour && ::has_colors();
  if (colour_) {
    ::start_color();
    const short background = ::use_default_colors() == OK ? kOwnColour : COLOR_BLACK;
    for (short colour = COLOR_RED; colour < COLOR_WHITE; ++colour) {
      ::init_pair(pair_of(colour), colour, background);
    }
  }
  ask_for_synchronized_output();
}

Terminal::~Terminal() {
  ::endwin();
  ::delscreen(screen_);
  for (const int signal : kEndingSignals) handle(signal, SIG_DFL);
  handle(SIGINT, SIG_DFL);
  handle(SIGWINCH, SIG_DFL);
  const sigset_t held = held_signals();
  ::sigprocmask(SIG_UNBLOCK, &held, nullptr);
}

/// Terminals of xterm's kind answer what they know of mode 2026; the answer comes as a key.
/// Source: Synchronized Output,
/// https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036; DECRQM of the VT510
/// manual.
void Terminal::ask_for_synchronized_output() {
  const char* known = ::tigetstr("Sync");
  if (known != nullptr && known != reinterpret_cast<char*>(-1)) {  // NOLINT: terminfo(3) says so
    synchronized_ = true;
    return;
  }
  if (::tigetflag("XT") != 1) return;
  for (const char answer : {'1', '2', '3'}) {
    ::define_key(fmt::format("\x1b[?2026;{}$y", answer).c_str(), kSynchronizedKnown);
  }
  for (const char answer : {'0', '4'}) {
    ::define_key(fmt::format("\x1b[?2026;{}$y", answer).c_str(), kSynchronizedUnknown);
  }
  write_to_terminal("\x1b[?2026$p");
}

void Terminal::follow_window() {
  winsize window{};
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): ioctl(2) is declared so
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) != 0 || window.ws_col == 0) return;
  if (size() != WindowSize{window.ws_col, window.ws_row}) {
    ::resizeterm(window.ws_row, window.ws_col);
  }
}

WindowSize Terminal::size() { return {.columns = ::getmaxx(stdscr), .rows = ::getmaxy(stdscr)}; }

void Terminal::paint(const Frame& frame) {
  painted_ = size();
  ::werase(stdscr);
  int row = 0;
  for (const std::vector<FrameSpan>& spans : frame.rows()) {
    for (const FrameSpan& span : spans) {
      ::wattrset(stdscr, static_cast<int>(attributes_of(span.look, colour_)));
      ::mvwaddnstr(stdscr, row, span.column, span.text.data(), static_cast<int>(span.text.size()));
    }
    ++row;
  }
  ::wattrset(stdscr, A_NORMAL);
  ::curs_set(frame.cursor ? 1 : 0);
  if (frame.cursor) ::wmove(stdscr, frame.cursor->row, frame.cursor->column);
  ::wnoutrefresh(stdscr);
  if (synchronized_) write_to_terminal("\x1b[?2026h");
  ::doupdate();
  if (synchronized_) write_to_terminal("\x1b[?2026l");
}

std::optional<Terminal::Event> Terminal::read_key() {
  wint_t character = 0;
  for (int result = ::wget_wch(stdscr, &character); result != ERR;
       result = ::wget_wch(stdscr, &character)) {
    empty_reads_ = 0;
    if (result != KEY_CODE_YES) return Event{Event::Kind::kKey, key_of_character(character)};
    if (character == KEY_RESIZE) return Event{Event::Kind::kResized};
    if (character == kSynchronizedKnown) synchronized_ = true;
    if (Key key = key_of_code(character); !key.empty()) {
      return Event{Event::Kind::kKey, std::move(key)};
    }
  }
  ++empty_reads_;
  return std::nullopt;
}

std::optional<Terminal::Event> Terminal::wait_for_input() {
  sigset_t none_held;
  ::sigprocmask(SIG_SETMASK, nullptr, &none_held);
  for (const int signal : kEndingSignals) sigdelset(&none_held, signal);
  sigdelset(&none_held, SIGINT);
  sigdelset(&none_held, SIGWINCH);
  pollfd input{STDIN_FILENO, POLLIN, 0};
  const int ready = ::ppoll(&input, 1, nullptr, &none_held);
  if (told_to_end != 0) return Event{Event::Kind::kHungUp};
  if (interrupted != 0) {
    interrupted = 0;
    return Event{Event::Kind::kKey, "Ctrl-C"};
  }
  if (ready > 0 && (input.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0) {
    return Event{Event::Kind::kHungUp};
  }
  return std::nullopt;
}

Terminal::Event Terminal::wait() {
  constexpr int kMostEmptyReads = 8;  // in a row, of input that is ready: it has ended
  while (true) {
    if (const auto event = read_key()) return *event;
    follow_window();
    if (size() != painted_) return {Event::Kind::kResized};
    if (empty_reads_ > kMostEmptyReads) return {Event::Kind::kHungUp};
    pollfd input{STDIN_FILENO, POLLIN, 0};
    const bool was_ready = ::poll(&input, 1, 0) > 0;
    if (!was_ready) empty_reads_ = 0;
    if (const auto event = wait_for_input()) return *event;
  }
}

}  // namespace faultline::taxonomy
