#include "support/github_server/graphql/document.h"

#include <algorithm>

#include "support/github_server/graphql/tokens.h"

namespace faultline::test {

namespace {

using nlohmann::json;

class QueryParser {
 public:
  explicit QueryParser(std::string_view text) : tokens_(text) {}

  QueryDocument parse() {
    QueryDocument document;
    while (!tokens_.at_end()) {
      if (tokens_.accept("fragment")) {
        const std::string name = tokens_.take_name();
        tokens_.expect("on");
        const std::string type = tokens_.take_name();
        document.fragments[name] = {type, selections()};
      } else {
        document.operations.push_back(operation());
      }
    }
    if (document.operations.empty())
      refuse("A query attribute must be specified and must be a string.");
    return document;
  }

 private:
  QueryOperation operation() {
    QueryOperation made;
    if (!tokens_.at("{")) {
      made.kind = tokens_.take_name();
      if (tokens_.peek().kind == Token::Kind::kName) made.name = tokens_.take_name();
      if (tokens_.accept("(")) {
        while (!tokens_.accept(")")) made.variables.push_back(variable());
      }
    }
    made.selections = selections();
    return made;
  }

  QueryVariable variable() {
    QueryVariable made;
    tokens_.expect("$");
    made.name = tokens_.take_name();
    tokens_.expect(":");
    while (tokens_.at("[") || tokens_.at("]") || tokens_.at("!") ||
           (tokens_.peek().kind == Token::Kind::kName)) {
      made.type += tokens_.take().text;
    }
    if (tokens_.accept("=")) made.otherwise = value();
    return made;
  }

  std::vector<QuerySelection> selections() {
    std::vector<QuerySelection> made;
    tokens_.expect("{");
    while (!tokens_.accept("}")) made.push_back(selection());
    return made;
  }

  QuerySelection selection() {
    QuerySelection made;
    made.place = tokens_.peek().place;
    if (tokens_.accept("...")) {
      const bool spread = tokens_.peek().kind == Token::Kind::kName && !tokens_.at("on");
      made.kind =
          spread ? QuerySelection::Kind::kFragmentSpread : QuerySelection::Kind::kInlineFragment;
      if (spread) made.name = tokens_.take_name();
      if (!spread && tokens_.accept("on")) made.type = tokens_.take_name();
      made.directives = directives();
      if (!spread) made.selections = selections();
      return made;
    }
    made.key = tokens_.take_name();
    made.name = tokens_.accept(":") ? tokens_.take_name() : made.key;
    made.arguments = arguments();
    made.directives = directives();
    if (tokens_.at("{")) made.selections = selections();
    return made;
  }

  std::vector<QueryArgument> arguments() {
    std::vector<QueryArgument> made;
    if (!tokens_.accept("(")) return made;
    while (!tokens_.accept(")")) {
      std::string name = tokens_.take_name();
      tokens_.expect(":");
      made.push_back({std::move(name), value()});
    }
    return made;
  }

  std::vector<QueryDirective> directives() {
    std::vector<QueryDirective> made;
    while (tokens_.accept("@")) {
      std::string name = tokens_.take_name();
      made.push_back({std::move(name), arguments()});
    }
    return made;
  }

  QueryValue value() {
    QueryValue made;
    if (tokens_.accept("$")) {
      made.kind = QueryValue::Kind::kVariable;
      made.name = tokens_.take_name();
    } else if (tokens_.accept("[")) {
      made.kind = QueryValue::Kind::kList;
      while (!tokens_.accept("]")) made.items.push_back(value());
    } else if (tokens_.accept("{")) {
      made.kind = QueryValue::Kind::kObject;
      while (!tokens_.accept("}")) {
        std::string name = tokens_.take_name();
        tokens_.expect(":");
        made.members.emplace_back(std::move(name), value());
      }
    } else {
      scalar(made);
    }
    return made;
  }

  void scalar(QueryValue& made) {
    const Token token = tokens_.take();
    if (token.kind == Token::Kind::kString) {
      made.literal = token.text;
    } else if (token.kind == Token::Kind::kNumber) {
      made.literal = json::parse(token.text);
    } else if (token.text == "true" || token.text == "false") {
      made.literal = token.text == "true";
    } else if (token.kind == Token::Kind::kName && token.text != "null") {
      made.kind = QueryValue::Kind::kEnum;
      made.name = token.text;
    } else if (token.text != "null") {
      refuse("Parse error on \"" + token.text + "\"", token.place);
    }
  }

  Tokens tokens_;
};

}  // namespace

const QueryValue* QuerySelection::argument(std::string_view wanted) const {
  const auto found = std::ranges::find(arguments, wanted, &QueryArgument::name);
  return found == arguments.end() ? nullptr : &found->value;
}

void refuse(const std::string& message, const QueryPlace& place, json more) {
  more["message"] = message;
  more["locations"] = json::array({{{"line", place.line}, {"column", place.column}}});
  throw QueryRefused{std::move(more)};
}

QueryDocument parse_query(std::string_view text) { return QueryParser(text).parse(); }

json value_of(const QueryValue& value, const json& variables) {
  switch (value.kind) {
    case QueryValue::Kind::kEnum:
      return value.name;
    case QueryValue::Kind::kVariable:
      return variables.contains(value.name) ? variables.at(value.name) : json(nullptr);
    case QueryValue::Kind::kList: {
      json list = json::array();
      for (const QueryValue& item : value.items) list.push_back(value_of(item, variables));
      return list;
    }
    case QueryValue::Kind::kObject: {
      json object = json::object();
      for (const auto& [name, member] : value.members) object[name] = value_of(member, variables);
      return object;
    }
    case QueryValue::Kind::kLiteral:
      break;
  }
  return value.literal;
}

}  // namespace faultline::test
