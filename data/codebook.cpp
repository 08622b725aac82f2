#include "data/codebook.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "data/statement.h"

namespace faultline::data {

const Code* Dimension::find(std::string_view code_id) const {
  const auto found = std::find_if(codes.begin(), codes.end(),
                                  [&](const Code& code) { return code.id == code_id; });
  return found == codes.end() ? nullptr : &*found;
}

const Dimension* Codebook::find(std::string_view dimension_id) const {
  const auto found =
      std::find_if(dimensions.begin(), dimensions.end(),
                   [&](const Dimension& dimension) { return dimension.id == dimension_id; });
  return found == dimensions.end() ? nullptr : &*found;
}

namespace {

std::int64_t store_dimension(Database& database, const std::string& name) {
  Statement(database, "insert into dimension (name) values (?) on conflict do nothing")
      .bind(name)
      .run();
  Statement query(database, "select id from dimension where name = ?");
  query.bind(name).step();
  return query.integer(0);
}

std::int64_t store_code(Database& database, std::int64_t dimension_id, const std::string& name) {
  Statement(database, "insert into code (dimension_id, name) values (?, ?) on conflict do nothing")
      .bind(dimension_id, name)
      .run();
  Statement query(database, "select id from code where dimension_id = ? and name = ?");
  query.bind(dimension_id, name).step();
  return query.integer(0);
}

void store_dimension_codes(Database& database, std::int64_t codebook_id,
                           const Dimension& dimension) {
  const std::int64_t dimension_id = store_dimension(database, dimension.id);
  Statement insert(database, R"sql(
    insert into codebook_code
      (codebook_id, code_id, position, parent_id, title, definition, shown)
    values (?, ?, ?, ?, ?, ?, ?)
  )sql");
  std::map<std::string, std::int64_t> ids;
  for (const Code& code : dimension.codes) {
    ids[code.id] = store_code(database, dimension_id, code.id);
    const auto position = static_cast<std::int64_t>(ids.size() - 1);
    const auto parent = code.parent.empty() ? std::nullopt : std::optional(ids.at(code.parent));
    insert.bind(codebook_id, ids[code.id], position, parent, code.name, code.definition, code.shown)
        .run();
  }
}

}  // namespace

std::int64_t store_codebook(Database& database, const Codebook& codebook) {
  Statement stored(database, "select id, content from codebook where name = ? and version = ?");
  stored.bind(codebook.name, codebook.version);
  if (stored.step()) {
    if (stored.view(1) == codebook.content) return stored.integer(0);
    throw Error(fmt::format("the codebook '{}' was changed, but its version is still {}",
                            codebook.name, codebook.version))
        .because("labels name the version of the codebook that their rater had in hand")
        .help(fmt::format("write 'version = {}' in the codebook", codebook.version + 1));
  }
  Statement insert(database, R"sql(
    insert into codebook (name, version, title, content)
    values (?, ?, ?, ?)
    returning id
  )sql");
  insert.bind(codebook.name, codebook.version, codebook.title, codebook.content).step();
  const std::int64_t id = insert.integer(0);
  for (const Dimension& dimension : codebook.dimensions) {
    store_dimension_codes(database, id, dimension);
  }
  return id;
}

std::optional<std::string> codebook_content(Database& database, const std::string& name,
                                            std::int64_t version) {
  Statement query(database, "select content from codebook where name = ? and version = ?");
  query.bind(name, version);
  return query.step() ? std::optional(query.text(0)) : std::nullopt;
}

std::map<std::int64_t, std::int64_t> codebook_versions(Database& database,
                                                       const std::string& name) {
  std::map<std::int64_t, std::int64_t> rows;
  Statement query(database, "select version, id from codebook where name = ?");
  query.bind(name);
  while (query.step()) rows.emplace(query.integer(0), query.integer(1));
  return rows;
}

}  // namespace faultline::data
