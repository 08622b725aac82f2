#include "support/github_server/graphql/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace faultline::test {

namespace {

using nlohmann::json;

constexpr std::int64_t kMostPerPage = 100;
constexpr std::int64_t kMostNodes = 500000;

class Validator {
 public:
  Validator(const Schema& schema, const QueryDocument& document, json& variables)
      : schema_(schema), document_(document), variables_(variables) {}

  QueryCost validate() {
    if (document_.operations.size() != 1) {
      refuse("An operation name is required", {}, {{"type", "INVALID_QUERY"}});
    }
    const QueryOperation& operation = document_.operations.front();
    if (operation.kind != "query") refuse("The local server answers queries alone");
    for (const QueryVariable& variable : operation.variables) declare(variable);
    check("Query", operation.selections, 1);
    for (const QueryVariable& variable : operation.variables) {
      if (!used_.contains("$" + variable.name)) {
        refuse(fmt::format("Variable ${} is declared by {} but not used", variable.name,
                           operation.name.empty() ? "anonymous query" : operation.name));
      }
    }
    for (const auto& [name, fragment] : document_.fragments) {
      if (!used_.contains(name)) {
        refuse(fmt::format("Fragment {} was defined, but not used", name));
      }
    }
    if (cost_.nodes > kMostNodes) {
      refuse(fmt::format("This query requests up to {} possible nodes which exceeds the maximum "
                         "limit of {}.",
                         cost_.nodes, kMostNodes),
             {}, {{"type", "MAX_NODE_LIMIT_EXCEEDED"}});
    }
    cost_.points = std::max<std::int64_t>(1, (requests_ + 50) / 100);
    return cost_;
  }

 private:
  void declare(const QueryVariable& variable) {
    declared_.insert(variable.name);
    const SchemaType* type = schema_.type(named_type(variable.type));
    static const std::set<std::string, std::less<>> kBuiltIn{"Int", "String", "Boolean", "ID",
                                                             "Float"};
    if (type == nullptr && !kBuiltIn.contains(named_type(variable.type))) {
      refuse(fmt::format("{} isn't a defined input type (on ${})", named_type(variable.type),
                         variable.name));
    }
    if (!variables_.contains(variable.name) && variable.otherwise) {
      variables_[variable.name] = value_of(*variable.otherwise, variables_);
    }
    const bool absent =
        !variables_.contains(variable.name) || variables_.at(variable.name).is_null();
    if (variable.type.ends_with('!') && absent) {
      refuse(fmt::format("Variable ${} of type {} was provided invalid value", variable.name,
                         variable.type));
    }
  }

  /// @param times  how often the selection is asked for: the product of the lists around it
  void check(const std::string& type, const std::vector<QuerySelection>& selections,
             std::int64_t times) {
    for (const QuerySelection& selection : selections) {
      for (const QueryDirective& directive : selection.directives) {
        if (directive.name != "include" && directive.name != "skip") {
          refuse(fmt::format("Directive @{} is not defined", directive.name), selection.place);
        }
        for (const QueryArgument& argument : directive.arguments) use(argument.value, "Boolean!");
      }
      switch (selection.kind) {
        case QuerySelection::Kind::kField:
          check_field(type, selection, times);
          break;
        case QuerySelection::Kind::kInlineFragment:
          check_fragment(type, selection.type.empty() ? type : selection.type, selection,
                         selection.selections, times);
          break;
        case QuerySelection::Kind::kFragmentSpread: {
          const auto found = document_.fragments.find(selection.name);
          if (found == document_.fragments.end()) {
            refuse(fmt::format("Fragment {} was used, but not defined", selection.name),
                   selection.place);
          }
          used_.insert(selection.name);
          check_fragment(type, found->second.type, selection, found->second.selections, times);
          break;
        }
      }
    }
  }

  void check_fragment(const std::string& outer, const std::string& inner,
                      const QuerySelection& selection,
                      const std::vector<QuerySelection>& selections, std::int64_t times) {
    const SchemaType* type = schema_.type(inner);
    if (type == nullptr || !type->is_composite()) {
      refuse(fmt::format("No such type {}, so it can't be a fragment condition", inner),
             selection.place);
    }
    if (!can_meet(outer, inner)) {
      refuse(fmt::format("Fragment on {} can't be spread inside {}", inner, outer),
             selection.place);
    }
    check(inner, selections, times);
  }

  [[nodiscard]] bool can_meet(const std::string& a, const std::string& b) const {
    if (schema_.is_a(a, b) || schema_.is_a(b, a)) return true;
    const auto one_is = [&](const std::string& of, const std::string& wanted) {
      const std::vector<std::string>& members = schema_.type(of)->members;
      return std::ranges::any_of(
          members, [&](const std::string& member) { return schema_.is_a(member, wanted); });
    };
    return one_is(a, b) || one_is(b, a) || schema_.type(a)->kind == "interface";
  }

  void check_field(const std::string& type, const QuerySelection& selection, std::int64_t times) {
    if (selection.name == "__typename") return;
    const SchemaType& owner = *schema_.type(type);
    const auto found = owner.fields.find(selection.name);
    if (found == owner.fields.end()) {
      refuse(fmt::format("Field '{}' doesn't exist on type '{}'", selection.name, type),
             selection.place,
             {{"path", {"query", selection.name}},
              {"extensions",
               {{"code", "undefinedField"}, {"typeName", type}, {"fieldName", selection.name}}}});
    }
    const SchemaField& field = found->second;
    check_arguments(field, selection);
    const std::string result = named_type(field.type);
    const SchemaType* result_type = schema_.type(result);
    const bool composite = result_type != nullptr && result_type->is_composite();
    if (composite == selection.selections.empty()) {
      const std::string message =
          composite ? fmt::format(
                          "Field must have selections (field '{0}' returns {1} but has no "
                          "selections. Did you mean '{0} {{ ... }}'?)",
                          selection.name, result)
                    : fmt::format(
                          "Selections can't be made on scalars (field '{}' returns {} but "
                          "has selections)",
                          selection.name, result);
      refuse(message, selection.place);
    }
    if (composite) check(result, selection.selections, times * count(field, selection, times));
  }

  void check_arguments(const SchemaField& field, const QuerySelection& selection) {
    for (const QueryArgument& argument : selection.arguments) {
      const SchemaArgument* known = field.argument(argument.name);
      if (known == nullptr) {
        refuse(
            fmt::format("Field '{}' doesn't accept argument '{}'", selection.name, argument.name),
            selection.place, {{"extensions", {{"code", "argumentNotAccepted"}}}});
      }
      use(argument.value, known->type);
    }
    for (const SchemaArgument& argument : field.arguments) {
      if (argument.type.ends_with('!') && selection.argument(argument.name) == nullptr) {
        refuse(fmt::format("Field '{}' is missing required arguments: {}", selection.name,
                           argument.name),
               selection.place, {{"extensions", {{"code", "missingRequiredArguments"}}}});
      }
    }
  }

  /// Notes the variables in a value, and checks enum values and the members of input objects.
  void use(const QueryValue& value, const std::string& type) {
    if (value.kind == QueryValue::Kind::kVariable) {
      if (!declared_.contains(value.name)) {
        refuse(fmt::format("Variable ${} is used but not declared", value.name));
      }
      used_.insert("$" + value.name);
    }
    const SchemaType* known = schema_.type(named_type(type));
    const bool is_enum = known != nullptr && known->kind == "enum";
    const bool wrong_enum =
        is_enum ? value.kind == QueryValue::Kind::kLiteral ||
                      (value.kind == QueryValue::Kind::kEnum && !known->fields.contains(value.name))
                : value.kind == QueryValue::Kind::kEnum;
    if (wrong_enum && !(value.kind == QueryValue::Kind::kLiteral && value.literal.is_null())) {
      refuse(fmt::format("Argument has an invalid value ({}). Expected type '{}'.",
                         value.name.empty() ? value.literal.dump() : value.name, type));
    }
    for (const QueryValue& item : value.items) use(item, type);
    for (const auto& [name, member] : value.members) {
      if (known == nullptr || !known->fields.contains(name)) {
        refuse(fmt::format("InputObject '{}' doesn't accept argument '{}'", type, name));
      }
      use(member, known->fields.at(name).type);
    }
  }

  /// How many objects the field can return, each time it is asked for.
  std::int64_t count(const SchemaField& field, const QuerySelection& selection,
                     std::int64_t times) {
    if (selection.name == "nodes" && selection.argument("ids") != nullptr) {
      const json ids = value_of(*selection.argument("ids"), variables_);
      const auto size = static_cast<std::int64_t>(ids.size());
      if (size > kMostPerPage) {
        refuse(fmt::format("You may not provide more than 100 node ids; you provided {}.", size),
               selection.place, {{"type", "ARGUMENT_LIMIT"}});
      }
      cost_.nodes += size;
      return std::max<std::int64_t>(1, size);
    }
    if (!named_type(field.type).ends_with("Connection")) return 1;
    const QueryValue* first = selection.argument("first");
    const QueryValue* last = selection.argument("last");
    const json wanted = first != nullptr  ? value_of(*first, variables_)
                        : last != nullptr ? value_of(*last, variables_)
                                          : json(nullptr);
    requests_ += times;
    if (!wanted.is_number_integer()) return without_size(selection);
    const auto size = wanted.get<std::int64_t>();
    if (size < 0 || size > kMostPerPage) {
      refuse(
          fmt::format("Requesting {} records on the `{}` connection exceeds the `first` limit of "
                      "{} records.",
                      size, selection.name, kMostPerPage),
          selection.place, {{"type", "EXCESSIVE_PAGINATION"}});
    }
    cost_.nodes += size * times;
    return std::max<std::int64_t>(1, size);
  }

  /// A connection may go without a size where only its count is wanted.
  static std::int64_t without_size(const QuerySelection& selection) {
    const bool wants_nodes =
        std::ranges::any_of(selection.selections, [](const QuerySelection& inner) {
          return inner.name != "totalCount" && inner.name != "issueCount";
        });
    if (wants_nodes) {
      refuse(fmt::format("You must provide a `first` or `last` value to properly paginate the `{}` "
                         "connection.",
                         selection.name),
             selection.place, {{"type", "MISSING_PAGINATION_BOUNDARIES"}});
    }
    return 1;
  }

  const Schema& schema_;
  const QueryDocument& document_;
  json& variables_;
  QueryCost cost_;
  std::int64_t requests_ = 0;
  std::set<std::string> declared_;
  std::set<std::string> used_;  ///< fragments, and variables with their "$"
};

}  // namespace

QueryCost validate_query(const Schema& schema, const QueryDocument& document, json& variables) {
  return Validator(schema, document, variables).validate();
}

}  // namespace faultline::test
