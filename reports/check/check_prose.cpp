#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/check/judge.h"

namespace faultline::reports {

namespace {

using Kind = Token::Kind;
using Tokens = std::vector<Token>;

/// So many words may stand between a number and what belongs to it.
constexpr std::size_t kMostWords = 6;

/// What a percentage is called that is not meant to be exact.
constexpr auto kRoughWords = std::to_array<std::string_view>(
    {"about", "approximately", "around", "roughly", "nearly", "almost", "over", "under", "than",
     "least", "most", "circa", "ca", "some", "beyond", "below", "above", "exceeds", "half"});
constexpr auto kRoughSigns = std::to_array<std::string_view>(
    {"~", "<", ">", "rough", "\xE2\x89\x88", "\xE2\x89\xA4", "\xE2\x89\xA5", "\xC2\xB1"});

/// Things that a study counts one by one.
constexpr auto kCounted = std::to_array<std::string_view>(
    {"issues",    "failures",  "bugs",      "respondents", "participants", "models",
     "answers",   "responses", "engineers", "developers",  "users",        "people",
     "cases",     "samples",   "items",     "projects",    "repositories", "papers",
     "questions", "tests",     "reports",   "conversions", "converters",   "operators",
     "subjects",  "defects",   "faults",    "interviews",  "interviewees", "commits"});

template <std::size_t kCount>
bool is_one_of(std::string_view text, const std::array<std::string_view, kCount>& texts) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

class ProseChecker {
 public:
  ProseChecker(const Tokens& tokens, std::vector<bool>& judged, Findings& findings)
      : tokens_(&tokens), judged_(&judged), findings_(&findings) {}

  void check() {
    for (std::size_t i = 0; i < tokens_->size(); ++i) {
      if (!token(i).is_count()) continue;
      count_of_all(i) || count_over_all(i);
    }
    for (std::size_t i = 0; i < tokens_->size(); ++i) {
      if (is_percentage(i) && !(*judged_)[i]) percentage(i);
    }
  }

 private:
  [[nodiscard]] const Token& token(std::size_t i) const {
    static const Token kNone{.kind = Kind::kBreak};
    return i < tokens_->size() ? (*tokens_)[i] : kNone;
  }

  [[nodiscard]] bool is_percentage(std::size_t i) const {
    return token(i).is(Kind::kNumber) && token(i + 1).is(Kind::kPercent);
  }

  /// A percentage that ends what is in brackets, or a part of it: "(14%)", "(14%, ...".
  [[nodiscard]] bool closes(std::size_t percentage) const {
    const Token& next = token(percentage + 2);
    return next.is_sign(")") || next.is_sign("]") || next.is_sign(",") || next.is_sign(";");
  }

  [[nodiscard]] bool is_rough(std::size_t i) const {
    if (i == 0) return false;
    const Token& before = token(i - 1);
    if (before.is_word("to")) return i > 1 && token(i - 2).is_word("up");
    return (before.is(Kind::kWord) && is_one_of(before.text, kRoughWords)) ||
           (before.is(Kind::kSign) && is_one_of(before.text, kRoughSigns));
  }

  /// The position behind "of", "out of", each with "the", "all", ... behind it; `i` where there is
  /// none.
  [[nodiscard]] std::size_t behind_of(std::size_t i) const {
    std::size_t next = i;
    if (token(next).is_word("out")) ++next;
    if (!token(next).is_word("of")) return i;
    ++next;
    while (token(next).is_word("the") || token(next).is_word("all") ||
           token(next).is_word("these") || token(next).is_word("those") ||
           token(next).is_word("our")) {
      ++next;
    }
    return next;
  }

  [[nodiscard]] std::size_t behind_words(std::size_t i) const {
    const std::size_t most = i + kMostWords;
    while (i < most && token(i).is(Kind::kWord)) ++i;
    return i;
  }

  bool judge(std::size_t count, std::size_t of, std::size_t percentage, std::size_t first,
             std::size_t last) {
    if (!can_be_percentage(token(percentage)) || (*judged_)[percentage]) return false;
    if (token(of).units == 0 || token(count).units > token(of).units) return false;
    if (is_rough(percentage) || is_rough(count)) return false;
    (*judged_)[percentage] = true;
    findings_->judge(token(count), token(of), token(percentage), token(first), token(last));
    return true;
  }

  /// "14 of 100 issues (14%)".
  bool count_of_all(std::size_t i) {
    const std::size_t of = behind_of(i + 1);
    if (of == i + 1 || !token(of).is_count()) return false;
    const std::size_t bracket = behind_words(of + 1);
    const bool in_brackets = token(bracket).is_sign("(") || token(bracket).is_sign("[");
    if (!in_brackets || !is_percentage(bracket + 1) || !closes(bracket + 1)) return false;
    return judge(i, of, bracket + 1, i, bracket + 2);
  }

  /// "14/100 (14%)", "14/100 = 14%", "(14/100, 14%)".
  bool count_over_all(std::size_t i) {
    const std::size_t of = i + 2;
    if (!token(i + 1).is_sign("/") || !token(of).is_count()) return false;
    const bool in_brackets = i > 0 && (token(i - 1).is_sign("(") || token(i - 1).is_sign("["));
    const Token& next = token(of + 1);
    if (next.is_sign("=") || (in_brackets && (next.is_sign(",") || next.is_sign(";")))) {
      return is_percentage(of + 2) && judge(i, of, of + 2, i, of + 3);
    }
    const std::size_t bracket = behind_words(of + 1);
    if (!token(bracket).is_sign("(") || !is_percentage(bracket + 1) || !closes(bracket + 1)) {
      return false;
    }
    return judge(i, of, bracket + 1, i, bracket + 2);
  }

  /// A percentage that no count stands before: "14% (14 of 100)", "14% of the 100 issues".
  void percentage(std::size_t i) {
    const bool is_rounded = is_rough(i);
    const std::size_t next = i + 2;
    if (!is_rounded && token(next).is_sign("(") && token(next + 1).is_count() &&
        before_its_count(i, next + 1)) {
      return;
    }
    if (!is_rounded && can_be_percentage(token(i)) && of_things(i)) return;
    findings_->add(Verdict::kNotJudged, token(i), token(i + 1),
                   is_rounded ? "it is called rough" : "no count and denominator stand beside it");
  }

  bool before_its_count(std::size_t percentage, std::size_t count) {
    std::size_t of = behind_of(count + 1);
    if (token(count + 1).is_sign("/")) of = count + 2;
    if (of == count + 1 || !token(of).is_count()) return false;
    const Token& end = token(behind_words(of + 1));
    if (!end.is_sign(")") && !end.is_sign(",") && !end.is_sign(";")) return false;
    return judge(count, of, percentage, percentage, of);
  }

  bool of_things(std::size_t i) {
    const std::size_t of = behind_of(i + 2);
    if (of == i + 2 || !token(of).is_count() || token(of).units == 0) return false;
    std::size_t word = of + 1;
    const std::size_t last = behind_words(word);
    while (word < last && !is_one_of(token(word).text, kCounted)) ++word;
    if (word == last) return false;
    if (const auto wrong = misfit(token(of).units, printed_percentage(token(i)))) {
      findings_->add(Verdict::kDoesNotFit, token(i), token(word), wrong->problem, wrong->fits);
    } else {
      findings_->fits();
    }
    return true;
  }

  const Tokens* tokens_;
  std::vector<bool>* judged_;
  Findings* findings_;
};

}  // namespace

void check_prose(const std::vector<Token>& tokens, std::vector<bool>& judged, Findings& findings) {
  ProseChecker(tokens, judged, findings).check();
}

}  // namespace faultline::reports
