#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace faultline::taxonomy {

/// The rules that are inside the program, from suggest/rules/.

/// A rule file's text, by its name; it must be there.
[[nodiscard]] std::string_view rule_file(std::string_view name);

/// The names of the rule files of converters, in alphabetical order.
[[nodiscard]] std::vector<std::string> converter_rule_files();

}  // namespace faultline::taxonomy
