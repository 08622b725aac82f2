#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace faultline::collectors {

/// Reading of GitHub's JSON: a member that is absent, null or of another kind is no value.

[[nodiscard]] std::optional<std::string> optional_text(const nlohmann::json& object,
                                                       const char* member);
/// Numbers, and the text that GraphQL's BigInt is.
[[nodiscard]] std::optional<std::int64_t> optional_integer(const nlohmann::json& object,
                                                           const char* member);
/// Whether it is true.
[[nodiscard]] bool is_true(const nlohmann::json& object, const char* member);
/// @throws Error (failure) where it is missing: the answer is not of GitHub's making
[[nodiscard]] std::string required_text(const nlohmann::json& object, const char* member);
[[nodiscard]] std::int64_t required_integer(const nlohmann::json& object, const char* member);

/// The member, or null where there is none.
[[nodiscard]] const nlohmann::json& member_or_null(const nlohmann::json& object,
                                                   const char* member);

/// The member where it is a list; else an empty one.
[[nodiscard]] const nlohmann::json& list_or_empty(const nlohmann::json& object, const char* member);

/// The first line of a text.
[[nodiscard]] std::string first_line(std::string_view text);

}  // namespace faultline::collectors
