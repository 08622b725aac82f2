#include "reports/comparison/compare.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/contingency.h"
#include "analysis/fisher_2x2.h"
#include "analysis/multiple_testing.h"
#include "analysis/paired.h"
#include "analysis/proportion.h"
#include "base/error.h"
#include "base/nearest.h"

namespace faultline::reports {

namespace {

constexpr double kSmallExpectedCount = 5;

/// A row of the comparison: codes, by id, that are counted together.
struct Line {
  std::string id;
  std::string name;
  int level = 0;
  std::vector<std::string> codes;
};

std::vector<Line> lines_of(const data::Dimension& dimension, Binning binning) {
  std::vector<Line> lines;
  for (const CodeGroup& group : code_groups(dimension, binning)) {
    lines.push_back({group.id, group.name, group.level, {}});
    for (const std::int32_t code : group.codes) {
      lines.back().codes.push_back(dimension.codes[static_cast<std::size_t>(code)].id);
    }
  }
  return lines;
}

bool same_lines(const std::vector<Line>& one, const std::vector<Line>& other) {
  return std::equal(
      one.begin(), one.end(), other.begin(), other.end(),
      [](const Line& a, const Line& b) { return a.id == b.id && a.codes == b.codes; });
}

/// Adds the lines that only the other codebook has: a part behind the other parts of its code, if
/// that is there, and everything else at the end.
void add_missing(std::vector<Line>& lines, const std::vector<Line>& other) {
  std::string parent;
  for (const Line& line : other) {
    if (line.level == 0) parent = line.id;
    const auto same = [&](const Line& known) { return known.id == line.id; };
    const auto known = std::find_if(lines.begin(), lines.end(), same);
    if (known != lines.end()) {
      for (const std::string& code : line.codes) {
        const bool is_new =
            std::find(known->codes.begin(), known->codes.end(), code) == known->codes.end();
        if (is_new) known->codes.push_back(code);
      }
      continue;
    }
    auto place = lines.end();
    if (line.level > 0) {
      place = std::find_if(lines.begin(), lines.end(),
                           [&](const Line& above) { return above.id == parent; });
      if (place != lines.end()) ++place;
      while (place != lines.end() && place->level > 0) ++place;
    }
    lines.insert(place, line);
  }
}

/// The codebook that names what a built-in side counts: the other side's.
const data::Codebook& names_for(const ComparedSide& a, const ComparedSide& b,
                                const data::Codebook& builtin) {
  if (a.codebook) return *a.codebook;
  return b.codebook ? *b.codebook : builtin;
}

/// The lines of both sides. Codebooks that bin their rare codes otherwise are compared unbinned.
std::vector<Line> common_lines(const ComparedSide& a, const ComparedSide& b,
                               const data::Codebook& codebook, Binning binning,
                               const std::string& id) {
  if (!a.codebook || !b.codebook) {
    return lines_of(*names_for(a, b, codebook).find(id), binning);
  }
  const data::Dimension& of_a = *a.codebook->find(id);
  const data::Dimension& of_b = *b.codebook->find(id);
  std::vector<Line> lines = lines_of(of_a, binning);
  if (same_lines(lines, lines_of(of_b, binning))) return lines;
  lines = lines_of(of_a, Binning::kNone);
  add_missing(lines, lines_of(of_b, Binning::kNone));
  return lines;
}

/// How many failures of a side a line counts; no value where the side cannot know.
std::optional<std::int64_t> count(const ComparedSide& side, const SideCounts& counts,
                                  const std::string& dimension, const Line& line) {
  if (side.codebook) {
    const data::Dimension* known = side.codebook->find(dimension);
    const bool any = std::any_of(line.codes.begin(), line.codes.end(),
                                 [&](const auto& code) { return known->find(code) != nullptr; });
    if (!any) return std::nullopt;
  } else if (const auto whole = counts.codes.find(line.id); whole != counts.codes.end()) {
    return whole->second;
  }
  std::int64_t sum = 0;
  bool any = side.codebook.has_value();
  for (const std::string& code : line.codes) {
    const auto found = counts.codes.find(code);
    if (found == counts.codes.end()) continue;
    sum += found->second;
    any = true;
  }
  return any ? std::optional(sum) : std::nullopt;
}

/// The codes of the issues that both sides have.
struct SharedCodes {
  std::vector<std::pair<std::string, std::string>> codes;
};

SharedCodes shared_codes(const SideCounts& a, const SideCounts& b) {
  SharedCodes shared;
  for (const auto& [issue, code] : a.issues) {
    const auto other = b.issues.find(issue);
    if (other != b.issues.end()) shared.codes.emplace_back(code, other->second);
  }
  return shared;
}

bool holds(const Line& line, const std::string& code) {
  return std::find(line.codes.begin(), line.codes.end(), code) != line.codes.end();
}

/// A code against all others, on shared issues: [[both, only A], [only B, neither]].
analysis::ContingencyTable against_others(const SharedCodes& shared, const Line& line) {
  std::vector<std::int64_t> cells(4);
  for (const auto& [a, b] : shared.codes) {
    const std::size_t row = holds(line, a) ? 0 : 1;
    const std::size_t column = holds(line, b) ? 0 : 1;
    ++cells[2 * row + column];
  }
  return {2, 2, std::move(cells)};
}

ComparedCode paired_code(const SharedCodes& shared, const Line& line) {
  const analysis::ContingencyTable table = against_others(shared, line);
  ComparedCode code{.id = line.id, .name = line.name, .level = line.level};
  code.a = table.row_totals()[0];
  code.b = table.column_totals()[0];
  if (const auto difference = analysis::paired_difference(table)) {
    code.difference = difference->difference;
    code.interval = difference->interval;
  }
  const bool is_used = *code.a + *code.b > 0;
  if (line.level > 0 || !is_used) return code;
  code.p = analysis::mcnemar(table).p_exact;
  code.test = "McNemar, exact";
  return code;
}

ComparedCode independent_code(const Line& line, std::optional<std::int64_t> a, std::int64_t of_a,
                              std::optional<std::int64_t> b, std::int64_t of_b) {
  ComparedCode code{.id = line.id, .name = line.name, .level = line.level, .a = a, .b = b};
  if (!a || !b) return code;
  const analysis::TwoProportions shares = analysis::two_proportions(*b, of_b, *a, of_a);
  code.difference = shares.difference;
  code.interval = shares.newcombe;
  const bool can_differ = of_a > 0 && of_b > 0 && *a + *b > 0 && *a + *b < of_a + of_b;
  if (line.level > 0 || !can_differ) return code;
  const analysis::ContingencyTable table(2, 2, {*a, of_a - *a, *b, of_b - *b});
  const analysis::IndependenceTest test = analysis::chi_square_test(table);
  const bool is_exact = test.min_expected && *test.min_expected < kSmallExpectedCount;
  code.p = is_exact ? analysis::fisher_exact_2x2(table).p_two_sided : test.p;
  code.test = is_exact ? "Fisher, exact" : "chi-square";
  return code;
}

void adjust(std::vector<ComparedCode>& codes) {
  std::vector<double> p;
  for (const ComparedCode& code : codes) {
    if (code.p) p.push_back(std::min(1.0, *code.p));
  }
  const std::vector<double> holm = analysis::adjust_p(p).holm;
  auto next = holm.begin();
  for (ComparedCode& code : codes) {
    if (code.p) code.p_holm = *next++;
  }
}

std::vector<Line> top_lines(const std::vector<Line>& lines) {
  std::vector<Line> top;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(top),
               [](const Line& line) { return line.level == 0; });
  return top;
}

analysis::ContingencyTable exchange_table(const SharedCodes& shared, const std::vector<Line>& top) {
  std::map<std::string, std::size_t> place;
  for (std::size_t line = 0; line < top.size(); ++line) {
    for (const std::string& code : top[line].codes) place.emplace(code, line);
  }
  std::vector<std::int64_t> cells(top.size() * top.size());
  for (const auto& [a, b] : shared.codes) ++cells[place.at(a) * top.size() + place.at(b)];
  return {top.size(), top.size(), std::move(cells)};
}

/// Two rows, where the lines know every failure of both sides.
std::optional<analysis::ContingencyTable> two_rows(const ComparedDimension& dimension) {
  std::vector<std::int64_t> a;
  std::vector<std::int64_t> b;
  std::int64_t left = dimension.of_a + dimension.of_b;
  for (const ComparedCode& code : dimension.codes) {
    if (code.level > 0) continue;
    if (!code.a || !code.b) return std::nullopt;
    a.push_back(*code.a);
    b.push_back(*code.b);
    left -= *code.a + *code.b;
  }
  if (left != 0) return std::nullopt;
  const std::size_t columns = a.size();
  a.insert(a.end(), b.begin(), b.end());
  return analysis::ContingencyTable(2, columns, std::move(a));
}

/// Periods of one study that overlap: the same labels would stand on both sides.
void refuse_overlap(const ComparedSide& a, const ComparedSide& b, const SideCounts& counts_a,
                    const SideCounts& counts_b, std::size_t shared) {
  const bool same_labels = a.origin == b.origin && shared > 0;
  const bool are_equal = shared == counts_a.issues.size() && shared == counts_b.issues.size();
  if (!same_labels || are_equal) return;
  throw Error(fmt::format("'{}' and '{}' hold {} of the same issues, with the same labels", a.name,
                          b.name, shared))
      .help("choose sides that do not overlap, such as 2019..2020 and 2021..");
}

ComparedDimension compare_dimension(const ComparedSide& a, const ComparedSide& b,
                                    const data::Dimension& names, const std::vector<Line>& lines) {
  const SideCounts& counts_a = a.dimensions.at(names.id);
  const SideCounts& counts_b = b.dimensions.at(names.id);
  const SharedCodes shared = shared_codes(counts_a, counts_b);
  refuse_overlap(a, b, counts_a, counts_b, shared.codes.size());
  const std::size_t smaller = std::min(counts_a.issues.size(), counts_b.issues.size());

  ComparedDimension result{.id = names.id, .name = names.name};
  result.shared = static_cast<std::int64_t>(shared.codes.size());
  result.paired = !shared.codes.empty() && 2 * shared.codes.size() >= smaller;
  result.of_a = result.paired ? result.shared : counts_a.failures;
  result.of_b = result.paired ? result.shared : counts_b.failures;
  for (const Line& line : lines) {
    result.codes.push_back(
        result.paired ? paired_code(shared, line)
                      : independent_code(line, count(a, counts_a, names.id, line), result.of_a,
                                         count(b, counts_b, names.id, line), result.of_b));
  }
  adjust(result.codes);
  if (!result.paired) {
    result.overall = two_rows(result);
    return result;
  }
  result.left_out_a = counts_a.failures - result.shared;
  result.left_out_b = counts_b.failures - result.shared;
  result.exchanged = std::count_if(shared.codes.begin(), shared.codes.end(),
                                   [](const auto& codes) { return codes.first != codes.second; });
  result.overall = exchange_table(shared, top_lines(lines));
  return result;
}

}  // namespace

Comparison compare(const ComparedSide& a, const ComparedSide& b, const data::Codebook& codebook,
                   Binning binning, const std::optional<std::string>& dimension) {
  Comparison comparison;
  for (const data::Dimension& names : names_for(a, b, codebook).dimensions) {
    if (dimension && names.id != *dimension) continue;
    if (!a.dimensions.contains(names.id) || !b.dimensions.contains(names.id)) {
      comparison.dimensions_left_out.push_back(names.id);
      continue;
    }
    comparison.dimensions.push_back(
        compare_dimension(a, b, names, common_lines(a, b, codebook, binning, names.id)));
  }
  if (!comparison.dimensions.empty()) return comparison;
  Error error(dimension ? fmt::format("'{}' and '{}' do not both have the dimension '{}'", a.name,
                                      b.name, *dimension)
                        : fmt::format("'{}' and '{}' have no dimension in common", a.name, b.name));
  if (dimension && comparison.dimensions_left_out.empty()) {
    std::vector<std::string> known;
    for (const auto& [name, codes] : a.dimensions) known.push_back(name);
    if (const auto meant = nearest(*dimension, known)) {
      error.help(fmt::format("the nearest one is '{}'", *meant));
    }
  }
  throw error.help("both sides need labels in the same dimension, by the same name");
}

}  // namespace faultline::reports
