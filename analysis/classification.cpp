#include "analysis/classification.h"

#include "analysis/contingency_table.h"

namespace faultline::analysis {

ClassificationMetrics classification_metrics(std::int64_t true_positives,
                                             std::int64_t false_positives,
                                             std::int64_t false_negatives,
                                             std::int64_t true_negatives, double confidence) {
  // The table checks the counts.
  const ContingencyTable table(2, 2,
                               {true_positives, false_negatives, false_positives, true_negatives});
  ClassificationMetrics metrics;
  metrics.precision = proportion(true_positives, table.column_totals()[0], confidence);
  metrics.recall = proportion(true_positives, table.row_totals()[0], confidence);
  metrics.accuracy = proportion(true_positives + true_negatives, table.total(), confidence);
  const std::int64_t either = table.row_totals()[0] + table.column_totals()[0];
  if (either > 0) {
    metrics.f1 = 2 * static_cast<double>(true_positives) / static_cast<double>(either);
  }
  return metrics;
}

}  // namespace faultline::analysis
