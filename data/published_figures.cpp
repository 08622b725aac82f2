#include "data/published_figures.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/embedded.h"
#include "base/error.h"
#include "data/toml_reader.h"

namespace faultline {
std::span<const EmbeddedFile> published_files();
}

namespace faultline::data {

std::string_view published_file(std::string_view name) {
  for (const EmbeddedFile& file : published_files()) {
    if (file.name == fmt::format("published/{}", name)) return file.content;
  }
  throw Error(fmt::format("the program holds no file '{}'", name), ErrorKind::kFailure);
}

namespace {

template <typename Number>
std::optional<Number> optional_number(const nlohmann::json& figure, const char* key) {
  const auto found = figure.find(key);
  return found == figure.end() ? std::nullopt : std::optional(found->get<Number>());
}

/// The decimals of a number as it was written: 2 for 0.34, 1 for 0.9.
int decimals(const nlohmann::json& number) {
  const std::string text = number.dump();
  const std::size_t point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

std::vector<PublishedFigure> read_figures() {
  std::vector<PublishedFigure> figures;
  const nlohmann::json root = nlohmann::json::parse(published_file("published.json"));
  for (const nlohmann::json& entry : root.at("figures")) {
    PublishedFigure figure{.id = entry.at("id"),
                           .where = entry.at("where"),
                           .what = entry.at("what"),
                           .numbers = {.count = optional_number<std::int64_t>(entry, "count"),
                                       .of = optional_number<std::int64_t>(entry, "of"),
                                       .percent = optional_number<std::int64_t>(entry, "percent"),
                                       .value = optional_number<double>(entry, "value")}};
    if (figure.numbers.value) figure.value_decimals = decimals(entry.at("value"));
    figures.push_back(std::move(figure));
  }
  return figures;
}

std::map<std::string, std::string> read_differences() {
  const std::string name = "known_differences.toml";
  const toml::table parsed = parse_toml(published_file(name), name);
  TomlReader root(parsed, name, "the file");
  std::map<std::string, std::string> differences;
  for (TomlReader& difference : root.tables("difference")) {
    const std::string id = difference.required_text("id");
    differences.emplace(id, difference.required_text("explanation"));
    difference.finish();
  }
  root.finish();
  return differences;
}

}  // namespace

const std::vector<PublishedFigure>& published_figures() {
  static const std::vector<PublishedFigure> kFigures = read_figures();
  return kFigures;
}

const std::map<std::string, std::string>& known_differences() {
  static const std::map<std::string, std::string> kDifferences = read_differences();
  return kDifferences;
}

}  // namespace faultline::data
