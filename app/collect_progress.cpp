#include "app/collect_progress.h"

#include <fmt/format.h>

#include "base/text.h"

namespace faultline::app {

namespace {

/// Fast enough to look alive, slow enough to cost nothing.
constexpr std::chrono::milliseconds kOnTerminal{100};
constexpr std::chrono::seconds kElsewhere{10};

std::string duration(std::int64_t seconds) {
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min", (seconds + 30) / 60);
  return fmt::format("{} h {} min", seconds / 3600, seconds % 3600 / 60);
}

}  // namespace

void CollectProgress::write(const std::string& line) {
  if (quiet_) return;
  const Moment now = world_.clock.now();
  const auto pause = world_.err_is_terminal ? std::chrono::milliseconds(kOnTerminal)
                                            : std::chrono::milliseconds(kElsewhere);
  if (last_ && now - *last_ < pause) return;
  last_ = now;
  if (!world_.err_is_terminal) {
    world_.err << line << std::endl;
    return;
  }
  world_.err << "\r\x1b[K" << truncate(line, world_.err_style.width - 1) << std::flush;
  line_is_open_ = true;
}

void CollectProgress::end_line() {
  if (line_is_open_) world_.err << std::endl;
  line_is_open_ = false;
  last_.reset();
}

void CollectProgress::show(const collectors::CollectionProgress& progress) {
  std::string line = fmt::format("{}  {} of {} issues", printable(progress.converter),
                                 progress.done, progress.expected);
  if (progress.issues_per_minute >= 1) {
    line += fmt::format(", {:.0f} a minute", progress.issues_per_minute);
    if (progress.seconds_left) line += fmt::format(", {} left", duration(*progress.seconds_left));
  }
  if (progress.fixes_to_read > 0) {
    line += fmt::format(", {} fixes to read", progress.fixes_to_read);
  }
  line += fmt::format(", {} requests", progress.requests);
  if (progress.points_left) line += fmt::format(", {} points left", *progress.points_left);
  write(line);
}

void CollectProgress::show(const std::string& converter, std::int64_t done, std::int64_t total,
                           const std::string& unit) {
  write(fmt::format("{}  {} of {} {}", printable(converter), done, total, unit));
}

void CollectProgress::show(const collectors::Pause& pause) {
  end_line();
  world_.err << fmt::format("waiting until {}: {}", to_iso8601(pause.until),
                            printable(pause.reason))
             << std::endl;
}

}  // namespace faultline::app
