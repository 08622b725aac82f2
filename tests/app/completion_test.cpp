#include "app/completion.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <sstream>

#include "app/commands.h"
#include "app/help.h"
#include "app/run.h"
#include "base/text.h"
#include "support/collected_study.h"

namespace faultline::app {

namespace {

using test::CollectedStudy;

/// What the program answers to a shell, in a folder.
std::string answer(const std::filesystem::path& folder, std::vector<std::string> words) {
  std::istringstream in;
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
  words.insert(words.begin(), std::string(kCompletionWord));
  CHECK(run(world, words) == ExitCode::kDone);
  CHECK(err.str().empty());
  return out.str();
}

/// The same without what the words are.
std::vector<std::string> offered(const std::filesystem::path& folder,
                                 const std::vector<std::string>& words) {
  std::vector<std::string> found;
  for (const std::string& line : split(answer(folder, words), '\n')) {
    if (!line.empty()) found.push_back(line.substr(0, line.find('\t')));
  }
  return found;
}

using Words = std::vector<std::string>;

const std::filesystem::path kNowhere = "/";

}  // namespace

TEST_CASE("commands are completed word by word") {
  CHECK(offered(kNowhere, {"sur"}) == Words{"survey"});
  CHECK(offered(kNowhere, {"survey", "the"}) == Words{"theme"});
  CHECK(offered(kNowhere, {"survey", "theme", ""}) ==
        Words{"list", "import", "agree", "adjudicate"});
  CHECK(offered(kNowhere, {"--study", "x", "agr"}) == Words{"agree"});
  CHECK(answer(kNowhere, {"agr"}) ==
        "agree\tmeasure how far raters agree, and show where they do not\n");
}

TEST_CASE("options are completed, those that were given only where they can be repeated") {
  CHECK(offered(kNowhere, {"agree", "--r"}) == Words{"--raters"});
  CHECK(offered(kNowhere, {"agree", "--raters", "a,b", "--r"}).empty());
  CHECK(offered(kNowhere, {"issues", "--where", "stage=any", "--wh"}) == Words{"--where"});
  CHECK(offered(kNowhere, {"--ver"}) == Words{"--version"});
}

TEST_CASE("values that the program knows are completed, behind a space or an equal sign") {
  CHECK(offered(kNowhere, {"table", "--format", "l"}) == Words{"latex"});
  CHECK(offered(kNowhere, {"table", "--format=l"}) == Words{"--format=latex"});
  CHECK(offered(kNowhere, {"table", "cause-"}) == Words{"cause-symptom", "cause-stage"});
  CHECK(offered(kNowhere, {"collect", "--api", ""}) == Words{"graphql", "rest"});
  CHECK(offered(kNowhere, {"stat", "cohen"}).size() == 1);
  CHECK(offered(kNowhere, {"show", "completion", "z"}) == Words{"zsh"});
  CHECK(offered(kNowhere, {"show", "manual", "label", "imp"}) == Words{"import"});
}

TEST_CASE("the shell is told where files or folders are expected") {
  CHECK(answer(kNowhere, {"label", "import", "x"}) == ":files\n");
  CHECK(answer(kNowhere, {"label", "import", "a.csv", "x"}) == ":files\n");
  CHECK(answer(kNowhere, {"table", "--study", "x"}) == ":folders\n");
  CHECK(answer(kNowhere, {"codebook", "export", "a.qdc", "conv"}) ==
        ":files\nconverter-failures\tcodebook\n");
}

TEST_CASE("converters, raters and codes of the study are completed") {
  CollectedStudy study;
  study.rater("ana");
  study.rater("anton");

  CHECK(offered(study.folder(), {"issues", "--converter", "t"}) == Words{"torch.onnx", "tf2onnx"});
  CHECK(offered(study.folder(), {"label", "--rater", "an"}) == Words{"ana", "anton"});
  CHECK(offered(study.folder(), {"agree", "--raters", "ana,an"}) == Words{"ana,ana", "ana,anton"});
  CHECK(offered(study.folder(), {"issues", "--where", "stage=opt"}) == Words{"stage=optimization"});
  CHECK(offered(study.folder(), {"label", "set", "a/b#1", "stage=opt"}) ==
        Words{"stage=optimization"});
  CHECK(offered(kNowhere, {"--study", study.folder().string(), "label", "--rater", "ant"}) ==
        Words{"anton"});
}

TEST_CASE("a name that cannot be typed is not offered") {
  CollectedStudy study;
  study.rater("an\n:files\x1b[2J");

  CHECK(answer(study.folder(), {"label", "--rater", "an"}).empty());
}

TEST_CASE("where nothing is known, nothing is printed") {
  CHECK(answer(kNowhere, {"nonsense", "x"}).empty());
  CHECK(answer(kNowhere, {"label", "--rater", ""}).empty());
  CHECK(answer(kNowhere, {"agree", "--raters=ana", "stray", ""}).empty());
  CHECK(answer(kNowhere, {"--study", "/nonexistent", "label", "--rater", ""}).empty());
  CHECK(answer(kNowhere, {}).empty());
}

TEST_CASE("completion knows every argument of every command") {
  for (const Command& command : commands()) {
    CAPTURE(command.name);
    for (const Option& option : all_options(command)) {
      CAPTURE(option.argument);
      CHECK((option.argument.empty() || is_known_argument(option.argument)));
    }
    for (const std::string& argument : split(command.arguments, ' ')) {
      CAPTURE(argument);
      CHECK((argument.empty() || is_known_argument(argument)));
    }
  }
}

TEST_CASE("every command ends its own options with --format and --json, in this order") {
  for (const Command& command : commands()) {
    CAPTURE(command.name);
    std::string shared;
    bool is_shared = false;
    for (const Option& option : command.options) {
      const bool is_format = option.name == "format" && option.argument == "FORMAT";
      is_shared = is_shared || (is_format && !option.repeatable) || option.name == "json";
      if (is_shared) shared += fmt::format(" {}", option.name);
    }
    CHECK((shared.empty() || shared == " json" || shared == " format json"));
  }
}

}  // namespace faultline::app
