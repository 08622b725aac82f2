#pragma once

#include <optional>
#include <string>

#include "base/file.h"
#include "data/codebook.h"
#include "data/database.h"
#include "support/temporary_folder.h"
#include "taxonomy/label_export.h"

namespace faultline::test {

/// What write_label_csv writes.
inline std::string written_csv(data::Database& database, const data::Codebook& codebook,
                               const std::optional<std::string>& rater = {}) {
  const TemporaryFolder folder;
  taxonomy::write_label_csv(folder.path() / "labels.csv", database, codebook, rater);
  return read_file(folder.path() / "labels.csv");
}

/// What write_label_log writes.
inline std::string written_log(data::Database& database,
                               const std::optional<std::string>& rater = {}) {
  const TemporaryFolder folder;
  taxonomy::write_label_log(folder.path() / "labels.jsonl", database, rater);
  return read_file(folder.path() / "labels.jsonl");
}

}  // namespace faultline::test
