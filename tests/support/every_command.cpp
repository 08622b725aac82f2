#include "support/every_command.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <regex>

#include "base/file.h"
#include "base/text.h"
#include "support/github_server/generate_world.h"
#include "support/onnx_models.h"

namespace faultline::test {

namespace {

constexpr const char* kProtocol = R"toml(
[study]
title = "A study"
codebook = "codebook.toml"

[[converter]]
name = "torch.onnx"
repository = "pytorch/pytorch"
state = "closed"
labels = ["module: onnx"]

[[converter]]
name = "tf2onnx"
repository = "onnx/tensorflow-onnx"
state = "closed"

[evidence]
any_of = ["closed-by-commit", "referenced-by-commit", "cross-referenced-by-closed", "connected"]

[sample]
per_converter = 4
seed = 7
)toml";

constexpr const char* kInstrument = R"toml(
name = "tools"
title = "Tools of engineers"

[[question]]
id = "tools"
text = "Which tools do you use?"
table = "tool-usage"
kind = "multiple"
[[question.option]]
id = "onnx"
text = "ONNX"
[[question.option]]
id = "none"
text = "None"

[[question]]
id = "remedies"
text = "What do you do about problems?"
table = "strategies"
kind = "open"
[[question.theme]]
id = "community"
name = "Community"
[[question.theme]]
id = "versions"
name = "Versions"
)toml";

constexpr const char* kResponses =
    "Timestamp,Which tools do you use?,What do you do about problems?\n"
    "2024/01/02 10:00,ONNX,I ask\n"
    "2024/01/02 10:01,ONNX,other versions\n"
    "2024/01/02 10:02,None,\n";

constexpr const char* kMoreResponses =
    "Timestamp,Which tools do you use?,What do you do about problems?\n"
    "2025/01/02 10:00,ONNX,I wait\n";

std::string labels_of(const std::string& rater, int first, int count) {
  std::string csv = "repository,issue,rater,stage,symptom,cause,memo\n";
  for (int i = first; i < first + count; ++i) {
    csv += fmt::format("{},{},{},{},crash,{},because of {}\n",
                       i % 2 == 0 ? "pytorch/pytorch" : "onnx/tensorflow-onnx", i, rater,
                       i % 3 == 0 ? "export" : "node-conversion", i % 5 == 0 ? "typo" : "other", i);
  }
  return csv;
}

/// Codes of which `show codebook` prints one as another, in a new version.
std::string later_codebook(std::string codebook) {
  codebook = std::regex_replace(codebook, std::regex("\"typo\""), "\"slip\"");
  std::smatch version;
  REQUIRE(std::regex_search(codebook, version, std::regex("version = ([0-9]+)")));
  return codebook.replace(static_cast<std::size_t>(version.position()),
                          static_cast<std::size_t>(version.length()),
                          fmt::format("version = {}", std::stoi(version[1]) + 1));
}

void write_inputs(const std::filesystem::path& folder) {
  const std::string codebook = run_faultline({"show", "codebook"}).out;
  write_file(folder / "codebook.toml", codebook);
  write_file(folder / "later.toml", later_codebook(codebook));
  write_file(folder / "changes.toml",
             "[[rename]]\ndimension = 'cause'\nfrom = 'typo'\nto = 'slip'\n");
  write_file(folder / "ana.csv", labels_of("ana", 1, 40));
  write_file(folder / "ben.csv", labels_of("ben", 3, 40));
  write_file(folder / "many.csv", labels_of("cleo", 1, 4'000));
  write_file(folder / "judgements.csv",
             "repository,issue,relevant,rater\npytorch/pytorch,1,yes,ana\n");
  write_file(folder / "tools.toml", kInstrument);
  write_file(folder / "responses.csv", kResponses);
  write_file(folder / "more.csv", kMoreResponses);
  const std::string themes = "respondent,question,themes,rater\n";
  write_file(folder / "themes.csv",
             themes + "1,remedies,community,ana\n1,remedies,community,ben\n");
  write_file(folder / "themes2.csv",
             themes + "2,remedies,versions,ana\n2,remedies,community,ben\n");
  write_file(folder / "sets.csv", "opset,released\n9,2018-12-01\n10,2019-05-01\n11,2019-10-01\n");
  write_file(folder / "changes.csv",
             "opset,operator,change\n9,Where,added\n10,TopK,updated\n11,Pad,updated\n");
  write_file(folder / "results.csv",
             "model,converter,kind,outcome,max_abs_diff,error\nm1,tf2onnx,real,,1e-5,\n"
             "m2,tf2onnx,real,,,\"[ONNXRuntimeError] : 9 : no 'x'\"\n");
  write_file(folder / "results2.csv", "model,converter,kind,max_abs_diff\nm3,tf2onnx,real,1e-5\n");
  write_file(folder / "models/a.onnx", serialized(chain({"Conv", "Relu", "Pad"})));
  write_file(folder / "models/b.onnx", serialized(chain({"Relu", "Pad", "Add"})));
  write_file(folder / "correct/c.onnx", serialized(chain({"Conv", "Relu", "Gemm"})));
  write_file(folder / "changelog.md", read_file(std::filesystem::path(FAULTLINE_TESTS_DIR) /
                                                "fuzz/corpus/changelog" / "small.md"));
  write_file(folder / "paper.md", "Of 200 failures, 148 (74%) are crashes.\n");
}

/// So that a kill finds a collection at work.
ServerOptions slow_answers() {
  ServerOptions options;
  options.delay = std::chrono::milliseconds{2};
  return options;
}

std::string name_of(StudyState state) { return std::to_string(static_cast<int>(state)); }

bool is_unfinished(const std::string& name) {
  static const std::regex kPattern(
      R"(.+\.([0-9]+\.)?new(-wal|-shm|-journal)?|.+\.zip\.[A-Za-z0-9]{6})");
  return std::regex_match(name, kPattern);
}

std::string rows_of(SQLite::Database& database, const std::string& sql) {
  std::string text;
  SQLite::Statement query(database, sql);
  while (query.executeStep()) {
    for (int i = 0; i < query.getColumnCount(); ++i) {
      text += query.getColumn(i).getString() + (query.getColumn(i).isNull() ? "\\0|" : "|");
    }
    text += "\n";
  }
  return text;
}

std::string whole_content(SQLite::Database& database) {
  std::string text;
  std::vector<std::string> tables;
  SQLite::Statement names(database, R"sql(
    select name
    from pragma_table_list
    where schema = 'main' and type = 'table' and name not like 'sqlite%'
    order by name
  )sql");
  while (names.executeStep()) tables.push_back(names.getColumn(0).getString());
  for (const std::string& table : tables) {
    text += table + "\n" + rows_of(database, fmt::format("select * from {} order by 1, 2", table));
  }
  return text;
}

std::string collected_rows(SQLite::Database& database) {
  return rows_of(database, R"sql(
           select repository.name, number, title, body, state, collected_at,
             (select group_concat(name) from issue_label where issue_id = issue.id),
             (select count(*) || sum(length(body)) from comment where issue_id = issue.id),
             (select group_concat(event) from timeline_event where issue_id = issue.id),
             (select count(*) from fix where issue_id = issue.id)
           from issue join repository on repository.id = repository_id
           order by 1, 2
         )sql") +
         rows_of(database, "select count(*) from pending union all select count(*) from label");
}

}  // namespace

const std::vector<CommandRun>& every_command() {
  using enum Effect;
  using enum StudyState;
  static const std::vector<CommandRun> kCommands{
      {"init", {"new"}, kWrites, kNone},
      {"show codebook", {}},
      {"codebook diff", {"codebook.toml", "later.toml"}},
      {"codebook apply", {"changes.toml"}, kWrites},
      {"codebook export", {"out.qdc"}, kWrites},
      {"codebook import", {"codebook.qdc"}},
      {"practice", {"--export", "new"}, kWrites, kNone},
      {"collect", {"--quiet"}, kWrites, kNew},
      {"show issue", {"onnx/tensorflow-onnx#7"}},
      {"screen", {}, kWrites, kCollected},
      {"screen validate", {"--import", "judgements.csv"}, kWrites},
      {"sample", {}, kWrites, kScreened},
      {"sample extend", {"--to", "6"}, kWrites},
      {"sample tranche", {"--size", "2", "--kind", "drift", "--name", "second"}, kWrites},
      {"sample show", {}},
      {"sample size", {"--confidence", "0.95", "--margin", "0.05"}},
      {"rater add", {"dora"}, kWrites},
      {"rater list", {}},
      {"label", {"--rater", "ana"}, kOnScreen},
      {"label set", {"tf2onnx#7", "stage=export", "cause=other", "--rater", "ben"}, kWrites},
      {"label show", {}},
      {"label history", {}},
      {"label import", {"many.csv"}, kWrites},
      {"label export", {"out.jsonl"}, kWrites},
      {"label suggest", {}},
      {"issues", {"--search", "the"}},
      {"agree", {}},
      {"adjudicate", {"--set", "tf2onnx#7", "stage=export", "--reason", "so"}, kWrites},
      {"show instrument", {}},
      {"show schema", {}},
      {"show completion", {"bash"}},
      {"show manual", {"init"}},
      {"survey import", {"more.csv", "--instrument", "tools.toml"}, kWrites},
      {"survey show", {}},
      {"survey cross", {"tools", "remedies"}},
      {"survey theme", {"--rater", "ana"}, kOnScreen},
      {"survey theme list", {}},
      {"survey theme import", {"themes2.csv"}, kWrites},
      {"survey theme agree", {}},
      {"survey theme adjudicate", {}, kWrites},
      {"opsets import", {"sets.csv", "changes.csv", "--history", "mine"}, kWrites},
      {"opsets collect", {"--changelog", "changelog.md"}, kWrites},
      {"opsets show", {}},
      {"conversions import", {"results2.csv"}, kWrites},
      {"conversions show", {}},
      {"conversions errors", {}},
      {"models scan", {"models", "--set", "again"}, kWrites},
      {"models show", {}},
      {"models sequences", {}},
      {"models find", {"Conv,Relu"}},
      {"models coverage", {}},
      {"table", {"cause"}},
      {"compare", {"ana", "ben"}},
      {"report", {"--out", "out", "--format", "markdown", "--format", "csv"}, kWrites},
      {"check", {"paper.md"}},
      {"package", {"out.zip"}, kWrites},
      {"package verify", {"packed.zip"}},
      {"stat", {"proportion_ci"}, kReads, kFull, R"({"x": 148, "n": 200})"},
      {"status", {}},
      {"doctor", {}},
      {"reproduce", {"--out", "new"}, kWrites, kNone},
  };
  return kCommands;
}

StudyStates::StudyStates()
    : server_(generate_world(
                  {.issues = 20, .relevant = 14, .pull_requests = 8, .comments = 10, .events = 20}),
              slow_answers()) {
  write_inputs(folder_.path() / "now");
  keep(StudyState::kNone);
  write_file(folder_.path() / "now/study.toml", kProtocol);
  require({"init", "."});
  require({"rater", "add", "ana"});
  keep(StudyState::kNew);
  require({"collect", "--base-url", server_.base_url(), "--quiet"});
  keep(StudyState::kCollected);
  require({"screen"});
  keep(StudyState::kScreened);
  require({"sample"});
  require({"sample", "tranche", "--size", "2"});
  keep(StudyState::kSampled);
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"label", "import", "ana.csv", "ben.csv"},
           {"survey", "import", "responses.csv", "--instrument", "tools.toml"},
           {"survey", "theme", "import", "themes.csv"},
           {"opsets", "import", "sets.csv", "changes.csv"},
           {"conversions", "import", "results.csv"},
           {"models", "scan", "models", "--set", "mismatched"},
           {"models", "scan", "correct", "--set", "correct"},
           {"models", "scan", "correct", "--set", "tests"},
           {"codebook", "export", "codebook.qdc"},
           {"package", "packed.zip"}}) {
    require(words);
  }
  // The next command that writes finds a newer codebook, as `codebook apply` expects it.
  std::filesystem::copy_file(folder_.path() / "now/later.toml",
                             folder_.path() / "now/codebook.toml",
                             std::filesystem::copy_options::overwrite_existing);
  require({"rater", "add", "ana"});
  keep(StudyState::kFull);
}

void StudyStates::require(const std::vector<std::string>& words) const {
  const ProgramResult result = run(words, folder_.path() / "now");
  CAPTURE(join(words, " "));
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
}

void StudyStates::keep(StudyState state) const {
  std::filesystem::copy(folder_.path() / "now", folder_.path() / name_of(state),
                        std::filesystem::copy_options::recursive);
}

void StudyStates::copy(StudyState state, const std::filesystem::path& folder) const {
  std::filesystem::create_directories(folder.parent_path());
  std::filesystem::copy(folder_.path() / name_of(state), folder,
                        std::filesystem::copy_options::recursive);
}

std::vector<std::string> StudyStates::words(const CommandRun& run) const {
  std::vector<std::string> words = split(run.command, ' ');
  words.insert(words.end(), run.words.begin(), run.words.end());
  if (run.command == "collect") words.insert(words.end(), {"--base-url", server_.base_url()});
  return words;
}

ProgramResult StudyStates::run(const CommandRun& run, const std::filesystem::path& folder) const {
  return run_faultline(
      words(run),
      {.folder = folder, .input = run.input, .environment = {{"GITHUB_TOKEN", "secret"}}});
}

ProgramResult StudyStates::run(const std::vector<std::string>& words,
                               const std::filesystem::path& folder) const {
  return run_faultline(words, {.folder = folder, .environment = {{"GITHUB_TOKEN", "secret"}}});
}

const StudyStates& study_states() {
  static const StudyStates kStates;
  return kStates;
}

FolderContent content_of(const std::filesystem::path& folder, bool of_collection) {
  FolderContent content;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_regular_file() || is_unfinished(name)) continue;
    if (!name.starts_with("study.db")) {
      content.files.emplace(entry.path().lexically_relative(folder).string(),
                            read_file(entry.path()));
    } else if (name == "study.db") {
      SQLite::Database database(entry.path().string(), SQLite::OPEN_READONLY);
      content.rows += of_collection ? collected_rows(database) : whole_content(database);
    }
  }
  return content;
}

}  // namespace faultline::test
