#include "app/practice_study.h"

#include "collectors/screening/screen.h"
#include "taxonomy/practice.h"

namespace faultline::app {

Study create_practice_study(const std::filesystem::path& folder) {
  create_study_from(folder, taxonomy::practice_study_file());
  Study study = open_study_in(folder, data::Database::Access::kWrite);
  study.database.transaction(
      [&] { taxonomy::store_practice_issues(study.database, taxonomy::practice_issues()); });
  static_cast<void>(collectors::screen(study.database, study.file));
  return study;
}

}  // namespace faultline::app
