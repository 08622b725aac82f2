#pragma once

#include <string>

namespace faultline::test {

/// A GraphQL answer that ran out of time: the second half of its longest list, or else the first
/// field, is null, and an error tells so.
[[nodiscard]] std::string with_partial_data(const std::string& body, const std::string& message);

}  // namespace faultline::test
