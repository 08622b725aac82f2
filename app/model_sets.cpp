#include "app/model_sets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace faultline::app {

std::vector<std::string> named_model_sets(Study& study, const Arguments& arguments) {
  const auto named = arguments.text("sets");
  if (!named) {
    std::vector<std::string> names = reports::default_model_sets(study.database);
    if (!names.empty()) return names;
    throw Error("the study has no models yet")
        .help("`faultline models scan DIR --set mismatched` reads some");
  }
  std::vector<std::string> names;
  for (const std::string& name : split(*named, ',')) {
    names.emplace_back(trim(name));
    if (std::count(names.begin(), names.end(), names.back()) > 1) {
      throw Error(fmt::format("--sets names '{}' twice", names.back()))
          .help("the first set is always compared with itself too");
    }
  }
  return names;
}

}  // namespace faultline::app
