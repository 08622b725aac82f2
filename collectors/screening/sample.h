#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "data/database.h"
#include "data/samples.h"
#include "data/study_file.h"

namespace faultline::collectors {

/// Samples of a study's issues, stratified by converter and drawn by lot (see draw.h). A sample is
/// drawn once and stored; issues that are collected or screened later never change it, they can
/// only be added by an extension.

/// What a draw did to one converter's part of a sample.
struct DrawnStratum {
  std::string converter;
  std::int64_t candidates = 0;  ///< issues that could be drawn
  std::int64_t before = 0;      ///< issues that the sample held before
  std::int64_t added = 0;
};

struct Drawing {
  data::Sample sample;
  std::vector<DrawnStratum> strata;  ///< in the order of study.toml
};

/// Draws the main sample: `per_converter` issues with evidence of repair of each converter, or all
/// where there are fewer, with the study file's seed.
/// @throws Error (input) where the study has a main sample, nothing is screened yet, or no issue is
///         left to draw
Drawing draw_sample(data::Database& database, const data::StudyFile& study, Moment now);

/// Adds to the main sample what is missing to `per_converter` issues of each converter, without
/// drawing again: with the sample's own seed, the issues that would have been drawn next. Were all
/// candidates there before, the result is the sample that this number would have given at once.
/// @throws Error (input) where the study has no main sample
Drawing extend_sample(data::Database& database, const data::StudyFile& study,
                      std::int64_t per_converter);

/// Draws the pilot of `per_converter` relevant issues of each converter, with and without evidence
/// of repair, or adds what is missing to so many where it is there.
/// @throws Error (input) where nothing is screened yet
Drawing draw_pilot(data::Database& database, const data::StudyFile& study,
                   std::int64_t per_converter, Moment now);

struct TrancheRequest {
  data::SampleKind kind = data::SampleKind::kOverlap;  ///< or kDrift
  std::int64_t size = 0;
  /// Else "overlap" or "drift", with a number where that is taken: "overlap-2".
  std::optional<std::string> name = {};
};

/// Draws a part of the main sample that shares no issue with other tranches; each converter has its
/// share in it.
/// @throws Error (input) where the study has no main sample, the name is taken or empty, or fewer
///         issues are left than asked for
Drawing draw_tranche(data::Database& database, const data::StudyFile& study,
                     const TrancheRequest& request, Moment now);

}  // namespace faultline::collectors
