#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace faultline::collectors {

/// The text of a query in graphql/, with the fragments that it names in its line "# fragments:",
/// without comments and needless white space.
///
/// Lines that hold "_0" ask about one thing of several; they are repeated for "_1", "_2" and so on.
/// @param name   of the file, without ".graphql"
/// @param parts  how many things are asked about
[[nodiscard]] std::string query_text(std::string_view name, std::size_t parts = 1);

}  // namespace faultline::collectors
