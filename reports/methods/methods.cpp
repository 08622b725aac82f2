#include "reports/methods/methods.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "reports/format_value.h"
#include "reports/methods/parts.h"

namespace faultline::reports {

namespace {

std::size_t place_of(const Table& table, std::string_view column_id) {
  const auto found = std::ranges::find(table.columns, column_id, &Column::id);
  return static_cast<std::size_t>(found - table.columns.begin());
}

MethodsSection describe_analysis() {
  return {.title = "Analysis",
          .sentences = {
              "Shares carry 95% Wilson intervals (Wilson 1927); percentages are rounded half away "
              "from zero.",
              "Agreement of two raters is Cohen's kappa with the interval of its large-sample "
              "standard error (Fleiss, Cohen and Everitt 1969), Gwet's AC1 and Krippendorff's "
              "alpha, over the issues that both labelled.",
              "The tables beside this text name the test behind each of their p-values."}};
}

}  // namespace

std::string number_of(std::int64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string enumerate(const std::vector<std::string>& items) {
  if (items.size() < 2) return items.empty() ? std::string() : items.front();
  const std::vector<std::string> first(items.begin(), items.end() - 1);
  return join(first, ", ") + " and " + items.back();
}

std::string in_quotes(std::string_view name) {
  return fmt::format("\xE2\x80\x9C{}\xE2\x80\x9D", name);
}

std::string cell_text(const Table& table, const Row& row, std::string_view column_id) {
  const std::size_t place = place_of(table, column_id);
  return format_value(row.values.at(place), table.columns.at(place).kind);
}

std::int64_t cell_count(const Table& table, const Row& row, std::string_view column_id) {
  const auto* count = std::get_if<std::int64_t>(&row.values.at(place_of(table, column_id)));
  return count == nullptr ? 0 : *count;
}

bool has_cell(const Table& table, const Row& row, std::string_view column_id) {
  const std::size_t place = place_of(table, column_id);
  return place < row.values.size() && !std::holds_alternative<std::monostate>(row.values[place]);
}

Methods describe_methods(const TableRequest& request, const data::StudyFile& study) {
  const MethodsInput input{&request, &study};
  Methods methods;
  describe_mining(input, methods);
  describe_labelling(input, methods);
  describe_survey(input, methods);
  methods.sections.push_back(describe_analysis());
  std::erase_if(methods.sections,
                [](const MethodsSection& section) { return section.sentences.empty(); });
  return methods;
}

}  // namespace faultline::reports
