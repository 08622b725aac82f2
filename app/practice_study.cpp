#include "app/practice_study.h"

#include "collectors/screening/screen.h"
#include "taxonomy/practice.h"

namespace faultline::app {

Study create_practice_study(const std::filesystem::path& folder) {
  NewStudy made(folder, taxonomy::practice_study_file());
  Study& study = made.study();
  study.database.transaction(
      [&] { taxonomy::store_practice_issues(study.database, taxonomy::practice_issues()); });
  static_cast<void>(collectors::screen(study.database, study.file));
  return made.finish();
}

}  // namespace faultline::app
