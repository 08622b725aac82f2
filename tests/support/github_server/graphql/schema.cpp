#include "support/github_server/graphql/schema.h"

#include <algorithm>
#include <functional>

#include "base/embedded.h"
#include "support/github_server/graphql/tokens.h"

namespace faultline {

std::span<const EmbeddedFile> github_schema_files();

namespace test {

namespace {

std::string take_type(Tokens& tokens) {
  std::string type;
  if (tokens.accept("[")) {
    type = "[" + take_type(tokens) + "]";
    tokens.expect("]");
  } else {
    type = tokens.take_name();
  }
  if (tokens.accept("!")) type += "!";
  return type;
}

void take_value(Tokens& tokens) {
  if (tokens.accept("{")) {
    while (!tokens.accept("}")) tokens.take();
  } else {
    tokens.take();
  }
}

SchemaField take_field(Tokens& tokens, bool is_enum) {
  SchemaField field;
  if (is_enum) return field;
  if (tokens.accept("(")) {
    while (!tokens.accept(")")) {
      SchemaArgument argument;
      argument.name = tokens.take_name();
      tokens.expect(":");
      argument.type = take_type(tokens);
      argument.has_default = tokens.accept("=");
      if (argument.has_default) take_value(tokens);
      field.arguments.push_back(std::move(argument));
    }
  }
  tokens.expect(":");
  field.type = take_type(tokens);
  if (tokens.accept("=")) take_value(tokens);
  return field;
}

}  // namespace

const SchemaArgument* SchemaField::argument(std::string_view wanted) const {
  const auto found = std::ranges::find(arguments, wanted, &SchemaArgument::name);
  return found == arguments.end() ? nullptr : &*found;
}

bool SchemaType::is_composite() const {
  return kind == "type" || kind == "interface" || kind == "union";
}

const Schema& Schema::github() {
  static const Schema kSchema(github_schema_files().front().content);
  return kSchema;
}

Schema::Schema(std::string_view text) {
  Tokens tokens(text);
  while (!tokens.at_end()) {
    SchemaType type;
    type.kind = tokens.take_name();
    const std::string name = tokens.take_name();
    if (tokens.accept("implements")) {
      while (!tokens.at("{")) {
        if (!tokens.accept("&")) type.supertypes.push_back(tokens.take_name());
      }
    }
    if (tokens.accept("=")) {
      type.members.push_back(tokens.take_name());
      while (tokens.accept("|")) type.members.push_back(tokens.take_name());
    }
    if (tokens.accept("{")) {
      while (!tokens.accept("}")) {
        const std::string field = tokens.take_name();
        type.fields[field] = take_field(tokens, type.kind == "enum");
      }
    }
    types_[name] = std::move(type);
  }
}

const SchemaType* Schema::type(std::string_view name) const {
  const auto found = types_.find(name);
  return found == types_.end() ? nullptr : &found->second;
}

bool Schema::is_a(std::string_view object, std::string_view wanted) const {
  if (object == wanted) return true;
  const SchemaType* own = type(object);
  const SchemaType* other = type(wanted);
  const auto has = [](const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
  };
  return (own != nullptr && has(own->supertypes, wanted)) ||
         (other != nullptr && has(other->members, object));
}

std::string named_type(std::string_view written) {
  std::string name;
  for (const char c : written) {
    if (c != '[' && c != ']' && c != '!') name += c;
  }
  return name;
}

}  // namespace test

}  // namespace faultline
