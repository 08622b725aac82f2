#include "app/statistics/inputs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"

namespace faultline::app {

namespace {

using nlohmann::json;

[[noreturn]] void fail(std::string_view name, std::string_view expected) {
  throw Error("the input '" + std::string(name) + "' must be " + std::string(expected));
}

std::optional<std::int64_t> as_integer(const json& value) {
  constexpr double kMost = 9007199254740992;  // 2^53
  if (!value.is_number()) return std::nullopt;
  const auto number = value.get<double>();
  if (std::abs(number) > kMost || number != std::trunc(number)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::vector<double> as_numbers(const json& values, std::string_view name,
                               std::string_view expected) {
  if (!values.is_array()) fail(name, expected);
  std::vector<double> numbers;
  numbers.reserve(values.size());
  for (const json& value : values) {
    if (!value.is_number()) fail(name, expected);
    numbers.push_back(value.get<double>());
  }
  return numbers;
}

bool is_label(const json& value) { return value.is_number() || value.is_string(); }

}  // namespace

Inputs::Inputs(const json& inputs, std::span<const std::string_view> names) : inputs_(inputs) {
  if (!inputs.is_object()) {
    throw Error("the inputs must be a JSON object").help(R"(for example {"x": 7, "n": 20})");
  }
  const std::vector<std::string> known(names.begin(), names.end());
  for (const auto& [name, value] : inputs.items()) {
    if (std::ranges::find(known, name) != known.end()) continue;
    Error error("there is no input '" + name + "'; the inputs are " + join(known, ", "));
    if (const auto near = nearest(name, known)) error.help("the nearest name is '" + *near + "'");
    throw error;
  }
}

const json* Inputs::find(std::string_view name) const {
  const auto found = inputs_.find(name);
  return found == inputs_.end() ? nullptr : &*found;
}

const json& Inputs::get(std::string_view name, std::string_view expected) const {
  const json* value = find(name);
  if (value != nullptr) return *value;
  throw Error("the input '" + std::string(name) + "' is missing; it must be " +
              std::string(expected));
}

double Inputs::number(std::string_view name) const {
  constexpr std::string_view kExpected = "a number";
  const json& value = get(name, kExpected);
  if (!value.is_number()) fail(name, kExpected);
  return value.get<double>();
}

double Inputs::number(std::string_view name, double otherwise) const {
  return find(name) == nullptr ? otherwise : number(name);
}

std::int64_t Inputs::integer(std::string_view name) const {
  constexpr std::string_view kExpected = "a whole number of at most 2^53";
  const std::optional<std::int64_t> value = as_integer(get(name, kExpected));
  if (!value) fail(name, kExpected);
  return *value;
}

std::optional<std::int64_t> Inputs::optional_integer(std::string_view name) const {
  const json* value = find(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  return integer(name);
}

bool Inputs::boolean(std::string_view name) const {
  constexpr std::string_view kExpected = "true or false";
  const json& value = get(name, kExpected);
  if (!value.is_boolean()) fail(name, kExpected);
  return value.get<bool>();
}

std::size_t Inputs::choice(std::string_view name, std::span<const std::string> allowed,
                           bool is_optional) const {
  if (is_optional && find(name) == nullptr) return 0;
  const std::string expected = "one of " + join({allowed.begin(), allowed.end()}, ", ");
  const json& value = get(name, expected);
  if (!value.is_string()) fail(name, expected);
  const auto found = std::ranges::find(allowed, value.get<std::string>());
  if (found == allowed.end()) fail(name, expected);
  return static_cast<std::size_t>(found - allowed.begin());
}

double Inputs::confidence() const { return number("confidence", analysis::kDefaultConfidence); }

std::vector<double> Inputs::numbers(std::string_view name) const {
  constexpr std::string_view kExpected = "a list of numbers";
  return as_numbers(get(name, kExpected), name, kExpected);
}

std::vector<std::vector<double>> Inputs::groups(std::string_view name) const {
  constexpr std::string_view kExpected = "a list of groups, each a list of numbers";
  const json& values = get(name, kExpected);
  if (!values.is_array()) fail(name, kExpected);
  std::vector<std::vector<double>> groups;
  for (const json& group : values) groups.push_back(as_numbers(group, name, kExpected));
  return groups;
}

std::vector<std::int64_t> Inputs::integers(std::string_view name) const {
  constexpr std::string_view kExpected = "a list of whole numbers of at most 2^53";
  const json& values = get(name, kExpected);
  if (!values.is_array()) fail(name, kExpected);
  std::vector<std::int64_t> integers;
  for (const json& value : values) {
    const std::optional<std::int64_t> integer = as_integer(value);
    if (!integer) fail(name, kExpected);
    integers.push_back(*integer);
  }
  return integers;
}

const json& Inputs::matrix(std::string_view name, std::string_view expected) const {
  const json& rows = get(name, expected);
  if (!rows.is_array()) fail(name, expected);
  for (const json& row : rows) {
    if (!row.is_array()) fail(name, expected);
    if (row.size() != rows.front().size()) {
      throw Error("the rows of the input '" + std::string(name) + "' differ in length");
    }
  }
  return rows;
}

analysis::ContingencyTable Inputs::table(std::string_view name) const {
  constexpr std::string_view kExpected = "a list of rows, each a list of whole numbers";
  const json& rows = matrix(name, kExpected);
  std::vector<std::int64_t> cells;
  for (const json& row : rows) {
    for (const json& value : row) {
      const std::optional<std::int64_t> count = as_integer(value);
      if (!count) fail(name, kExpected);
      cells.push_back(*count);
    }
  }
  const std::size_t columns = rows.empty() ? 0 : rows.front().size();
  return {rows.size(), columns, std::move(cells)};
}

analysis::ItemCounts Inputs::item_counts(std::string_view name) const {
  constexpr std::string_view kExpected =
      "a list of items, each a list of how many labels each category got, at most 1000000";
  constexpr std::int64_t kMostLabels = 1'000'000;
  const json& rows = matrix(name, kExpected);
  std::vector<std::int32_t> counts;
  for (const json& row : rows) {
    for (const json& value : row) {
      const std::optional<std::int64_t> count = as_integer(value);
      if (!count || *count > kMostLabels || *count < 0) fail(name, kExpected);
      counts.push_back(static_cast<std::int32_t>(*count));
    }
  }
  const std::size_t codes = rows.empty() ? 0 : rows.front().size();
  return {rows.size(), codes, std::move(counts)};
}

Ratings Inputs::ratings(std::string_view name) const {
  constexpr std::string_view kExpected = "a list of items, each a list of labels or null";
  std::set<json> labels;
  for (const json& row : matrix(name, kExpected)) {
    for (const json& value : row) {
      if (!value.is_null() && !is_label(value)) fail(name, kExpected);
      if (!value.is_null()) labels.insert(value);
    }
  }
  return count_ratings(name, {labels.begin(), labels.end()});
}

Ratings Inputs::ratings(std::string_view name, std::string_view categories) const {
  constexpr std::string_view kExpected = "a list of labels, each once";
  const json& declared = get(categories, kExpected);
  if (!declared.is_array() || declared.empty()) fail(categories, kExpected);
  if (!std::ranges::all_of(declared, is_label)) fail(categories, kExpected);
  if (std::set<json>(declared.begin(), declared.end()).size() != declared.size()) {
    fail(categories, kExpected);
  }
  return count_ratings(name, {declared.begin(), declared.end()});
}

Ratings Inputs::count_ratings(std::string_view name, std::vector<json> labels) const {
  constexpr std::size_t kMostCounts = 100'000'000;
  const json& rows = matrix(name, "a list of items, each a list of labels or null");
  if (rows.size() * labels.size() > kMostCounts) {
    throw Error("the input '" + std::string(name) + "' holds too many items for so many labels");
  }
  std::map<json, std::int32_t> code_of;
  for (const json& label : labels) {
    code_of.emplace(label, static_cast<std::int32_t>(code_of.size()));
  }
  std::vector<std::int32_t> codes;
  for (const json& row : rows) {
    for (const json& value : row) {
      const auto found = code_of.find(value);
      if (!value.is_null() && found == code_of.end()) {
        throw Error("the input '" + std::string(name) +
                    "' holds a label that is not among the categories: " + value.dump());
      }
      codes.push_back(value.is_null() ? -1 : found->second);
    }
  }
  const std::size_t raters = rows.empty() ? 0 : rows.front().size();
  if (raters == 0) {
    return {analysis::ItemCounts(rows.size(), labels.size(),
                                 std::vector<std::int32_t>(rows.size() * labels.size())),
            std::move(labels)};
  }
  return {analysis::count_labels(codes, raters, labels.size()), std::move(labels)};
}

}  // namespace faultline::app
