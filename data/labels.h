#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "base/clock.h"
#include "data/database.h"

namespace faultline::data {

/// How sure a rater was; as stored.
inline constexpr std::string_view kSure = "sure";
inline constexpr std::string_view kUnsure = "unsure";

/// A label in words, as exported and shown.
struct Label {
  std::string repository;
  std::int64_t issue = 0;
  std::string rater;
  std::string dimension;
  std::string code;
  std::string confidence{kSure};
  std::string memo;
  std::string evidence;
  std::string labelled_at;  ///< UTC, always with milliseconds
  std::string codebook;
  std::int64_t codebook_version = 0;
  bool assisted = false;   ///< made while suggestions were shown
  bool withdrawn = false;  ///< taken back: since then no label of the rater holds there

  friend bool operator==(const Label&, const Label&) = default;
};

/// What a label says beside its code.
struct LabelDetails {
  std::string confidence{kSure};
  std::string memo = {};
  std::string evidence = {};
  /// Made while suggestions were shown. Whoever repeats an earlier label with another memo keeps
  /// what it says.
  bool assisted = false;
  /// Takes the rater's label of the issue and dimension back, so that none holds; the code is the
  /// one that is taken back. Nothing is added where none holds.
  bool withdrawn = false;
  /// Where the label is from elsewhere, when it was made. Otherwise it is made now: after the
  /// rater's earlier label of the issue and dimension, also where the clock went back, and not at
  /// all where it says the same as that one, with suggestions or without.
  std::optional<Moment> labelled_at = {};

  friend bool operator==(const LabelDetails&, const LabelDetails&) = default;
};

/// A label to be added, by ids. Small, since imports hold millions.
struct NewLabel {
  std::int64_t dimension_id = 0;
  std::int64_t issue_id = 0;
  std::int64_t rater_id = 0;
  std::int64_t code_id = 0;
  std::int64_t codebook_id = 0;
  /// None: sure, without memo and evidence, made now. Labels of one row may share theirs.
  std::shared_ptr<const LabelDetails> details = {};
  std::size_t row = 0;  ///< where it came from, for the caller's own use

  /// The order of the stored labels, apart from their time.
  [[nodiscard]] auto key() const { return std::tuple(dimension_id, issue_id, rater_id); }
};

/// What a label says beside its code, also where it has no details of its own.
[[nodiscard]] const LabelDetails& details_of(const NewLabel& label);

struct AddedLabels {
  std::int64_t added = 0;
  std::int64_t known = 0;  ///< were there already, or say what the rater's newest label says
};

/// Puts labels into the order of their keys; those of one key stay in theirs.
void sort_by_key(std::span<NewLabel> labels);

/// Adds labels, within the caller's transaction. Labels are only ever added: the newest of a rater,
/// issue and dimension holds, and where that one is withdrawn, none does.
/// @param labels  put into the order of their keys
AddedLabels add_labels(Database& database, std::span<NewLabel> labels, Moment now);

/// Finds a rater by name, adding an unknown one. White space around the name does not count.
/// @throws Error (input) for an empty name
[[nodiscard]] std::int64_t find_or_add_rater(Database& database, const std::string& name);

/// In the order in which they were added.
[[nodiscard]] std::vector<std::string> raters(Database& database);

/// Those who ever gave a label that was none of taking one back, in the same order.
[[nodiscard]] std::vector<std::string> raters_with_labels(Database& database);

/// The ids of the stored dimensions, by name.
[[nodiscard]] std::map<std::string, std::int64_t> dimension_ids(Database& database);

struct LabelQuery {
  std::optional<std::string> repository = {};
  std::optional<std::int64_t> issue = {};
  std::optional<std::string> rater = {};
  bool current_only = false;  ///< only the labels that hold
};

/// Hands out labels sorted by repository, issue, time, rater and the codebook's order of
/// dimensions, then by content; those that hold by repository, issue, rater and dimension.
void for_each_label(Database& database, const LabelQuery& query,
                    const std::function<void(const Label&)>& take);

/// One issue with the codes of several raters.
struct RatedItem {
  std::string repository;
  std::int64_t issue = 0;
  std::vector<std::optional<std::string>> codes;  ///< one per rater
  std::vector<bool> assisted = {};  ///< one per rater: made while suggestions were shown
};

/// Every issue that at least one of the raters labelled in a dimension, with each rater's current
/// code, sorted by repository and number.
/// @param sample_id  only issues of this sample or tranche
[[nodiscard]] std::vector<RatedItem> rated_items(Database& database, const std::string& dimension,
                                                 std::span<const std::string> rater_names,
                                                 std::optional<std::int64_t> sample_id = {});

}  // namespace faultline::data
