#include "collectors/opsets/import_history.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "data/csv.h"
#include "data/operator_history.h"
#include "data/parse_json.h"

namespace faultline::collectors {

namespace {

class HistoryImport {
 public:
  HistoryImport(data::Database& database, std::string name, std::string history)
      : writer_(database), name_(std::move(name)), history_(std::move(history)) {}

  OperatorHistoryImport read_csv(std::string_view content) {
    const data::CsvTable table = data::parse_csv(content, name_);
    const auto opset = table.column("opset");
    const auto operator_name = table.column("operator");
    const auto change = table.column("change");
    const auto released = table.column("released");
    const auto source = table.column("source");
    const auto domain = table.column("domain");
    const bool has_changes = opset && operator_name && change;
    if (!has_changes && !(opset && released)) {
      throw Error("the file holds no operator history")
          .at(name_)
          .because("its columns are: " + join(table.header(), ", "))
          .help(
              "changes need the columns opset, operator and change; release dates the columns "
              "opset and released");
    }
    for (const std::string& column : table.header()) {
      const bool is_read =
          column == "opset" || column == "domain" ||
          (has_changes ? column == "operator" || column == "change" || column == "source"
                       : column == "released");
      if (!is_read) result_.ignored_columns.push_back(column);
    }
    for (const data::CsvRow row : table) {
      where_ = fmt::format("row {}", row.line());
      const bool names_domain = domain && !row[*domain].empty();
      const std::string domain_name(names_domain ? row[*domain] : data::kDefaultDomain);
      if (has_changes) {
        const bool names_history = source && !row[*source].empty();
        add_change(domain_name, row[*opset], row[*operator_name], row[*change],
                   names_history ? std::string(row[*source]) : history_);
      } else {
        add_set(domain_name, row[*opset], row[*released]);
      }
    }
    return finish();
  }

  OperatorHistoryImport read_json(std::string_view content) {
    const nlohmann::json root = data::parse_json(content);
    if (!root.is_object()) {
      throw Error("the file is not a JSON object of operator sets").at(name_);
    }
    const std::string domain(data::kDefaultDomain);
    for (const auto& [opset, changes] : root.items()) {
      where_ = fmt::format("operator set {}", opset);
      if (!changes.is_object() || !changes.contains("date") || !changes["date"].is_string()) {
        mistakes_.push_back(fmt::format("{}: it has no \"date\"", where_));
        continue;
      }
      add_set(domain, opset, changes["date"].get<std::string>());
      for (const char* kind : {"added", "updated", "deprecated"}) {
        if (!changes.contains(kind)) continue;
        for (const nlohmann::json& operator_name : changes[kind]) {
          add_change(domain, opset,
                     operator_name.is_string() ? operator_name.get<std::string>() : "", kind,
                     history_);
        }
      }
    }
    return finish();
  }

 private:
  std::optional<std::int64_t> version_of(std::string_view text) {
    std::int64_t version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error == std::errc{} && end == text.data() + text.size() && version > 0) return version;
    mistakes_.push_back(
        fmt::format("{}: '{}' is not the version of an operator set", where_, text));
    return std::nullopt;
  }

  void add_set(const std::string& domain, std::string_view opset, std::string_view released) {
    const std::optional<std::int64_t> version = version_of(opset);
    if (!version) return;
    ++result_.sets;
    if (!released.empty() && (released.size() != 10 || !parse_iso8601(released))) {
      mistakes_.push_back(
          fmt::format("{}: '{}' is not a date such as 2019-01-22", where_, released));
      return;
    }
    const auto date = released.empty() ? std::nullopt : std::optional(std::string(released));
    if (!writer_.add_set(domain, *version, date)) {
      mistakes_.push_back(fmt::format("{}: the study has another release date for operator set {}",
                                      where_, *version));
    }
  }

  void add_change(const std::string& domain, std::string_view opset, std::string_view operator_name,
                  std::string_view change, const std::string& history) {
    const std::optional<std::int64_t> version = version_of(opset);
    if (operator_name.empty()) {
      mistakes_.push_back(fmt::format("{}: the operator has no name", where_));
    }
    if (change != "added" && change != "updated" && change != "deprecated") {
      mistakes_.push_back(
          fmt::format("{}: '{}' is none of added, updated, deprecated", where_, change));
    }
    if (!version || !mistakes_.empty()) return;
    const bool is_new = writer_.add_change({.history = history,
                                            .domain = domain,
                                            .version = *version,
                                            .operator_name = std::string(operator_name),
                                            .change = std::string(change)});
    (is_new ? result_.changes_added : result_.changes_known) += 1;
  }

  OperatorHistoryImport finish() {
    if (mistakes_.empty()) return std::move(result_);
    throw Error("the operator history has mistakes; nothing was imported")
        .at(name_)
        .because(mistakes_);
  }

  data::OperatorHistoryWriter writer_;
  std::string name_;
  std::string history_;
  std::string where_;
  std::vector<std::string> mistakes_;
  OperatorHistoryImport result_;
};

}  // namespace

OperatorHistoryImport import_operator_history(data::Database& database, std::string_view content,
                                              const std::string& name, const std::string& history) {
  OperatorHistoryImport result;
  database.transaction([&] {
    HistoryImport import(database, name, history);
    result =
        to_lower(name).ends_with(".json") ? import.read_json(content) : import.read_csv(content);
  });
  return result;
}

}  // namespace faultline::collectors
