#include <doctest/doctest.h>

#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/labels.h"
#include "data/published_figures.h"
#include "support/published_study.h"
#include "taxonomy/label_import.h"

/// The published coding sheet, as it came, against the labels that the program ships.

namespace faultline::taxonomy {

namespace {

std::optional<std::filesystem::path> coding_sheet() {
  const std::filesystem::path path =
      std::filesystem::path(FAULTLINE_SHARED_DIR) / "replication" / "FailureAnalysis.xlsx";
  if (std::filesystem::exists(path)) return path;
  std::cout << "skipped: the published replication package is not here\n";
  return std::nullopt;
}

void import_part(test::StudyFixture& study, const std::filesystem::path& book,
                 const std::string& sheet, const std::string& rater,
                 const std::optional<std::string>& range = {}) {
  import_labels(study.database, study.codebook, *open_label_sheet(book, sheet, range),
                book.string(), {.rater = rater, .repository = {}}, test::kNow);
}

}  // namespace

TEST_CASE("the coding sheet gives the 200 issues the codes that the shipped labels give them") {
  const auto book = coding_sheet();
  if (!book) return;
  test::StudyFixture study(test::builtin_codebook());
  import_labels(study.database, study.codebook,
                *csv_label_sheet(data::published_file("labels.csv"), "labels.csv"), "labels.csv",
                {.rater = "published", .repository = {}}, test::kNow);

  import_part(study, *book, "PyTorch", "sheet");
  import_part(study, *book, "tf2onnx", "sheet");

  const std::vector<std::string> raters{"published", "sheet"};
  for (const char* dimension : {"stage", "symptom", "cause"}) {
    CAPTURE(dimension);
    const auto items = data::rated_items(study.database, dimension, raters);
    CHECK(items.size() == 200);
    for (const data::RatedItem& item : items) {
      CAPTURE(item.repository);
      CAPTURE(item.issue);
      REQUIRE(item.codes[0].has_value());
      REQUIRE(item.codes[1].has_value());
      CHECK(*item.codes[0] == *item.codes[1]);
    }
  }
}

TEST_CASE("the two raters of the drift sheets give 18 issues the same codes") {
  const auto book = coding_sheet();
  if (!book) return;
  test::StudyFixture study(test::builtin_codebook());

  for (const char* sheet : {"PT Drift Testing", "TF Drift Testing"}) {
    import_part(study, *book, sheet, "Rater A", "A2:I1048576");
    import_part(study, *book, sheet, "Rater B", "A2:D1048576,J2:N1048576");
  }

  const std::vector<std::string> raters{"Rater A", "Rater B"};
  for (const char* dimension : {"symptom", "cause"}) {
    const auto items = data::rated_items(study.database, dimension, raters);
    CHECK(items.size() == 18);
    for (const data::RatedItem& item : items) {
      CHECK(item.codes[0].has_value());
      CHECK(item.codes[0] == item.codes[1]);
    }
  }
}

}  // namespace faultline::taxonomy
