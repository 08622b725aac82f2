#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/file.h"
#include "data/database.h"
#include "data/statement.h"
#include "reports/tables/tables.h"
#include "support/temporary_folder.h"
#include "survey/import.h"
#include "survey/instrument.h"

namespace faultline::test {

/// A small survey: consent, screening, one question of each kind.
inline constexpr const char* kTools = R"toml(
name = "tools"
version = 1
title = "Tools"

[[question]]
id = "consent"
columns = ["Q1"]
text = "Do you take part?"
kind = "single"
purpose = "consent"
[[question.option]]
id = "yes"
text = "Yes"
aliases = ["1"]
passes = true
[[question.option]]
id = "no"
text = "No"
aliases = ["2"]

[[question]]
id = "engineer"
columns = ["Q2"]
text = "Are you an engineer?"
kind = "single"
purpose = "screening"
optional = true
[[question.option]]
id = "yes"
text = "I am"
aliases = ["1"]
passes = true
[[question.option]]
id = "no"
text = "I am not"
aliases = ["2"]

[[question]]
id = "size"
columns = ["Q3"]
text = "How large is your team?"
table = "demographics"
kind = "scale"
[[question.option]]
id = "small"
text = "1 - 5"
aliases = ["11"]
[[question.option]]
id = "large"
text = "6 or more"
aliases = ["12"]

[[question]]
id = "tools"
columns = ["Q4"]
text = "Which tools do you use?"
aliases = ["Welche Werkzeuge nutzen Sie?"]
table = "tool-usage"
kind = "multiple"
[[question.option]]
id = "onnx"
text = "ONNX"
aliases = ["21"]
[[question.option]]
id = "nnef"
text = "NNEF"
aliases = ["22"]
[[question.option]]
id = "other"
text = "Other"
aliases = ["23"]
other = true
text_column = "Q4_23_TEXT"

[[question]]
id = "problems"
columns = ["Q5"]
text = "Which problems do you meet?"
table = "problems"
kind = "multiple"
asked_if = ["tools=onnx", "tools=nnef"]
[[question.option]]
id = "none"
text = "None"
exclusive = true
aliases = ["31"]
[[question.option]]
id = "crash"
text = "Crashes (e.g., model does not convert)"
aliases = ["32"]
[[question.option]]
id = "slow"
text = "Slow models"
aliases = ["33"]

[[question]]
id = "models"
columns = ["Q6"]
text = "How many models did you convert?"
table = "use-cases"
kind = "number"

[[question]]
id = "remedies"
columns = ["Q7"]
text = "What do you do then?"
table = "strategies"
kind = "open"
[[question.theme]]
id = "community"
name = "Community"
aliases = ["ask others"]
[[question.theme]]
id = "versions"
name = "Version changes"
)toml";

/// A study with the survey `kTools`, into which a test imports texts as files.
class SurveyStudy {
 public:
  static constexpr Moment kNow = std::chrono::sys_days{std::chrono::year{2024} / 9 / 16};

  SurveyStudy() : database(data::Database::create(folder_.path() / "study.db")) {}

  survey::SurveyImport import(const std::string& content, const survey::ImportOptions& options = {},
                              const std::string& file = "responses.csv",
                              const std::string& instrument = kTools) {
    write_file(folder_.path() / file, content);
    return survey::import_responses(database,
                                    survey::parse_instrument(instrument, "instrument.toml"),
                                    folder_.path() / file, file, options, kNow);
  }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

  std::int64_t count(const std::string& sql) {
    data::Statement query(database, sql);
    query.step();
    return query.integer(0);
  }
  std::string text(const std::string& sql) {
    data::Statement query(database, sql);
    return query.step() ? query.text(0) : "";
  }
  /// How many respondents chose an option.
  std::int64_t chose(const std::string& question, const std::string& option) {
    return count("select count(distinct respondent) from survey_answer where question = '" +
                 question + "' and option = '" + option + "'");
  }

  [[nodiscard]] reports::TableRequest request() { return {.database = &database, .seed = 7}; }

 private:
  TemporaryFolder folder_;

 public:
  data::Database database;
};

}  // namespace faultline::test
