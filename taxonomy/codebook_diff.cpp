#include "taxonomy/codebook_diff.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace faultline::taxonomy {

namespace {

class Comparison {
 public:
  void compare(const data::Codebook& before, const data::Codebook& after) {
    for (const data::Dimension& dimension : before.dimensions) {
      const data::Dimension* other = after.find(dimension.id);
      if (other == nullptr) {
        found_.push_back({CodebookPart::kDimension, dimension.id, "", dimension.name, ""});
        continue;
      }
      add_if_other(CodebookPart::kName, dimension.id, "", dimension.name, other->name);
      add_if_other(CodebookPart::kDefinition, dimension.id, "", dimension.definition,
                   other->definition);
      compare_codes(dimension, *other);
    }
    for (const data::Dimension& dimension : after.dimensions) {
      if (before.find(dimension.id) != nullptr) continue;
      found_.push_back({CodebookPart::kDimension, dimension.id, "", "", dimension.name});
    }
  }

  std::vector<CodebookDifference> take() { return std::move(found_); }

 private:
  void compare_codes(const data::Dimension& before, const data::Dimension& after) {
    for (const data::Code& code : before.codes) {
      const data::Code* other = after.find(code.id);
      if (other == nullptr) {
        found_.push_back({CodebookPart::kCode, before.id, code.id, code.name, ""});
        continue;
      }
      const auto add = [&](CodebookPart part, const std::string& old_text,
                           const std::string& new_text) {
        add_if_other(part, before.id, code.id, old_text, new_text);
      };
      add(CodebookPart::kName, code.name, other->name);
      add(CodebookPart::kDefinition, code.definition, other->definition);
      add(CodebookPart::kExamples, join(code.examples, "; "), join(other->examples, "; "));
      add(CodebookPart::kAliases, join(code.aliases, ", "), join(other->aliases, ", "));
      add(CodebookPart::kKey, code.key, other->key);
      add(CodebookPart::kShown, code.shown ? "yes" : "no", other->shown ? "yes" : "no");
    }
    for (const data::Code& code : after.codes) {
      if (before.find(code.id) != nullptr) continue;
      found_.push_back({CodebookPart::kCode, before.id, code.id, "", code.name});
    }
  }

  void add_if_other(CodebookPart part, const std::string& dimension, const std::string& code,
                    const std::string& before, const std::string& after) {
    if (before != after) found_.push_back({part, dimension, code, before, after});
  }

  std::vector<CodebookDifference> found_;
};

}  // namespace

std::string_view name_of(CodebookPart part) {
  constexpr std::array<std::string_view, 8> kNames{
      "dimension", "code",    "name", "definition",
      "examples",  "aliases", "key",  "shown in cross tables"};
  return kNames.at(static_cast<std::size_t>(part));
}

std::vector<CodebookDifference> compare_codebooks(const data::Codebook& before,
                                                  const data::Codebook& after) {
  Comparison comparison;
  comparison.compare(before, after);
  return comparison.take();
}

}  // namespace faultline::taxonomy
