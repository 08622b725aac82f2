#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "data/codebook.h"
#include "data/database.h"
#include "support/temporary_folder.h"

namespace faultline::test {

/// When everything happens in a spare study.
inline constexpr Moment kSpareNow = std::chrono::sys_days{std::chrono::year{2024} / 9 / 16};

/// A study in memory for readers that write into one: made once, and put back to what it was before
/// each input.
class SpareStudy {
 public:
  /// @param fill  what the study holds beside its repositories (those of the template: torch.onnx
  ///              and tf2onnx) and the built-in codebook; called once
  explicit SpareStudy(const std::function<void(data::Database&)>& fill = {});

  /// As it was made.
  [[nodiscard]] data::Database& fresh();
  /// As the last input left it.
  [[nodiscard]] data::Database& database() { return database_; }
  [[nodiscard]] const data::Codebook& codebook() const { return codebook_; }

 private:
  data::Codebook codebook_;
  data::Database made_;
  data::Database database_;
  std::int64_t changes_ = -1;  ///< of the connection, when the study was last put back
};

/// A file that each input is written to, for readers that open files.
class InputFile {
 public:
  explicit InputFile(const std::string& name) : path_(folder_.path() / name) {}

  /// @return its path
  const std::filesystem::path& write(std::string_view bytes) const;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  TemporaryFolder folder_;
  std::filesystem::path path_;
};

}  // namespace faultline::test
