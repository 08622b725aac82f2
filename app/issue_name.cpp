#include "app/issue_name.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "taxonomy/label_ids.h"

namespace faultline::app {

IssueName parse_issue_name(const std::string& text, const Study& study) {
  std::string repository;
  std::optional<std::int64_t> number;
  if (const auto address = taxonomy::parse_issue_url(text)) {
    repository = address->repository;
    number = taxonomy::parse_positive(address->number);
  } else if (const std::size_t hash = text.rfind('#'); hash != std::string::npos) {
    repository = text.substr(0, hash);
    number = taxonomy::parse_positive(std::string_view(text).substr(hash + 1));
  }
  if (!number) {
    throw Error(fmt::format("'{}' does not name an issue", text))
        .help("write it as owner/name#12, or give its address");
  }
  std::vector<std::string> names;
  for (const data::ConverterProtocol& converter : study.file.converters) {
    const bool same = to_lower(converter.repository) == to_lower(repository);
    if (same || converter.name == repository) return {converter.repository, *number};
    names.push_back(converter.repository);
    names.push_back(converter.name);
  }
  Error unknown(fmt::format("the repository '{}' is not in study.toml", repository));
  if (const auto meant = nearest(repository, names)) {
    throw unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help("add it there as a [[converter]]");
}

}  // namespace faultline::app
