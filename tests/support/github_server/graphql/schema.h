#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::test {

/// The part of GitHub's GraphQL schema that the local server answers; schema.graphql beside this
/// file holds it, and a test compares it with the schema that GitHub publishes.

struct SchemaArgument {
  std::string name;
  std::string type;  ///< as written: "[ID!]!"
  bool has_default = false;
};

struct SchemaField {
  std::string type;  ///< as written
  std::vector<SchemaArgument> arguments;

  [[nodiscard]] const SchemaArgument* argument(std::string_view name) const;
};

struct SchemaType {
  std::string kind;  ///< "type", "interface", "union", "enum", "input", "scalar"
  std::map<std::string, SchemaField> fields;  ///< of an enum: its values
  std::vector<std::string> supertypes;        ///< the interfaces that a type implements
  std::vector<std::string> members;           ///< of a union

  [[nodiscard]] bool is_composite() const;
};

class Schema {
 public:
  /// The local server's schema.
  [[nodiscard]] static const Schema& github();

  /// @param text  in GraphQL's schema language, without descriptions and directives
  explicit Schema(std::string_view text);

  [[nodiscard]] const SchemaType* type(std::string_view name) const;
  /// Whether an object of type `object` is one of `wanted`: that type, an interface or a union.
  [[nodiscard]] bool is_a(std::string_view object, std::string_view wanted) const;

 private:
  std::map<std::string, SchemaType, std::less<>> types_;
};

/// "Issue" for "[Issue!]!".
[[nodiscard]] std::string named_type(std::string_view written);

}  // namespace faultline::test
