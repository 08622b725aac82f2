#include "app/issue_condition.h"

#include <fmt/format.h>

#include "base/error.h"
#include "taxonomy/codebook.h"

namespace faultline::app {

void add_condition(data::IssueQuery& query, const std::string& text,
                   const data::Codebook& codebook) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) {
    throw Error(fmt::format("'{}' is not a condition", text))
        .help("write it as stage=node-conversion, or stage=any");
  }
  const data::Dimension& dimension = taxonomy::find_dimension(codebook, text.substr(0, equals));
  const std::string wanted = text.substr(equals + 1);
  std::vector<std::string>& codes = query.codes[dimension.id];
  if (wanted == "any") {
    for (const data::Code& code : dimension.codes) codes.push_back(code.id);
    return;
  }
  for (std::string& code : taxonomy::codes_meant(dimension, wanted)) {
    codes.push_back(std::move(code));
  }
}

}  // namespace faultline::app
