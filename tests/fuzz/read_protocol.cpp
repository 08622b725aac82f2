#include <string>

#include "app/issue_condition.h"
#include "app/issue_name.h"
#include "app/study.h"
#include "base/clock.h"
#include "base/text.h"
#include "collectors/github/github_endpoint.h"
#include "data/cell_range.h"
#include "data/issue_search.h"
#include "data/period.h"
#include "data/study_file.h"
#include "fuzz/read_or_refuse.h"
#include "fuzz/readers.h"
#include "fuzz/spare_study.h"
#include "support/published_study.h"
#include "survey/instrument.h"
#include "taxonomy/codebook.h"
#include "taxonomy/codebook_diff.h"
#include "taxonomy/exchange/codebook_toml.h"
#include "taxonomy/exchange/refi_qda.h"
#include "taxonomy/label_ids.h"

namespace faultline::test {

namespace {

/// Writes a codebook in both formats and reads it again.
void check_exchange(const data::Codebook& codebook) {
  const std::string toml = taxonomy::codebook_toml(codebook);
  const data::Codebook again = taxonomy::parse_codebook(toml, "again.toml");
  must_hold(taxonomy::codebook_toml(again) == toml, "a codebook in TOML reads the same");
  must_hold(taxonomy::compare_codebooks(codebook, again).empty(), "no code differs");

  const std::string qdc = taxonomy::write_qdc(codebook);
  const data::Codebook exchanged =
      taxonomy::parse_codebook(taxonomy::read_qdc(qdc, "again.qdc"), "again.toml");
  must_hold(taxonomy::write_qdc(exchanged) == qdc, "a codebook in REFI-QDA reads the same");
}

}  // namespace

void read_study_file(std::string_view bytes) {
  read_or_refuse([&] {
    const data::StudyFile study = data::parse_study_file(bytes, "study.toml");
    must_hold(!study.converters.empty(), "a study has a converter");
  });
}

void read_codebook(std::string_view bytes) {
  data::Codebook codebook;
  if (read_or_refuse([&] { codebook = taxonomy::parse_codebook(bytes, "fuzz.toml"); })) {
    check_exchange(codebook);
  }
}

void read_qda_codebook(std::string_view bytes) {
  std::string toml;
  if (read_or_refuse([&] { toml = taxonomy::read_qdc(bytes, "fuzz.qdc"); })) {
    check_exchange(taxonomy::parse_codebook(toml, "fuzz.toml"));
  }
}

void read_instrument(std::string_view bytes) {
  read_or_refuse([&] { static_cast<void>(survey::parse_instrument(bytes, "fuzz.toml")); });
}

void read_typed(std::string_view bytes) {
  static SpareStudy spare;
  static app::Study study{.folder = "/",
                          .file = data::parse_study_file(data::study_file_template(), "study.toml"),
                          .codebook = builtin_codebook(),
                          .database = data::Database::in_memory(data::schema_version())};
  const std::string text(bytes);

  read_or_refuse([&] { static_cast<void>(app::parse_issue_name(text, study)); });
  read_or_refuse([&] {
    data::IssueQuery query;
    app::add_condition(query, text, study.codebook);
  });
  read_or_refuse([&] { static_cast<void>(collectors::github_endpoint(text)); });
  read_or_refuse([&] { static_cast<void>(data::parse_cell_ranges(text)); });
  read_or_refuse([&] {
    data::IssueSearch search(spare.fresh(), text);
    static_cast<void>(search.ranked());
    static_cast<void>(search.others());
  });
  if (const auto cell = data::parse_cell_reference(text)) {
    must_hold(data::parse_cell_reference(data::to_string(*cell)) == cell, "a cell reads the same");
  }
  if (const auto moment = parse_iso8601(text)) {
    must_hold(parse_iso8601(to_iso8601(*moment)) == moment, "a moment reads the same");
    must_hold(parse_iso8601(to_sortable_iso8601(*moment)) == moment, "a moment reads the same");
  }
  if (const auto period = data::parse_period(text)) {
    must_hold(period->first <= period->last, "a period ends after it begins");
  }
  static_cast<void>(data::day_of(text));
  static_cast<void>(taxonomy::parse_positive(text));
  const std::string safe = printable(text);
  must_hold(is_utf8(safe) && printable(safe) == safe, "printable text is printable");
  must_hold(display_width(truncate(safe, 10)) <= 10, "cut text fits");
}

}  // namespace faultline::test
