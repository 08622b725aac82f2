#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/github_server/world.h"

namespace faultline::test {

/// How large the generated GitHub is.
struct WorldSize {
  std::uint64_t seed = 1;
  /// Each has issues of its own; the same issues refer to each other across them.
  std::vector<std::string> repositories{"pytorch/pytorch", "onnx/tensorflow-onnx"};
  std::int64_t issues = 60;         ///< per repository, beside the pull requests among them
  std::int64_t relevant = 20;       ///< of these, how many carry kRelevantLabel
  std::int64_t pull_requests = 20;  ///< per repository
  std::int64_t comments = 200;      ///< at most, per issue; the most that one issue has
  std::int64_t events = 300;        ///< at most, per issue; the most that one issue has
};

/// The label that the protocol of the first built-in converter asks for.
inline constexpr const char* kRelevantLabel = "module: onnx";

/// A GitHub that is the same for the same size and seed. It holds on purpose what is hard to
/// collect: lists of exactly 99, 100 and 101 entries, issues updated in the same second, texts with
/// Markdown, control characters and right-to-left marks, authors that are gone, apps, numbers that
/// are pull requests, references from repositories of the same name, events that nobody has heard
/// of, pull requests with more than a hundred files, and issues that were deleted or transferred.
[[nodiscard]] World generate_world(const WorldSize& size);

}  // namespace faultline::test
