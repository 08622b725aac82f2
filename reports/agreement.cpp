#include "reports/agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "analysis/fleiss_kappa.h"
#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/issues.h"
#include "data/labels.h"

namespace faultline::reports {

namespace {

/// The codes of a dimension as positions: the codebook's, then others that were used.
class CodePositions {
 public:
  explicit CodePositions(const data::Dimension& dimension) {
    for (const data::Code& code : dimension.codes) codes_.push_back(code.id);
  }

  std::int32_t position(const std::optional<std::string>& code) {
    if (!code) return -1;
    const auto found = std::find(codes_.begin(), codes_.end(), *code);
    const auto position = static_cast<std::int32_t>(found - codes_.begin());
    if (found == codes_.end()) codes_.push_back(*code);
    return position;
  }

  [[nodiscard]] const std::vector<std::string>& codes() const { return codes_; }

 private:
  std::vector<std::string> codes_;
};

/// Takes labels that were made while suggestions were shown for none.
void drop_assisted(data::RatedItem& item) {
  for (std::size_t rater = 0; rater < item.codes.size(); ++rater) {
    if (item.assisted[rater]) item.codes[rater].reset();
  }
}

std::vector<Confusion> confusions_of(const std::vector<Disagreement>& disagreements) {
  std::map<std::pair<std::string, std::string>, std::int64_t> counts;
  for (const Disagreement& issue : disagreements) {
    ++counts[{issue.first_code, issue.second_code}];
  }
  std::vector<Confusion> confusions;
  for (const auto& [codes, issues] : counts) {
    confusions.push_back({codes.first, codes.second, issues});
  }
  std::stable_sort(confusions.begin(), confusions.end(),
                   [](const Confusion& a, const Confusion& b) { return a.issues > b.issues; });
  return confusions;
}

/// Two raters of a list of items, by their positions in it.
struct Pair {
  std::size_t first;
  std::size_t second;
};

PairAgreement compare(const data::Dimension& dimension, const std::vector<std::string>& raters,
                      Pair pair, std::span<const data::RatedItem> items, bool without_assisted) {
  PairAgreement result;
  result.dimension = dimension.id;
  result.first_rater = raters[pair.first];
  result.second_rater = raters[pair.second];
  CodePositions positions(dimension);
  std::vector<analysis::CodePair> pairs;
  std::vector<std::int32_t> labels;
  for (const data::RatedItem& item : items) {
    const auto& first = item.codes[pair.first];
    const auto& second = item.codes[pair.second];
    if (!first && !second) continue;
    const bool first_assisted = first && item.assisted[pair.first];
    const bool second_assisted = second && item.assisted[pair.second];
    if (without_assisted && (first_assisted || second_assisted)) {
      ++result.left_out_assisted;
      continue;
    }
    if (!first || !second) {
      ++result.labelled_by_one;
      continue;
    }
    if (first_assisted) ++result.first_assisted;
    if (second_assisted) ++result.second_assisted;
    pairs.push_back({positions.position(first), positions.position(second)});
    labels.push_back(pairs.back().first);
    labels.push_back(pairs.back().second);
    if (first != second) {
      result.disagreements.push_back({item.repository, item.issue, *first, *second});
    }
  }
  result.codes = positions.codes();
  result.confusion = analysis::confusion_matrix(pairs, result.codes.size());
  result.confusions = confusions_of(result.disagreements);
  result.kappa = analysis::cohen_kappa(result.confusion);
  const analysis::ItemCounts counts = analysis::count_labels(labels, 2, result.codes.size());
  result.ac1 = analysis::gwet_ac1(counts);
  result.alpha = analysis::krippendorff_alpha(counts, analysis::Level::kNominal);
  return result;
}

GroupAgreement compare_all(const data::Dimension& dimension, std::size_t raters,
                           std::vector<data::RatedItem> items, bool without_assisted) {
  GroupAgreement result;
  result.dimension = dimension.id;
  result.raters = raters;
  CodePositions positions(dimension);
  std::vector<std::int32_t> all_labels;
  std::vector<std::int32_t> complete_labels;
  for (data::RatedItem& item : items) {
    if (without_assisted) drop_assisted(item);
    std::vector<std::int32_t> labels;
    for (const auto& code : item.codes) labels.push_back(positions.position(code));
    all_labels.insert(all_labels.end(), labels.begin(), labels.end());
    if (std::find(labels.begin(), labels.end(), -1) != labels.end()) continue;
    complete_labels.insert(complete_labels.end(), labels.begin(), labels.end());
    ++result.labelled_by_all;
  }
  const std::size_t codes = positions.codes().size();
  const analysis::ItemCounts all = analysis::count_labels(all_labels, raters, codes);
  result.percent = analysis::percent_agreement(all);
  result.ac1 = analysis::gwet_ac1(all);
  result.alpha = analysis::krippendorff_alpha(all, analysis::Level::kNominal);
  result.fleiss_kappa =
      analysis::fleiss_kappa(analysis::count_labels(complete_labels, raters, codes)).kappa;
  return result;
}

}  // namespace

PairAgreement pair_agreement(data::Database& database, const data::Dimension& dimension,
                             const std::string& first_rater, const std::string& second_rater) {
  return measure_agreement(database, dimension, {first_rater, second_rater}).pairs.front();
}

PairAgreement compare_raters(const data::Dimension& dimension, const std::string& first_rater,
                             const std::string& second_rater,
                             std::span<const data::RatedItem> items) {
  return compare(dimension, {first_rater, second_rater}, {0, 1}, items, false);
}

DimensionAgreement measure_agreement(data::Database& database, const data::Dimension& dimension,
                                     const std::vector<std::string>& raters,
                                     const AgreementScope& scope) {
  DimensionAgreement result;
  std::vector<data::RatedItem> items =
      data::rated_items(database, dimension.id, raters, scope.sample_id);
  for (std::size_t first = 0; first < raters.size(); ++first) {
    for (std::size_t second = first + 1; second < raters.size(); ++second) {
      result.pairs.push_back(
          compare(dimension, raters, {first, second}, items, scope.without_assisted));
    }
  }
  if (raters.size() > 2) {
    result.group = compare_all(dimension, raters.size(), std::move(items), scope.without_assisted);
  }
  return result;
}

std::vector<std::string> raters_to_compare(data::Database& database,
                                           const std::vector<std::string>& named) {
  const std::vector<std::string> known = data::raters(database);
  if (named.empty()) {
    std::vector<std::string> raters;
    for (std::string& name : data::raters_with_labels(database)) {
      if (name != data::kConsensusRater) raters.push_back(std::move(name));
    }
    return raters;
  }
  for (const std::string& name : named) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    Error unknown(fmt::format("the study has no rater '{}'", name));
    if (const auto meant = nearest(name, known)) {
      throw unknown.help(fmt::format("the nearest one is '{}'", *meant));
    }
    throw unknown.help("its raters are: " + join(known, ", "));
  }
  return named;
}

}  // namespace faultline::reports
