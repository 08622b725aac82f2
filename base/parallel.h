#pragma once

#include <cstddef>
#include <functional>

namespace faultline {

/// How many threads work at a time on this machine; at least one.
[[nodiscard]] std::size_t available_threads();

/// Calls `work(i)` once for every i in [0, count), on several threads at a time, in no order that
/// may be relied on: each call writes only to what belongs to its i, so that the result is the same
/// whatever the threads do. Returns when all calls have ended.
///
/// @param threads  how many at most; those of the machine unless said otherwise
/// @throws what the call with the smallest i threw, of those that threw; calls that had not begun
///         then may never be made
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& work,
                  std::size_t threads = available_threads());

}  // namespace faultline
