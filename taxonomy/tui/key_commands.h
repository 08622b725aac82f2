#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/tui/key.h"

namespace faultline::taxonomy {

class Labelling;

/// Where on the labelling screen one is.
enum KeyPlace : unsigned {
  kInIssue = 1,    ///< the issue and the codes
  kInSearch = 2,   ///< the same, after a search that found something
  kInMarking = 4,  ///< lines are being marked as evidence
  kInPrompt = 8,   ///< something is being typed
  kInPage = 16,    ///< a page of help or a definition is shown
  kAnywhere = 31,
};

/// What a key does. The one table of these drives the keys, the line of the keys, `?`, the palette
/// and the manual.
struct KeyCommand {
  std::string_view name;
  std::vector<std::string_view> keys;  ///< the first is the one that is shown
  unsigned where = kInIssue;           ///< KeyPlaces, together
  std::string_view word;               ///< in the line of the keys; empty where it is not there
  std::string_view help;               ///< what it does, without a full stop
  void (Labelling::*run)() = nullptr;
  /// Why it cannot be done now; no value where it can. None: it always can.
  std::optional<std::string> (Labelling::*why_not)() const = nullptr;
};

/// In the order in which help lists them.
[[nodiscard]] const std::vector<KeyCommand>& key_commands();

/// The command of a key at a place; none where the key has none there.
[[nodiscard]] const KeyCommand* find_command(const Key& key, KeyPlace place);

/// The table as text, for the manual: keys and what they do, one command a line.
[[nodiscard]] std::string describe_keys();

}  // namespace faultline::taxonomy
