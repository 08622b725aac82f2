#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "data/codebook.h"

namespace faultline::bench {

/// The codebook of a new study.
[[nodiscard]] const data::Codebook& new_study_codebook();

/// A CSV file of labels as `faultline label import` reads it: one issue a row, taken in turn from
/// the two repositories of a new study, with a rater, a stage, a symptom, a cause and, where the
/// cause has children, a subcause, all drawn evenly from the codebook. The same rows and seed give
/// the same bytes on every machine.
[[nodiscard]] std::string random_labels(std::size_t rows, std::uint64_t seed = 2024,
                                        std::string_view rater = "ana");

}  // namespace faultline::bench
