#include "taxonomy/tui/labelling.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "data/issues.h"
#include "taxonomy/tui/cell_text.h"

namespace faultline::taxonomy {

Labelling::Labelling(std::unique_ptr<LabelledItems> items, const data::Codebook& codebook,
                     LabelQueue queue, LabellingOptions options)
    : codebook_(&codebook),
      options_(std::move(options)),
      adjudicating_(options_.rater == data::kConsensusRater),
      sitting_(std::move(items), std::move(queue), adjudicating_, options_.open) {
  check_code_keys(codebook);
  layout_ = lay_out({}, codebook, shows_others());
  show_item();
}

KeyPlace Labelling::key_place() const {
  if (page_) return kInPage;
  if (prompt_) return kInPrompt;
  if (thread_.is_marking()) return kInMarking;
  return thread_.is_searching() ? kInSearch : kInIssue;
}

void Labelling::press(const Key& key) {
  message_.clear();
  try {
    press_unguarded(key);
  } catch (const Error& error) {
    saved_ = false;
    message_ = "! not stored: " + error.message();
    if (!error.reasons().empty()) message_ += ": " + error.reasons().front();
  }
}

void Labelling::press_unguarded(const Key& key) {
  if (is_too_small(layout_.window) && key != "q" && key != "Ctrl-C") return;
  const KeyPlace place = key_place();
  const bool types = place == kInPrompt && !typed_text(key).empty();
  if (const KeyCommand* command = types ? nullptr : find_command(key, place)) {
    const auto why = command->why_not != nullptr ? (this->*command->why_not)() : std::nullopt;
    if (why) {
      message_ = fmt::format("{}: {}", kind().in_words(command->name), *why);
    } else {
      (this->*command->run)();
    }
    return;
  }
  if (place == kInPrompt) {
    if (prompt_->editor.press(key)) fill_entries();
    return;
  }
  if (place == kInIssue || place == kInSearch) {
    if (const auto code = code_of_key(key)) {
      press_code(*code);
      return;
    }
  }
  if (place == kInPage) {
    page_.reset();
    return;
  }
  message_ = fmt::format("'{}' does nothing here; ? shows all keys", cell_text(key));
}

void Labelling::resize(WindowSize window) {
  const int columns_before = layout_.text_columns();
  layout_ = lay_out(window, *codebook_, shows_others());
  if (is_too_small(window)) return;
  thread_.set_height(layout_.issue.rows);
  if (layout_.text_columns() != columns_before && sitting_.size() > 0) render(false);
}

void Labelling::hang_up() {
  over_ = true;
  if (!prompt_ || (prompt_->kind != PromptKind::kMemo && prompt_->kind != PromptKind::kReason)) {
    return;
  }
  try {
    take_memo(prompt_->editor.text());
  } catch (const Error&) {
    saved_ = false;
  }
}

void Labelling::quit() { hang_up(); }

void Labelling::move(std::ptrdiff_t lines) {
  if (!page_) {
    thread_.move(lines);
    return;
  }
  const auto all = static_cast<std::ptrdiff_t>(page_lines().size());
  const std::ptrdiff_t last = std::max<std::ptrdiff_t>(0, all - layout_.body.rows + 1);
  const std::ptrdiff_t wanted = static_cast<std::ptrdiff_t>(page_->top) + lines;
  page_->top = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(wanted, 0, last));
}

// Items

void Labelling::show_item() {
  untold_ = false;
  suggestions_.reset();
  just_labelled_.reset();
  unfolded_.clear();
  if (sitting_.size() == 0) return;
  render(true);
  enter_dimension(0);
  if (current_choice() || !sitting_.needs_label(0)) enter_next_unlabelled_dimension();
  if (options_.assisted) load_suggestions();
}

void Labelling::render(bool is_new) {
  std::vector<StyledLine> lines = sitting_.item().render(layout_.text_columns(), unfolded_);
  if (is_new) {
    thread_.show(std::move(lines));
  } else {
    thread_.renew(std::move(lines));
  }
  thread_.set_height(layout_.issue.rows);
}

void Labelling::go_to(std::size_t place) {
  sitting_.go_to(place);
  show_item();
}

std::optional<std::string> Labelling::why_no_item() const {
  if (sitting_.size() > 0) return std::nullopt;
  return "the queue is empty";
}

std::optional<std::string> Labelling::why_no_next() const {
  if (sitting_.place() + 1 < sitting_.size()) return std::nullopt;
  return kind().in_words("this is the last issue of the queue");
}

std::optional<std::string> Labelling::why_no_previous() const {
  if (sitting_.place() > 0) return std::nullopt;
  return kind().in_words("this is the first issue of the queue");
}

void Labelling::next_item() {
  if (!tell_completion()) go_to(sitting_.place() + 1);
}

void Labelling::previous_item() {
  if (!tell_completion()) go_to(sitting_.place() - 1);
}

void Labelling::skip() {
  if (sitting_.put_off()) {
    show_item();
    message_ = "put off; it comes again after the others";
  } else {
    message_ = kind().in_words("put off; no other issue of the queue lacks a label");
  }
}

std::optional<std::string> Labelling::why_no_fold() const {
  if (sitting_.size() == 0) return why_no_item();
  if (!kind().online) return kind().in_words("an issue has no patches");
  if (!sitting_.item().foldable.empty()) return std::nullopt;
  return "no fix of this issue has a patch; `faultline collect --patches` brings them";
}

void Labelling::fold() {
  const bool unfold = unfolded_.empty();
  unfolded_.clear();
  if (unfold) unfolded_.insert(sitting_.item().foldable.begin(), sitting_.item().foldable.end());
  render(false);
  message_ = unfold ? "patches are shown" : "patches are folded";
}

std::optional<std::string> Labelling::why_no_address() const {
  if (sitting_.size() == 0) return why_no_item();
  if (kind().online) return std::nullopt;
  return kind().in_words("an issue has no address");
}

void Labelling::open_url() {
  const std::string url = cell_text(sitting_.item().url);
  const bool opened = options_.open_url && options_.open_url(sitting_.item().url);
  message_ = opened ? "opened " + url : url;
}

// Undoing

std::optional<std::string> Labelling::why_no_undo() const {
  if (sitting_.can_undo()) return std::nullopt;
  return "nothing was changed since you sat down";
}

std::optional<std::string> Labelling::why_no_redo() const {
  if (sitting_.can_redo()) return std::nullopt;
  return "nothing was undone";
}

std::string Labelling::place_in_words(const LabelChange& change) const {
  const data::Dimension& dimension = codebook_->dimensions[change.dimension];
  return fmt::format("{} of #{}", dimension.name, sitting_.item().number);
}

void Labelling::show_change(const LabelChange& change, const std::string& what) {
  saved_ = true;
  enter_dimension(change.dimension);
  const std::optional<Choice>& now = sitting_.choices()[change.dimension];
  message_ =
      cell_text(fmt::format("{}: {} {} again", what, place_in_words(change),
                            now ? "is " + join(now->codes, ", ") : std::string("has no label")));
}

void Labelling::undo() {
  const std::size_t place = sitting_.place();
  const LabelChange change = sitting_.undo();
  if (sitting_.place() != place) show_item();
  show_change(change, "undone");
}

void Labelling::redo() {
  const std::size_t place = sitting_.place();
  const LabelChange change = sitting_.redo();
  if (sitting_.place() != place) show_item();
  show_change(change, "redone");
}

// Pages

std::vector<std::string> Labelling::page_lines() const {
  std::vector<std::string> lines;
  if (!page_) return lines;
  for (const std::string& paragraph : page_->paragraphs) {
    for (const TextRange& range : wrap_words(paragraph, layout_.body.columns - 4)) {
      lines.push_back(paragraph.substr(range.begin, range.end - range.begin));
    }
  }
  return lines;
}

void Labelling::show_definition() {
  if (page_) {
    page_.reset();
    return;
  }
  const data::Code& code = current_dimension().codes[code_];
  Page page{.title = cell_text(fmt::format("{}: {}", current_dimension().name, code.name)),
            .paragraphs = {cell_text(code.id), "", cell_text(code.definition)}};
  for (const std::string& example : code.examples) {
    page.paragraphs.push_back(cell_text("For example: " + example));
  }
  if (!code.aliases.empty()) {
    page.paragraphs.emplace_back("");
    page.paragraphs.push_back(cell_text("Also called: " + join(code.aliases, ", ")));
  }
  page.paragraphs.emplace_back("");
  page.paragraphs.push_back(
      cell_text(fmt::format("{}: {}", current_dimension().name, current_dimension().definition)));
  page_ = std::move(page);
}

void Labelling::show_help() {
  if (page_) {
    page_.reset();
    return;
  }
  Page page{.title = "All keys", .paragraphs = {}};
  page.paragraphs.push_back(kind().in_words(
      kind().has_several
          ? "A code is added by its key, shown beside it, or taken back by the same key."
          : "A code is chosen by its key, shown beside it; the codes of a parent open beneath "
            "it."));
  page.paragraphs.emplace_back("");
  for (const KeyCommand& command : key_commands()) {
    const std::vector<std::string> keys(command.keys.begin(), command.keys.end());
    const auto why = command.why_not != nullptr ? (this->*command.why_not)() : std::nullopt;
    page.paragraphs.push_back(fmt::format("{} {}{}", pad_to_cells(join(keys, " "), 22),
                                          kind().in_words(command.help),
                                          why ? fmt::format(" (not now: {})", *why) : ""));
  }
  page_ = std::move(page);
}

std::optional<std::string> Labelling::why_no_leaving() const {
  if (page_ || prompt_ || thread_.is_marking() || thread_.is_searching()) return std::nullopt;
  if (!open_parent_.empty()) return std::nullopt;
  return "there is nothing to leave; q ends the sitting";
}

void Labelling::leave_state() {
  if (page_) {
    page_.reset();
  } else if (prompt_) {
    prompt_.reset();
    code_to_settle_.reset();
  } else if (thread_.is_marking()) {
    thread_.end_marking();
  } else if (thread_.is_searching()) {
    thread_.end_search();
  } else {
    open_parent_.clear();
  }
}

}  // namespace faultline::taxonomy
