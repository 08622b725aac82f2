#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "data/database.h"

namespace faultline::data {

/// What a shared copy of a study calls the people whom the study names.
///
/// Raters become "rater-1", "rater-2", ... in the order in which they came; the rater "consensus"
/// is nobody and keeps its name. People on GitHub (authors of issues and comments, actors of
/// events, owners of repositories that are not studied) become "person-1", ... in the order in
/// which the study meets them: by repository, issue and place in its thread. Bots ("...[bot]") keep
/// their names, and so do owners of studied repositories where they name these. So one study always
/// gives the same pseudonyms, and what is added to it changes none that were given for what was
/// there before, unless it comes before it in that order.
class Pseudonyms {
 public:
  /// Reads the names of a study.
  explicit Pseudonyms(Database& database);

  /// Names that the study does not know are no names: they stay as they are.
  [[nodiscard]] std::string rater(std::string_view name) const;
  [[nodiscard]] std::string person(std::string_view login) const;
  /// "owner/name" with the owner's pseudonym.
  [[nodiscard]] std::string repository(std::string_view owner_and_name) const;

  /// A text of any origin: logins that the study knows are replaced where the text mentions them
  /// ("@login"), in links to GitHub, as owners ("login/project#12", "login/project@c0ffee") and in
  /// home folders ("/home/login"), in any case of letters; e-mail addresses become "[address]".
  /// Elsewhere a login may be a word like any other ("test"), and stays.
  [[nodiscard]] std::string text(std::string_view text) const;

  /// What a rater wrote: as `text`, and the names of raters are replaced wherever they stand as
  /// words of their own. Names of one or two bytes are left: they occur in too many texts.
  [[nodiscard]] std::string memo(std::string_view text) const;

 private:
  void add_person(const std::string& login);
  [[nodiscard]] bool is_studied(std::string_view owner) const;

  std::map<std::string, std::string, std::less<>> raters_;
  std::vector<std::string> names_in_memos_;  ///< of raters, the longest first
  std::map<std::string, std::string, std::less<>> people_;
  std::map<std::string, std::string, std::less<>> people_in_any_case_;  ///< by login in lower case
  std::set<std::string, std::less<>> studied_owners_;                   ///< in lower case
};

}  // namespace faultline::data
