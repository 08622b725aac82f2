#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string_view>
#include <system_error>

#include "app/run.h"

namespace {

using faultline::Clock;
using faultline::FixedClock;
using faultline::Moment;
using faultline::SystemClock;
using faultline::reports::TerminalStyle;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::optional<std::string> find_variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): one thread
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

TerminalStyle style_of(int descriptor) {
  TerminalStyle style;
  if (::isatty(descriptor) == 0) return style;
  winsize size{};
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): ioctl(2) is declared so
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) style.width = size.ws_col;
  style.colour = environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  return style;
}

/// The machine's clock, unless SOURCE_DATE_EPOCH fixes the time for a build or a test that wants
/// the same bytes again (reproducible-builds.org).
std::unique_ptr<Clock> make_clock() {
  const std::string_view fixed = environment("SOURCE_DATE_EPOCH");
  long long seconds = 0;
  const auto [end, error] = std::from_chars(fixed.data(), fixed.data() + fixed.size(), seconds);
  if (fixed.empty() || error != std::errc{} || end != fixed.data() + fixed.size()) {
    return std::make_unique<SystemClock>();
  }
  return std::make_unique<FixedClock>(Moment{std::chrono::seconds{seconds}});
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::unique_ptr<Clock> clock = make_clock();
  std::error_code
      no_folder;  // where it was removed, relative paths fail with an error of their own
  faultline::app::World world{.in = std::cin,
                              .out = std::cout,
                              .err = std::cerr,
                              .clock = *clock,
                              .current_folder = std::filesystem::current_path(no_folder),
                              .out_style = style_of(STDOUT_FILENO),
                              .err_style = style_of(STDERR_FILENO),
                              .err_is_terminal = ::isatty(STDERR_FILENO) != 0,
                              .environment = find_variable};
  return static_cast<int>(faultline::app::run(world, {argv + 1, argv + argc}));
}
