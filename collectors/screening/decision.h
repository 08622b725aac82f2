#pragma once

#include <string>

namespace faultline::collectors {

/// What a step of the screening makes of an issue, and why: a phrase for people, "is open".
struct Decision {
  bool kept = false;
  std::string reason;

  friend bool operator==(const Decision&, const Decision&) = default;
};

}  // namespace faultline::collectors
