#include "collectors/github/waiter.h"

#include <doctest/doctest.h>

#include <csignal>

#include "base/error.h"
#include "collectors/github/interrupt.h"
#include "support/fake_world.h"

using faultline::Error;
using faultline::ErrorKind;
using faultline::collectors::Pause;
using faultline::collectors::SignalInterrupt;
using faultline::collectors::SleepingWaiter;
using faultline::test::error_of;

TEST_CASE("a pause is shown and then over") {
  std::string shown;
  SleepingWaiter waiter([] { return false; },
                        [&shown](const Pause& pause) { shown = pause.reason; });

  waiter.wait({.length = std::chrono::milliseconds{1}, .until = {}, .reason = "a limit"});

  CHECK(shown == "a limit");
}

TEST_CASE("an interrupt ends a pause of an hour at once") {
  int asked = 0;
  SleepingWaiter waiter([&asked] { return ++asked > 2; }, {});

  const Error error = error_of([&waiter] {
    waiter.wait({.length = std::chrono::hours{1}, .until = {}, .reason = "a limit"});
  });

  CHECK(error.kind() == ErrorKind::kStopped);
  CHECK(asked == 3);
}

TEST_CASE("the first signal is a wish to stop") {
  const SignalInterrupt interrupt;
  CHECK_FALSE(SignalInterrupt::requested());

  (void)std::raise(SIGTERM);

  CHECK(SignalInterrupt::requested());
}

TEST_CASE("signals do again what they did before when the watch ends") {
  (void)std::signal(SIGINT, SIG_IGN);
  { const SignalInterrupt interrupt; }

  CHECK((std::signal(SIGINT, SIG_DFL) == SIG_IGN));
}
