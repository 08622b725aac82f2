#include "reports/check/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace faultline::reports {

namespace {

std::string percentage_text(std::int64_t count, std::int64_t of, int decimals) {
  return fmt::format("{:.{}f}%", *analysis::rounded_percentage(count, of, decimals), decimals);
}

std::string percentage_text(const analysis::PrintedPercentage& printed) {
  return fmt::format("{:.{}f}%",
                     static_cast<double>(printed.units) / std::pow(10, printed.decimals),
                     printed.decimals);
}

std::string counts_text(const analysis::FittingCounts& counts, std::int64_t of) {
  if (counts.least == counts.most) return fmt::format("{} of {}", counts.least, of);
  return fmt::format("{} to {} of {}", counts.least, counts.most, of);
}

/// What would be the printed percentage.
std::string source_of(std::int64_t count, std::int64_t of,
                      const analysis::PrintedPercentage& printed) {
  const std::string shown = percentage_text(printed);
  if (const auto counts = analysis::fitting_counts(of, printed)) {
    return fmt::format("{} would be {}", shown, counts_text(*counts, of));
  }
  std::string text = fmt::format("no count of {} gives {}", of, shown);
  if (printed.units == 0 || count == 0) return text;
  // Nearby denominators of which the count would be that percentage.
  const double share = static_cast<double>(printed.units) / (100 * std::pow(10, printed.decimals));
  const auto other = static_cast<std::int64_t>(std::llround(static_cast<double>(count) / share));
  if (other >= count && analysis::percentage_fits(count, other, printed)) {
    text += fmt::format("; {} of {} would be", count, other);
  }
  return text;
}

}  // namespace

std::optional<Misfit> misfit(std::int64_t count, std::int64_t of,
                             const analysis::PrintedPercentage& printed) {
  if (analysis::percentage_fits(count, of, printed)) return std::nullopt;
  return Misfit{fmt::format("{} of {} is {}, not {}", count, of,
                            percentage_text(count, of, printed.decimals), percentage_text(printed)),
                source_of(count, of, printed)};
}

std::optional<Misfit> misfit(std::int64_t of, const analysis::PrintedPercentage& printed) {
  if (analysis::fitting_counts(of, printed)) return std::nullopt;
  const double share = static_cast<double>(printed.units) / (100 * std::pow(10, printed.decimals));
  const auto below = static_cast<std::int64_t>(share * static_cast<double>(of));
  const std::int64_t above = std::min(below + 1, of);
  return Misfit{fmt::format("no count of {} gives {}", of, percentage_text(printed)),
                fmt::format("{} of {} is {}, {} of {} is {}", std::min(below, of), of,
                            percentage_text(std::min(below, of), of, printed.decimals), above, of,
                            percentage_text(above, of, printed.decimals))};
}

bool can_be_percentage(const Token& token) {
  return token.is(Token::Kind::kNumber) && token.decimals <= analysis::kMostDecimals;
}

analysis::PrintedPercentage printed_percentage(const Token& token) {
  return {token.units, token.decimals};
}

Findings::Findings(std::string file, std::string_view text, CheckResult& result)
    : file_(std::move(file)), text_(text), result_(&result) {
  lines_.push_back(0);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') lines_.push_back(i + 1);
  }
}

void Findings::add(Verdict verdict, const Token& first, const Token& last, std::string problem,
                   std::string fits) {
  constexpr std::size_t kMostPrinted = 200;
  const auto line = std::upper_bound(lines_.begin(), lines_.end(), first.offset) - 1;
  const std::size_t size = std::min(std::max(last.end, first.end) - first.offset, kMostPrinted);
  result_->numbers.push_back({.verdict = verdict,
                              .file = file_,
                              .line = static_cast<std::size_t>(line - lines_.begin()) + 1,
                              .column = first.offset - *line + 1,
                              .printed = std::string(text_.substr(first.offset, size)),
                              .problem = std::move(problem),
                              .fits = std::move(fits)});
}

void Findings::judge(const Token& count, const Token& of, const Token& percentage,
                     const Token& first, const Token& last) {
  if (const auto wrong = misfit(count.units, of.units, printed_percentage(percentage))) {
    add(Verdict::kDoesNotFit, first, last, wrong->problem, wrong->fits);
  } else {
    fits();
  }
}

}  // namespace faultline::reports
