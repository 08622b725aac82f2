#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/tui/choice.h"
#include "taxonomy/tui/styled_line.h"

namespace faultline::taxonomy {

/// What lies open on the screen: an issue, or an answer to an open question. People call it
/// "source#number".
struct OpenItem {
  std::int64_t id = 0;
  std::string source;       ///< the issue's repository; the question that was answered
  std::int64_t number = 0;  ///< the issue's; the respondent's
  std::string url = {};     ///< empty where it has none
  std::vector<std::string> foldable = {};  ///< parts that can be unfolded: "fix 2"
  /// The item as lines that are safe for a terminal and no wider than asked for.
  std::function<std::vector<StyledLine>(int width, const std::set<std::string>& unfolded)> render;
};

/// What kind of items is labelled: its words on the screen, and what a label can say.
struct ItemKind {
  std::string item = "issue";
  std::string heading = "Issue";
  std::string code = "code";
  std::string number_prompt = "Issue number:";
  bool online = true;          ///< items have an address and fixes
  bool has_details = true;     ///< labels say doubt and name evidence
  bool has_several = false;    ///< an item takes several codes of a dimension
  std::string lone_code = {};  ///< of several, the one that does not stand beside others

  /// A text that speaks of issues and codes, in the words of this kind.
  [[nodiscard]] std::string in_words(std::string_view text) const;
};

/// The items that a rater labels, with the rater's labels: what the labelling screen knows of the
/// database. Dimensions are numbered as in the screen's codebook.
class LabelledItems {
 public:
  LabelledItems() = default;
  LabelledItems(const LabelledItems&) = delete;
  LabelledItems& operator=(const LabelledItems&) = delete;
  LabelledItems(LabelledItems&&) = delete;
  LabelledItems& operator=(LabelledItems&&) = delete;
  virtual ~LabelledItems() = default;

  [[nodiscard]] virtual const ItemKind& kind() const = 0;

  /// @throws Error (failure) where the item is gone
  [[nodiscard]] virtual OpenItem open(std::int64_t id) const = 0;

  /// What the rater says of an item, by dimension.
  [[nodiscard]] virtual std::vector<std::optional<Choice>> choices(std::int64_t id) const = 0;

  /// What all other raters but the consensus say, by dimension. Not asked for where the rater is
  /// blind.
  [[nodiscard]] virtual std::vector<std::vector<RatersChoice>> others(std::int64_t id) const = 0;

  /// Turns what the rater says of an item into `after`; with no value, takes `before` back. Only
  /// adds. Committed when it returns.
  /// @throws Error (failure) where it could not be stored; nothing was changed then
  virtual void write(std::int64_t id, std::size_t dimension, const std::optional<Choice>& before,
                     const std::optional<Choice>& after) = 0;

  struct Found {
    std::int64_t id = 0;
    std::string name;  ///< "onnx/tensorflow-onnx#12"
  };
  /// The items of a number, of those sources whose name holds a text.
  [[nodiscard]] virtual std::vector<Found> find(std::int64_t number,
                                                const std::string& source) const = 0;
};

}  // namespace faultline::taxonomy
