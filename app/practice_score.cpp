#include "app/practice_score.h"

#include <algorithm>
#include <map>
#include <utility>

namespace faultline::app {

namespace {

constexpr const char* kKey = "key";

class Scoring {
 public:
  Scoring(const data::Codebook& codebook, const std::string& rater) : codebook_(&codebook) {
    score_.rater = rater;
  }

  void add(const taxonomy::PracticeIssue& issue,
           const std::vector<taxonomy::PracticeAnswer>& answers) {
    ++score_.issues;
    bool complete = true;
    for (const taxonomy::PracticeAnswer& answer : answers) {
      complete = complete && answer.given.has_value();
      if (!answer.given) continue;
      items_[answer.expected.dimension].push_back({issue.repository,
                                                   issue.issue.number,
                                                   {answer.expected.code, answer.given},
                                                   {false, false}});
      if (answer.is_right()) continue;
      score_.misses.push_back({issue.repository, issue.issue.number, answer});
      ++misses_[{answer.expected.dimension, answer.expected.code}];
      ++misses_[{answer.expected.dimension, *answer.given}];
    }
    if (complete) ++score_.completed;
  }

  PracticeScore take() {
    for (const data::Dimension& dimension : codebook_->dimensions) {
      score_.agreement.push_back(
          reports::compare_raters(dimension, kKey, score_.rater, items_[dimension.id]));
      for (const data::Code& code : dimension.codes) {
        const auto found = misses_.find({dimension.id, code.id});
        if (found != misses_.end()) {
          score_.read_again.push_back({dimension.id, &code, found->second});
        }
      }
    }
    std::stable_sort(
        score_.read_again.begin(), score_.read_again.end(),
        [](const DefinitionToRead& a, const DefinitionToRead& b) { return a.misses > b.misses; });
    return std::move(score_);
  }

 private:
  const data::Codebook* codebook_;
  PracticeScore score_;
  std::map<std::string, std::vector<data::RatedItem>> items_;
  std::map<std::pair<std::string, std::string>, std::int64_t> misses_;
};

}  // namespace

PracticeScore score_practice(data::Database& database, const data::Codebook& codebook,
                             const std::vector<taxonomy::PracticeIssue>& issues,
                             const std::string& rater) {
  Scoring scoring(codebook, rater);
  for (const taxonomy::PracticeIssue& issue : issues) {
    scoring.add(issue, taxonomy::practice_answers(database, issue, rater));
  }
  return scoring.take();
}

}  // namespace faultline::app
