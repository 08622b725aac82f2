#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "data/codebook.h"
#include "data/database.h"
#include "data/issues.h"
#include "data/labels.h"
#include "data/statement.h"
#include "data/study_file.h"
#include "support/temporary_folder.h"

namespace faultline::test {

/// The moment at which labels are made where a test does not say another.
inline constexpr Moment kNow =
    std::chrono::sys_days{std::chrono::year{2024} / 9 / 16} + std::chrono::hours{8};

/// A codebook with two dimensions, one of which has a code with children and codes that cross
/// tables do not show.
inline data::Codebook small_codebook() {
  const auto code = [](std::string id, std::string parent, bool shown) {
    return data::Code{.id = id,
                      .parent = std::move(parent),
                      .name = "The code " + id,
                      .definition = "",
                      .aliases = {},
                      .key = "",
                      .child_columns = {},
                      .shown = shown};
  };
  return {.name = "small",
          .version = 1,
          .title = "A small codebook",
          .content = "version = 1",
          .dimensions = {{.id = "stage",
                          .name = "Stage",
                          .definition = "",
                          .columns = {},
                          .codes = {code("load", "", true), code("export", "", true)}},
                         {.id = "cause",
                          .name = "Cause",
                          .definition = "",
                          .columns = {},
                          .codes = {code("type", "", true), code("type/node", "type", true),
                                    code("type/tensor", "type", true), code("shape", "", true),
                                    code("typo", "", false), code("other", "", false)}}}};
}

/// A study in a temporary folder, with two repositories and a codebook stored:
/// torch.onnx (pytorch/pytorch) and tf2onnx (onnx/tensorflow-onnx), as in the published study.
class StudyFixture {
 public:
  static constexpr const char* kTorch = "pytorch/pytorch";
  static constexpr const char* kTensorFlow = "onnx/tensorflow-onnx";

  explicit StudyFixture(data::Codebook the_codebook = small_codebook())
      : codebook(std::move(the_codebook)),
        database(data::Database::create(folder_.path() / "study.db")) {
    database.transaction([&] {
      data::store_repositories(database,
                               data::parse_study_file(data::study_file_template(), "study.toml"));
      data::store_codebook(database, codebook);
    });
  }

  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "study.db"; }

  /// Adds an issue, or completes one that is there. @return its id
  std::int64_t add_issue(const std::string& repository, std::int64_t number,
                         const data::IssueFacts& facts = {}) {
    std::int64_t id = 0;
    database.transaction([&] {
      data::IssueRegistry registry(database);
      id = registry.find_or_add(repository_id(repository), number, facts);
      registry.finish();
    });
    return id;
  }

  /// Adds a label, and the issue and the rater where they are new.
  data::AddedLabels label(const std::string& rater, const std::string& repository,
                          std::int64_t number, const std::string& dimension,
                          const std::string& code, const data::LabelDetails& details = {},
                          Moment now = kNow) {
    const std::int64_t issue_id = add_issue(repository, number);
    data::AddedLabels added;
    database.transaction([&] {
      std::vector<data::NewLabel> labels{
          {.dimension_id = data::dimension_ids(database).at(dimension),
           .issue_id = issue_id,
           .rater_id = data::find_or_add_rater(database, rater),
           .code_id = data::code_ids(database, dimension).at(code),
           .codebook_id = data::codebook_versions(database, codebook.name).at(codebook.version),
           .details = std::make_shared<const data::LabelDetails>(details)}};
      added = data::add_labels(database, labels, now);
    });
    return added;
  }

  std::int64_t count(const std::string& sql) {
    data::Statement query(database, sql);
    query.step();
    return query.integer(0);
  }

 private:
  std::int64_t repository_id(const std::string& name) {
    for (const data::Repository& repository : data::repositories(database)) {
      if (repository.name == name) return repository.id;
    }
    throw Error("the fixture has no repository " + name);
  }

  TemporaryFolder folder_;

 public:
  data::Codebook codebook;
  data::Database database;
};

}  // namespace faultline::test
