#include "collectors/opsets/changelog.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "data/operator_history.h"

namespace faultline::collectors {

namespace {

std::optional<std::int64_t> parse_version(std::string_view text) {
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  const bool is_version = error == std::errc{} && end == text.data() + text.size() && version > 0;
  return is_version ? std::optional(version) : std::nullopt;
}

/// What stands between the first `open` and the next `close` behind it.
std::optional<std::string_view> between(std::string_view text, std::string_view open,
                                        std::string_view close) {
  const std::size_t begin = text.find(open);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(begin + open.size());
  const std::size_t end = rest.find(close);
  if (end == std::string_view::npos) return std::nullopt;
  return rest.substr(0, end);
}

bool is_operator_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// The domain of a heading: "ai.onnx (default)" or "ai.onnx.ml".
std::string_view domain_of(std::string_view heading) {
  return trim(heading.substr(0, heading.find(" (")));
}

void require_utf8(std::string_view text, const std::string& name) {
  if (!is_utf8(text)) throw Error("the file is not UTF-8").at(name);
}

/// Calls `read` with every line and its number, from 1.
template <typename Read>
void for_each_line(std::string_view text, const Read& read) {
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    read(line, trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

class ChangelogParser {
 public:
  explicit ChangelogParser(std::string name) : name_(std::move(name)) {}

  void read_line(std::size_t line, std::string_view text) {
    line_ = line;
    if (text.starts_with("### <a name=")) {
      read_operator(text);
    } else if (text.starts_with("## Version ")) {
      read_set(text);
    } else if (text.starts_with("# ") && in_headings(text)) {
      domain_ = domain_of(text.substr(2));
      version_.reset();
    }
  }

  std::vector<ChangelogEntry> finish() {
    if (!mistakes_.empty()) {
      throw Error("the changelog has mistakes; nothing was imported")
          .at(name_, first_mistake_)
          .because(mistakes_);
    }
    if (found_.empty()) {
      throw Error("the file is not ONNX's changelog")
          .at(name_)
          .because("no operator stands in it")
          .help("it is docs/Changelog.md of ONNX's repository");
    }
    return classified();
  }

 private:
  /// Operators describe themselves in Markdown too; a domain has letters and points only.
  static bool in_headings(std::string_view text) {
    const std::string_view domain = domain_of(text.substr(2));
    return domain.find("onnx") != std::string_view::npos &&
           std::ranges::none_of(domain, [](char c) { return c == ' '; });
  }

  void mistake(std::string text) {
    if (mistakes_.empty()) first_mistake_ = line_;
    mistakes_.push_back(fmt::format("line {}: {}", line_, std::move(text)));
  }

  void read_set(std::string_view text) {
    const auto number = between(text, "## Version ", " of ");
    version_ = number ? parse_version(*number) : std::nullopt;
    if (!version_) mistake("it is not the heading of an operator set");
    if (const auto named = between(text, " of the '", "' operator set")) domain_ = *named;
    if (text.ends_with(" of the default ONNX operator set")) domain_ = data::kDefaultDomain;
    if (domain_.empty()) mistake("the operator set has no domain");
  }

  void read_operator(std::string_view text) {
    const auto anchor = between(text, "<a name=\"", "\"");
    const std::size_t hyphen = anchor ? anchor->rfind('-') : std::string_view::npos;
    const auto version =
        hyphen == std::string_view::npos ? std::nullopt : parse_version(anchor->substr(hyphen + 1));
    if (!version) return mistake("it is not the heading of an operator");
    std::string_view name = anchor->substr(0, hyphen);
    if (name.starts_with(domain_ + ".")) name.remove_prefix(domain_.size() + 1);
    if (!is_operator_name(name)) {
      return mistake(fmt::format("'{}' is not the name of an operator of {}", name, domain_));
    }
    if (!version_) return mistake(fmt::format("{} stands in no operator set", name));
    if (*version != *version_) {
      return mistake(
          fmt::format("{} has version {} in operator set {}", name, *version, *version_));
    }
    const bool is_deprecated = text.find("(deprecated)") != std::string_view::npos;
    if (!found_.emplace(Key{domain_, *version, name}, is_deprecated).second) {
      mistake(fmt::format("{} stands twice in operator set {}", name, *version));
    }
  }

  std::vector<ChangelogEntry> classified() {
    std::vector<ChangelogEntry> entries;
    std::set<std::pair<std::string, std::string>> known;
    for (const auto& [key, is_deprecated] : found_) {
      const auto& [domain, version, name] = key;
      const bool is_new = known.emplace(domain, name).second;
      entries.push_back({.domain = domain,
                         .version = version,
                         .operator_name = name,
                         .change = is_deprecated ? "deprecated"
                                   : is_new      ? "added"
                                                 : "updated"});
    }
    return entries;
  }

  using Key = std::tuple<std::string, std::int64_t, std::string>;

  std::string name_;
  std::size_t line_ = 0;
  std::string domain_;
  std::optional<std::int64_t> version_;
  std::map<Key, bool> found_;  ///< and whether it is deprecated
  std::vector<std::string> mistakes_;
  std::size_t first_mistake_ = 0;
};

}  // namespace

std::vector<ChangelogEntry> parse_changelog(std::string_view text, const std::string& name) {
  require_utf8(text, name);
  ChangelogParser parser(name);
  for_each_line(
      text, [&](std::size_t line, std::string_view content) { parser.read_line(line, content); });
  return parser.finish();
}

std::vector<FunctionOperator> parse_function_operators(std::string_view text,
                                                       const std::string& name) {
  require_utf8(text, name);
  std::vector<FunctionOperator> functions;
  std::string domain;
  bool in_functions = false;
  bool has_table = false;
  for_each_line(text, [&](std::size_t /*line*/, std::string_view line) {
    if (line.starts_with("### ") && line.find('<') == std::string_view::npos) {
      domain = domain_of(line.substr(4));
    }
    const bool begins_operators = line.starts_with("|**Operator**|");
    const bool begins_functions = line.starts_with("|**Function**|");
    has_table = has_table || begins_operators || begins_functions;
    const bool is_row = line.starts_with("|");
    const bool was_in_functions = in_functions;
    in_functions = begins_functions || (in_functions && is_row && !begins_operators);
    if (!was_in_functions || !in_functions || begins_functions) return;
    const auto anchor = between(line, "href=\"#", "\"");
    if (!anchor) return;
    std::string_view found = *anchor;
    if (found.starts_with(domain + ".")) found.remove_prefix(domain.size() + 1);
    if (is_operator_name(found)) functions.push_back({domain, std::string(found)});
  });
  if (!has_table) {
    throw Error("the file is not ONNX's list of operators")
        .at(name)
        .because("it holds no table of operators")
        .help("it is docs/Operators.md of ONNX's repository");
  }
  return functions;
}

}  // namespace faultline::collectors
