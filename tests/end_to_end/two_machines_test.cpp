#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using faultline::read_file;
using faultline::write_file;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::TemporaryFolder;
using nlohmann::json;

namespace {

const std::vector<std::string> kDimensions{"stage", "symptom", "cause"};

/// A machine with the practice study, a tranche of all its 20 issues, and one rater.
class Machine {
 public:
  explicit Machine(std::string rater) : rater_(std::move(rater)) {
    REQUIRE(
        run_faultline({"practice", "--export", "study"}, {.folder = folder_.path()}).exit_code ==
        0);
    REQUIRE(run({"sample", "tranche", "--size", "20"}).exit_code == 0);
    REQUIRE(run({"rater", "add", rater_}).exit_code == 0);
  }

  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "study"; }
  [[nodiscard]] ProgramResult run(const std::vector<std::string>& arguments) const {
    return run_faultline(arguments, {.folder = path()});
  }
  [[nodiscard]] json ask(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    const ProgramResult result = run(arguments);
    REQUIRE(result.exit_code == 0);
    return json::parse(result.out);
  }
  /// The labels of the machine's own rater as a log.
  [[nodiscard]] std::filesystem::path export_log() const {
    REQUIRE(run({"label", "export", rater_ + ".jsonl", "--rater", rater_}).exit_code == 0);
    return path() / (rater_ + ".jsonl");
  }
  [[nodiscard]] std::string all_labels() const {
    REQUIRE(run({"label", "export", "all.jsonl"}).exit_code == 0);
    return read_file(path() / "all.jsonl");
  }
  void import(const std::filesystem::path& log) const {
    CHECK(run({"label", "import", log.string()}).exit_code == 0);
  }

 private:
  std::string rater_;
  TemporaryFolder folder_;
};

struct IssueCodes {
  std::string issue;
  std::map<std::string, std::pair<std::string, std::string>> codes;  ///< ana's and ben's
};

/// What both raters are to say: they agree on most, and differ on some of each dimension.
std::vector<IssueCodes> planned_labels(const Machine& machine) {
  const std::map<std::string, std::vector<std::string>> choices{
      {"stage", {"node-conversion", "load-model", "export"}},
      {"symptom", {"crash", "wrong-model"}},
      {"cause", {"incompatibility/external", "shape-problem", "type-problem/tensor", "typo"}}};
  std::vector<IssueCodes> planned;
  std::size_t place = 0;
  const json sample = machine.ask({"sample", "show", "overlap"});
  for (const json& row : sample.at("rows")) {
    IssueCodes item{
        row.at("repository").get<std::string>() + "#" + std::to_string(row.at("number").get<int>()),
        {}};
    std::size_t step = 3;
    for (const auto& [dimension, codes] : choices) {
      const std::string& first = codes[(place * step + place / 4) % codes.size()];
      const bool differs = place % (step + 2) == 1;
      item.codes[dimension] = {first, differs ? codes[(place + 1) % codes.size()] : first};
      ++step;
    }
    planned.push_back(std::move(item));
    ++place;
  }
  return planned;
}

void label_all(const Machine& machine, const std::vector<IssueCodes>& planned, bool as_ana) {
  std::string csv = "repository,issue,rater,stage,symptom,cause\n";
  for (const IssueCodes& item : planned) {
    const std::size_t hash = item.issue.find('#');
    csv += item.issue.substr(0, hash) + "," + item.issue.substr(hash + 1) + "," +
           (as_ana ? "ana" : "ben");
    for (const std::string& dimension : kDimensions) {
      const auto& codes = item.codes.at(dimension);
      csv += "," + (as_ana ? codes.first : codes.second);
    }
    csv += "\n";
  }
  write_file(machine.path() / "mine.csv", csv);
  CHECK(machine.run({"label", "import", "mine.csv"}).exit_code == 0);
}

/// Cohen's kappa by its definition: (observed - expected) / (1 - expected).
double kappa_of(const std::vector<IssueCodes>& planned, const std::string& dimension) {
  std::map<std::string, double> first;
  std::map<std::string, double> second;
  double observed = 0;
  const auto items = static_cast<double>(planned.size());
  for (const IssueCodes& item : planned) {
    const auto& [ana, ben] = item.codes.at(dimension);
    first[ana] += 1 / items;
    second[ben] += 1 / items;
    if (ana == ben) observed += 1 / items;
  }
  double expected = 0;
  for (const auto& [code, share] : first) expected += share * second[code];
  return (observed - expected) / (1 - expected);
}

json row_of(const json& table, const std::string& dimension) {
  for (const json& row : table.at("rows")) {
    if (row.at("dimension") == dimension) return row;
  }
  throw std::runtime_error("no row " + dimension);
}

std::vector<std::pair<std::string, std::string>> differing(const std::vector<IssueCodes>& planned) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const IssueCodes& item : planned) {
    for (const auto& [dimension, codes] : item.codes) {
      if (codes.first != codes.second) found.emplace_back(item.issue, dimension);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("two raters on two machines label a tranche, exchange logs, agree and adjudicate") {
  const Machine anas("ana");
  const Machine bens("ben");
  const std::vector<IssueCodes> planned = planned_labels(anas);
  REQUIRE(planned.size() == 20);
  label_all(anas, planned, true);
  label_all(bens, planned, false);

  // Each gets the other's log, in another order, and twice.
  const auto ana_log = anas.export_log();
  const auto ben_log = bens.export_log();
  anas.import(ben_log);
  anas.import(ben_log);
  bens.import(bens.export_log());
  bens.import(ana_log);
  bens.import(ana_log);
  CHECK(anas.all_labels() == bens.all_labels());

  // Agreement is that of the list of labels.
  const json agreement = anas.ask({"agree", "--raters", "ana,ben", "--tranche", "overlap"});
  for (const std::string& dimension : kDimensions) {
    CAPTURE(dimension);
    const json row = row_of(agreement, dimension);
    CHECK(row.at("issues") == 20);
    CHECK(row.at("kappa").get<double>() == doctest::Approx(kappa_of(planned, dimension)));
    std::set<std::string> told;
    for (const json& pair : agreement.at("pairs")) {
      if (pair.at("dimension") != dimension) continue;
      for (const json& issue : pair.at("disagreements")) {
        told.insert(issue.at("repository").get<std::string>() + "#" +
                    std::to_string(issue.at("issue").get<int>()));
      }
    }
    std::set<std::string> expected;
    for (const auto& [issue, differing_dimension] : differing(planned)) {
      if (differing_dimension == dimension) expected.insert(issue);
    }
    CHECK_FALSE(expected.empty());
    CHECK(told == expected);
  }

  // Ana's machine settles every disagreement for ben, and sends the consensus to ben's.
  const auto open = differing(planned);
  CHECK(anas.ask({"adjudicate", "--list"}).at("rows").size() == 2 * open.size());
  std::map<std::string, std::map<std::string, int>> settled_counts;
  for (const IssueCodes& item : planned) {
    for (const auto& [dimension, codes] : item.codes) {
      ++settled_counts[dimension][codes.second];
      if (codes.first == codes.second) continue;
      CHECK(anas.run({"adjudicate", "--set", item.issue, dimension + "=" + codes.second, "--reason",
                      "as the repair shows"})
                .exit_code == 0);
    }
  }
  CHECK(anas.ask({"adjudicate", "--list"}).at("rows").empty());
  REQUIRE(anas.run({"label", "export", "consensus.jsonl", "--rater", "consensus"}).exit_code == 0);
  bens.import(anas.path() / "consensus.jsonl");
  CHECK(anas.all_labels() == bens.all_labels());

  // Tables count the consensus, else ana: after settling for ben, ben's codes throughout.
  for (const std::string& dimension : kDimensions) {
    CAPTURE(dimension);
    const json table = anas.ask({"table", dimension});
    for (const json& row : table.at("rows")) {
      const std::string code = row.at("code");
      const auto found = settled_counts[dimension].find(code);
      if (found != settled_counts[dimension].end()) CHECK(row.at("total") == found->second);
    }
    CHECK(table.at("notes")[0] == "Labels of rater consensus, else ana.");
    CHECK(table.at("rows").back().at("total") == 20);
    const json own = anas.ask({"table", dimension, "--rater", "ben"});
    CHECK(own.at("rows") == table.at("rows"));
    CHECK(own.at("notes")[0] == "Labels of rater ben.");
  }
  // The two machines know their raters in another order, so that only --rater tells the same there.
  CHECK(bens.ask({"table", "cause", "--rater", "ana"}).at("rows") ==
        anas.ask({"table", "cause", "--rater", "ana"}).at("rows"));
}

TEST_CASE("who has labelled what of the sample and the tranche is told by status") {
  const Machine machine("ana");
  label_all(machine, planned_labels(machine), true);
  REQUIRE(
      machine.run({"label", "set", "torch-export#31", "cause=typo", "--rater", "ben"}).exit_code ==
      0);

  const json samples = machine.ask({"status"}).at("samples");

  REQUIRE(samples.size() == 2);
  for (const json& sample : samples) {
    CHECK(sample.at("issues") == 20);
    CHECK(sample.at("raters")[0] == json{{"name", "ana"}, {"labelled", 20}, {"begun", 0}});
    CHECK(sample.at("raters")[1] == json{{"name", "ben"}, {"labelled", 0}, {"begun", 1}});
  }
  CHECK(samples[1].at("kind") == "overlap");
  const json raters = machine.ask({"rater", "list"}).at("rows");
  CHECK(raters[0].at("cause") == 20);
  CHECK(raters[1].at("labels") == 1);
}

TEST_CASE("labels made with suggestions are counted apart and can be left out") {
  const Machine machine("ana");
  write_file(machine.path() / "l.csv",
             "repository,issue,rater,stage,assisted\n"
             "practice/torch-export,31,ana,export,yes\npractice/torch-export,31,ben,export,no\n"
             "practice/torch-export,58,ana,export,\npractice/torch-export,58,ben,load-model,\n");
  REQUIRE(machine.run({"label", "import", "l.csv"}).exit_code == 0);

  const json all = machine.ask({"agree"});
  const json without = machine.ask({"agree", "--without-assisted"});

  CHECK(row_of(all, "stage").at("issues") == 2);
  CHECK(all.at("pairs")[0].at("assisted") == json{1, 0});
  CHECK(all.at("notes").dump().find("1 of ana and 0 of ben were made while") != std::string::npos);
  CHECK(row_of(without, "stage").at("issues") == 1);
  CHECK(row_of(without, "stage").at("agreement") == 0.0);
  CHECK(without.at("pairs")[0].at("left_out_assisted") == 1);
}

TEST_CASE("a bad log changes nothing and says which line and why") {
  const Machine machine("ana");
  const std::string version =
      std::to_string(machine.ask({"status"}).at("codebook").at("version").get<int>());
  const std::string good =
      R"({"repository":"practice/torch-export","issue":31,"rater":"ana","dimension":"stage",)"
      R"("code":"export","labelled_at":"2024-09-16T08:00:00Z","codebook":"converter-failures",)"
      R"("codebook_version":)" +
      version + "}";
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string line = good;
    return line.replace(line.find(from), from.size(), to);
  };
  const auto refused = [&](const std::string& log, const std::string& words,
                           const std::vector<std::string>& options = {}) {
    CAPTURE(words);
    write_file(machine.path() / "bad.jsonl", log);
    std::vector<std::string> arguments{"label", "import", "bad.jsonl"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const ProgramResult result = machine.run(arguments);
    CHECK(result.exit_code == 2);
    CHECK(result.err.find(words) != std::string::npos);
    CHECK(result.err.find("bad.jsonl:2") != std::string::npos);
    CHECK(machine.ask({"label", "show"}).at("rows").empty());
  };

  refused(good + "\n" + changed("version\":" + version, "version\":9"),
          "the study has no version 9 of a codebook 'converter-failures'");
  refused(good + "\n" + good.substr(0, good.size() - 9), "the log may be truncated");
  refused(good + "\n" + changed("\"ana\"", "\"\""), "the label has no rater");
  refused(good + "\n" + changed("\"ana\"", "\"ANA\""), "the rater 'ANA' can be taken for 'ana'");
  refused(good + "\n" + changed("\"ana\"", "\"ben\""), "the study has no rater 'ben'",
          {"--known-raters"});
}

TEST_CASE("practice is scored against its key, with the definitions to read again") {
  const Machine machine("me");
  for (const std::vector<std::string>& choice :
       std::vector<std::vector<std::string>>{{"torch-export#31", "stage=node-conversion",
                                              "symptom=crash", "cause=incompatibility/external"},
                                             {"graph2onnx#204", "stage=node-conversion",
                                              "symptom=crash", "cause=type-problem/node"}}) {
    std::vector<std::string> arguments{"label", "set"};
    arguments.insert(arguments.end(), choice.begin(), choice.end());
    arguments.insert(arguments.end(), {"--rater", "me"});
    REQUIRE(machine.run(arguments).exit_code == 0);
  }

  const json score = machine.ask({"practice", "--score"});

  CHECK(score.at("rater") == "me");
  CHECK(row_of(score, "stage").at("right") == 2);
  CHECK(row_of(score, "symptom").at("right") == 1);
  REQUIRE(score.at("misses").size() == 2);
  CHECK(score.at("misses")[1].at("given") == "type-problem/node");
  CHECK(score.at("misses")[1].at("expected") == "type-problem/tensor");
  CHECK(score.at("misses")[1].at("near") == true);
  std::set<std::string> read_again;
  for (const json& item : score.at("read_again")) read_again.insert(item.at("code"));
  CHECK(read_again ==
        std::set<std::string>{"crash", "wrong-model", "type-problem/node", "type-problem/tensor"});
}
