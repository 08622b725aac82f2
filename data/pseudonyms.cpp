#include "data/pseudonyms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "data/issues.h"
#include "data/labels.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// Of a GitHub login. Underscores occur in those that companies give.
bool is_login_character(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; }
/// Of a word in any language: all bytes beyond ASCII are parts of letters, mostly.
bool is_word_character(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view owner_of(std::string_view repository) {
  return repository.substr(0, repository.find('/'));
}

/// Whether the text ends in a beginning of a place where a login follows.
bool announces_login(std::string_view before) {
  constexpr std::array kPlaces = std::to_array<std::string_view>(
      {"@", "github.com/", "githubusercontent.com/", "/home/", "/users/", "\\users\\"});
  constexpr std::size_t kLongest = 22;
  const std::string end =
      to_lower(before.substr(before.size() - std::min(before.size(), kLongest)));
  return std::ranges::any_of(kPlaces, [&](std::string_view place) { return end.ends_with(place); });
}

/// Whether the text goes on as "/project#12" or "/project@c0ffee": what stands before is an owner.
bool goes_on_as_reference(std::string_view after) {
  if (!after.starts_with('/')) return false;
  std::size_t end = 1;
  while (end < after.size() && (is_login_character(after[end]) || after[end] == '.')) ++end;
  if (end == 1 || end + 1 >= after.size()) return false;
  const char next = after[end + 1];
  const bool is_hexadecimal = is_digit(next) || (next >= 'a' && next <= 'f');
  return (after[end] == '#' && is_digit(next)) || (after[end] == '@' && is_hexadecimal);
}

bool is_top_level(std::string_view word) {
  // Only the usual ones: "x@self.weight" is a product of matrices.
  constexpr std::array kDomains = std::to_array<std::string_view>(
      {"ai",   "at",  "au", "be",   "br", "ca",  "ch",  "cn", "co", "com", "cz",  "de", "dev",
       "dk",   "edu", "es", "eu",   "fi", "fr",  "gov", "gr", "hk", "hu",  "ie",  "il", "in",
       "info", "io",  "it", "jp",   "kr", "mil", "nl",  "no", "nz", "org", "net", "pl", "pt",
       "ru",   "se",  "sg", "tech", "tr", "tw",  "ua",  "uk", "us", "xyz"});
  return std::ranges::find(kDomains, word) != kDomains.end();
}

/// Writes "[address]" for each e-mail address.
std::string without_addresses(std::string_view text) {
  const auto is_local = [](char c) {
    return is_login_character(c) || c == '.' || c == '+' || c == '%';
  };
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > done && is_local(text[begin - 1])) --begin;
    std::size_t end = at + 1;
    while (end < text.size() && (is_login_character(text[end]) || text[end] == '.')) ++end;
    while (end > at + 1 && text[end - 1] == '.') --end;
    const std::string domain = to_lower(text.substr(at + 1, end - at - 1));
    const std::size_t dot = domain.rfind('.');
    const bool is_clone_address = text.substr(begin, at - begin) == "git";
    if (begin == at || dot == std::string::npos || dot == 0 || is_clone_address ||
        !is_top_level(std::string_view(domain).substr(dot + 1))) {
      continue;
    }
    result += text.substr(done, begin - done);
    result += "[address]";
    done = end;
  }
  return result.append(text.substr(done));
}

}  // namespace

Pseudonyms::Pseudonyms(Database& database) {
  for (const Repository& repository : repositories(database)) {
    studied_owners_.insert(to_lower(owner_of(repository.name)));
  }
  for (const std::string& name : data::raters(database)) {
    if (name == kConsensusRater) continue;
    raters_.emplace(name, fmt::format("rater-{}", raters_.size() + 1));
    constexpr std::size_t kShortest = 3;
    if (name.size() >= kShortest) names_in_memos_.push_back(name);
  }
  std::ranges::stable_sort(names_in_memos_, [](const std::string& a, const std::string& b) {
    return a.size() > b.size();
  });
  Statement names(database, R"sql(
    select named.name, named.is_owner
    from (
      select id as issue_id, 0 as place, 0 as position, author as name, 0 as is_owner
      from issue
      union all
      select issue_id, 1, id, author, 0
      from comment
      union all
      select issue_id, 2, position, actor, 0
      from timeline_event
      union all
      select issue_id, 3, position, source_repository, 1
      from timeline_event
      union all
      select issue_id, 4, id, repository, 1
      from fix
      union all
      select issue_id, 5, source_number, source_repository, 1
      from open_reference
    ) as named
    join issue on issue.id = named.issue_id
    join repository on repository.id = issue.repository_id
    where named.name is not null
    order by repository.position, repository.id, issue.number, named.place, named.position,
      named.name
  )sql");
  while (names.step()) {
    if (names.integer(1) == 0) {
      add_person(names.text(0));
    } else if (const auto owner = owner_of(names.view(0)); !is_studied(owner)) {
      add_person(std::string(owner));
    }
  }
}

void Pseudonyms::add_person(const std::string& login) {
  if (login.empty() || login.ends_with("[bot]")) return;
  const auto [found, is_new] = people_.emplace(login, fmt::format("person-{}", people_.size() + 1));
  if (is_new) people_in_any_case_.emplace(to_lower(login), found->second);
}

bool Pseudonyms::is_studied(std::string_view owner) const {
  return studied_owners_.contains(to_lower(owner));
}

std::string Pseudonyms::rater(std::string_view name) const {
  const auto found = raters_.find(name);
  return found == raters_.end() ? std::string(name) : found->second;
}

std::string Pseudonyms::person(std::string_view login) const {
  const auto found = people_.find(login);
  return found == people_.end() ? std::string(login) : found->second;
}

std::string Pseudonyms::repository(std::string_view owner_and_name) const {
  const std::string_view owner = owner_of(owner_and_name);
  if (is_studied(owner)) return std::string(owner_and_name);
  return person(owner).append(owner_and_name.substr(owner.size()));
}

std::string Pseudonyms::text(std::string_view text) const {
  const std::string whole = without_addresses(text);
  const std::string_view rest = whole;
  std::string result;
  std::size_t done = 0;
  for (std::size_t begin = 0; begin < rest.size();) {
    if (!is_login_character(rest[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < rest.size() && is_login_character(rest[end])) ++end;
    const std::size_t next = end;
    while (end > begin && (rest[end - 1] == '-' || rest[end - 1] == '_')) --end;
    const std::string_view before = rest.substr(0, begin);
    const std::string_view after = rest.substr(end);
    const auto found = people_in_any_case_.find(to_lower(rest.substr(begin, end - begin)));
    const bool is_repository = after.starts_with('/') && !before.ends_with('@') &&
                               is_studied(rest.substr(begin, end - begin));
    if (found != people_in_any_case_.end() && !is_repository &&
        (announces_login(before) || goes_on_as_reference(after))) {
      result.append(rest.substr(done, begin - done)).append(found->second);
      done = end;
    }
    begin = next;
  }
  return result.append(rest.substr(done));
}

std::string Pseudonyms::memo(std::string_view text) const {
  std::string result = this->text(text);
  for (const std::string& name : names_in_memos_) {
    const std::string& pseudonym = raters_.find(name)->second;
    for (std::size_t at = result.find(name); at != std::string::npos; at = result.find(name, at)) {
      const std::size_t end = at + name.size();
      const bool is_word = (at == 0 || !is_word_character(result[at - 1])) &&
                           (end == result.size() || !is_word_character(result[end]));
      if (is_word) result.replace(at, name.size(), pseudonym);
      at += is_word ? pseudonym.size() : name.size();
    }
  }
  return result;
}

}  // namespace faultline::data
