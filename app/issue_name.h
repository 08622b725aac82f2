#pragma once

#include <cstdint>
#include <string>

#include "app/study.h"

namespace faultline::app {

/// An issue as it is typed and printed: "onnx/tensorflow-onnx#1044".
struct IssueName {
  std::string repository;
  std::int64_t number = 0;
};

/// Reads "owner/name#12", the address of an issue, or, where the study has a converter of that
/// name, "tf2onnx#12".
/// @throws Error (input) for anything else, and for repositories that are not in the study
[[nodiscard]] IssueName parse_issue_name(const std::string& text, const Study& study);

}  // namespace faultline::app
