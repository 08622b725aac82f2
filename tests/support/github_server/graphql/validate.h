#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>

#include "support/github_server/graphql/document.h"
#include "support/github_server/graphql/schema.h"

namespace faultline::test {

/// What GitHub reckons before it runs a query.
struct QueryCost {
  std::int64_t nodes = 0;   ///< the most that the query can return
  std::int64_t points = 1;  ///< of the limit an hour
};

/// Refuses what GitHub refuses without running it: unknown types, fields, arguments and enum
/// values, missing arguments, objects without and scalars with a selection, variables and fragments
/// that are not declared or not used, lists without `first` or `last` or with more than 100, and
/// more than 500,000 nodes.
///
/// @param variables  as sent; the defaults are added here
/// @throws QueryRefused
/// Source: GitHub Docs, "Rate limits and query limits for the GraphQL API": nodes and points.
[[nodiscard]] QueryCost validate_query(const Schema& schema, const QueryDocument& document,
                                       nlohmann::json& variables);

}  // namespace faultline::test
