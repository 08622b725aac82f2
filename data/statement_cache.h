#pragma once

#include <string>
#include <unordered_map>

#include "data/statement.h"

namespace faultline::data {

/// Prepared statements that are used again and again, so that their SQL can stand beside the code
/// that runs it and is nevertheless compiled once.
class StatementCache {
 public:
  explicit StatementCache(Database& database) : database_(&database) {}

  /// The statement of this text, to be bound. Its rows are read to their end, so that none is left
  /// open when a transaction ends.
  /// @param sql  a literal: it is known by its address
  [[nodiscard]] Statement& operator()(const char* sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return found->second;
    return statements_.emplace(sql, Statement(*database_, sql)).first->second;
  }

 private:
  Database* database_;
  std::unordered_map<const char*, Statement> statements_;
};

}  // namespace faultline::data
