#pragma once

#include <stdexcept>
#include <string>

#include "base/error.h"

namespace faultline::test {

/// Calls a reader, which may refuse what it reads with an Error. Whatever else it throws is a fault
/// of it, which a fuzzer and a test report.
/// @return whether it read
template <typename Read>
bool read_or_refuse(const Read& read) {
  try {
    read();
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// A promise that a reader kept or broke: an exception that no reader may throw.
/// @param promise  what holds, in words
inline void must_hold(bool holds, const std::string& promise) {
  if (!holds) throw std::logic_error("does not hold: " + promise);
}

}  // namespace faultline::test
