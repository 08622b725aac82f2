#include "collectors/github/waiter.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "base/error.h"

namespace faultline::collectors {

SleepingWaiter::SleepingWaiter(std::function<bool()> interrupted,
                               std::function<void(const Pause&)> show)
    : interrupted_(std::move(interrupted)), show_(std::move(show)) {}

void SleepingWaiter::wait(const Pause& pause) {
  using SteadyClock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds kSlice{100};
  if (show_) show_(pause);
  const auto end = SteadyClock::now() + pause.length;
  for (auto now = SteadyClock::now(); now < end; now = SteadyClock::now()) {
    stop_if_interrupted();
    std::this_thread::sleep_for(std::min<SteadyClock::duration>(kSlice, end - now));
  }
  stop_if_interrupted();
}

void SleepingWaiter::stop_if_interrupted() {
  if (!interrupted_ || !interrupted_()) return;
  throw Error("interrupted; everything collected so far is kept", ErrorKind::kStopped)
      .help("run the same command again to go on");
}

}  // namespace faultline::collectors
