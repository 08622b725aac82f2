#include "support/github_server/graphql/execute.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "support/github_server/graphql/object.h"

namespace faultline::test {

namespace {

using nlohmann::json;

/// A field of the answer: what asks for it may stand in several fragments.
struct CollectedField {
  std::string key;
  const QuerySelection* first = nullptr;
  std::vector<const std::vector<QuerySelection>*> selections;
};

class Executor {
 public:
  Executor(const ResolveContext& context, const QueryDocument& document)
      : context_(context), document_(document) {}

  GraphqlAnswerBody run() {
    Object root;
    root.type = "Query";
    GraphqlAnswerBody answer;
    answer.body["data"] = select(root, {&document_.operations.front().selections}, json::array());
    if (!errors_.empty()) answer.body["errors"] = errors_;
    answer.nodes_returned = nodes_;
    return answer;
  }

 private:
  using Selections = std::vector<const std::vector<QuerySelection>*>;

  json select(const Object& object, const Selections& selections, const json& path) {
    std::vector<CollectedField> fields;
    for (const auto* list : selections) collect(object.type, *list, fields);
    json shown = json::object();
    for (const CollectedField& field : fields) {
      json field_path = path;
      field_path.push_back(field.key);
      shown[field.key] = value(object, field, field_path);
    }
    return shown;
  }

  [[nodiscard]] bool is_left_out(const QuerySelection& selection) const {
    return std::ranges::any_of(selection.directives, [&](const QueryDirective& directive) {
      const bool condition =
          value_of(directive.arguments.at(0).value, context_.variables).get<bool>();
      return condition == (directive.name == "skip");
    });
  }

  void collect(const std::string& type, const std::vector<QuerySelection>& selections,
               std::vector<CollectedField>& fields) const {
    for (const QuerySelection& selection : selections) {
      if (is_left_out(selection)) continue;
      if (selection.kind == QuerySelection::Kind::kField) {
        auto known = std::ranges::find(fields, selection.key, &CollectedField::key);
        if (known == fields.end()) {
          known = fields.insert(fields.end(), CollectedField{selection.key, &selection, {}});
        }
        known->selections.push_back(&selection.selections);
        continue;
      }
      const bool spread = selection.kind == QuerySelection::Kind::kFragmentSpread;
      const QueryFragment* fragment = spread ? &document_.fragments.at(selection.name) : nullptr;
      const std::string& wanted = spread ? fragment->type : selection.type;
      if (!wanted.empty() && !Schema::github().is_a(type, wanted)) continue;
      collect(type, spread ? fragment->selections : selection.selections, fields);
    }
  }

  json value(const Object& object, const CollectedField& field, const json& path) {
    if (field.first->name == "__typename") return object.type;
    const Resolved resolved = resolve_field(context_, object, *field.first);
    if (resolved.object) return select(*resolved.object, field.selections, path);
    if (!resolved.list) {
      if (resolved.not_found) report(*resolved.not_found, *field.first, path);
      return resolved.scalar;
    }
    json list = json::array();
    for (const std::optional<Object>& entry : *resolved.list) {
      json entry_path = path;
      entry_path.push_back(list.size());
      if (!entry) report(resolved.not_found.value_or(""), *field.first, entry_path);
      list.push_back(entry ? select(*entry, field.selections, entry_path) : json(nullptr));
      ++nodes_;
    }
    return list;
  }

  void report(const std::string& message, const QuerySelection& selection, const json& path) {
    errors_.push_back(
        {{"type", "NOT_FOUND"},
         {"path", path},
         {"locations", {{{"line", selection.place.line}, {"column", selection.place.column}}}},
         {"message", message}});
  }

  const ResolveContext& context_;
  const QueryDocument& document_;
  json errors_ = json::array();
  std::int64_t nodes_ = 0;
};

}  // namespace

PreparedQuery prepare_query(const std::string& request) {
  const json read = json::parse(request, nullptr, false);
  if (!read.is_object() || !read.contains("query") || !read["query"].is_string()) {
    refuse("A query attribute must be specified and must be a string.");
  }
  PreparedQuery query;
  query.document = parse_query(read["query"].get<std::string>());
  query.variables = read.value("variables", json::object());
  if (!query.variables.is_object()) query.variables = json::object();
  query.cost = validate_query(Schema::github(), query.document, query.variables);
  return query;
}

GraphqlAnswerBody execute_query(const World& world, const PreparedQuery& query, json rate_limit) {
  const ResolveContext context{world, query.variables, std::move(rate_limit)};
  GraphqlAnswerBody answer = Executor(context, query.document).run();
  answer.points = query.cost.points;
  return answer;
}

GraphqlAnswerBody refused(const QueryRefused& refusal) {
  return {{{"errors", json::array({refusal.error})}}, 0, 0};
}

}  // namespace faultline::test
