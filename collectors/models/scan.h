#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "data/database.h"

namespace faultline::collectors {

/// A file to scan, and the model's name.
struct ModelFile {
  std::filesystem::path path;
  std::string name;
};

struct BrokenModel {
  std::string name;
  std::string problem;
};

struct ModelScan {
  std::int64_t models = 0;  ///< that could be read
  std::int64_t nodes = 0;   ///< of their top-level graphs
  std::vector<BrokenModel> broken;
};

/// The files that end in .onnx in a folder and those below it, named by their path below it, in the
/// order of their names; or the one file that `path` is.
/// @throws Error (input) where there is none
[[nodiscard]] std::vector<ModelFile> find_model_files(const std::filesystem::path& path);

/// Reads the files, several at a time, and makes the set hold their models and no others. A file
/// that cannot be read is stored with the reason, and the rest goes on. The result does not depend
/// on the number of threads.
///
/// @param progress  called now and then with the number of files that are done
/// @throws Error (input) where two files have one name
ModelScan scan_models(data::Database& database, const std::vector<ModelFile>& files,
                      const std::string& set,
                      const std::function<void(std::int64_t done)>& progress = {});

}  // namespace faultline::collectors
