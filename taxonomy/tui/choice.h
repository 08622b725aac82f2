#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::taxonomy {

/// What a rater says of an item in one dimension.
struct Choice {
  /// Full ids, at least one; may be of an older codebook. More than one only where an item takes
  /// several.
  std::vector<std::string> codes;
  bool unsure = false;
  std::string memo = {};
  std::string evidence = {};  ///< see evidence.h
  bool assisted = false;      ///< made while suggestions were shown

  [[nodiscard]] bool holds(std::string_view code) const {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
  }

  friend bool operator==(const Choice&, const Choice&) = default;
};

struct RatersChoice {
  std::string rater;
  Choice choice;
};

}  // namespace faultline::taxonomy
