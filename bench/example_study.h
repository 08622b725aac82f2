#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "data/database.h"

namespace faultline::bench {

/// A study's database in a folder of its own, as `faultline init` makes it: the two repositories
/// and the codebook of a new study, no issues. The folder is removed with the object.
class ExampleStudy {
 public:
  ExampleStudy();
  ExampleStudy(const ExampleStudy&) = delete;
  ExampleStudy& operator=(const ExampleStudy&) = delete;
  ~ExampleStudy();

  [[nodiscard]] data::Database& database() { return database_; }

  /// Imports the content of a CSV file of labels.
  void import(const std::string& csv);

 private:
  std::filesystem::path folder_;
  data::Database database_;
};

}  // namespace faultline::bench
