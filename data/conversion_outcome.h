#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace faultline::data {

/// What became of a model that was to be converted, in the order in which it goes through its
/// stations: the wrapper that brings the model to the converter, the converter, the runtime that
/// loads and runs the result, the comparison of both models' outputs.
enum class Outcome { kWrapperFailure, kConversionFailure, kLoadFailure, kMismatch, kSuccessful };

inline constexpr std::array<std::string_view, 5> kOutcomeIds{
    "wrapper-failure", "conversion-failure", "load-failure", "mismatch", "successful"};

[[nodiscard]] constexpr std::string_view id_of(Outcome outcome) {
  return kOutcomeIds.at(static_cast<std::size_t>(outcome));
}

/// The outcome of that id; no value for anything else.
[[nodiscard]] std::optional<Outcome> find_outcome(std::string_view id);

/// Above it, outputs count as different; the published study's.
inline constexpr double kDefaultTolerance = 1e-7;

/// Reads a tolerance: a number of at least 0.
/// @throws Error (input) where it is none
[[nodiscard]] double parse_tolerance(std::string_view text);

/// What is known of one conversion.
struct Conversion {
  std::string converter;
  std::string kind;  ///< of model: "synthetic", "real"
  std::string model;
  std::optional<std::int64_t> size = {};    ///< of the model, in nodes
  std::optional<Outcome> stated = {};       ///< what the file calls the outcome
  std::optional<std::string> error = {};    ///< why it failed, where it did
  std::optional<double> max_abs_diff = {};  ///< may be infinite, or not a number
  std::optional<bool> differs = {};         ///< a mismatch, as whoever measured it found
  double tolerance = kDefaultTolerance;
  std::string source = {};  ///< the file that told of it

  /// Whether the outputs were compared and their difference is not a number.
  [[nodiscard]] bool diff_is_nan() const;
};

/// The outcome, by the first rule that holds:
/// 1. what the file calls a failure is that failure;
/// 2. an error that begins with "[ONNXRuntimeError]" is a load-failure, any other one (that of a
///    program that did not end, too) a conversion-failure;
/// 3. where the difference of the outputs is known, it is a mismatch above the tolerance and
///    successful up to it. A difference that is not a number is not above it: the published study
///    counts these as successful, and so do we, but every table says how many there are;
/// 4. else what whoever compared the outputs found, or what the file calls the outcome;
/// 5. successful.
/// @param tolerance  for rule 3
/// Source: Jajal et al., ISSTA 2024, section 6.2, and the scripts of its artifact.
[[nodiscard]] Outcome outcome_of(const Conversion& conversion, double tolerance);

}  // namespace faultline::data
