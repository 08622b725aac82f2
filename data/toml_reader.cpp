#include "data/toml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/nearest.h"
#include "base/text.h"

namespace faultline::data {

namespace {

/// Where the text or comment that begins at `start` ends; a text that is not closed at the end of
/// its line, or of the file where it may have several lines.
std::size_t end_of_quoted(std::string_view content, std::size_t start) {
  const char quote = content[start];
  if (quote == '#') return std::min(content.find('\n', start), content.size());
  const std::string triple(3, quote);
  const bool many_lines = content.substr(start).starts_with(triple);
  const std::string_view closing = many_lines ? triple : std::string_view(triple).substr(0, 1);
  for (std::size_t i = start + closing.size(); i < content.size(); ++i) {
    if (content.substr(i).starts_with(closing)) {
      std::size_t end = i + closing.size();
      // Up to two quotes more belong to a text of several lines.
      while (many_lines && end < std::min(i + 5, content.size()) && content[end] == quote) ++end;
      return end;
    }
    if (content[i] == '\n' && !many_lines) return i;
    if (content[i] == '\\' && quote == '"') ++i;
  }
  return content.size();
}

/// The library that parses TOML takes stack for each part of a key, "a.b.c", without a bound.
void check_keys(std::string_view content, const std::string& name) {
  constexpr std::size_t kMostDots = 20;
  std::size_t dots = 0;
  for (std::size_t i = 0; i < content.size();) {
    const char c = content[i];
    if (c == '"' || c == '\'' || c == '#') {
      i = end_of_quoted(content, i);
      continue;
    }
    if (c == '.') ++dots;
    if (std::string_view("=,[]{}\n").find(c) != std::string_view::npos) dots = 0;
    if (dots > kMostDots) {
      const auto line =
          std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(i), '\n');
      throw Error(fmt::format("a key has more than {} dots", kMostDots))
          .at(name, static_cast<std::size_t>(line) + 1)
          .help("write the table's name in brackets above its keys");
    }
    ++i;
  }
}

}  // namespace

toml::table parse_toml(std::string_view content, const std::string& name) {
  check_keys(content, name);
  try {
    return toml::parse(content, name);
  } catch (const toml::parse_error& mistake) {
    const toml::source_position at = mistake.source().begin;
    throw Error("the file is not valid TOML")
        .at(name, at.line, at.column)
        .because(std::string(mistake.description()))
        .help("https://toml.io shows the format");
  }
}

TomlReader::TomlReader(const toml::table& table, std::string file, std::string where)
    : table_(&table), file_(std::move(file)), where_(std::move(where)) {}

const toml::node* TomlReader::find(const std::string& key) {
  asked_.insert(key);
  return table_->get(key);
}

std::optional<std::string> TomlReader::text(const std::string& key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_string();
  if (value == nullptr) throw wrong_kind(key, "a text in quotation marks");
  return value->get();
}

std::string TomlReader::required_text(const std::string& key) {
  const std::optional<std::string> value = text(key);
  if (!value) throw error(fmt::format("{} lacks the key '{}'", where_, key));
  if (trim(*value).empty()) throw error(fmt::format("the key '{}' is empty", key), key);
  return *value;
}

std::optional<std::int64_t> TomlReader::integer(const std::string& key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_integer();
  if (value == nullptr) throw wrong_kind(key, "a whole number");
  return value->get();
}

std::optional<bool> TomlReader::boolean(const std::string& key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_boolean();
  if (value == nullptr) throw wrong_kind(key, "true or false");
  return value->get();
}

std::optional<double> TomlReader::number(const std::string& key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const std::optional<double> value = node->value<double>();
  if (!value) throw wrong_kind(key, "a number");
  return value;
}

std::vector<std::string> TomlReader::texts(const std::string& key) {
  const toml::node* node = find(key);
  if (node == nullptr) return {};
  const toml::array* array = node->as_array();
  if (array == nullptr) throw wrong_kind(key, "a list of texts, such as [\"a\", \"b\"]");
  std::vector<std::string> values;
  for (const toml::node& element : *array) {
    const auto* value = element.as_string();
    if (value == nullptr) throw wrong_kind(key, "a list of texts, such as [\"a\", \"b\"]");
    values.push_back(value->get());
  }
  return values;
}

std::optional<TomlReader> TomlReader::table(const std::string& key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const toml::table* value = node->as_table();
  if (value == nullptr) throw wrong_kind(key, fmt::format("a table, written [{}]", key));
  return TomlReader(*value, file_, fmt::format("[{}]", key));
}

std::vector<TomlReader> TomlReader::tables(const std::string& key) {
  const toml::node* node = find(key);
  if (node == nullptr) return {};
  const std::string expected = fmt::format("a list of tables, each written [[{}]]", key);
  const toml::array* array = node->as_array();
  if (array == nullptr) throw wrong_kind(key, expected);
  std::vector<TomlReader> readers;
  for (const toml::node& element : *array) {
    const toml::table* value = element.as_table();
    if (value == nullptr) throw wrong_kind(key, expected);
    readers.emplace_back(*value, file_, fmt::format("[[{}]]", key));
  }
  return readers;
}

void TomlReader::finish() const {
  for (const auto& [key, node] : *table_) {
    const std::string name(key.str());
    if (asked_.contains(name)) continue;
    const std::vector<std::string> known(asked_.begin(), asked_.end());
    Error unknown = error(fmt::format("'{}' is not a key of {}", name, where_), name);
    if (const auto meant = nearest(name, known)) {
      unknown.help(fmt::format("the nearest key is '{}'", *meant));
    } else {
      unknown.help(fmt::format("its keys are: {}", join(known, ", ")));
    }
    throw unknown;
  }
}

Error TomlReader::error(const std::string& message, const std::string& key) const {
  Error mistake(message);
  mistake.at(file_, line(key));
  return mistake;
}

std::size_t TomlReader::line(const std::string& key) const {
  const toml::node* node = table_->get(key);
  if (node != nullptr && node->source().begin.line > 0) return node->source().begin.line;
  // The outermost table has no place of its own: it begins where the file does.
  return std::max<std::size_t>(1, table_->source().begin.line);
}

Error TomlReader::wrong_kind(const std::string& key, const std::string& expected) const {
  return error(fmt::format("the key '{}' of {} should be {}", key, where_, expected), key);
}

}  // namespace faultline::data
