#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "data/database.h"

namespace faultline::data {

/// The label of a rater, of an issue, in one dimension that holds.
struct NewestLabel {
  std::int64_t issue_id = 0;
  std::int64_t rater_id = 0;
  std::int64_t code_id = 0;
  bool assisted = false;  ///< made while suggestions were shown
};

/// Hands out the labels of a dimension that hold, by issue id and rater id: the newest of each
/// rater and issue, and none where that one was taken back. It says what the view current_label
/// says, in one pass over the table in the order of its key; the view looks every label up again.
/// @param dimension  its id in the codebook; one that is not stored has no labels
void for_each_newest_label(Database& database, const std::string& dimension,
                           const std::function<void(const NewestLabel&)>& take);

}  // namespace faultline::data
