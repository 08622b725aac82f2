#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "app/run.h"
#include "collectors/screening/screen.h"
#include "support/collected_study.h"

namespace faultline::app {

namespace {

using nlohmann::json;
using test::CollectedStudy;

struct Printed {
  ExitCode code;
  std::string out;
  std::string err;

  [[nodiscard]] bool has(const std::string& words) const {
    return out.find(words) != std::string::npos;
  }
};

Printed run_in(const std::filesystem::path& folder, const std::vector<std::string>& words,
               const std::string& input = {}) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const FixedClock clock(*parse_iso8601("2024-09-16T08:00:00Z"));
  World world{.in = in,
              .out = out,
              .err = err,
              .clock = clock,
              .current_folder = folder,
              .out_style = {},
              .err_style = {}};
  const ExitCode code = run(world, words);
  return {code, out.str(), err.str()};
}

/// A study of 12 relevant issues per converter, of which 8 show evidence of repair.
class ScreenedStudy : public CollectedStudy {
 public:
  ScreenedStudy() {
    for (std::int64_t number = 1; number <= 12; ++number) {
      add_relevant(kTorch, number, number <= 8);
      add_relevant(kTensorFlow, number, number <= 8);
    }
  }

  Printed run(const std::vector<std::string>& words, const std::string& input = {}) {
    return run_in(folder(), words, input);
  }
  json run_json(std::vector<std::string> words) {
    words.emplace_back("--json");
    return json::parse(run(words).out);
  }
};

}  // namespace

TEST_CASE("screen prints the funnel, and its counts can be opened") {
  ScreenedStudy study;

  const json funnel = study.run_json({"screen"});
  const json issues = study.run_json({"issues", "--step", "evidence", "--converter", "torch.onnx"});

  REQUIRE(funnel.at("rows").size() == 4);
  CHECK(funnel.at("id") == "funnel");
  CHECK(funnel.at("rows")[1].at("step") == "relevant");
  CHECK(funnel.at("rows")[1].at("torch.onnx") == 12);
  CHECK(funnel.at("rows")[2].at("torch.onnx") == 8);
  CHECK(funnel.at("rows")[3].at("torch.onnx").is_null());
  CHECK(issues.size() == 8);
}

TEST_CASE("screen --compare sets the rules side by side and lists where they differ") {
  ScreenedStudy study;
  study.add(CollectedStudy::kTorch, 20,
            {.labels = {"module: onnx"}, .timeline = {test::commit_event("referenced")}});

  const json compared = study.run_json({"screen", "--compare"});
  const Printed listed = study.run({"screen", "--compare", "--list"});

  CHECK(compared.at("rows")[1].at("rule") == "published");
  CHECK(compared.at("rows")[1].at("torch.onnx") == 9);
  CHECK(compared.at("rows")[1].at("more") == 1);
  CHECK(compared.at("rows")[2].at("fewer") == 0);
  REQUIRE(compared.at("differences").size() == 1);
  CHECK(compared.at("differences")[0].at("number") == 20);
  CHECK(listed.has("pytorch/pytorch#20  kept by published: referenced-by-commit"));
  CHECK(study.count("select count(*) from screening") == 0);
}

TEST_CASE("the sample is drawn once, and drawing again shows it as it is") {
  ScreenedStudy study;
  study.run({"screen"});

  const json first = study.run_json({"sample"});
  const std::string shown = study.run({"sample", "show", "--json"}).out;
  const Printed again = study.run({"sample"});

  CHECK(first.at("rows")[0].at("added") == 3);
  CHECK(again.code == ExitCode::kDone);
  CHECK(again.has("The sample was drawn before"));
  CHECK(study.run({"sample", "show", "--json"}).out == shown);
  CHECK(json::parse(shown).at("rows").size() == 6);
}

TEST_CASE("sample extend, tranche and show go together") {
  ScreenedStudy study;
  study.run({"screen"});
  study.run({"sample"});

  const json extended = study.run_json({"sample", "extend", "--to", "5"});
  const json tranche = study.run_json({"sample", "tranche", "--size", "4", "--kind", "drift"});
  const Printed shown = study.run({"sample", "show", "drift"});
  const Printed unknown = study.run({"sample", "show", "drifd"});

  CHECK(extended.at("rows")[0].at("before") == 3);
  CHECK(extended.at("rows")[0].at("added") == 2);
  CHECK(tranche.at("rows")[0].at("added") == 2);
  CHECK(shown.has("Sample 'drift': 4 issues"));
  CHECK(study.run_json({"issues", "--step", "sampled"}).size() == 10);
  CHECK(unknown.code == ExitCode::kBadInput);
  CHECK(unknown.err.find("the nearest one is 'drift'") != std::string::npos);
}

TEST_CASE("sample commands say what is missing") {
  ScreenedStudy study;

  CHECK(study.run({"sample"}).err.find("no issue is screened yet") != std::string::npos);
  CHECK(study.run({"sample", "extend"}).err.find("no sample yet") != std::string::npos);
  CHECK(study.run({"sample", "tranche"}).err.find("needs --size") != std::string::npos);
  CHECK(study.run({"sample", "tranche", "--size", "2", "--kind", "other"}).code ==
        ExitCode::kBadInput);
}

TEST_CASE("sample size needs no study and knows a finite population") {
  const test::TemporaryFolder folder;
  const auto needed = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"sample", "size", "--json"});
    return json::parse(run_in(folder.path(), words).out).at("needed").get<int>();
  };

  CHECK(needed({"--confidence", "0.95", "--margin", "0.05"}) == 385);
  CHECK(needed({"--confidence", "95%", "--margin", "5%", "--population", "569"}) == 230);
  CHECK(needed({}) == 385);
  CHECK(run_in(folder.path(), {"sample", "size", "--margin", "wide"}).code == ExitCode::kBadInput);
  CHECK(run_in(folder.path(), {"sample", "size", "--confidence", "1"}).code == ExitCode::kBadInput);
}

TEST_CASE("a rater judges the pilot key by key, goes back, and goes on later") {
  ScreenedStudy study;
  study.run({"screen"});
  const std::vector<std::string> command{"screen", "validate", "--pilot", "4", "--rater", "ana"};
  const auto judged = [&] { return study.count("select count(*) from screening_judgement"); };

  const Printed first = study.run(command, "y\nn\nu\nn\nxq\n");
  CHECK(judged() == 2);
  CHECK(first.has("[1 of 8] "));
  CHECK(first.has("6 issues of the pilot left to judge."));

  const Printed second = study.run(command, "ysnynnq");
  CHECK(second.has("[1 of 6] "));
  CHECK(judged() == 7);

  const Printed third = study.run(command, "y");
  CHECK(judged() == 8);
  CHECK(third.has("0 issues of the pilot left to judge."));
  CHECK(study.count("select sum(relevant) from screening_judgement") == 4);
}

TEST_CASE("what the screening made of an issue is not shown to who judges it") {
  ScreenedStudy study;
  study.run({"screen"});

  const Printed printed =
      study.run({"screen", "validate", "--pilot", "12", "--rater", "ana"}, "nnnn");
  const std::string shown = printed.out.substr(0, printed.out.find("The screening against"));

  CHECK(shown.find("closed-by-commit") == std::string::npos);
  CHECK(shown.find("evidence") == std::string::npos);
}

TEST_CASE("imported judgements give precision and recall") {
  ScreenedStudy study;
  study.run({"screen"});
  write_file(study.folder() / "j.csv",
             "repository,issue,relevant,rater\n"
             "torch.onnx,1,yes,ana\ntorch.onnx,2,no,ana\ntorch.onnx,9,yes,ana\n");

  const json table = study.run_json({"screen", "validate", "--import", "j.csv"});

  CHECK(table.at("rows")[0].at("converter") == "torch.onnx");
  CHECK(table.at("rows")[0].at("precision") == 0.5);
  CHECK(table.at("rows")[0].at("recall") == 0.5);
  CHECK(table.at("rows")[0].at("f1") == 0.5);
  CHECK(table.at("rows")[0].contains("precision_low"));
  CHECK(study.count("select count(*) from sample") == 0);
}

TEST_CASE("status leads from the collection to the labels") {
  const test::TemporaryFolder folder;
  run_in(folder.path(), {"init", "empty"});
  ScreenedStudy study;
  const auto next = [&] { return study.run_json({"status"}).at("next").get<std::string>(); };

  CHECK(run_in(folder.path() / "empty", {"status"}).has("Next: collect the issues"));
  CHECK(next().find("`faultline screen`") != std::string::npos);
  study.run({"screen"});
  CHECK(next().find("`faultline sample`") != std::string::npos);
  study.run({"sample"});
  CHECK(next().find("`faultline rater add NAME`") != std::string::npos);
  CHECK(
      study.run({"status"}).has("12 collected, 12 relevant, 8 with evidence of repair, 3 sampled"));
}

TEST_CASE("init knows its templates, and the default one has six converters in it") {
  const test::TemporaryFolder folder;

  const Printed made = run_in(folder.path(), {"init", "a", "--template", "onnx-converters"});
  const Printed unknown = run_in(folder.path(), {"init", "b", "--template", "onnx-convertors"});

  CHECK(made.code == ExitCode::kDone);
  CHECK(unknown.code == ExitCode::kBadInput);
  CHECK(unknown.err.find("the nearest one is 'onnx-converters'") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "b"));
  std::string protocol = read_file(folder.path() / "a" / "study.toml");
  CHECK(data::parse_study_file(protocol, "study.toml").converters.size() == 2);
  for (std::size_t place = 0; (place = protocol.find("\n# [[", place)) != std::string::npos;) {
    for (std::size_t line = place; protocol.substr(line, 3) == "\n# ";) {
      protocol.erase(line + 1, 2);
      line = protocol.find('\n', line + 1);
    }
  }
  const data::StudyFile all = data::parse_study_file(protocol, "study.toml");
  REQUIRE(all.converters.size() == 6);
  CHECK(all.converters[2].repository == "PaddlePaddle/Paddle2ONNX");
  CHECK(all.converters[5].name == "onnx-tf");
}

TEST_CASE("issues --search shows the best matches, made safe for the terminal") {
  CollectedStudy study;
  for (std::int64_t number = 1; number <= 30; ++number) {
    study.add(CollectedStudy::kTorch, number, {.comments = {"an opset \x1b[31m red"}});
  }

  const Printed printed = run_in(study.folder(), {"issues", "--search", "opset"});
  const Printed more = run_in(study.folder(), {"issues", "--search", "opset", "--limit", "25"});
  const json all =
      json::parse(run_in(study.folder(), {"issues", "--search", "opset", "--json"}).out);

  CHECK(printed.has("20 issues\n"));
  CHECK(printed.has("`--limit N` shows more"));
  CHECK(printed.has("[opset]"));
  CHECK_FALSE(printed.has("\x1b"));
  CHECK(more.has("25 issues\n"));
  CHECK(all.size() == 30);
  CHECK(all[0].at("comments") == 1);
  CHECK(all[0].at("snippet").get<std::string>().find("[opset]") != std::string::npos);
}

}  // namespace faultline::app
