#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "base/clock.h"

namespace faultline::collectors {

/// A pause that a server's limits or faults ask for.
struct Pause {
  std::chrono::milliseconds length{0};
  Moment until;        ///< when work goes on
  std::string reason;  ///< "GitHub's limit of requests an hour is used up"
};

/// Sleeping, passed in wherever something waits, so that tests neither sleep nor guess.
class Waiter {
 public:
  Waiter() = default;
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;
  Waiter(Waiter&&) = delete;
  Waiter& operator=(Waiter&&) = delete;
  virtual ~Waiter() = default;

  /// Returns when the pause is over.
  /// @throws Error (stopped) where the user interrupts the program meanwhile
  virtual void wait(const Pause& pause) = 0;

  /// Called before each request.
  /// @throws Error (stopped) where the user has interrupted the program
  virtual void stop_if_interrupted() = 0;
};

/// Sleeps for real, in slices short enough that an interrupt seems to work at once.
class SleepingWaiter final : public Waiter {
 public:
  /// @param interrupted  whether the user asked to stop; see interrupt.h
  /// @param show         told each pause before it begins, to show it
  SleepingWaiter(std::function<bool()> interrupted, std::function<void(const Pause&)> show);

  void wait(const Pause& pause) override;
  void stop_if_interrupted() override;

 private:
  std::function<bool()> interrupted_;
  std::function<void(const Pause&)> show_;
};

}  // namespace faultline::collectors
