#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "fuzz/read_or_refuse.h"
#include "fuzz/readers.h"
#include "fuzz/spare_study.h"
#include "reports/check/check.h"
#include "taxonomy/tui/cell_text.h"
#include "taxonomy/tui/markdown.h"
#include "taxonomy/tui/thread.h"

namespace faultline::test {

namespace {

using taxonomy::StyledLine;

/// Whether a text that is well-formed UTF-8 has a character that could do more than show itself:
/// C0 and C1 controls, marks and overrides of direction, joiners.
bool has_active_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) return true;
    const std::string_view rest = text.substr(i);
    if (byte == 0xC2 && static_cast<unsigned char>(rest[1]) < 0xA0) return true;
    for (const std::string_view active :
         {"\xE2\x80\x8B", "\xE2\x80\x8D", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xAA",
          "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA9", "\xEF\xBB\xBF"}) {
      if (rest.starts_with(active)) return true;
    }
  }
  return false;
}

void check_lines(const std::vector<StyledLine>& lines, int width) {
  for (const StyledLine& line : lines) {
    const std::string text = plain_text(line);
    must_hold(is_utf8(text), "a line is UTF-8");
    must_hold(!has_active_character(text), "a line holds no character that acts");
    must_hold(taxonomy::cell_width(text) <= width, "a line fits");
  }
}

data::CollectedIssue issue_of(std::string_view bytes) {
  const std::string text(bytes);
  data::CollectedIssue issue{.number = 1, .title = text, .body = text, .state = text};
  issue.author = text;
  issue.created_at = text;
  issue.labels = {text, "bug"};
  issue.comments = {{.id = 1, .author = text, .created_at = text, .body = text}};
  issue.timeline = {{.event = text, .actor = text},
                    {.event = "labeled", .label = text},
                    {.event = "closed", .commit_sha = text}};
  issue.fixes = {{.kind = "commit", .repository = text, .ref = text, .title = text}};
  issue.fixes.front().files = {{.path = text, .additions = 1, .deletions = 1, .patch = text}};
  return issue;
}

/// A study's numbers that papers can name.
reports::StudyNumbers study_numbers() {
  reports::Table table{.id = "stage", .title = "Stages"};
  table.columns = {{.id = "code", .label = "Stage"},
                   {.id = "torch.onnx", .label = "torch.onnx", .kind = reports::ColumnKind::kCount},
                   {.id = "total", .label = "Total", .kind = reports::ColumnKind::kCount}};
  for (const char* name : {"Node conversion", "Total"}) {
    reports::Row row;
    row.values = {std::string(name), std::int64_t{14}, std::int64_t{100}};
    table.rows.push_back(row);
  }
  return reports::study_numbers({{"stage", table}});
}

}  // namespace

void read_markdown(std::string_view bytes) {
  const int narrow = 1 + static_cast<int>(bytes.size() % 40);
  for (const int width : {narrow, 80}) {
    check_lines(taxonomy::render_markdown(bytes, width), width);
    check_lines(taxonomy::render_plain(bytes, width), width);
  }
  const std::string safe = taxonomy::cell_text(bytes);
  must_hold(taxonomy::cell_text(safe) == safe, "safe text is safe");
  must_hold(taxonomy::cell_width(taxonomy::pad_to_cells(safe, narrow)) == narrow, "padding fits");
  must_hold(taxonomy::cell_width(taxonomy::cut_to_cells(safe, narrow)) <= narrow, "a cut fits");

  taxonomy::ThreadOptions options{.converter = "torch.onnx", .repository = "pytorch/pytorch"};
  options.unfolded = {"fix 1"};
  const auto thread = taxonomy::render_thread(issue_of(bytes), narrow + 8, options);
  check_lines(thread, narrow + 8);
  const auto found = taxonomy::find_in_thread(thread, bytes.substr(0, 5));
  must_hold(std::ranges::is_sorted(found), "lines that are found are in order");
}

void read_paper(std::string_view bytes) {
  static const reports::StudyNumbers study = study_numbers();
  static const InputFile latex("paper.tex");
  static const InputFile markdown("paper.md");
  for (const InputFile* file : {&latex, &markdown}) {
    const std::string name = file->path().filename().string();
    read_or_refuse([&] {
      const auto result = reports::check_paper(file->write(bytes), name, study);
      for (const reports::CheckedNumber& number : result.numbers) {
        must_hold(bytes.find(number.printed) != std::string_view::npos,
                  "what is quoted stands there");
      }
      static_cast<void>(reports::check_table(result));
    });
  }
}

}  // namespace faultline::test
