#pragma once

#include <map>
#include <string>

#include "collectors/opsets/import_history.h"
#include "data/published_figures.h"
#include "reports/study_tables.h"
#include "taxonomy/label_import.h"

namespace faultline::test {

/// The published study: its labels and operator history, as the program ships them.
class PublishedFacts : public TableStudy {
 public:
  PublishedFacts() {
    taxonomy::import_labels(
        database, codebook,
        *taxonomy::csv_label_sheet(data::published_file("labels.csv"), "labels.csv"), "labels.csv",
        {.rater = "published", .repository = {}}, kNow);
    for (const std::string file : {"onnx_opsets.csv", "onnx_opset_changes.csv"}) {
      collectors::import_operator_history(database, data::published_file(file), file, "published");
    }
  }

  [[nodiscard]] std::map<std::string, reports::Table> tables() {
    std::map<std::string, reports::Table> built;
    for (const reports::TableKind& kind : reports::table_kinds()) {
      built.emplace(kind.id, kind.build(request()));
    }
    return built;
  }
};

}  // namespace faultline::test
