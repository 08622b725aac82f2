#include "reports/agreement.h"

#include <fmt/format.h>

#include <algorithm>

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

}  // namespace

PairAgreement pair_agreement(data::Database& database, const data::Dimension& dimension,
                             const std::string& first_rater, const std::string& second_rater) {
  PairAgreement result;
  result.dimension = dimension.id;
  result.first_rater = first_rater;
  result.second_rater = second_rater;
  CodePositions positions(dimension);
  std::vector<analysis::CodePair> pairs;
  std::vector<std::int32_t> labels;
  const std::vector<std::string> raters{first_rater, second_rater};
  for (const data::RatedItem& item : data::rated_items(database, dimension.id, raters)) {
    if (!item.codes[0] || !item.codes[1]) {
      ++result.labelled_by_one;
      continue;
    }
    pairs.push_back({positions.position(item.codes[0]), positions.position(item.codes[1])});
    labels.push_back(pairs.back().first);
    labels.push_back(pairs.back().second);
    if (item.codes[0] != item.codes[1]) {
      result.disagreements.push_back({item.repository, item.issue, *item.codes[0], *item.codes[1]});
    }
  }
  result.codes = positions.codes();
  result.confusion = analysis::confusion_matrix(pairs, result.codes.size());
  result.kappa = analysis::cohen_kappa(result.confusion);
  const analysis::ItemCounts counts =
      analysis::count_labels(labels, raters.size(), result.codes.size());
  result.ac1 = analysis::gwet_ac1(counts);
  result.alpha = analysis::krippendorff_alpha(counts, analysis::Level::kNominal);
  return result;
}

GroupAgreement group_agreement(data::Database& database, const data::Dimension& dimension,
                               const std::vector<std::string>& raters) {
  GroupAgreement result;
  result.dimension = dimension.id;
  CodePositions positions(dimension);
  std::vector<std::int32_t> all_labels;
  std::vector<std::int32_t> complete_labels;
  for (const data::RatedItem& item : data::rated_items(database, dimension.id, raters)) {
    std::vector<std::int32_t> labels;
    for (const auto& code : item.codes) labels.push_back(positions.position(code));
    all_labels.insert(all_labels.end(), labels.begin(), labels.end());
    if (std::find(labels.begin(), labels.end(), -1) != labels.end()) continue;
    complete_labels.insert(complete_labels.end(), labels.begin(), labels.end());
    ++result.labelled_by_all;
  }
  const std::size_t codes = positions.codes().size();
  const analysis::ItemCounts all = analysis::count_labels(all_labels, raters.size(), codes);
  result.percent = analysis::percent_agreement(all);
  result.ac1 = analysis::gwet_ac1(all);
  result.alpha = analysis::krippendorff_alpha(all, analysis::Level::kNominal);
  result.fleiss_kappa =
      analysis::fleiss_kappa(analysis::count_labels(complete_labels, raters.size(), codes)).kappa;
  return result;
}

std::vector<std::string> raters_to_compare(data::Database& database,
                                           const std::vector<std::string>& named) {
  const std::vector<std::string> known = data::raters(database);
  if (named.empty()) {
    std::vector<std::string> raters = known;
    std::erase(raters, data::kConsensusRater);
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
