#include "random_labels.h"

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <vector>

#include "base/random.h"
#include "taxonomy/codebook.h"

namespace faultline::bench {

namespace {

/// The codes that are children of `parent`; those that are nobody's child where it is empty.
std::vector<const data::Code*> codes_below(const data::Dimension& dimension,
                                           std::string_view parent) {
  std::vector<const data::Code*> codes;
  for (const data::Code& code : dimension.codes) {
    if (code.parent == parent) codes.push_back(&code);
  }
  return codes;
}

template <typename Value>
const Value& draw(const std::vector<Value>& values, Random& random) {
  return values[random.below(values.size())];
}

/// A cause with the last part of the id of one of its children, or with nothing where it has none.
struct Cause {
  std::string_view id;
  std::vector<std::string_view> children;
};

std::vector<Cause> causes_of(const data::Dimension& dimension) {
  std::vector<Cause> causes;
  for (const data::Code* code : codes_below(dimension, "")) {
    causes.push_back({code->id, {}});
    for (const data::Code* child : codes_below(dimension, code->id)) {
      causes.back().children.push_back(
          std::string_view(child->id).substr(child->parent.size() + 1));
    }
    if (causes.back().children.empty()) causes.back().children.emplace_back();
  }
  return causes;
}

}  // namespace

const data::Codebook& new_study_codebook() {
  static const data::Codebook kCodebook = taxonomy::find_codebook("converter-failures", {});
  return kCodebook;
}

std::string random_labels(std::size_t rows, std::uint64_t seed, std::string_view rater) {
  constexpr std::string_view kRepositories[] = {"pytorch/pytorch", "onnx/tensorflow-onnx"};
  const data::Codebook& codebook = new_study_codebook();
  const std::vector<const data::Code*> stages = codes_below(*codebook.find("stage"), "");
  const std::vector<const data::Code*> symptoms = codes_below(*codebook.find("symptom"), "");
  const std::vector<Cause> causes = causes_of(*codebook.find("cause"));
  Random random(seed);
  std::string csv = "repository,issue,rater,stage,symptom,cause,subcause\n";
  for (std::size_t row = 0; row < rows; ++row) {
    const data::Code& stage = *draw(stages, random);
    const data::Code& symptom = *draw(symptoms, random);
    const Cause& cause = draw(causes, random);
    fmt::format_to(std::back_inserter(csv), "{},{},{},{},{},{},{}\n",
                   kRepositories[row % std::size(kRepositories)],
                   row / std::size(kRepositories) + 1, rater, stage.id, symptom.id, cause.id,
                   draw(cause.children, random));
  }
  return csv;
}

}  // namespace faultline::bench
