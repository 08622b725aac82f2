#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "analysis/fleiss_kappa.h"
#include "analysis/gwet_ac1.h"
#include "analysis/item_counts.h"
#include "analysis/kappa.h"
#include "analysis/krippendorff_alpha.h"
#include "base/error.h"

namespace faultline::analysis {

TEST_CASE("a confusion matrix has the first rater's codes as rows") {
  const std::vector<CodePair> pairs{{0, 1}, {0, 1}, {2, 0}, {1, 1}};

  const ContingencyTable table = confusion_matrix(pairs, 3);

  CHECK(table.at(0, 1) == 2);
  CHECK(table.at(2, 0) == 1);
  CHECK(table.at(1, 1) == 1);
  CHECK(table.total() == 4);
  CHECK_THROWS_AS(static_cast<void>(confusion_matrix(pairs, 2)), Error);
}

TEST_CASE("kappa has no value where no item was labelled by both raters") {
  const Kappa kappa = cohen_kappa(ContingencyTable(2, 2, {0, 0, 0, 0}));

  CHECK(kappa.items == 0);
  CHECK_FALSE(kappa.observed_agreement);
  CHECK_FALSE(kappa.expected_agreement);
  CHECK_FALSE(kappa.kappa);
  CHECK_FALSE(kappa.interval);
}

TEST_CASE("kappa is 0 without a test where one rater always uses one code and the other does not") {
  const Kappa kappa = cohen_kappa(ContingencyTable(3, 3, {7, 3, 1, 0, 0, 0, 0, 0, 0}));

  CHECK(*kappa.kappa == doctest::Approx(0));
  CHECK(*kappa.se_null == 0);
  CHECK_FALSE(kappa.z);
  CHECK_FALSE(kappa.p);
}

TEST_CASE("weighted kappa counts codes that nobody used as steps of the scale") {
  const std::vector<std::int64_t> with_gap{6, 0, 1, 0, 0, 0, 2, 0, 5};
  const std::vector<std::int64_t> without_gap{6, 1, 2, 5};

  const Kappa gap = cohen_kappa(ContingencyTable(3, 3, with_gap), KappaWeights::kLinear);
  const Kappa neighbours = cohen_kappa(ContingencyTable(2, 2, without_gap), KappaWeights::kLinear);

  CHECK(*gap.kappa == doctest::Approx(*neighbours.kappa));
  CHECK(*gap.observed_agreement == doctest::Approx(11.0 / 14));
}

TEST_CASE("kappa of a table with a single code has no value with any weights") {
  for (const KappaWeights weights :
       {KappaWeights::kNone, KappaWeights::kLinear, KappaWeights::kQuadratic}) {
    const Kappa kappa = cohen_kappa(ContingencyTable(1, 1, {4}), weights);

    CHECK(*kappa.expected_agreement == 1);
    CHECK_FALSE(kappa.kappa);
  }
}

TEST_CASE("Scott's pi has no value where one code was used throughout") {
  const ScottPi pi = scott_pi(ContingencyTable(2, 2, {0, 0, 0, 9}));

  CHECK(*pi.observed_agreement == 1);
  CHECK(*pi.expected_agreement == 1);
  CHECK_FALSE(pi.pi);
}

TEST_CASE("percent agreement leaves out items with fewer than two labels") {
  const ItemCounts counts = count_labels(std::array{0, 0, 0, -1, -1, -1, 0, 1}, 2, 2);

  const PercentAgreement agreement = percent_agreement(counts);

  CHECK(agreement.items == 2);
  CHECK(*agreement.pairwise == doctest::Approx(0.5));
  CHECK(*agreement.unanimous == doctest::Approx(0.5));
}

TEST_CASE("percent agreement has no value where no item has two labels") {
  const PercentAgreement agreement = percent_agreement(count_labels(std::array{0, -1}, 2, 2));

  CHECK(agreement.items == 0);
  CHECK_FALSE(agreement.pairwise);
  CHECK_FALSE(agreement.unanimous);
}

TEST_CASE("Fleiss' kappa has no value where one code was used throughout") {
  const FleissKappa kappa = fleiss_kappa(ItemCounts(2, 2, {3, 0, 3, 0}));

  CHECK(*kappa.observed_agreement == 1);
  CHECK(*kappa.expected_agreement == 1);
  CHECK_FALSE(kappa.kappa);
  CHECK_FALSE(kappa.se_null);
  CHECK_FALSE(kappa.se_fleiss1971);
  CHECK_FALSE(kappa.code_kappa[0]);
  CHECK_FALSE(kappa.code_kappa[1]);
}

TEST_CASE("Fleiss' kappa refuses items with different numbers of labels") {
  CHECK_THROWS_AS(static_cast<void>(fleiss_kappa(ItemCounts(2, 2, {3, 0, 1, 1}))), Error);
}

TEST_CASE("alpha has no value where all labels are the same, and nothing could disagree") {
  const KrippendorffAlpha alpha =
      krippendorff_alpha(count_labels(std::array{1, 1, 1, 1, 0, -1}, 2, 2), Level::kNominal);

  CHECK(alpha.pairable_values == 4);
  CHECK(*alpha.observed_disagreement == 0);
  CHECK(*alpha.expected_disagreement == 0);
  CHECK_FALSE(alpha.alpha);
}

TEST_CASE("alpha has no value where nothing can be paired") {
  const KrippendorffAlpha alpha =
      krippendorff_alpha(count_labels(std::array{0, -1, -1, 1}, 2, 2), Level::kNominal);

  CHECK(alpha.pairable_values == 0);
  CHECK_FALSE(alpha.observed_disagreement);
  CHECK_FALSE(alpha.alpha);
}

TEST_CASE("alpha refuses negative labels on a ratio scale and labels without an order") {
  const ItemCounts counts = count_labels(std::array{0, 1}, 2, 2);

  CHECK_THROWS_AS(
      static_cast<void>(krippendorff_alpha(counts, Level::kRatio, std::array{-1.0, 1.0})), Error);
  CHECK_THROWS_AS(
      static_cast<void>(krippendorff_alpha(counts, Level::kInterval, std::array{2.0, 1.0})), Error);
}

TEST_CASE("AC1 over a single declared code gives the agreement and nothing else") {
  const GwetAc1 ac1 = gwet_ac1(count_labels(std::array{0, 0, 0, 0}, 2, 1));

  CHECK(*ac1.observed_agreement == 1);
  CHECK_FALSE(ac1.expected_agreement);
  CHECK_FALSE(ac1.ac1);
}

TEST_CASE("AC1 of one item has no standard error") {
  const GwetAc1 ac1 = gwet_ac1(count_labels(std::array{0, 0, -1, -1}, 2, 2));

  CHECK(*ac1.ac1 == 1);
  CHECK_FALSE(ac1.se);
  CHECK_FALSE(ac1.interval);
}

}  // namespace faultline::analysis
