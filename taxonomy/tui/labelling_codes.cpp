#include <fmt/format.h>

#include <algorithm>

#include "data/issues.h"
#include "taxonomy/tui/cell_text.h"
#include "taxonomy/tui/labelling.h"

namespace faultline::taxonomy {

// Choosing codes, and what goes with a choice.

bool Labelling::has_children(std::size_t code) const {
  const std::vector<data::Code>& codes = current_dimension().codes;
  return code + 1 < codes.size() && codes[code + 1].parent == codes[code].id;
}

std::optional<std::size_t> Labelling::code_of_key(const Key& key) const {
  if (sitting_.size() == 0) return std::nullopt;
  const std::vector<data::Code>& codes = current_dimension().codes;
  for (const std::string& parent : {open_parent_, std::string()}) {
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (codes[i].parent == parent && !codes[i].key.empty() && codes[i].key == key) return i;
    }
  }
  return std::nullopt;
}

std::vector<std::size_t> Labelling::shown_codes(std::size_t dimension) const {
  std::vector<std::size_t> shown;
  const std::vector<data::Code>& codes = codebook_->dimensions[dimension].codes;
  const std::optional<Choice>& choice = sitting_.choices()[dimension];
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const bool is_open = dimension == dimension_ && codes[i].parent == open_parent_;
    const bool is_chosen = choice && choice->holds(codes[i].id);
    if (codes[i].parent.empty() || is_open || is_chosen) shown.push_back(i);
  }
  return shown;
}

void Labelling::enter_dimension(std::size_t dimension) {
  dimension_ = dimension;
  open_parent_.clear();
  code_ = 0;
  const std::vector<data::Code>& codes = current_dimension().codes;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (current_choice() && current_choice()->holds(codes[i].id)) code_ = i;
  }
}

void Labelling::enter_next_unlabelled_dimension() {
  const std::size_t count = codebook_->dimensions.size();
  for (std::size_t step = 1; step < count; ++step) {
    const std::size_t next = (dimension_ + step) % count;
    if (sitting_.choices()[next] || !sitting_.needs_label(next)) continue;
    enter_dimension(next);
    return;
  }
  enter_dimension(dimension_);
}

std::optional<std::string> Labelling::why_no_other_dimension() const {
  if (sitting_.size() == 0) return why_no_item();
  if (codebook_->dimensions.size() > 1) return std::nullopt;
  return "there is no other one";
}

void Labelling::next_dimension() {
  just_labelled_.reset();
  enter_dimension((dimension_ + 1) % codebook_->dimensions.size());
}

void Labelling::previous_dimension() {
  just_labelled_.reset();
  const std::size_t count = codebook_->dimensions.size();
  enter_dimension((dimension_ + count - 1) % count);
}

void Labelling::next_code() {
  const std::vector<std::size_t> shown = shown_codes(dimension_);
  const auto next = std::upper_bound(shown.begin(), shown.end(), code_);
  code_ = next == shown.end() ? shown.front() : *next;
}

void Labelling::previous_code() {
  const std::vector<std::size_t> shown = shown_codes(dimension_);
  const auto here = std::lower_bound(shown.begin(), shown.end(), code_);
  code_ = here == shown.begin() ? shown.back() : *std::prev(here);
}

void Labelling::press_code(std::size_t code) {
  const std::string& id = current_dimension().codes[code].id;
  code_ = code;
  const bool child_is_chosen =
      current_choice() && current_choice()->codes.front().starts_with(id + "/");
  if (has_children(code) && (adjudicating_ || child_is_chosen) && open_parent_ != id) {
    open_parent_ = id;
    message_ = cell_text(
        fmt::format("{} is open; Enter chooses it itself", current_dimension().codes[code].name));
    return;
  }
  choose(code);
}

void Labelling::choose_code() { choose(code_); }

void Labelling::choose(std::size_t code) {
  const data::Code& chosen = current_dimension().codes[code];
  if (kind().has_several) {
    toggle(code);
    return;
  }
  if (current_choice() && current_choice()->holds(chosen.id) && !adjudicating_) {
    if (has_children(code)) open_parent_ = chosen.id;
    message_ = cell_text(fmt::format("{} is chosen already", chosen.name));
    return;
  }
  if (adjudicating_) {
    code_to_settle_ = code;
    ask(PromptKind::kReason, cell_text(fmt::format("Why {}?", chosen.name)),
        current_choice() ? current_choice()->memo : std::string());
    return;
  }
  Choice choice = current_choice().value_or(Choice{});
  choice.codes = {chosen.id};
  choice.assisted = options_.assisted || !suggestions(dimension_).empty();
  set_choice(dimension_, choice);
  just_labelled_ = dimension_;
  if (has_children(code)) {
    open_parent_ = chosen.id;
    return;
  }
  enter_next_unlabelled_dimension();
  static_cast<void>(tell_completion());
}

/// Adds a code to those that the item has, or takes it back; with none left, the label.
void Labelling::toggle(std::size_t code) {
  const data::Code& pressed = current_dimension().codes[code];
  Choice choice = current_choice().value_or(Choice{});
  const bool is_taken_back = choice.holds(pressed.id);
  if (is_taken_back) {
    std::erase(choice.codes, pressed.id);
  } else {
    if (pressed.id == kind().lone_code) choice.codes.clear();
    std::erase(choice.codes, kind().lone_code);
    choice.codes.push_back(pressed.id);
  }
  if (choice.codes.empty()) {
    take_back();
  } else {
    set_choice(dimension_, choice);
  }
  code_ = code;
  message_ =
      cell_text(fmt::format("{} is {}{}", pressed.name, is_taken_back ? "taken back" : "added",
                            message_.empty() || is_taken_back ? "" : "; " + message_));
}

void Labelling::set_choice(std::size_t dimension, const Choice& choice) {
  const bool was_complete = sitting_.is_complete(sitting_.place());
  sitting_.set(dimension, choice);
  saved_ = true;
  load_suggestions();
  if (was_complete || !sitting_.is_complete(sitting_.place())) return;
  message_ = kind().in_words(sitting_.labelled() == sitting_.size()
                                 ? "all issues of the queue are labelled"
                                 : "the issue is labelled; n: the next one");
  untold_ = true;
}

/// A parent's code may yet become a child's: what is to be told then waits for the next code, or
/// for going on.
/// @return whether there was something to tell
bool Labelling::tell_completion() {
  if (!untold_ || !options_.when_complete) return false;
  untold_ = false;
  std::vector<std::string> told = options_.when_complete(sitting_.item(), sitting_.choices());
  if (told.empty()) return false;
  page_ = Page{.title = "What the key says", .paragraphs = std::move(told)};
  return true;
}

void Labelling::load_suggestions() {
  if (suggestions_ || !options_.suggest) return;
  suggestions_ = options_.suggest(sitting_.item());
}

std::vector<Suggestion> Labelling::suggestions(std::size_t dimension) const {
  std::vector<Suggestion> shown;
  if (sitting_.size() == 0 || !suggestions_) return shown;
  if (!options_.assisted && !sitting_.choices()[dimension]) return shown;
  for (const Suggestion& suggested : *suggestions_) {
    if (suggested.dimension == codebook_->dimensions[dimension].id) shown.push_back(suggested);
  }
  return shown;
}

std::optional<std::size_t> Labelling::label_dimension() const {
  if (sitting_.size() == 0) return std::nullopt;
  if (current_choice()) return dimension_;
  if (just_labelled_ && sitting_.choices()[*just_labelled_]) return just_labelled_;
  return std::nullopt;
}

std::optional<std::string> Labelling::why_no_label() const {
  if (sitting_.size() == 0) return why_no_item();
  if (label_dimension()) return std::nullopt;
  return kind().in_words("choose a code for ") +
         fmt::format("{} first", cell_text(current_dimension().name));
}

std::optional<std::string> Labelling::why_no_detail() const {
  if (kind().has_details) return why_no_label();
  return kind().in_words("a code of an issue has neither doubt nor evidence");
}

void Labelling::toggle_unsure() {
  const std::size_t dimension = *label_dimension();
  Choice choice = label();
  choice.unsure = !choice.unsure;
  set_choice(dimension, choice);
  message_ = cell_text(fmt::format("{} is marked as {}", codebook_->dimensions[dimension].name,
                                   choice.unsure ? "unsure" : "sure"));
}

void Labelling::take_back() {
  const std::size_t dimension = *label_dimension();
  sitting_.set(dimension, std::nullopt);
  saved_ = true;
  enter_dimension(dimension);
  message_ = cell_text(fmt::format("the label of {} is taken back", current_dimension().name));
}

std::vector<EvidenceMark> Labelling::evidence() const {
  return label_dimension() ? parse_evidence(label().evidence) : std::vector<EvidenceMark>();
}

void Labelling::fix_start() {
  thread_.fix_start();
  message_ = "the mark begins here; move to its end and press Enter";
}

void Labelling::take_marks() {
  const auto [first, last] = *thread_.selection();
  const auto lines = std::span(thread_.lines()).subspan(first, last - first + 1);
  const std::vector<EvidenceMark> marked = marks_of(lines);
  if (marked.empty()) {
    message_ = kind().in_words("these lines show no text of the issue");
    return;
  }
  std::vector<EvidenceMark> all = evidence();
  for (const EvidenceMark& mark : marked) {
    const auto known = std::find(all.begin(), all.end(), mark);
    if (known == all.end()) {
      all.push_back(mark);
    } else {
      all.erase(known);
    }
  }
  Choice choice = label();
  choice.evidence = to_text(all);
  set_choice(*label_dimension(), choice);
  thread_.end_marking();
  message_ = all.empty() ? "no evidence is marked any more"
                         : cell_text(fmt::format("evidence: {}", choice.evidence));
}

}  // namespace faultline::taxonomy
