#include "example_study.h"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <system_error>

#include "base/error.h"
#include "data/issues.h"
#include "data/study_file.h"
#include "random_labels.h"
#include "taxonomy/label_import.h"
#include "taxonomy/label_sheet.h"

namespace faultline::bench {

namespace {

std::filesystem::path new_folder() {
  std::string pattern =
      (std::filesystem::temp_directory_path() / "faultline-bench-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw Error("a temporary folder could not be made", ErrorKind::kFailure).at(pattern);
  }
  return pattern;
}

}  // namespace

ExampleStudy::ExampleStudy()
    : folder_(new_folder()), database_(data::Database::create(folder_ / "study.db")) {
  const data::StudyFile study = data::parse_study_file(data::study_file_template(), "study.toml");
  database_.transaction([&] {
    data::store_repositories(database_, study);
    data::store_codebook(database_, new_study_codebook());
  });
}

ExampleStudy::~ExampleStudy() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void ExampleStudy::import(const std::string& csv) {
  const std::string name = "labels.csv";
  taxonomy::import_labels(database_, new_study_codebook(), *taxonomy::csv_label_sheet(csv, name),
                          name, {}, Moment{std::chrono::hours{24 * 365 * 55}});
}

}  // namespace faultline::bench
