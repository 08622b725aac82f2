#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "data/database.h"

namespace faultline::data {

/// Issues that were drawn by lot, and what for.
enum class SampleKind {
  kMain,     ///< the issues that are labelled; a study has one
  kPilot,    ///< relevant issues, judged by hand to validate the screening
  kOverlap,  ///< part of the main sample that a second rater labels too
  kDrift,    ///< part of the main sample that a rater labels again later
};

struct SampleKindName {
  SampleKind kind;
  std::string_view id;
};

/// In the order of the enumeration.
inline constexpr std::array kSampleKinds{
    SampleKindName{SampleKind::kMain, "main"},
    SampleKindName{SampleKind::kPilot, "pilot"},
    SampleKindName{SampleKind::kOverlap, "overlap"},
    SampleKindName{SampleKind::kDrift, "drift"},
};

[[nodiscard]] constexpr std::string_view id_of(SampleKind kind) {
  return kSampleKinds.at(static_cast<std::size_t>(kind)).id;
}

/// The names of the main sample and of the pilot; a tranche's is its own.
inline constexpr std::string_view kMainSample = "main";
inline constexpr std::string_view kPilotSample = "pilot";

struct Sample {
  std::int64_t id = 0;
  std::string name;
  SampleKind kind = SampleKind::kMain;
  std::uint64_t seed = 0;
  std::string drawn_at;
  std::int64_t issues = 0;
};

struct SampledIssue {
  std::int64_t issue_id = 0;
  std::string repository;
  std::string converter;
  std::int64_t number = 0;
  std::optional<std::string> title;
  std::string url;
};

/// In the order in which they were drawn.
[[nodiscard]] std::vector<Sample> samples(Database& database);

/// No value where no sample has that name.
[[nodiscard]] std::optional<Sample> find_sample(Database& database, std::string_view name);

/// @throws Error (input) where no sample has that name, with the nearest
[[nodiscard]] Sample required_sample(Database& database, std::string_view name);

/// The issues of a sample, in its order.
[[nodiscard]] std::vector<SampledIssue> sampled_issues(Database& database, std::int64_t sample_id);

/// Adds an empty sample, within the caller's transaction. @return its row's id
std::int64_t add_sample(Database& database, std::string_view name, SampleKind kind,
                        std::uint64_t seed, Moment drawn_at);

/// Adds issues behind those that the sample holds, within the caller's transaction.
void append_to_sample(Database& database, std::int64_t sample_id,
                      std::span<const std::int64_t> issue_ids);

}  // namespace faultline::data
