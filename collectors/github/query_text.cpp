#include "collectors/github/query_text.h"

#include <set>
#include <span>
#include <stdexcept>
#include <vector>

#include "base/embedded.h"
#include "base/text.h"

namespace faultline {
std::span<const EmbeddedFile> github_queries();
}

namespace faultline::collectors {

namespace {

constexpr std::string_view kFragments = "# fragments:";
constexpr std::string_view kPart = "_0";

std::string_view find_file(const std::string& name) {
  const std::string path = "github/graphql/" + name + ".graphql";
  for (const EmbeddedFile& file : github_queries()) {
    if (file.name == path) return file.content;
  }
  throw std::logic_error("there is no query " + path);
}

/// A line with its parts numbered: "_0" becomes "_7".
std::string numbered(std::string line, std::size_t part) {
  const std::string number = "_" + std::to_string(part);
  std::size_t found = line.find(kPart);
  while (found != std::string::npos) {
    line.replace(found, kPart.size(), number);
    found = line.find(kPart, found + number.size());
  }
  return line;
}

/// Adds a file's text, and after it the fragments that it needs and that are not there yet.
void append(std::string& text, std::set<std::string>& added, const std::string& name,
            std::size_t parts) {
  if (!added.insert(name).second) return;
  std::vector<std::string> fragments;
  for (const std::string& line : split(find_file(name), '\n')) {
    const std::string trimmed(trim(line));
    if (trimmed.starts_with(kFragments)) {
      fragments = split(trim(std::string_view(trimmed).substr(kFragments.size())), ' ');
    }
    if (trimmed.empty() || trimmed.starts_with('#')) continue;
    const bool repeated = trimmed.find(kPart) != std::string::npos;
    for (std::size_t part = 0; part < (repeated ? parts : 1); ++part) {
      text += (repeated ? numbered(trimmed, part) : trimmed) + "\n";
    }
  }
  for (const std::string& fragment : fragments) append(text, added, "fragment_" + fragment, 1);
}

}  // namespace

std::string query_text(std::string_view name, std::size_t parts) {
  std::string text;
  std::set<std::string> added;
  append(text, added, std::string(name), parts);
  return text;
}

}  // namespace faultline::collectors
