#include "taxonomy/tui/fix_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "taxonomy/tui/cell_text.h"
#include "taxonomy/tui/event_words.h"
#include "taxonomy/tui/flow.h"
#include "taxonomy/tui/source_lines.h"

namespace faultline::taxonomy {

namespace {

Style patch_style(std::string_view line) {
  if (line.starts_with("@@")) return Style::kHunk;
  if (line.starts_with('+')) return Style::kAdded;
  if (line.starts_with('-')) return Style::kRemoved;
  return Style::kCode;
}

int count_lines(std::string_view text) {
  int lines = 0;
  for_each_source_line(text, [&](std::string_view) { ++lines; });
  return lines;
}

class FixWriter {
 public:
  explicit FixWriter(int width) : width_(width) {}

  [[nodiscard]] std::vector<StyledLine> write(const data::Fix& fix, bool unfolded);

 private:
  void write_file(const data::ChangedFile& file, bool unfolded);
  void write_patch(std::string_view patch);
  void put_text(std::string_view text, Style style);

  int width_;
  int patch_line_ = 0;
  std::vector<StyledLine> lines_;
};

void FixWriter::put_text(std::string_view text, Style style) {
  Flow flow;
  flow.add(text, style);
  std::vector<StyledLine> lines = flow.lines(width_);
  std::move(lines.begin(), lines.end(), std::back_inserter(lines_));
}

void FixWriter::write_patch(std::string_view patch) {
  for_each_source_line(patch, [&](std::string_view line) {
    ++patch_line_;
    const std::string safe = cell_text(line);
    const Style style = patch_style(line);
    for (const TextRange range : wrap_columns(safe, width_)) {
      lines_.push_back({{{safe.substr(range.begin, range.end - range.begin), style}}, patch_line_});
    }
  });
}

void FixWriter::write_file(const data::ChangedFile& file, bool unfolded) {
  Flow flow;
  flow.add("  ", Style::kPlain);
  flow.add(file.path, Style::kStrong);
  if (file.additions) flow.add(fmt::format(" +{}", *file.additions), Style::kAdded);
  if (file.deletions) flow.add(fmt::format(" -{}", *file.deletions), Style::kRemoved);
  if (file.patch && !unfolded) {
    const int lines = count_lines(*file.patch);
    flow.add(fmt::format(" [patch of {} {}, folded]", lines, lines == 1 ? "line" : "lines"),
             Style::kDim);
  }
  std::vector<StyledLine> lines = flow.lines(width_);
  std::move(lines.begin(), lines.end(), std::back_inserter(lines_));
  if (!unfolded) return;
  if (file.patch) write_patch(*file.patch);
  if (file.patch_cut) put_text("[GitHub cut this patch]", Style::kWarning);
}

std::vector<StyledLine> FixWriter::write(const data::Fix& fix, bool unfolded) {
  if (fix.title) put_text(*fix.title, Style::kStrong);
  for (const data::ChangedFile& file : fix.files) write_file(file, unfolded);
  if (fix.files.empty() && !fix.files_complete) {
    put_text("[its changed files are not known]", Style::kWarning);
  } else if (!fix.files_complete) {
    put_text("[not all of its changed files are known]", Style::kWarning);
  }
  const bool patches = std::any_of(fix.files.begin(), fix.files.end(),
                                   [](const data::ChangedFile& file) { return file.patch; });
  if (!fix.files.empty() && !patches) put_text("[patches were not collected]", Style::kDim);
  return std::move(lines_);
}

}  // namespace

std::string fix_words(const data::Fix& fix) {
  const bool commit = fix.kind == "commit";
  std::string words = commit
                          ? fmt::format("commit {} of {}", short_sha(fix.ref), fix.repository)
                          : fmt::format("{} {}#{}", kind_words(fix.kind), fix.repository, fix.ref);
  if (commit && fix.pull_request) words += fmt::format(", of pull request #{}", *fix.pull_request);
  if (fix.merged_at) {
    words += fmt::format(", {} {}", commit ? "committed" : "merged", shown_time(*fix.merged_at));
  } else if (fix.state) {
    words += fmt::format(", {}", *fix.state);
  }
  return words;
}

std::vector<StyledLine> fix_lines(const data::Fix& fix, int width, bool unfolded) {
  return FixWriter(width).write(fix, unfolded);
}

}  // namespace faultline::taxonomy
