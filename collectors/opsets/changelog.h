#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::collectors {

/// One operator as one operator set brought it.
struct ChangelogEntry {
  std::string domain;  ///< "ai.onnx" for the default one
  std::int64_t version = 0;
  std::string operator_name;
  std::string change;  ///< "added" where no earlier set has the operator, "updated", "deprecated"
  bool operator==(const ChangelogEntry&) const = default;
};

/// Reads ONNX's changelog (docs/Changelog.md, docs/Changelog-ml.md), which ONNX writes from its
/// schemas. What counts are its headings: one a domain, below it one an operator set, below it one
/// an operator:
///
///     # ai.onnx.ml
///     ## Version 2 of the 'ai.onnx.ml' operator set
///     ### <a name="ai.onnx.ml.LabelEncoder-2"></a>**ai.onnx.ml.LabelEncoder-2**</a>
///     ### <a name="Upsample-10"></a>**Upsample-10** (deprecated)</a>
///
/// The text between them is passed over. The work grows linearly with the file.
///
/// @param name  what errors call the file
/// @return the operators by domain, version and name
/// @throws Error (input) listing every bad heading with its line: an operator set or an operator
///         that is none, an operator outside a set, of another version than its set, or twice in
///         it; also for a file without any operator, and one that is not UTF-8
[[nodiscard]] std::vector<ChangelogEntry> parse_changelog(std::string_view text,
                                                          const std::string& name);

/// An operator that ONNX defines as a function of others.
struct FunctionOperator {
  std::string domain;
  std::string operator_name;
  bool operator==(const FunctionOperator&) const = default;
};

/// Reads which operators are functions from the tables at the beginning of ONNX's list of operators
/// (docs/Operators.md, docs/Operators-ml.md): those that stand below a row "|**Function**|...".
/// @throws Error (input) for a file that holds no table of operators, and one that is not UTF-8
[[nodiscard]] std::vector<FunctionOperator> parse_function_operators(std::string_view text,
                                                                     const std::string& name);

}  // namespace faultline::collectors
