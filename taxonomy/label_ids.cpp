#include "taxonomy/label_ids.h"

#include <fmt/format.h>

#include <charconv>

#include "base/nearest.h"
#include "base/text.h"
#include "data/labels.h"
#include "data/statement.h"
#include "taxonomy/codebook.h"

namespace faultline::taxonomy {

std::optional<IssueAddress> parse_issue_url(std::string_view url) {
  std::size_t start = std::string_view::npos;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (url.starts_with(scheme)) start = url.find('/', scheme.size());
  }
  if (start == std::string_view::npos) return std::nullopt;
  const std::string_view path = url.substr(start + 1);
  for (const std::string_view kind : {"/issues/", "/pull/"}) {
    const std::size_t at = path.find(kind);
    if (at == std::string_view::npos) continue;
    const std::string_view repository = path.substr(0, at);
    std::string_view number = path.substr(at + kind.size());
    number = number.substr(0, number.find_first_not_of("0123456789"));
    const std::size_t slash = repository.find('/');
    const bool owner_and_name = slash != std::string_view::npos && slash > 0 &&
                                repository.find('/', slash + 1) == std::string_view::npos;
    if (owner_and_name && parse_positive(number)) return IssueAddress{repository, number};
  }
  return std::nullopt;
}

std::optional<std::int64_t> parse_positive(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 1) return std::nullopt;
  return value;
}

LabelIds::LabelIds(data::Database& database, const data::Codebook& codebook)
    : database_(&database),
      codebook_(&codebook),
      dimensions_(data::dimension_ids(database)),
      known_repositories_(data::repositories(database)),
      issues_(database) {
  add_codes(codebook);
  codebooks_ = data::codebook_versions(database, codebook.name);
  for (const data::Repository& repository : known_repositories_) {
    repositories_.emplace(repository.name, repository.id);
  }
}

std::optional<std::int64_t> LabelIds::codebook(std::int64_t version) const {
  const auto found = codebooks_.find(version);
  return found == codebooks_.end() ? std::nullopt : std::optional(found->second);
}

void LabelIds::add_codes(const data::Codebook& codebook) {
  for (const data::Dimension& dimension : codebook.dimensions) {
    const std::map<std::string, std::int64_t> ids = data::code_ids(*database_, dimension.id);
    for (const data::Code& code : dimension.codes) codes_.emplace(&code, ids.at(code.id));
  }
}

const data::Codebook* LabelIds::codebook_of(std::int64_t version) {
  if (version == codebook_->version) return codebook_;
  const auto known = older_codebooks_.find(version);
  if (known != older_codebooks_.end()) return &known->second;
  const auto content = data::codebook_content(*database_, codebook_->name, version);
  if (!content) return nullptr;
  const std::string name = fmt::format("{}, version {}", codebook_->name, version);
  const data::Codebook& older =
      older_codebooks_.emplace(version, parse_codebook(*content, name)).first->second;
  add_codes(older);
  return &older;
}

std::int64_t LabelIds::rater(const std::string& name) {
  const auto [known, is_new] = raters_.try_emplace(name, 0);
  if (is_new) known->second = data::find_or_add_rater(*database_, name);
  return known->second;
}

std::optional<std::int64_t> LabelIds::repository(std::string_view name) {
  if (const auto known = repositories_.find(name); known != repositories_.end()) {
    return known->second;
  }
  for (const data::Repository& repository : known_repositories_) {
    if (to_lower(repository.name) != to_lower(name)) continue;
    repositories_.emplace(name, repository.id);
    return repository.id;
  }
  return std::nullopt;
}

std::string LabelIds::unknown_repository(std::string_view name) const {
  std::vector<std::string> names;
  for (const data::Repository& repository : known_repositories_) names.push_back(repository.name);
  const auto meant = nearest(name, names);
  if (name.empty()) return "the row names no repository";
  return fmt::format("the repository '{}' is not in study.toml{}", name,
                     meant ? fmt::format("; the nearest one is '{}'", *meant)
                           : "; add it there as a [[converter]]");
}

}  // namespace faultline::taxonomy
