#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "taxonomy/codebook.h"
#include "taxonomy/tui/cell_text.h"
#include "taxonomy/tui/labelling.h"

namespace faultline::taxonomy {

// What is typed: searches, issues' numbers, parts of codes' and commands' names, memos, reasons.

namespace {

struct TypedItem {
  std::int64_t number = 0;  ///< 0 where none was typed
  std::string repository;
};

/// Reads "12", "#12" and "tf2onnx#12".
TypedItem typed_item(const std::string& text) {
  const std::size_t hash = text.rfind('#');
  const bool is_bare = hash == std::string::npos;
  const std::string digits(trim(is_bare ? text : text.substr(hash + 1)));
  TypedItem issue{.repository = is_bare ? "" : std::string(trim(text.substr(0, hash)))};
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, issue.number);
  if (error != std::errc{} || stop != end) issue.number = 0;
  return issue;
}

}  // namespace

void Labelling::ask(PromptKind kind, std::string question, std::string text) {
  prompt_ = Prompt{kind, std::move(question), LineEditor(std::move(text))};
  fill_entries();
}

void Labelling::ask_item() { ask(PromptKind::kItem, kind().number_prompt); }

void Labelling::ask_search() { ask(PromptKind::kSearch, kind().in_words("Search in the issue:")); }

void Labelling::ask_code() { ask(PromptKind::kCode, kind().has_several ? "Theme:" : "Code:"); }

void Labelling::ask_command() { ask(PromptKind::kCommand, "Command:"); }

void Labelling::ask_memo() {
  const data::Dimension& dimension = codebook_->dimensions[*label_dimension()];
  ask(PromptKind::kMemo, fmt::format("Memo for {}:", cell_text(dimension.name)), label().memo);
}

void Labelling::fill_entries() {
  prompt_->entries.clear();
  prompt_->selected = 0;
  const std::string& typed = prompt_->editor.text();
  if (prompt_->kind == PromptKind::kCode) {
    found_codes_ = search_codes(*codebook_, typed);
    for (const CodePlace& place : found_codes_) {
      const data::Dimension& dimension = codebook_->dimensions[place.dimension];
      const data::Code& code = dimension.codes[place.code];
      prompt_->entries.push_back(
          cell_text(fmt::format("{}: {} ({})", dimension.name, code.name, code.id)));
    }
  } else if (prompt_->kind == PromptKind::kItem) {
    const TypedItem wanted = typed_item(typed);
    found_items_ = sitting_.find(wanted.number, wanted.repository);
    for (const Sitting::FoundItem& item : found_items_) {
      prompt_->entries.push_back(cell_text(item.item.name) +
                                 (item.place ? "" : "  not in this queue; added to its end"));
    }
  } else if (prompt_->kind == PromptKind::kCommand) {
    found_commands_.clear();
    const std::string wanted = folded(typed);
    for (const KeyCommand& command : key_commands()) {
      if ((command.where & kInIssue) == 0) continue;
      const std::string text =
          folded(kind().in_words(fmt::format("{} {}", command.name, command.help)));
      if (text.find(wanted) == std::string::npos) continue;
      const auto why = command.why_not != nullptr ? (this->*command.why_not)() : std::nullopt;
      found_commands_.push_back(&command);
      prompt_->entries.push_back(fmt::format(
          "{:<10} {}: {}{}", command.keys.front(), kind().in_words(command.name),
          kind().in_words(command.help), why ? fmt::format(" (not now: {})", *why) : ""));
    }
  }
}

void Labelling::next_entry() {
  if (!prompt_->entries.empty()) {
    prompt_->selected = (prompt_->selected + 1) % prompt_->entries.size();
  }
}

void Labelling::previous_entry() {
  const std::size_t count = prompt_->entries.size();
  if (count > 0) prompt_->selected = (prompt_->selected + count - 1) % count;
}

void Labelling::take_prompt() {
  const Prompt prompt = *prompt_;
  switch (prompt.kind) {
    case PromptKind::kSearch:
      prompt_.reset();
      if (thread_.search(prompt.editor.text()) == 0) {
        message_ =
            cell_text(fmt::format("'{}' is not in this {}", prompt.editor.text(), kind().item));
      }
      return;
    case PromptKind::kMemo:
    case PromptKind::kReason:
      take_memo(prompt.editor.text());
      return;
    case PromptKind::kItem:
    case PromptKind::kCode:
    case PromptKind::kCommand:
      take_entry(prompt);
      return;
  }
}

void Labelling::take_entry(const Prompt& prompt) {
  if (prompt.entries.empty()) {
    message_ = prompt.kind == PromptKind::kItem ? kind().in_words("the study has no such issue")
                                                : "nothing of that name; Escape leaves";
    return;
  }
  prompt_.reset();
  if (prompt.kind == PromptKind::kCode) {
    const CodePlace place = found_codes_[prompt.selected];
    enter_dimension(place.dimension);
    code_ = place.code;
    choose(place.code);
  } else if (prompt.kind == PromptKind::kItem) {
    sitting_.go_to(found_items_[prompt.selected]);
    show_item();
  } else {
    const KeyCommand& command = *found_commands_[prompt.selected];
    const auto why = command.why_not != nullptr ? (this->*command.why_not)() : std::nullopt;
    if (why) {
      message_ = fmt::format("{}: {}", kind().in_words(command.name), *why);
    } else {
      (this->*command.run)();
    }
  }
}

void Labelling::take_memo(const std::string& text) {
  const std::string memo(trim(text));
  if (code_to_settle_) {
    take_reason(memo);
    return;
  }
  Choice choice = label();
  choice.memo = memo;
  set_choice(*label_dimension(), choice);
  prompt_.reset();
  message_ = memo.empty() ? "the memo is empty" : "the memo is stored";
}

void Labelling::take_reason(const std::string& reason) {
  if (reason.empty()) {
    message_ = "a settled disagreement needs a reason; Escape leaves it open";
    return;
  }
  Choice choice = current_choice().value_or(Choice{});
  choice.codes = {current_dimension().codes[*code_to_settle_].id};
  choice.memo = reason;
  set_choice(dimension_, choice);
  prompt_.reset();
  code_to_settle_.reset();
  enter_next_unlabelled_dimension();
}

}  // namespace faultline::taxonomy
