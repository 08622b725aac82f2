#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "support/github_server/graphql/document.h"
#include "support/github_server/world.h"

namespace faultline::test {

struct Connection;

/// What a query stands at: the GraphQL type, and the part of the world that it shows.
struct Object {
  std::string type;
  const Repository* repository = nullptr;
  const Issue* issue = nullptr;  ///< or pull request
  const Comment* comment = nullptr;
  const Event* event = nullptr;
  const Commit* commit = nullptr;
  const FileChange* file = nullptr;
  const Label* label = nullptr;
  std::string login;
  std::shared_ptr<const Connection> connection;
};

/// A page of a list.
struct Connection {
  std::vector<Object> nodes;
  std::vector<std::string> cursors;
  std::size_t total = 0;   ///< the whole list's
  std::size_t before = 0;  ///< how many entries are before the page
  std::string updated_at;  ///< of a timeline
};

/// A field's value: a scalar, an object or none, or a list of objects or nones.
struct Resolved {
  nlohmann::json scalar;
  std::optional<Object> object;
  std::optional<std::vector<std::optional<Object>>> list;
  std::optional<std::string> not_found;  ///< why there is no object, where that is an error
};

/// What the fields of a query may look at.
struct ResolveContext {
  const World& world;
  const nlohmann::json& variables;
  nlohmann::json rate_limit;  ///< the fields of `rateLimit`
};

/// The value of one field of an object; the query was validated.
[[nodiscard]] Resolved resolve_field(const ResolveContext& context, const Object& object,
                                     const QuerySelection& field);

/// The same by kind of object.
[[nodiscard]] Resolved resolve_query(const ResolveContext& context, const QuerySelection& field);
[[nodiscard]] Resolved resolve_repository(const ResolveContext& context, const Object& object,
                                          const QuerySelection& field);
[[nodiscard]] Resolved resolve_issue(const ResolveContext& context, const Object& object,
                                     const QuerySelection& field);
[[nodiscard]] Resolved resolve_event(const ResolveContext& context, const Object& object,
                                     const QuerySelection& field);
[[nodiscard]] Resolved resolve_commit(const ResolveContext& context, const Object& object,
                                      const QuerySelection& field);

[[nodiscard]] Resolved scalar(nlohmann::json value);
[[nodiscard]] Resolved one(Object object);

[[nodiscard]] Object repository_object(const Repository& repository);
[[nodiscard]] Object issue_object(const Repository& repository, const Issue& issue);
[[nodiscard]] Object commit_object(const Repository& repository, const Commit& commit);
[[nodiscard]] Object label_object(const Repository& repository, const Label& label);
/// The person or app; none where the account is gone.
[[nodiscard]] Resolved actor(const std::optional<std::string>& login);

/// An argument's value; null where it is absent.
[[nodiscard]] nlohmann::json argument(const ResolveContext& context, const QuerySelection& field,
                                      std::string_view name);

/// A whole list, of which a query asks for a page.
struct Entries {
  std::vector<Object> objects;
  std::vector<std::string> cursors;  ///< one per object
  std::string updated_at;            ///< of a timeline

  void add(Object object, std::string cursor);
};

/// Cuts the page that `first` with `after`, or `last` with `before`, asks for.
/// @param begin  where the page begins, for lists whose `after` need not be an entry any more
[[nodiscard]] Resolved connection(const ResolveContext& context, const QuerySelection& field,
                                  const std::string& type, Entries entries,
                                  std::optional<std::size_t> begin = {});

/// "CrossReferencedEvent" for 'cross-referenced'.
[[nodiscard]] std::string event_type(const std::string& event);

/// "CROSS_REFERENCED_EVENT" for "CrossReferencedEvent".
[[nodiscard]] std::string item_type(const std::string& type);

}  // namespace faultline::test
