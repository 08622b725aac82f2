#include "collectors/github/link_header.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"

namespace faultline::collectors {

namespace {

/// Reads a header from its beginning to its end.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  bool take(char c) {
    skip_space();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// Up to one of the characters, which stays; to the end where none comes.
  std::string_view until(std::string_view characters) {
    const std::string_view found = rest_.substr(0, rest_.find_first_of(characters));
    rest_.remove_prefix(found.size());
    return found;
  }

  /// What a quotation mark, just taken, opens; the closing one is taken, too.
  std::string quoted() {
    std::string text;
    while (!rest_.empty()) {
      const char c = next();
      if (c == '"') break;
      text += c == '\\' && !rest_.empty() ? next() : c;
    }
    return text;
  }

 private:
  void skip_space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size())); }

  char next() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  std::string_view rest_;
};

bool has_word(std::string_view words, std::string_view wanted) {
  const std::vector<std::string> all = split(words, ' ');
  return std::any_of(all.begin(), all.end(), [wanted](const std::string& word) {
    return to_lower(trim(word)) == to_lower(wanted);
  });
}

/// Reads the parameters of one link, up to the comma behind it or the end.
bool has_relation(Scanner& scanner, std::string_view relation) {
  std::optional<std::string> relations;
  for (;;) {
    scanner.until(";,");
    if (!scanner.take(';')) break;
    const std::string name = to_lower(trim(scanner.until("=;,")));
    std::string value;
    if (scanner.take('=')) {
      value = scanner.take('"') ? scanner.quoted() : std::string(trim(scanner.until(";,")));
    }
    // Of a parameter that comes twice, the first counts.
    if (name == "rel" && !relations) relations = value;
  }
  return relations && has_word(*relations, relation);
}

}  // namespace

std::optional<std::string> find_link(std::string_view header, std::string_view relation) {
  Scanner scanner(header);
  while (!scanner.at_end()) {
    scanner.until("<");
    if (!scanner.take('<')) break;
    const std::string target(trim(scanner.until(">")));
    if (!scanner.take('>')) break;
    if (has_relation(scanner, relation)) return target;
  }
  return {};
}

}  // namespace faultline::collectors
