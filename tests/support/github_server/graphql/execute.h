#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "support/github_server/graphql/validate.h"
#include "support/github_server/world.h"

namespace faultline::test {

/// What a query is answered with, and what it cost.
struct GraphqlAnswerBody {
  nlohmann::json body;      ///< {"data": ..., "errors": [...]}
  std::int64_t points = 0;  ///< 0 where the query was refused
  std::int64_t nodes_returned = 0;
};

/// A request, {"query": ..., "variables": ...}, that was read and found valid.
struct PreparedQuery {
  QueryDocument document;
  nlohmann::json variables;
  QueryCost cost;
};

/// @throws QueryRefused
[[nodiscard]] PreparedQuery prepare_query(const std::string& request);

/// Answers the query over the world as GitHub's GraphQL API does.
/// @param rate_limit  the fields of `rateLimit`
/// @throws QueryRefused where a cursor is none
/// Source: GraphQL specification, October 2021, section 6; GitHub Docs, "GraphQL API".
[[nodiscard]] GraphqlAnswerBody execute_query(const World& world, const PreparedQuery& query,
                                              nlohmann::json rate_limit);

[[nodiscard]] GraphqlAnswerBody refused(const QueryRefused& refusal);

}  // namespace faultline::test
