#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "taxonomy/suggest/suggestion.h"
#include "taxonomy/tui/code_search.h"
#include "taxonomy/tui/evidence.h"
#include "taxonomy/tui/key.h"
#include "taxonomy/tui/key_commands.h"
#include "taxonomy/tui/layout.h"
#include "taxonomy/tui/line_editor.h"
#include "taxonomy/tui/sitting.h"
#include "taxonomy/tui/thread_view.h"

namespace faultline::taxonomy {

struct LabellingOptions {
  std::string rater;
  bool open = false;      ///< other raters' labels are shown
  bool assisted = false;  ///< suggestions are shown before the rater has chosen
  /// Proposes codes for an item; none: nothing is proposed. Called once an item, when its
  /// suggestions are first shown.
  std::function<std::vector<Suggestion>(const OpenItem&)> suggest = {};
  /// Opens an address outside the terminal. @return whether that could be done
  std::function<bool(const std::string& url)> open_url = {};
  /// What to show when the last label of an item was given: paragraphs; empty for nothing.
  std::function<std::vector<std::string>(const OpenItem&,
                                         const std::vector<std::optional<Choice>>&)>
      when_complete = {};
};

/// What is being typed.
enum class PromptKind { kSearch, kItem, kCode, kCommand, kMemo, kReason };

struct Prompt {
  PromptKind kind = PromptKind::kSearch;
  std::string question;
  LineEditor editor;
  std::vector<std::string> entries = {};  ///< what can be taken, of all that was typed
  std::size_t selected = 0;
};

/// Text over the item and the codes; closed by any of its keys.
struct Page {
  std::string title;
  std::vector<std::string> paragraphs;
  std::size_t top = 0;
};

/// The labelling screen without a screen: what each key does to the labels, the place in the queue
/// and what is shown. Keys come in by `press`; draw_labelling.h draws what came of them.
///
/// Where an item takes several codes of a dimension, a key adds its code or takes it back.
///
/// With the rater `consensus` it settles disagreements: a code is asked a reason for, and stored
/// with it.
class Labelling {
 public:
  /// @throws Error (input) where a code's key is one that the screen uses itself
  Labelling(std::unique_ptr<LabelledItems> items, const data::Codebook& codebook, LabelQueue queue,
            LabellingOptions options);

  /// Does what a key does here. Whatever fails is told in `message`; nothing is thrown.
  void press(const Key& key);
  void resize(WindowSize window);
  /// The terminal is gone or the program is told to end: stores what is being typed for a label.
  void hang_up();

  [[nodiscard]] const data::Codebook& codebook() const { return *codebook_; }
  [[nodiscard]] const LabellingOptions& options() const { return options_; }
  [[nodiscard]] const Sitting& sitting() const { return sitting_; }
  [[nodiscard]] const ItemKind& kind() const { return sitting_.kind(); }
  [[nodiscard]] const ThreadView& thread() const { return thread_; }
  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] KeyPlace key_place() const;
  [[nodiscard]] bool is_over() const { return over_; }
  [[nodiscard]] bool is_adjudicating() const { return adjudicating_; }
  /// Whether other raters' labels are shown.
  [[nodiscard]] bool shows_others() const { return adjudicating_ || options_.open; }
  [[nodiscard]] const std::string& message() const { return message_; }
  /// Whether the last change could be stored.
  [[nodiscard]] bool is_saved() const { return saved_; }
  [[nodiscard]] const std::optional<Prompt>& prompt() const { return prompt_; }
  [[nodiscard]] const std::optional<Page>& page() const { return page_; }
  /// The page's text at the window's width.
  [[nodiscard]] std::vector<std::string> page_lines() const;

  [[nodiscard]] std::size_t dimension() const { return dimension_; }
  /// The dimension that a memo, evidence and doubt go to: the one under the cursor where it has a
  /// label, else the one whose label has just been given. None where there is no such label.
  [[nodiscard]] std::optional<std::size_t> label_dimension() const;
  /// The code under the cursor.
  [[nodiscard]] std::size_t code() const { return code_; }
  /// The id of the code whose children are open; empty for none.
  [[nodiscard]] const std::string& open_parent() const { return open_parent_; }
  /// The code that a key chooses now; none where it chooses none.
  [[nodiscard]] std::optional<std::size_t> code_of_key(const Key& key) const;
  /// The places in the dimension of the codes that are shown, children only where they are open.
  [[nodiscard]] std::vector<std::size_t> shown_codes(std::size_t dimension) const;
  /// The suggestions that may be seen for a dimension; empty before they may.
  [[nodiscard]] std::vector<Suggestion> suggestions(std::size_t dimension) const;
  [[nodiscard]] std::vector<EvidenceMark> evidence() const;

  // What the table of commands runs.
  void line_down() { move(1); }
  void line_up() { move(-1); }
  void half_page_down() { move((thread_.page() + 1) / 2); }
  void half_page_up() { move(-(thread_.page() + 1) / 2); }
  void page_down() { move(thread_.page()); }
  void page_up() { move(-thread_.page()); }
  void wheel_down() { move(kWheelLines); }
  void wheel_up() { move(-kWheelLines); }
  void to_beginning() { move(-kVeryFar); }
  void to_end() { move(kVeryFar); }
  void next_item();
  void previous_item();
  void skip();
  void ask_item();
  void ask_search();
  void next_match() { thread_.next_match(true); }
  void previous_match() { thread_.next_match(false); }
  void next_dimension();
  void previous_dimension();
  void next_code();
  void previous_code();
  void choose_code();
  void ask_code();
  void show_definition();
  void ask_memo();
  void begin_marking() { thread_.begin_marking(); }
  void fix_start();
  void take_marks();
  void toggle_unsure();
  void take_back();
  void undo();
  void redo();
  void open_url();
  void fold();
  void show_help();
  void ask_command();
  void leave_state();
  void take_prompt();
  void next_entry();
  void previous_entry();
  void quit();

  // Why it cannot do so now.
  [[nodiscard]] std::optional<std::string> why_no_next() const;
  [[nodiscard]] std::optional<std::string> why_no_previous() const;
  [[nodiscard]] std::optional<std::string> why_no_item() const;
  [[nodiscard]] std::optional<std::string> why_no_other_dimension() const;
  [[nodiscard]] std::optional<std::string> why_no_detail() const;
  [[nodiscard]] std::optional<std::string> why_no_address() const;
  [[nodiscard]] std::optional<std::string> why_no_label() const;
  [[nodiscard]] std::optional<std::string> why_no_undo() const;
  [[nodiscard]] std::optional<std::string> why_no_redo() const;
  [[nodiscard]] std::optional<std::string> why_no_fold() const;
  [[nodiscard]] std::optional<std::string> why_no_leaving() const;

 private:
  static constexpr std::ptrdiff_t kWheelLines = 3;
  static constexpr std::ptrdiff_t kVeryFar = 1'000'000'000;

  [[nodiscard]] const data::Dimension& current_dimension() const {
    return codebook_->dimensions[dimension_];
  }
  [[nodiscard]] const std::optional<Choice>& current_choice() const {
    return sitting_.choices()[dimension_];
  }
  /// The label that a memo, evidence and doubt go to; there must be one.
  [[nodiscard]] const Choice& label() const { return *sitting_.choices()[*label_dimension()]; }
  [[nodiscard]] bool has_children(std::size_t code) const;
  [[nodiscard]] std::string place_in_words(const LabelChange& change) const;

  void press_unguarded(const Key& key);
  void move(std::ptrdiff_t lines);
  void go_to(std::size_t place);
  void show_item();
  void render(bool is_new);
  void enter_dimension(std::size_t dimension);
  void enter_next_unlabelled_dimension();
  void press_code(std::size_t code);
  void choose(std::size_t code);
  void toggle(std::size_t code);
  void set_choice(std::size_t dimension, const Choice& choice);
  [[nodiscard]] bool tell_completion();
  void load_suggestions();
  void show_change(const LabelChange& change, const std::string& what);
  void ask(PromptKind kind, std::string question, std::string text = {});
  void fill_entries();
  void take_entry(const Prompt& prompt);
  void take_memo(const std::string& text);
  void take_reason(const std::string& reason);

  const data::Codebook* codebook_;
  LabellingOptions options_;
  bool adjudicating_;
  Sitting sitting_;
  Layout layout_;
  ThreadView thread_;
  std::set<std::string> unfolded_;
  std::size_t dimension_ = 0;
  std::size_t code_ = 0;
  std::optional<std::size_t> just_labelled_;  ///< a dimension, until the cursor is moved to another
  std::string open_parent_;
  std::optional<std::vector<Suggestion>> suggestions_;  ///< of the item; none: not asked for yet
  bool untold_ = false;  ///< the last label was given, and what that brings was not told
  std::optional<Prompt> prompt_;
  std::vector<CodePlace> found_codes_;             ///< of a prompt for a code
  std::vector<Sitting::FoundItem> found_items_;    ///< of a prompt for an item
  std::vector<const KeyCommand*> found_commands_;  ///< of the palette
  std::optional<std::size_t> code_to_settle_;      ///< while its reason is typed
  std::optional<Page> page_;
  std::string message_;
  bool saved_ = true;
  bool over_ = false;
};

}  // namespace faultline::taxonomy
