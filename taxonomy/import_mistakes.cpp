#include "taxonomy/import_mistakes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"

namespace faultline::taxonomy {

void ImportMistakes::add(std::size_t row, std::string_view column, std::string_view what) {
  const std::string place = column.empty() ? fmt::format("{} {}", row_noun_, row)
                                           : fmt::format("{} {}, {}{}", row_noun_, row,
                                                         rows_are_lines() ? "column " : "", column);
  mistakes_.push_back({row, fmt::format("{}: {}", place, what)});
}

void ImportMistakes::throw_if_any(std::int64_t rows) const {
  if (mistakes_.empty()) return;
  std::vector<Mistake> by_row = mistakes_;
  std::stable_sort(by_row.begin(), by_row.end(),
                   [](const Mistake& a, const Mistake& b) { return a.row < b.row; });
  std::set<std::size_t> bad_rows;
  for (const Mistake& mistake : by_row) bad_rows.insert(mistake.row);
  Error error(fmt::format("{} of the file's {} {}s {} bad; nothing was imported", bad_rows.size(),
                          rows, row_noun_, bad_rows.size() == 1 ? "is" : "are"));
  error.at(file_, rows_are_lines() ? std::optional(by_row.front().row) : std::nullopt);
  for (const Mistake& mistake : by_row) error.because(mistake.text);
  throw error.help("`faultline show codebook` lists the codes with their aliases");
}

}  // namespace faultline::taxonomy
