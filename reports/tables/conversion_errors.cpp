#include "reports/tables/conversion_errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analysis/error_signature.h"
#include "reports/tables/conversion_groups.h"

namespace faultline::reports {

namespace {

/// Errors of one signature.
struct Place {
  data::Outcome outcome = data::Outcome::kConversionFailure;
  std::string signature;
  std::string example;
  std::map<std::string, std::int64_t> counts;  ///< by group
  std::int64_t total = 0;
};

/// Failures by outcome and signature, the most frequent first.
std::vector<Place> places_of(const TableRequest& request,
                             const std::vector<ConversionGroup>& groups) {
  std::map<std::pair<data::Outcome, std::string>, Place> places;
  for (const ConversionGroup& group : groups) {
    for (const data::Conversion& conversion : group.conversions) {
      const data::Outcome outcome = outcome_for(request, conversion);
      if (outcome >= data::Outcome::kMismatch) continue;
      const std::string error = conversion.error.value_or("");
      const std::string signature = analysis::error_signature(error);
      Place& place = places[{outcome, signature}];
      if (place.total == 0) place.example = error;
      place.outcome = outcome;
      place.signature = signature;
      ++place.counts[group.id()];
      ++place.total;
    }
  }
  std::vector<Place> sorted;
  sorted.reserve(places.size());
  for (auto& [key, place] : places) sorted.push_back(std::move(place));
  std::ranges::stable_sort(sorted, [](const Place& a, const Place& b) {
    return a.outcome != b.outcome ? a.outcome < b.outcome : a.total > b.total;
  });
  return sorted;
}

/// "tf2onnx, synthetic: 4 places of conversion-failure, 28 of load-failure."
void note_numbers(Table& table, const std::vector<ConversionGroup>& groups,
                  const std::vector<Place>& places) {
  const auto number = [&](const ConversionGroup& group, data::Outcome outcome) {
    return std::ranges::count_if(places, [&](const Place& place) {
      return place.outcome == outcome && place.counts.contains(group.id());
    });
  };
  for (const ConversionGroup& group : groups) {
    table.notes.push_back(
        fmt::format("{}, {}: {} places of conversion failures, {} of load failures.",
                    group.converter, group.kind, number(group, data::Outcome::kConversionFailure),
                    number(group, data::Outcome::kLoadFailure)));
  }
  table.notes.emplace_back(
      "The published study speaks of 4 places of crashes and 11 errors of the runtime. "
      "`faultline conversions errors` prints the errors whole; `faultline conversions show "
      "--signature TEXT` lists the models of a place.");
}

}  // namespace

Table conversion_errors_table(const TableRequest& request) {
  const std::vector<ConversionGroup> groups = conversion_groups(*request.database);
  Table table{.id = "conversion-errors", .title = "Places where conversion and runtime fail"};
  table.columns = {{.id = "place", .label = "Place"}};
  for (const ConversionGroup& group : groups) {
    table.columns.push_back({.id = group.id(),
                             .label = fmt::format("{}, {}", group.converter, group.kind),
                             .kind = ColumnKind::kCount});
  }
  table.columns.push_back({.id = "signature", .label = "Error"});
  table.columns.push_back({.id = "example", .label = "For example"});
  if (note_no_conversions(table, groups)) return table;
  const std::vector<Place> places = places_of(request, groups);
  std::map<data::Outcome, std::int64_t> numbers;
  for (const Place& place : places) {
    Row row{.values = {fmt::format("{} {}", id_of(place.outcome), ++numbers[place.outcome])}};
    for (const ConversionGroup& group : groups) {
      const auto found = place.counts.find(group.id());
      row.values.emplace_back(found == place.counts.end() ? std::int64_t{0} : found->second);
    }
    row.values.emplace_back(place.signature);
    row.values.emplace_back(place.example);
    table.rows.push_back(std::move(row));
  }
  note_numbers(table, groups, places);
  return table;
}

}  // namespace faultline::reports
