#include "reports/tables/evolution_paragraph.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "reports/format_value.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

constexpr double kSignificant = 0.05;

/// What all variants together say of one measure.
struct Spread {
  std::int64_t variants = 0;
  std::int64_t positive = 0;
  std::int64_t significantly_positive = 0;
  std::int64_t significantly_negative = 0;
  double least = 1;
  double most = -1;
};

Spread spread_of(const std::vector<Variant>& all, analysis::Measure measure) {
  Spread spread;
  for (const Variant& variant : all) {
    const analysis::Correlation& correlation = correlation_of(variant.evolution, measure);
    if (!correlation.coefficient || !correlation.p) continue;
    ++spread.variants;
    if (*correlation.coefficient > 0) ++spread.positive;
    if (*correlation.p < kSignificant) {
      ++(*correlation.coefficient > 0 ? spread.significantly_positive
                                      : spread.significantly_negative);
    }
    spread.least = std::min(spread.least, *correlation.coefficient);
    spread.most = std::max(spread.most, *correlation.coefficient);
  }
  return spread;
}

std::string number(double value) { return round_half_away(value, 0, 2); }

std::string coefficient_text(const analysis::Association& found) {
  std::string text = fmt::format("rho = {}", number(*found.spearman.coefficient));
  if (found.spearman.interval) {
    text += fmt::format(" (95% interval {} to {})", number(found.spearman.interval->low),
                        number(found.spearman.interval->high));
  }
  const auto p = found.spearman_p_exact ? found.spearman_p_exact : found.spearman.p;
  if (p) text += fmt::format(", {}{}", found.spearman_p_exact ? "exact " : "", p_text(*p));
  return text;
}

std::string spread_text(std::string_view what, const Spread& spread) {
  return fmt::format("for {} from {} to {}, above 0 in {} and with p < 0.05 in {} of {}", what,
                     number(spread.least), number(spread.most), spread.positive,
                     spread.significantly_positive + spread.significantly_negative,
                     spread.variants);
}

/// What one may conclude from the coefficients of all choices.
std::string verdict(const std::vector<Spread>& spreads) {
  std::int64_t all = 0;
  std::int64_t positive = 0;
  std::int64_t negative = 0;
  for (const Spread& spread : spreads) {
    all += spread.variants;
    positive += spread.significantly_positive;
    negative += spread.significantly_negative;
  }
  if (all > 0 && (positive == all || negative == all)) {
    return fmt::format(
        "The data support that more operator changes go with {} failures, whatever is chosen.",
        positive == all ? "more" : "fewer");
  }
  if (positive + negative == 0) {
    return fmt::format(
        "None of these {} coefficients, which share their data, has p < 0.05: the data do not "
        "support that operator changes go with failures; nor do they show that there is no "
        "relation.",
        all);
  }
  return fmt::format(
      "Of these {} coefficients, which share their data, {} above 0 and {} below 0 have p < 0.05: "
      "what one concludes depends on choices that nothing decides, so the data do not establish "
      "that operator changes go with failures.",
      all, positive, negative);
}

}  // namespace

std::vector<Variant> variants(const EvolutionData& data) {
  constexpr std::array kLags{0, 3, 6};
  std::vector<Variant> all;
  for (const std::string& history : data.histories()) {
    for (const bool with_first : {false, true}) {
      for (const bool with_last : {false, true}) {
        for (const bool is_merged : {true, false}) {
          for (const int lag : kLags) {
            if (lag > 0 && !data.has_dates()) continue;
            Variant variant{.history = history, .choices = {}, .evolution = {}};
            variant.choices.with_first = with_first;
            variant.choices.with_last = with_last;
            if (!is_merged) variant.choices.merged.clear();
            variant.choices.lag_months = lag;
            variant.evolution = data.compute(history, variant.choices);
            all.push_back(std::move(variant));
          }
        }
      }
    }
  }
  return all;
}

const analysis::Correlation& correlation_of(const analysis::Evolution& evolution,
                                            analysis::Measure measure) {
  switch (measure) {
    case analysis::Measure::kRate:
      return evolution.rate;
    case analysis::Measure::kIncompatibilityOrType:
      return evolution.incompatibility_or_type;
    case analysis::Measure::kShare:
      return evolution.share;
    case analysis::Measure::kFailures:
      break;
  }
  return evolution.failures;
}

std::string evolution_paragraph(const EvolutionData& data) {
  if (data.histories().empty()) return {};
  const HistoryEvolution& longest = data.longest();
  const auto associate = [&](analysis::Measure measure) {
    const analysis::MeasuredChanges pairs =
        analysis::measured(longest.evolution.intervals, measure);
    return analysis::association(pairs.changes, pairs.values);
  };
  const analysis::Association failures = associate(analysis::Measure::kFailures);
  const analysis::Association rate = associate(analysis::Measure::kRate);
  const analysis::Association kinds = associate(analysis::Measure::kIncompatibilityOrType);
  const analysis::Association share = associate(analysis::Measure::kShare);
  const auto visible = analysis::smallest_significant_rho(failures.items);
  const bool is_comparable = failures.spearman.coefficient && rate.spearman.coefficient &&
                             kinds.spearman.coefficient && share.spearman.coefficient && visible;
  if (!is_comparable) {
    return "There are too few release intervals with failures to say whether operator changes go "
           "with failures.";
  }
  const std::vector<Variant> all = variants(data);
  std::vector<Spread> spreads;
  for (const analysis::Measure measure : kMeasures) spreads.push_back(spread_of(all, measure));
  std::vector<std::string> ranges;
  for (std::size_t i = 0; i < spreads.size(); ++i) {
    ranges.push_back(spread_text(measure_name(kMeasures[i]), spreads[i]));
  }
  return fmt::format(
      "Over {} release intervals, by the {} history, operator changes and failures have {}; with "
      "failures per 30 days {}; with incompatibility and type problems {}; with their share {}. "
      "Over all choices (table evolution-sensitivity; p by the t approximation) rho lies {}. {} "
      "With so few intervals only a "
      "|rho| above {} could be told from 0, so that a weaker relation would not be seen.",
      failures.items, longest.history, coefficient_text(failures), coefficient_text(rate),
      coefficient_text(kinds), coefficient_text(share), join(ranges, "; "), verdict(spreads),
      number(*visible));
}

}  // namespace faultline::reports
