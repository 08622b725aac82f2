#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace faultline::test {

/// Where in a query something stands, from 1, as GitHub's errors tell it.
struct QueryPlace {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// A value as it is written: a literal, a variable, or a list or object of them.
struct QueryValue {
  enum class Kind { kLiteral, kEnum, kVariable, kList, kObject };

  Kind kind = Kind::kLiteral;
  nlohmann::json literal;
  std::string name;  ///< of the variable; the enum's value
  std::vector<QueryValue> items;
  std::vector<std::pair<std::string, QueryValue>> members;
};

struct QueryArgument {
  std::string name;
  QueryValue value;
};

struct QueryDirective {
  std::string name;
  std::vector<QueryArgument> arguments;
};

/// A field, `... on Type { }` or `...Fragment`.
struct QuerySelection {
  enum class Kind { kField, kInlineFragment, kFragmentSpread };

  Kind kind = Kind::kField;
  std::string key;   ///< what the answer calls the field: its alias or its name
  std::string name;  ///< of the field or fragment
  std::string type;  ///< of the inline fragment; may be empty
  std::vector<QueryArgument> arguments;
  std::vector<QueryDirective> directives;
  std::vector<QuerySelection> selections;
  QueryPlace place;

  [[nodiscard]] const QueryValue* argument(std::string_view name) const;
};

struct QueryVariable {
  std::string name;
  std::string type;  ///< as written: "[ID!]!"
  std::optional<QueryValue> otherwise;
};

struct QueryOperation {
  std::string kind = "query";
  std::string name;
  std::vector<QueryVariable> variables;
  std::vector<QuerySelection> selections;
};

struct QueryFragment {
  std::string type;
  std::vector<QuerySelection> selections;
};

struct QueryDocument {
  std::vector<QueryOperation> operations;
  std::map<std::string, QueryFragment> fragments;
};

/// A query that the server does not answer; holds the error as GitHub words it.
struct QueryRefused {
  nlohmann::json error;
};

[[noreturn]] void refuse(const std::string& message, const QueryPlace& place = {},
                         nlohmann::json more = nlohmann::json::object());

/// @throws QueryRefused where the text is no GraphQL
/// Source: GraphQL specification, October 2021, section 2.
[[nodiscard]] QueryDocument parse_query(std::string_view text);

/// The value with the variables put in; an absent variable is a null.
[[nodiscard]] nlohmann::json value_of(const QueryValue& value, const nlohmann::json& variables);

}  // namespace faultline::test
