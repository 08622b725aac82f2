#include "taxonomy/tui/event_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace faultline::taxonomy {

namespace {

struct NamedEvent {
  std::string_view name;
  std::string_view words;
};

// Source: GitHub REST API, "Issue event types".
constexpr std::array kEvents = std::to_array<NamedEvent>({
    {"added_to_project", "added it to a project"},
    {"assigned", "assigned it"},
    {"closed", "closed it"},
    {"connected", "connected it"},
    {"converted_to_discussion", "made it a discussion"},
    {"cross-referenced", "mentioned it"},
    {"demilestoned", "took it out of a milestone"},
    {"disconnected", "disconnected it"},
    {"labeled", "added the label"},
    {"locked", "locked the conversation"},
    {"marked_as_duplicate", "marked it as a duplicate"},
    {"mentioned", "was mentioned"},
    {"merged", "merged it"},
    {"milestoned", "put it into a milestone"},
    {"moved_columns_in_project", "moved it in a project"},
    {"pinned", "pinned it"},
    {"referenced", "referred to it"},
    {"removed_from_project", "removed it from a project"},
    {"renamed", "changed the title"},
    {"reopened", "reopened it"},
    {"subscribed", "subscribed"},
    {"transferred", "transferred it"},
    {"unassigned", "unassigned it"},
    {"unlabeled", "removed the label"},
    {"unlocked", "unlocked the conversation"},
    {"unmarked_as_duplicate", "no longer marked it as a duplicate"},
    {"unpinned", "unpinned it"},
    {"unsubscribed", "unsubscribed"},
});

std::string words_of(const std::string& name) {
  const auto* const known =
      std::find_if(std::begin(kEvents), std::end(kEvents),
                   [&](const NamedEvent& event) { return event.name == name; });
  if (known != std::end(kEvents)) return std::string(known->words);
  std::string words = name;
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

/// What stands between an event and the issue or pull request that it names.
std::string_view preposition(const std::string& event) {
  if (event == "closed" || event == "merged") return "by";
  if (event == "connected") return "to";
  if (event == "disconnected") return "from";
  return "in";
}

}  // namespace

std::string kind_words(const std::string& kind) {
  return kind == "pull-request" ? "pull request" : kind;
}

std::string short_sha(const std::string& sha) { return sha.substr(0, 10); }

std::string shown_time(const std::string& utc) {
  constexpr std::size_t kToTheMinute = std::string_view("2022-05-04T10:20").size();
  std::string shown = utc.substr(0, kToTheMinute);
  std::replace(shown.begin(), shown.end(), 'T', ' ');
  return shown;
}

std::string event_words(const data::TimelineEvent& event) {
  std::string words = words_of(event.event);
  if (event.label) words += fmt::format(" \"{}\"", *event.label);
  if (event.source_number) {
    words += fmt::format(" {} {} {}#{}", preposition(event.event),
                         kind_words(event.source_kind.value_or("issue")),
                         event.source_repository.value_or(""), *event.source_number);
    if (event.source_state) words += fmt::format(" ({})", *event.source_state);
  }
  if (event.commit_sha) {
    words += fmt::format(" {} commit {}", event.event == "referenced" ? "in" : "by",
                         short_sha(*event.commit_sha));
    if (!event.source_number && event.source_repository) {
      words += fmt::format(" of {}", *event.source_repository);
    }
  }
  return words;
}

}  // namespace faultline::taxonomy
