#include "collectors/screening/protocol_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "data/parse_json.h"
#include "data/statement.h"

namespace faultline::collectors {

namespace {

/// Which issues GitHub was, or would be, asked for.
struct AskedFor {
  std::string state;
  std::set<std::string> labels;  ///< in lower case, as GitHub compares them

  friend bool operator==(const AskedFor&, const AskedFor&) = default;
};

AskedFor asked_for(const data::ConverterProtocol& converter) {
  AskedFor asked{.state = converter.state, .labels = {}};
  for (const std::string& label : converter.labels) asked.labels.insert(to_lower(label));
  return asked;
}

/// Reads the column collection.protocol; what it does not say counts as not restricted.
AskedFor read_protocol(const std::string& text) {
  AskedFor asked{.state = "all", .labels = {}};
  const nlohmann::json protocol = data::parse_json(text);
  if (!protocol.is_object()) return asked;
  if (const auto state = protocol.find("state"); state != protocol.end() && state->is_string()) {
    asked.state = to_lower(state->get<std::string>());
  }
  const auto labels = protocol.find("labels");
  if (labels == protocol.end() || !labels->is_array()) return asked;
  for (const nlohmann::json& label : *labels) {
    if (label.is_string()) asked.labels.insert(to_lower(label.get<std::string>()));
  }
  return asked;
}

/// Whether whoever asked for `wide` has all that `narrow` asks for.
bool covers(const AskedFor& wide, const AskedFor& narrow) {
  return (wide.state == "all" || wide.state == narrow.state) &&
         std::includes(narrow.labels.begin(), narrow.labels.end(), wide.labels.begin(),
                       wide.labels.end());
}

std::string in_words(const AskedFor& asked) {
  std::string state = asked.state == "all" ? "all issues" : asked.state + " issues";
  if (asked.labels.empty()) return state;
  return fmt::format("{} with the label{} '{}'", state, asked.labels.size() == 1 ? "" : "s",
                     join({asked.labels.begin(), asked.labels.end()}, "', '"));
}

}  // namespace

std::vector<std::string> protocol_changes(data::Database& database, const data::StudyFile& study) {
  data::Statement newest(database, R"sql(
    select protocol
    from collection
    where repository_id = (select id from repository where name = ?)
    order by id desc
    limit 1
  )sql");
  std::vector<std::string> sentences;
  std::vector<std::string> never;
  for (const data::ConverterProtocol& converter : study.converters) {
    if (!newest.bind(converter.repository).step()) {
      never.push_back(fmt::format("{} was never collected: `faultline collect`.", converter.name));
      continue;
    }
    const AskedFor before = read_protocol(newest.text(0));
    const AskedFor now = asked_for(converter);
    if (before == now) continue;
    sentences.push_back(
        fmt::format("{}: study.toml asks for {}, the last collection asked for {}; {}.",
                    converter.name, in_words(now), in_words(before),
                    covers(before, now) ? "that has them all"
                                        : "run `faultline collect` for the missing ones"));
  }
  if (never.size() < study.converters.size()) {
    sentences.insert(sentences.end(), never.begin(), never.end());
  }
  return sentences;
}

}  // namespace faultline::collectors
