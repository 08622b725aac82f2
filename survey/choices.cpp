#include "survey/choices.h"

#include <algorithm>
#include <array>

#include "base/nearest.h"
#include "base/text.h"
#include "survey/wording.h"

namespace faultline::survey {

namespace {

constexpr std::string_view kSeparators = ",;\n";
/// So many different cells are remembered; a column of free texts has more.
constexpr std::size_t kMostRemembered = 10'000;

bool is_separator(char c) { return kSeparators.find(c) != std::string_view::npos; }

}  // namespace

bool is_artefact(std::string_view text) {
  constexpr std::array<std::string_view, 3> kArtefacts{"AnswerDisplayOrder", "ChoiceDisplayOrder",
                                                       "QuestionDisplayOrder"};
  return std::find(kArtefacts.begin(), kArtefacts.end(), trim(text)) != kArtefacts.end();
}

ChoiceReader::ChoiceReader(const data::SurveyQuestion& question, bool other_is_inline)
    : question_(&question),
      is_multiple_(question.kind == data::QuestionKind::kMultiple),
      other_is_inline_(other_is_inline) {
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    const data::QuestionOption& option = question.options[i];
    if (option.is_other) other_ = i;
    wordings_.push_back({comparable(option.text), i});
    wordings_.push_back({comparable(option.id), i});
    for (const std::string& alias : option.aliases) wordings_.push_back({comparable(alias), i});
  }
  std::stable_sort(wordings_.begin(), wordings_.end(), [](const Wording& a, const Wording& b) {
    return a.text.size() > b.text.size();
  });
}

const Choices& ChoiceReader::read(std::string_view cell) {
  const auto found = known_.find(cell);
  if (found != known_.end()) return found->second;
  if (known_.size() >= kMostRemembered) known_.clear();
  return known_.emplace(std::string(cell), read_new(cell)).first->second;
}

/// The longest wording that stands at the beginning of a text and ends where an answer may end.
const ChoiceReader::Wording* ChoiceReader::wording_at(std::string_view text) const {
  for (const Wording& wording : wordings_) {
    if (!text.starts_with(wording.text)) continue;
    std::string_view behind = text.substr(wording.text.size());
    while (behind.starts_with(' ')) behind.remove_prefix(1);
    const bool ends = behind.empty() || (is_multiple_ && is_separator(behind.front()));
    if (ends) return &wording;
  }
  return nullptr;
}

void ChoiceReader::add_rest(const std::string& rest, Choices& choices) const {
  if (rest.empty()) return;
  if (is_artefact(rest)) {
    ++choices.artefacts;
  } else if (other_is_inline_) {
    if (std::find(choices.options.begin(), choices.options.end(), other_) ==
        choices.options.end()) {
      choices.options.push_back(other_);
    }
    choices.other_text += choices.other_text.empty() ? rest : ", " + rest;
  } else {
    choices.unknown.push_back(rest);
  }
}

Choices ChoiceReader::read_new(std::string_view cell) const {
  Choices choices;
  // Line breaks separate answers, and tidying would make spaces of them.
  std::string lines(trim(cell));
  if (is_multiple_) std::replace(lines.begin(), lines.end(), '\n', ';');
  const std::string text = tidy(lines);
  const std::string lower = to_lower(text);
  std::string rest;
  std::size_t position = 0;
  while (position < text.size()) {
    if (const Wording* wording = wording_at(std::string_view(lower).substr(position))) {
      add_rest(std::string(trim(rest)), choices);
      rest.clear();
      if (std::find(choices.options.begin(), choices.options.end(), wording->option) ==
          choices.options.end()) {
        choices.options.push_back(wording->option);
      }
      position += wording->text.size();
    } else {
      const std::size_t end = is_multiple_
                                  ? std::min(text.find_first_of(kSeparators, position), text.size())
                                  : text.size();
      const std::string piece(trim(std::string_view(text).substr(position, end - position)));
      const bool goes_on = other_is_inline_ && !rest.empty() && !is_artefact(piece);
      if (!goes_on) {
        add_rest(rest, choices);
        rest.clear();
      }
      rest += rest.empty() ? piece : ", " + piece;
      position = end;
    }
    while (position < text.size() && (is_separator(text[position]) || text[position] == ' ')) {
      ++position;
    }
  }
  add_rest(rest, choices);
  return choices;
}

std::string ChoiceReader::nearest_option(std::string_view text) const {
  std::vector<std::string> wordings;
  for (const Wording& wording : wordings_) wordings.push_back(wording.text);
  const auto meant = nearest(comparable(text), wordings);
  if (!meant) return {};
  const auto found = std::find_if(wordings_.begin(), wordings_.end(),
                                  [&](const Wording& wording) { return wording.text == *meant; });
  return question_->options[found->option].text;
}

}  // namespace faultline::survey
