#pragma once

#include <string>

#include "data/collected.h"

namespace faultline::taxonomy {

/// What happened, as a sentence without its subject and date: "closed it by pull request
/// onnx/tensorflow-onnx#12 (merged)". Events that the program does not know keep their name. Holds
/// text of any origin.
[[nodiscard]] std::string event_words(const data::TimelineEvent& event);

/// A time as it is shown in a thread: "2022-05-04 10:20".
[[nodiscard]] std::string shown_time(const std::string& utc);

/// The beginning of a commit's name.
[[nodiscard]] std::string short_sha(const std::string& sha);

/// "pull request" or "issue".
[[nodiscard]] std::string kind_words(const std::string& kind);

}  // namespace faultline::taxonomy
