#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace faultline {

/// A moment in UTC, to the millisecond; all times in a study are of this kind.
using Moment = std::chrono::sys_time<std::chrono::milliseconds>;

/// What time it is. Passed in wherever the time is stored or waited for, so that tests and
/// reproducible runs decide it.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  [[nodiscard]] virtual Moment now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Moment now() const override;
};

/// A clock that shows what it was set to.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Moment moment) : moment_(moment) {}
  [[nodiscard]] Moment now() const override { return moment_; }
  void set(Moment moment) { moment_ = moment; }

 private:
  Moment moment_;
};

/// ISO 8601 in UTC: "2024-09-16T08:30:00Z", with milliseconds only where there are some.
[[nodiscard]] std::string to_iso8601(Moment moment);

/// The same, always with milliseconds: such texts sort as their moments do.
[[nodiscard]] std::string to_sortable_iso8601(Moment moment);

/// Reads "2024-09-16", "2024-09-16T08:30:00Z" and "2024-09-16T08:30:00.123Z"; an offset such as
/// "+02:00" is turned into UTC. No value for anything else, also for dates that do not exist.
[[nodiscard]] std::optional<Moment> parse_iso8601(std::string_view text);

}  // namespace faultline
