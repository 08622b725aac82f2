#include "app/judge_pilot.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cctype>
#include <cstddef>
#include <optional>
#include <vector>

#include "app/output.h"
#include "base/text.h"
#include "data/collection_store.h"
#include "data/judgements.h"

namespace faultline::app {

namespace {

/// Hands out keys as they are typed while it lives, where the standard input is a terminal; Ctrl-C
/// too, so that nothing ends without putting the terminal back.
class KeyMode {
 public:
  KeyMode() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios keys = before_;
    keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ISIG | ECHO);
    changed_ = ::tcsetattr(STDIN_FILENO, TCSANOW, &keys) == 0;
  }
  KeyMode(const KeyMode&) = delete;
  KeyMode& operator=(const KeyMode&) = delete;
  KeyMode(KeyMode&&) = delete;
  KeyMode& operator=(KeyMode&&) = delete;
  ~KeyMode() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }

 private:
  termios before_{};
  bool changed_ = false;
};

constexpr char kInterrupt = '\x03';
constexpr char kEndOfInput = '\x04';

/// The next key that means something; q where the input ends.
char read_key(World& world) {
  constexpr std::string_view kKeys = "ynsuq";
  for (char key = 0; world.in.get(key);) {
    if (key == kInterrupt || key == kEndOfInput) return 'q';
    key = static_cast<char>(std::tolower(static_cast<unsigned char>(key)));
    if (kKeys.find(key) != std::string_view::npos) return key;
    if (std::isspace(static_cast<unsigned char>(key)) == 0) {
      world.out << "  y yes, n no, s later, u back, q stop\n" << std::flush;
    }
  }
  return 'q';
}

void print_text(World& world, const std::string& text, std::size_t most_lines) {
  const std::vector<std::string> lines = split(text, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i == most_lines) {
      world.out << fmt::format("  ({} more lines)\n", lines.size() - i);
      return;
    }
    world.out << "  " << printable(trim(lines[i])) << "\n";
  }
}

void show_issue(World& world, Study& study, const data::SampledIssue& issue) {
  constexpr std::size_t kBodyLines = 30;
  constexpr std::size_t kCommentLines = 6;
  constexpr std::size_t kComments = 8;
  const auto whole = data::read_collected_issue(study.database, issue.repository, issue.number);
  world.out << printable(fmt::format("{}#{}  {}", issue.repository, issue.number,
                                     issue.title.value_or("")))
            << "\n"
            << printable(issue.url) << "\n";
  if (!whole) return;
  if (!whole->labels.empty()) {
    world.out << "labels: " << printable(join(whole->labels, ", ")) << "\n";
  }
  print_text(world, whole->body.value_or(""), kBodyLines);
  for (std::size_t i = 0; i < whole->comments.size() && i < kComments; ++i) {
    const data::CollectedComment& comment = whole->comments[i];
    world.out << printable(fmt::format("-- {} on {}", comment.author.value_or("somebody"),
                                       comment.created_at.substr(0, 10)))
              << "\n";
    print_text(world, comment.body, kCommentLines);
  }
  if (whole->comments.size() > kComments) {
    world.out << fmt::format("-- {} more comments\n", whole->comments.size() - kComments);
  }
}

}  // namespace

void judge_pilot(World& world, Study& study, std::int64_t rater_id) {
  const std::vector<data::SampledIssue> issues = data::unjudged_issues(study.database, rater_id);
  const KeyMode key_mode;
  std::size_t next = 0;
  while (next < issues.size()) {
    const data::SampledIssue& issue = issues[next];
    world.out << fmt::format("\n[{} of {}] ", next + 1, issues.size());
    show_issue(world, study, issue);
    world.out << "A repaired failure of the converter? y n s u q: " << std::flush;
    const char key = read_key(world);
    world.out << key << "\n";
    if (key == 'q') break;
    if (key == 'u') {
      if (next > 0) data::remove_judgement(study.database, issues[--next].issue_id, rater_id);
      continue;
    }
    if (key != 's') {
      data::store_judgement(study.database, issue.issue_id, rater_id, key == 'y',
                            world.clock.now());
    }
    ++next;
  }
  world.out << fmt::format(
      "\n{} of the pilot left to judge.\n\n",
      counted(static_cast<std::int64_t>(data::unjudged_issues(study.database, rater_id).size()),
              "issue"));
}

}  // namespace faultline::app
