#include "taxonomy/codebook.h"

#include <fmt/format.h>

#include <set>

#include "base/embedded.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/toml_reader.h"

namespace faultline {
std::span<const EmbeddedFile> codebook_files();
}

namespace faultline::taxonomy {

namespace {

using data::Code;
using data::Codebook;
using data::Dimension;
using data::TomlReader;

bool is_id(std::string_view text) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  return !text.empty() && text.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::string required_id(TomlReader& reader) {
  std::string id = reader.required_text("id");
  if (is_id(id)) return id;
  throw reader.error(fmt::format("'{}' cannot be an id", id), "id")
      .help("ids have small letters, digits, hyphens and dots");
}

/// Remembers names within a scope (a dimension's top level, or a code's children) and refuses a
/// second use.
class Names {
 public:
  explicit Names(std::string kind) : kind_(std::move(kind)) {}

  void add(const TomlReader& reader, const std::string& key, const std::string& scope,
           const std::string& name, const std::string& code) {
    const auto [taken, is_new] = owners_[scope].try_emplace(name, code);
    if (is_new || taken->second == code) return;
    throw reader.error(fmt::format("the {} '{}' of '{}' belongs to '{}' already", kind_, name, code,
                                   taken->second),
                       key);
  }

 private:
  std::string kind_;
  std::map<std::string, std::map<std::string, std::string>> owners_;
};

/// Reads the codes of one dimension.
class DimensionReader {
 public:
  explicit DimensionReader(TomlReader& reader) : reader_(&reader) {}

  Dimension read() {
    dimension_.id = required_id(*reader_);
    dimension_.name = reader_->required_text("name");
    dimension_.definition = reader_->text("definition").value_or("");
    dimension_.columns = reader_->texts("columns");
    const std::vector<std::string> shown = reader_->texts("shown_in_cross_tables");
    codes_ = reader_->tables("code");
    if (codes_.size() > kMostCodes) {
      throw reader_->error(
          fmt::format("the dimension '{}' has more than {} codes", dimension_.id, kMostCodes),
          "id");
    }
    for (TomlReader& code : codes_) read_code(code);
    reader_->finish();
    if (dimension_.codes.empty()) {
      throw reader_->error(fmt::format("the dimension '{}' has no codes", dimension_.id), "id");
    }
    order_children();
    mark_shown(shown);
    return std::move(dimension_);
  }

 private:
  void read_code(TomlReader& reader) {
    Code code;
    const std::string id = required_id(reader);
    if (id == data::kOtherBinned) {
      throw reader.error(fmt::format("'{}' cannot be a code", id), "id")
          .help("cross tables use it for the codes that they do not show on their own");
    }
    code.parent = reader.text("parent").value_or("");
    code.id = code.parent.empty() ? id : fmt::format("{}/{}", code.parent, id);
    code.name = reader.required_text("name");
    code.definition = reader.text("definition").value_or("");
    code.examples = reader.texts("examples");
    code.aliases = reader.texts("aliases");
    code.child_columns = reader.texts("child_columns");
    code.key = reader.text("key").value_or("");
    reader.finish();
    check_names(reader, code, id);
    dimension_.codes.push_back(std::move(code));
  }

  void check_names(const TomlReader& reader, const Code& code, const std::string& id) {
    if (!ids_.insert(code.id).second) {
      throw reader.error(fmt::format("the code '{}' is there twice", code.id), "id");
    }
    names_.add(reader, "id", code.parent, folded(id), code.id);
    names_.add(reader, "name", code.parent, folded(code.name), code.id);
    for (const std::string& alias : code.aliases) {
      names_.add(reader, "aliases", code.parent, folded(alias), code.id);
    }
    if (code.key.empty()) return;
    if (code.key.size() != 1 || code.key.front() <= ' ' || code.key.front() > '~') {
      throw reader.error(fmt::format("the key '{}' is not one printable character", code.key),
                         "key");
    }
    keys_.add(reader, "key", code.parent, code.key, code.id);
  }

  /// Puts children right behind their parents, each group in the file's order.
  void order_children() {
    std::vector<Code> ordered;
    for (std::size_t i = 0; i < dimension_.codes.size(); ++i) {
      const Code& code = dimension_.codes[i];
      if (!code.parent.empty()) {
        check_parent(code, codes_[i]);
        continue;
      }
      ordered.push_back(code);
      for (const Code& child : dimension_.codes) {
        if (child.parent == code.id) ordered.push_back(child);
      }
    }
    dimension_.codes = std::move(ordered);
  }

  void check_parent(const Code& child, const TomlReader& reader) const {
    const Code* parent = dimension_.find(child.parent);
    if (parent != nullptr && parent->parent.empty()) return;
    std::vector<std::string> parents;
    bool is_child_itself = false;
    for (const Code& code : dimension_.codes) {
      if (code.parent.empty()) parents.push_back(code.id);
      is_child_itself = is_child_itself || code.id == child.parent ||
                        (!code.parent.empty() && code.id.ends_with("/" + child.parent));
    }
    if (is_child_itself) {
      throw reader
          .error(fmt::format("the parent '{}' of '{}' has a parent itself", child.parent, child.id),
                 "parent")
          .help("a code has at most one level of children");
    }
    Error unknown = reader.error(
        fmt::format("the parent '{}' of '{}' is not a code", child.parent, child.id), "parent");
    if (const auto meant = nearest(child.parent, parents)) {
      unknown.help(fmt::format("the nearest code is '{}'", *meant));
    }
    throw unknown;
  }

  void mark_shown(const std::vector<std::string>& shown) {
    if (shown.empty()) return;
    for (const std::string& id : shown) {
      const Code* code = dimension_.find(id);
      if (code == nullptr || !code->parent.empty()) {
        throw reader_->error(
            fmt::format("'{}' is not a code of the dimension without a parent", id),
            "shown_in_cross_tables");
      }
    }
    const std::set<std::string> kept(shown.begin(), shown.end());
    for (Code& code : dimension_.codes) {
      code.shown = kept.contains(code.parent.empty() ? code.id : code.parent);
    }
  }

  TomlReader* reader_;
  Dimension dimension_;
  std::vector<TomlReader> codes_;
  std::set<std::string> ids_;
  Names names_{"name"};
  Names keys_{"key"};
};

}  // namespace

data::Codebook parse_codebook(std::string_view content, const std::string& name) {
  const toml::table parsed = data::parse_toml(content, name);
  TomlReader root(parsed, name, "a codebook");
  Codebook codebook;
  codebook.content = content;
  codebook.name = root.required_text("name");
  codebook.version = root.integer("version").value_or(1);
  codebook.title = root.text("title").value_or(codebook.name);
  std::vector<TomlReader> dimensions = root.tables("dimension");
  root.finish();
  if (codebook.version < 1) throw root.error("'version' should be 1 or more", "version");
  if (dimensions.empty()) {
    throw root.error("the codebook has no dimensions").help("add a [[dimension]] with its codes");
  }
  if (dimensions.size() > kMostDimensions) {
    throw root.error(fmt::format("the codebook has more than {} dimensions", kMostDimensions));
  }
  for (TomlReader& reader : dimensions) {
    Dimension dimension = DimensionReader(reader).read();
    if (codebook.find(dimension.id) != nullptr) {
      throw reader.error(fmt::format("the dimension '{}' is there twice", dimension.id), "id");
    }
    codebook.dimensions.push_back(std::move(dimension));
  }
  return codebook;
}

std::vector<std::string> builtin_codebook_names() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : codebook_files()) {
    names.push_back(std::filesystem::path(file.name).stem().string());
  }
  return names;
}

std::string_view builtin_codebook(const std::string& name) {
  const std::vector<std::string> names = builtin_codebook_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return codebook_files()[i].content;
  }
  Error unknown(fmt::format("there is no built-in codebook '{}'", name));
  if (const auto meant = nearest(name, names)) {
    throw unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help(fmt::format("the built-in ones are: {}", join(names, ", ")));
}

data::Codebook find_codebook(const std::string& name_or_path, const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / name_or_path;
  if (std::filesystem::is_regular_file(path)) {
    return parse_codebook(read_file(path), path.string());
  }
  const bool looks_like_a_path =
      name_or_path.ends_with(".toml") || name_or_path.find('/') != std::string::npos;
  if (looks_like_a_path) {
    throw Error("there is no such codebook")
        .at(path.string())
        .help(
            "a study's is named by `codebook` in study.toml; `faultline show codebook` prints a "
            "built-in one");
  }
  return parse_codebook(builtin_codebook(name_or_path), name_or_path + ".toml");
}

std::string folded(std::string_view text) {
  std::string result;
  bool gap = false;
  for (const char c : to_lower(trim(text))) {
    const bool separator = c == ' ' || c == '-' || c == '_' || c == '\t' || c == '\n';
    if (!separator) {
      if (gap && !result.empty()) result += ' ';
      result += c;
    }
    gap = separator;
  }
  return result;
}

CodeFinder::CodeFinder(const data::Dimension& dimension) : dimension_(&dimension) {
  for (const Code& code : dimension.codes) {
    auto& scope = by_name_[code.parent];
    scope.emplace(folded(code.name), &code);
    for (const std::string& alias : code.aliases) scope.emplace(folded(alias), &code);
    by_name_[""].insert_or_assign(folded(code.id), &code);
    by_name_[""].insert_or_assign(code.id, &code);
    if (!code.parent.empty()) {
      const std::string last_part = code.id.substr(code.parent.size() + 1);
      scope.insert_or_assign(folded(last_part), &code);
      scope.insert_or_assign(last_part, &code);
    }
  }
}

const data::Code* CodeFinder::find_name(const Names& names, std::string_view text) {
  // Most files hold ids as they are written, which need no folding.
  auto found = names.find(text);
  if (found == names.end()) found = names.find(folded(text));
  return found == names.end() ? nullptr : found->second;
}

const data::Code* CodeFinder::find(std::string_view text) const {
  return find_name(by_name_.find("")->second, text);
}

const data::Code* CodeFinder::find_child(const data::Code& parent, std::string_view text) const {
  const auto scope = by_name_.find(parent.id);
  if (scope == by_name_.end()) return nullptr;
  if (const Code* child = find_name(scope->second, text)) return child;
  const Code* by_full_id = find(text);
  return by_full_id != nullptr && by_full_id->parent == parent.id ? by_full_id : nullptr;
}

std::optional<std::string> CodeFinder::nearest_code(std::string_view text) const {
  std::vector<std::string> ids;
  for (const Code& code : dimension_->codes) ids.push_back(code.id);
  if (auto meant = nearest(text, ids)) return meant;
  std::vector<std::string> names;
  for (const auto& [name, code] : by_name_.find("")->second) names.push_back(name);
  const auto meant = nearest(folded(text), names);
  return meant ? std::optional(find(*meant)->id) : std::nullopt;
}

std::vector<std::string> codes_meant(const data::Dimension& dimension, std::string_view text) {
  std::vector<std::string> ids;
  if (text == data::kOtherBinned) {
    for (const Code& code : dimension.codes) {
      if (!code.shown) ids.push_back(code.id);
    }
    return ids;
  }
  const CodeFinder finder(dimension);
  const Code* code = finder.find(text);
  if (code == nullptr) {
    Error unknown(fmt::format("'{}' is not a code of the dimension {}", text, dimension.id));
    if (const auto meant = finder.nearest_code(text)) {
      unknown.help(fmt::format("the nearest code is '{}'", *meant));
    }
    throw unknown.help("`faultline show codebook` lists them all");
  }
  ids.push_back(code->id);
  for (const Code& child : dimension.codes) {
    if (child.parent == code->id) ids.push_back(child.id);
  }
  return ids;
}

const data::Dimension& find_dimension(const data::Codebook& codebook, std::string_view id) {
  if (const Dimension* dimension = codebook.find(id)) return *dimension;
  std::vector<std::string> ids;
  for (const Dimension& dimension : codebook.dimensions) ids.push_back(dimension.id);
  Error unknown(fmt::format("'{}' is not a dimension of the codebook", id));
  if (const auto meant = nearest(id, ids)) {
    throw unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help(fmt::format("its dimensions are: {}", join(ids, ", ")));
}

}  // namespace faultline::taxonomy
