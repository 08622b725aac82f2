#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "analysis/proportion.h"
#include "app/commands.h"
#include "app/output.h"
#include "base/error.h"
#include "base/text.h"

namespace faultline::app {

namespace {

/// A fraction: "0.95" or "95%".
double read_fraction(const Arguments& arguments, const std::string& option, double otherwise) {
  const auto typed = arguments.text(option);
  if (!typed) return otherwise;
  const bool is_percentage = typed->ends_with('%');
  const std::string_view digits =
      std::string_view(*typed).substr(0, typed->size() - (is_percentage ? 1 : 0));
  double number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || stop != digits.data() + digits.size()) {
    throw Error(fmt::format("--{} wants a number between 0 and 1, not '{}'", option, *typed))
        .help("write it as 0.95, or as 95%");
  }
  constexpr double kPercent = 100;
  return is_percentage ? number / kPercent : number;
}

ExitCode run(World& world, const Arguments& arguments) {
  constexpr double kConfidence = 0.95;
  constexpr double kMargin = 0.05;
  constexpr double kWorstShare = 0.5;
  const double confidence = read_fraction(arguments, "confidence", kConfidence);
  const double margin = read_fraction(arguments, "margin", kMargin);
  const double share = read_fraction(arguments, "share", kWorstShare);
  const auto population = arguments.positive("population");
  const analysis::SampleSize size = analysis::sample_size(confidence, margin, population, share);
  if (arguments.has("json")) {
    const nlohmann::ordered_json document{
        {"confidence", confidence},
        {"margin", margin},
        {"population", population ? nlohmann::ordered_json(*population) : nullptr},
        {"share", share},
        {"needed", size.needed},
        {"unrounded", size.unrounded},
        {"infinite", size.infinite}};
    world.out << document.dump(2) << "\n";
    return ExitCode::kDone;
  }
  world.out << fmt::format(
      "{} {} needed to know a share within {:g} percentage points at {:g}% confidence{}.\n",
      counted(size.needed, "issue"), size.needed == 1 ? "is" : "are", margin * 100,
      confidence * 100,
      population ? fmt::format(", of a population of {}", *population)
                 : std::string(", of a population without end"));
  return ExitCode::kDone;
}

}  // namespace

Command sample_size_command() {
  return {.name = "sample size",
          .arguments = "",
          .least_arguments = 0,
          .most_arguments = 0,
          .about = "say how many issues are needed to know a share",
          .details =
              "Cochran's formula, with the correction for a finite population where --population\n"
              "says how many issues there are. Needs no study.",
          .example = "faultline sample size --confidence 0.95 --margin 0.05 --population 569",
          .options = {{"confidence", "C", "between 0 and 1; 0.95 where nothing is said"},
                      {"margin", "M", "half the width of the interval; 0.05 where nothing is said"},
                      {"population", "N", "how many issues there are to draw from"},
                      {"share", "P",
                       "the share that is expected; 0.5, the worst case, where nothing "
                       "is said"},
                      kJsonOption},
          .run = run};
}

}  // namespace faultline::app
