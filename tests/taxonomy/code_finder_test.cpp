#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/thrown_error.h"
#include "taxonomy/codebook.h"

namespace faultline::taxonomy {

namespace {

using Texts = std::vector<std::string>;

const data::Codebook& builtin() {
  static const data::Codebook kCodebook =
      parse_codebook(builtin_codebook("converter-failures"), "converter-failures.toml");
  return kCodebook;
}

Texts ids(const std::string& dimension) {
  Texts found;
  for (const data::Code& code : builtin().find(dimension)->codes) found.push_back(code.id);
  return found;
}

std::string found_id(const std::string& dimension, const std::string& text) {
  const data::Code* code = CodeFinder(*builtin().find(dimension)).find(text);
  return code == nullptr ? "" : code->id;
}

std::string found_child(const std::string& parent, const std::string& text) {
  const data::Dimension& cause = *builtin().find("cause");
  const data::Code* code = CodeFinder(cause).find_child(*cause.find(parent), text);
  return code == nullptr ? "" : code->id;
}

}  // namespace

TEST_CASE("the built-in codebook has the codes of the published taxonomy and no others") {
  CHECK(builtin_codebook_names() == Texts{"converter-failures"});
  CHECK(builtin().dimensions.size() == 3);
  CHECK(ids("stage") == Texts{"load-model", "node-conversion", "optimization", "export",
                              "validation", "not-distinguishable"});
  CHECK(ids("symptom") ==
        Texts{"crash", "wrong-model", "bad-performance", "build-failure", "hang", "unreported"});
  CHECK(ids("cause") == Texts{"incompatibility",
                              "incompatibility/internal",
                              "incompatibility/external",
                              "incompatibility/resource",
                              "type-problem",
                              "type-problem/node",
                              "type-problem/tensor",
                              "type-problem/conventional",
                              "shape-problem",
                              "algorithmic-error",
                              "algorithmic-error/optimization",
                              "algorithmic-error/tracing",
                              "algorithmic-error/code-logic",
                              "api-misuse",
                              "api-misuse/wrong-api",
                              "api-misuse/missing-condition",
                              "api-misuse/missing-api",
                              "incorrect-numerical-computation",
                              "incorrect-assignment",
                              "incorrect-exception-handling",
                              "misconfiguration",
                              "concurrency",
                              "typo",
                              "testing",
                              "documentation",
                              "other"});
}

TEST_CASE("every code of the built-in codebook has a definition and a key") {
  for (const data::Dimension& dimension : builtin().dimensions) {
    for (const data::Code& code : dimension.codes) {
      CAPTURE(code.id);
      CHECK_FALSE(code.definition.empty());
      CHECK(code.key.size() == 1);
    }
  }
}

TEST_CASE("the numbers of the published coding sheet stand for its codes") {
  const Texts stages{"node-conversion", "optimization", "export",
                     "load-model",      "validation",   "not-distinguishable"};
  const Texts symptoms{"crash", "wrong-model",   "bad-performance",
                       "hang",  "build-failure", "unreported"};
  const Texts causes{"api-misuse",
                     "incompatibility",
                     "type-problem",
                     "shape-problem",
                     "incorrect-numerical-computation",
                     "incorrect-assignment",
                     "incorrect-exception-handling",
                     "misconfiguration",
                     "concurrency",
                     "algorithmic-error",
                     "typo",
                     "other",
                     "documentation",
                     "testing"};

  for (std::size_t i = 0; i < stages.size(); ++i) {
    CHECK(found_id("stage", std::to_string(i + 1)) == stages[i]);
    CHECK(found_id("symptom", std::to_string(i + 1)) == symptoms[i]);
  }
  for (std::size_t i = 0; i < causes.size(); ++i) {
    CHECK(found_id("cause", std::to_string(i + 1)) == causes[i]);
  }
  CHECK(found_id("stage", "7").empty());
  CHECK(found_id("symptom", "0").empty());
  CHECK(found_id("cause", "15").empty());
}

TEST_CASE("the numbers of the coding sheet's children stand for them") {
  CHECK(found_child("incompatibility", "1") == "incompatibility/internal");
  CHECK(found_child("incompatibility", "2") == "incompatibility/external");
  CHECK(found_child("incompatibility", "3") == "incompatibility/resource");
  CHECK(found_child("type-problem", "1") == "type-problem/node");
  CHECK(found_child("type-problem", "2") == "type-problem/tensor");
  CHECK(found_child("type-problem", "3") == "type-problem/conventional");
  CHECK(found_child("type-problem", "4").empty());
  CHECK(found_child("typo", "1").empty());
}

TEST_CASE("codes are found by what earlier data calls them") {
  CHECK(found_id("stage", "Node Transformation") == "node-conversion");
  CHECK(found_id("stage", "Tracer") == "load-model");
  CHECK(found_id("stage", "Not Dis.") == "not-distinguishable");
  CHECK(found_id("symptom", "Wrong Code") == "wrong-model");
  CHECK(found_id("cause", "Incompatability") == "incompatibility");
  CHECK(found_id("cause", "Others") == "other");
}

TEST_CASE("case and runs of spaces, hyphens and underscores do not count") {
  CHECK(folded("  Wrong \t_- Model ") == "wrong model");
  CHECK(folded("-a-") == "a");
  CHECK(folded("") == "");
  for (const char* text : {"wrong-model", "Wrong Model", "WRONG_MODEL", " wrong  -  model\n"}) {
    CHECK(found_id("symptom", text) == "wrong-model");
  }
}

TEST_CASE("a child is found by its full id, or under its parent by the last part of it") {
  CHECK(found_id("cause", "incompatibility/external") == "incompatibility/external");
  CHECK(found_id("cause", "external").empty());
  CHECK(found_child("incompatibility", "External") == "incompatibility/external");
  CHECK(found_child("incompatibility", "external incompatibility") == "incompatibility/external");
  CHECK(found_child("incompatibility", "incompatibility/external") == "incompatibility/external");
  CHECK(found_child("type-problem", "incompatibility/external").empty());
}

TEST_CASE("the nearest code is sought among ids, then among names and aliases") {
  const CodeFinder symptoms(*builtin().find("symptom"));

  CHECK(symptoms.nearest_code("wrong-modle") == "wrong-model");
  CHECK(symptoms.nearest_code("Incorect modell") == "wrong-model");
  CHECK_FALSE(symptoms.nearest_code("something else entirely").has_value());
}

TEST_CASE("a condition on a code means its children too") {
  const data::Dimension& cause = *builtin().find("cause");

  CHECK(codes_meant(cause, "type problem") == Texts{"type-problem", "type-problem/node",
                                                    "type-problem/tensor",
                                                    "type-problem/conventional"});
  CHECK(codes_meant(cause, "type-problem/node") == Texts{"type-problem/node"});
  CHECK(codes_meant(*builtin().find("symptom"), "other-binned") ==
        Texts{"bad-performance", "build-failure", "hang", "unreported"});
  const Error error = test::thrown_error([&] { return codes_meant(cause, "typos"); });
  CHECK(error.message() == "'typos' is not a code of the dimension cause");
  CHECK(test::says(error, "the nearest code is 'typo'"));
}

TEST_CASE("a dimension is found by id, and an unknown one is refused with the nearest") {
  const auto error = [](const std::string& id) {
    return test::thrown_error([&] { return &find_dimension(builtin(), id); });
  };

  CHECK(find_dimension(builtin(), "cause").id == "cause");
  CHECK(test::says(error("causes"), "the nearest one is 'cause'"));
  CHECK(test::says(error("colour of it"), "its dimensions are: stage, symptom, cause"));
}

}  // namespace faultline::taxonomy
