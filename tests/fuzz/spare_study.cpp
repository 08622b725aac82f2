#include "fuzz/spare_study.h"

#include <sqlite3.h>

#include <fstream>
#include <stdexcept>

#include "data/issues.h"
#include "data/study_file.h"
#include "support/published_study.h"

namespace faultline::test {

namespace {

/// Makes one database what another is.
void copy_database(data::Database& from, data::Database& to) {
  sqlite3* const target = to.handle().getHandle();
  sqlite3_backup* const copy =
      sqlite3_backup_init(target, "main", from.handle().getHandle(), "main");
  if (copy == nullptr) throw std::runtime_error(sqlite3_errmsg(target));
  sqlite3_backup_step(copy, -1);
  if (sqlite3_backup_finish(copy) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(target));
}

}  // namespace

SpareStudy::SpareStudy(const std::function<void(data::Database&)>& fill)
    : codebook_(builtin_codebook()),
      made_(data::Database::in_memory(data::schema_version())),
      database_(data::Database::in_memory(0)) {
  made_.transaction([&] {
    data::store_repositories(made_,
                             data::parse_study_file(data::study_file_template(), "study.toml"));
    data::store_codebook(made_, codebook_);
  });
  if (fill) fill(made_);
}

data::Database& SpareStudy::fresh() {
  sqlite3* const handle = database_.handle().getHandle();
  if (sqlite3_total_changes64(handle) != changes_) {
    copy_database(made_, database_);
    changes_ = sqlite3_total_changes64(handle);
  }
  return database_;
}

const std::filesystem::path& InputFile::write(std::string_view bytes) const {
  std::ofstream stream(path_, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + path_.string());
  return path_;
}

}  // namespace faultline::test
