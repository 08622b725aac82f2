#include "taxonomy/tui/thread.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "taxonomy/tui/cell_text.h"
#include "taxonomy/tui/event_words.h"
#include "taxonomy/tui/fix_lines.h"
#include "taxonomy/tui/flow.h"
#include "taxonomy/tui/markdown.h"

namespace faultline::taxonomy {

namespace {

constexpr std::string_view kHeadingSign = "\xE2\x94\x80\xE2\x94\x80 ";  // "── "

/// Writes a thread from top to bottom.
class ThreadWriter {
 public:
  ThreadWriter(const data::CollectedIssue& issue, int width, const ThreadOptions& options)
      : issue_(issue), width_(width), options_(options) {}

  [[nodiscard]] std::vector<StyledLine> write();

 private:
  void write_head();
  void write_facts();
  void write_comment(std::size_t index);
  void write_timeline();
  void write_fix(std::size_t index);

  void begin_part(std::string part, const std::string& heading);
  void put(std::vector<StyledLine> lines);
  void put(const Flow& flow) { put(flow.lines(width_)); }
  void put_text(const std::string& text, Style style);
  void put_blank() { lines_.push_back({.part = part_}); }

  const data::CollectedIssue& issue_;
  int width_;
  const ThreadOptions& options_;
  std::string part_;
  std::vector<StyledLine> lines_;
};

void ThreadWriter::put(std::vector<StyledLine> lines) {
  for (StyledLine& line : lines) {
    line.part = part_;
    lines_.push_back(std::move(line));
  }
}

void ThreadWriter::put_text(const std::string& text, Style style) {
  Flow flow;
  flow.add(text, style);
  put(flow);
}

void ThreadWriter::begin_part(std::string part, const std::string& heading) {
  part_.clear();
  put_blank();
  part_ = std::move(part);
  Flow flow;
  flow.add(kHeadingSign, Style::kDim);
  flow.add(heading, Style::kHeading);
  put(flow);
}

std::string author_words(const std::optional<std::string>& author) {
  return author.value_or("an unknown account");
}

void ThreadWriter::write_facts() {
  std::string state = issue_.state;
  if (issue_.state_reason) state += fmt::format(" ({})", *issue_.state_reason);
  std::string facts = fmt::format("{}; opened {} by {}", state, shown_time(issue_.created_at),
                                  author_words(issue_.author));
  if (issue_.closed_at) facts += fmt::format("; closed {}", shown_time(*issue_.closed_at));
  if (!issue_.updated_at.empty())
    facts += fmt::format("; updated {}", shown_time(issue_.updated_at));
  put_text(facts, Style::kPlain);
  if (!issue_.labels.empty()) {
    put_text(fmt::format("labels: {}", join(issue_.labels, ", ")), Style::kPlain);
  }
}

void ThreadWriter::write_head() {
  Flow title;
  title.add(issue_.title, Style::kTitle, 1);
  part_ = "title";
  put(title);
  part_.clear();
  put_text(fmt::format("{}{}{} #{}", options_.converter, options_.converter.empty() ? "" : ", ",
                       options_.repository, issue_.number),
           Style::kStrong);
  put_text(issue_.url, Style::kDim);
  write_facts();
}

void ThreadWriter::write_comment(std::size_t index) {
  const data::CollectedComment& comment = issue_.comments[index];
  const bool edited = comment.updated_at && *comment.updated_at != comment.created_at;
  begin_part(fmt::format("comment {}", index + 1),
             fmt::format("comment {} of {}, {}, {}{}", index + 1, issue_.comments.size(),
                         author_words(comment.author), shown_time(comment.created_at),
                         edited ? ", edited" : ""));
  put(render_markdown(comment.body, width_));
}

void ThreadWriter::write_timeline() {
  if (issue_.timeline.empty()) return;
  begin_part("timeline", fmt::format("timeline, {} {}", issue_.timeline.size(),
                                     issue_.timeline.size() == 1 ? "event" : "events"));
  int number = 0;
  for (const data::TimelineEvent& event : issue_.timeline) {
    ++number;
    Flow flow;
    if (event.created_at) flow.add(shown_time(*event.created_at) + "  ", Style::kDim, number);
    if (event.actor) flow.add(*event.actor + " ", Style::kPlain, number);
    flow.add(event_words(event), Style::kPlain, number);
    put(flow);
  }
}

void ThreadWriter::write_fix(std::size_t index) {
  const std::string part = fmt::format("fix {}", index + 1);
  const data::Fix& fix = issue_.fixes[index];
  begin_part(part, fmt::format("fix {} of {}, {}", index + 1, issue_.fixes.size(), fix_words(fix)));
  put(fix_lines(fix, width_, options_.unfolded.contains(part)));
}

std::vector<StyledLine> ThreadWriter::write() {
  write_head();
  begin_part("body", "description");
  if (trim(issue_.body.value_or("")).empty()) {
    put_text("(no description)", Style::kDim);
  } else {
    put(render_markdown(*issue_.body, width_));
  }
  for (std::size_t i = 0; i < issue_.comments.size(); ++i) write_comment(i);
  write_timeline();
  for (std::size_t i = 0; i < issue_.fixes.size(); ++i) write_fix(i);
  return std::move(lines_);
}

}  // namespace

std::vector<StyledLine> render_thread(const data::CollectedIssue& issue, int width,
                                      const ThreadOptions& options) {
  return ThreadWriter(issue, std::max(1, width), options).write();
}

}  // namespace faultline::taxonomy
