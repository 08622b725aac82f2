#include "collectors/github/interrupt.h"

#include <array>
#include <atomic>
#include <csignal>

namespace faultline::collectors {

namespace {

constexpr std::array<int, 2> kSignals{SIGINT, SIGTERM};

// A signal handler can reach nothing but such variables.
// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<bool> requested_flag{false};
std::array<struct sigaction, kSignals.size()> previous_actions{};
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void note_signal(int /*signal*/) { requested_flag.store(true); }

}  // namespace

SignalInterrupt::SignalInterrupt() {
  requested_flag.store(false);
  struct sigaction action {};
  action.sa_handler = note_signal;  // NOLINT(cppcoreguidelines-pro-type-union-access): POSIX
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    sigaction(kSignals[i], &action, &previous_actions[i]);
  }
}

SignalInterrupt::~SignalInterrupt() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    sigaction(kSignals[i], &previous_actions[i], nullptr);
  }
}

bool SignalInterrupt::requested() { return requested_flag.load(); }

}  // namespace faultline::collectors
