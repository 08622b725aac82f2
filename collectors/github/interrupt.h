#pragma once

namespace faultline::collectors {

/// Turns the first SIGINT or SIGTERM into a wish that work asks for, so that it can end with
/// everything kept; the second one ends the program as usual. Lives in one place of the program at
/// a time; its end restores what the signals did before.
class SignalInterrupt {
 public:
  SignalInterrupt();
  ~SignalInterrupt();
  SignalInterrupt(const SignalInterrupt&) = delete;
  SignalInterrupt& operator=(const SignalInterrupt&) = delete;
  SignalInterrupt(SignalInterrupt&&) = delete;
  SignalInterrupt& operator=(SignalInterrupt&&) = delete;

  /// Whether a signal came since the object was made.
  [[nodiscard]] static bool requested();
};

}  // namespace faultline::collectors
