#include "analysis/rates.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include "analysis/discrete_law.h"
#include "base/error.h"

namespace faultline::analysis {

namespace {

constexpr std::int64_t kMostEvents = std::int64_t{1} << 53;

void require_rates(std::span<const std::int64_t> counts, std::span<const double> exposures) {
  if (counts.empty()) throw Error("rates need at least one interval");
  if (counts.size() != exposures.size()) throw Error("every count needs one exposure");
  std::int64_t events = 0;
  for (const std::int64_t count : counts) {
    if (count < 0) throw Error("a rate needs a count of 0 or more");
    if (count > kMostEvents - events) throw Error("there are more than 2^53 events");
    events += count;
  }
  for (const double exposure : exposures) {
    if (!(exposure > 0 && std::isfinite(exposure))) {
      throw Error("a rate needs an exposure above 0");
    }
  }
}

/// The binomial law of the first count, given the sum of both and equal rates.
DiscreteLaw first_count_law(std::int64_t events, double t1, double t2) {
  const long double odds = static_cast<long double>(t1) / static_cast<long double>(t2);
  return {0, events, [events, odds](std::int64_t k) {
            return odds * static_cast<long double>(events - k) / static_cast<long double>(k + 1);
          }};
}

/// q/(1 - q) at the quantile of the beta law with these parameters: from below where `tail` is the
/// probability under q, from above where it is that over it. Both parts come from the root search,
/// so that 1 - q keeps its digits.
double odds_from_below(double a, double b, double tail) {
  double rest = 0;
  const double share = boost::math::ibeta_inv(a, b, tail, &rest);
  return share / rest;
}
double odds_from_above(double a, double b, double tail) {
  double rest = 0;
  const double share = boost::math::ibetac_inv(a, b, tail, &rest);
  return share / rest;
}

/// The ways in which events fall into the intervals, one interval a stage; the state is the number
/// of events that are left.
class IntervalNetwork {
 public:
  IntervalNetwork(std::span<const double> exposures, std::int64_t events)
      : log_factorial_{0}, log_shares_(exposures.size()), shares_of_rest_(exposures.size()) {
    long double sum = 0;
    for (std::int64_t k = 1; k <= events; ++k) {
      sum += std::log(static_cast<long double>(k));
      log_factorial_.push_back(static_cast<double>(sum));
    }
    const double total = std::accumulate(exposures.begin(), exposures.end(), 0.0);
    double rest = 0;
    for (std::size_t i = exposures.size(); i-- > 0;) {
      log_shares_[i] = std::log(exposures[i] / total);
      shares_of_rest_[i] = exposures[i] / (exposures[i] + rest);
      rest += exposures[i];
    }
  }

  [[nodiscard]] Cost cost(std::size_t stage, std::int64_t count) const {
    return to_cost(log_factorial_[static_cast<std::size_t>(count)] -
                   static_cast<double>(count) * log_shares_[stage]);
  }

  void expand(std::size_t stage, const NetworkState& state, const StepVisitor& visit) const {
    const std::int32_t left = state.front();
    NetworkStep step{{0}, 0, 1};
    if (stage + 1 == log_shares_.size()) {
      step.cost = cost(stage, left);
      visit(step);
      return;
    }
    const double share = shares_of_rest_[stage];
    for (std::int32_t count = 0; count <= left; ++count) {
      step.next.front() = left - count;
      step.cost = cost(stage, count);
      step.probability = std::exp(log_factorial_[static_cast<std::size_t>(left)] -
                                  log_factorial_[static_cast<std::size_t>(count)] -
                                  log_factorial_[static_cast<std::size_t>(left - count)] +
                                  count * std::log(share) + (left - count) * std::log1p(-share));
      if (!visit(step)) return;
    }
  }

 private:
  std::vector<double> log_factorial_;
  std::vector<double> log_shares_;
  std::vector<double> shares_of_rest_;  ///< of this exposure in itself and those after it
};

}  // namespace

RateRatio poisson_rate_ratio(std::int64_t x1, double t1, std::int64_t x2, double t2,
                             double confidence) {
  require_rates(std::vector{x1, x2}, std::vector{t1, t2});
  require_confidence(confidence);
  const double infinity = std::numeric_limits<double>::infinity();
  const double tail = (1 - confidence) / 2;
  const auto events1 = static_cast<double>(x1);
  const auto events2 = static_cast<double>(x2);

  RateRatio result;
  result.rate1 = events1 / t1;
  result.rate2 = events2 / t2;
  result.interval = {0, infinity};
  if (x1 + x2 == 0) return result;

  result.ratio = x2 == 0 ? infinity : result.rate1 / result.rate2;
  const DiscreteLaw law = first_count_law(x1 + x2, t1, t2);
  result.p_exact = law.not_more_probable_than(x1);
  result.p_exact_central = std::min(1.0, 2 * std::min(law.at_most(x1), law.at_least(x1)));
  if (x1 > 0) result.interval.low = odds_from_below(events1, events2 + 1, tail) * t2 / t1;
  if (x2 > 0) result.interval.high = odds_from_above(events1 + 1, events2, tail) * t2 / t1;
  return result;
}

Rate poisson_rate(std::int64_t count, double exposure, double confidence) {
  require_rates(std::span(&count, 1), std::span(&exposure, 1));
  require_confidence(confidence);
  const double tail = (1 - confidence) / 2;
  const auto events = static_cast<double>(count);
  const double low = count == 0 ? 0 : boost::math::gamma_p_inv(events, tail);
  const double high = boost::math::gamma_q_inv(events + 1, tail);
  return {.rate = events / exposure, .interval = {low / exposure, high / exposure}};
}

RateHomogeneity poisson_homogeneity(std::span<const std::int64_t> counts,
                                    std::span<const double> exposures) {
  require_rates(counts, exposures);
  double events = 0;
  for (const std::int64_t count : counts) events += static_cast<double>(count);
  const double exposure = std::accumulate(exposures.begin(), exposures.end(), 0.0);
  RateHomogeneity result;
  result.pooled_rate = events / exposure;
  result.df = static_cast<std::int64_t>(counts.size()) - 1;
  if (events == 0) return result;

  double likelihood_ratio = 0;
  double pearson = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto observed = static_cast<double>(counts[i]);
    const double expected = events * (exposures[i] / exposure);
    if (observed > 0) likelihood_ratio += 2 * observed * std::log(observed / expected);
    pearson += (observed - expected) * (observed - expected) / expected;
  }
  // Only rounding errors can bring the likelihood ratio below 0.
  result.likelihood_ratio = std::max(0.0, likelihood_ratio);
  result.pearson = pearson;
  result.p_likelihood_ratio = chi_square_p(*result.likelihood_ratio, result.df);
  result.p_pearson = chi_square_p(pearson, result.df);
  if (result.df > 0) result.dispersion = pearson / static_cast<double>(result.df);
  return result;
}

std::optional<double> multinomial_exact(std::span<const std::int64_t> counts,
                                        std::span<const double> exposures, std::int64_t work) {
  constexpr std::int64_t kMostExactEvents = 10'000'000;
  require_rates(counts, exposures);
  const std::int64_t events = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  if (events > kMostExactEvents) {
    throw Error("the exact multinomial test takes at most 10 million events")
        .help("the test of homogeneity is as good for so many");
  }
  const IntervalNetwork intervals(exposures, events);
  Cost observed = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) observed += intervals.cost(i, counts[i]);
  Network network;
  network.start = {static_cast<std::int32_t>(events)};
  network.stages = counts.size();
  network.expand = [&intervals](std::size_t stage, const NetworkState& state,
                                const StepVisitor& visit) {
    intervals.expand(stage, state, visit);
  };
  return probability_of_cost(network, observed, work);
}

}  // namespace faultline::analysis
