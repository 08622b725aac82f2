#include "taxonomy/suggest/suggest.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "data/collection_store.h"
#include "data/statement.h"

namespace faultline::taxonomy {

namespace {

constexpr const char* kStage = "stage";
constexpr const char* kWords = "words";
constexpr const char* kFiles = "files";
constexpr double kLeastProbability = 0.1;
constexpr std::size_t kMostReasons = 5;

std::string parent_or_self(const std::string& code) { return code.substr(0, code.find('/')); }

std::map<std::int64_t, std::string> names_by_id(data::Database& database,
                                                const std::string& dimension) {
  std::map<std::int64_t, std::string> names;
  for (const auto& [name, id] : data::code_ids(database, dimension)) names.emplace(id, name);
  return names;
}

std::optional<std::int64_t> issue_id(data::Database& database, const std::string& repository,
                                     std::int64_t number) {
  data::Statement query(database, R"sql(
    select issue.id
    from issue
    join repository on repository.id = issue.repository_id
    where repository.name = ? and issue.number = ?
  )sql");
  query.bind(repository, number);
  return query.step() ? std::optional(query.integer(0)) : std::nullopt;
}

Suggestion from_files(const FileRules::Evidence& evidence, const std::string& dimension) {
  return {.dimension = dimension,
          .code = evidence.stage,
          .reason = fmt::format("{} of {} {} that {} changed: {} (rule {})", evidence.files,
                                evidence.of, evidence.of == 1 ? "file" : "files", "the fix",
                                evidence.file, evidence.pattern),
          .probability = static_cast<double>(evidence.files) / static_cast<double>(evidence.of)};
}

}  // namespace

Suggester::Suggester(data::Database& database, const data::Codebook& codebook,
                     const data::RaterPreference& raters) {
  for (const data::Dimension& dimension : codebook.dimensions) {
    if (dimension.id == kStage) stage_ = dimension.id;
    learn(database, dimension, raters);
  }
}

void Suggester::learn(data::Database& database, const data::Dimension& dimension,
                      const data::RaterPreference& raters) {
  Model model;
  model.dimension = dimension.id;
  std::map<std::string, std::size_t> classes;
  for (const data::Code& code : dimension.codes) {
    if (!code.parent.empty()) continue;
    classes.emplace(code.id, model.codes.size());
    model.codes.push_back(code.id);
  }
  model.bayes = NaiveBayes(model.codes.size());
  const std::map<std::int64_t, std::string> names = names_by_id(database, dimension.id);
  data::Statement text(database, "select title, body from issue where id = ?");
  for (const data::IssueCode& label : data::current_codes(database, dimension.id, raters)) {
    // A label of an earlier codebook may have a code that is no more.
    const auto its_class = classes.find(parent_or_self(names.at(label.code_id)));
    if (its_class == classes.end()) continue;
    const auto [document, is_new] = documents_.try_emplace(label.issue_id);
    if (is_new) {
      text.bind(label.issue_id).step();
      document->second = words_.learn(text.view(0), text.view(1));
    }
    model.class_of.emplace(label.issue_id, its_class->second);
    model.bayes.learn(document->second, its_class->second);
  }
  models_.push_back(std::move(model));
}

std::vector<Suggestion> Suggester::suggest(data::Database& database, const std::string& repository,
                                           std::int64_t number) const {
  const auto id = issue_id(database, repository, number);
  const auto issue = data::read_collected_issue(database, repository, number);
  if (!id || !issue) return {};
  const std::vector<std::uint32_t> words = words_.find(issue->title, issue->body.value_or(""));
  std::vector<Suggestion> suggestions;
  for (const Model& model : models_) {
    const std::size_t before = suggestions.size();
    if (model.dimension == stage_) {
      for (const FileRules::Evidence& evidence : rules_.stages(issue->fixes)) {
        const bool is_code =
            std::find(model.codes.begin(), model.codes.end(), evidence.stage) != model.codes.end();
        if (is_code) suggestions.push_back(from_files(evidence, model.dimension));
      }
    }
    if (suggestions.size() == before) add_words(model, *id, words, suggestions);
  }
  return suggestions;
}

void Suggester::add_words(const Model& model, std::int64_t issue_id,
                          const std::vector<std::uint32_t>& words,
                          std::vector<Suggestion>& suggestions) const {
  std::optional<NaiveBayes::LeftOut> own;
  if (const auto label = model.class_of.find(issue_id); label != model.class_of.end()) {
    own = {documents_.at(issue_id), label->second};
  }
  const std::vector<double> probabilities = model.bayes.probabilities(words, own);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    if (probabilities[i] >= kLeastProbability) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return probabilities[a] > probabilities[b];
  });
  for (const std::size_t its_class : order) {
    std::vector<std::pair<double, std::string>> weights;
    const std::vector<double> found = model.bayes.weights(words, its_class, own);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (found[i] > 0) weights.emplace_back(-found[i], words_.word(words[i]));
    }
    std::sort(weights.begin(), weights.end());
    std::vector<std::string> heaviest;
    for (const auto& [weight, word] : weights) {
      if (heaviest.size() == kMostReasons) break;
      heaviest.push_back(word);
    }
    const bool own_class = own && own->its_class == its_class;
    suggestions.push_back(
        {.dimension = model.dimension,
         .code = model.codes[its_class],
         .reason = fmt::format("{}; {} labelled so",
                               heaviest.empty() ? "no word speaks for it, only its frequency"
                                                : "words: " + join(heaviest, ", "),
                               model.bayes.documents(its_class) - (own_class ? 1 : 0)),
         .probability = probabilities[its_class]});
  }
}

std::vector<SuggestionCheck> Suggester::check(data::Database& database) const {
  std::vector<SuggestionCheck> checks;
  data::Statement name(database, R"sql(
    select repository.name, issue.number
    from issue
    join repository on repository.id = issue.repository_id
    where issue.id = ?
  )sql");
  for (const Model& model : models_) {
    SuggestionCheck words{model.dimension, kWords, {}, 0};
    SuggestionCheck files{model.dimension, kFiles, {}, 0};
    for (const auto& [issue_id, its_class] : model.class_of) {
      const std::vector<std::uint32_t>& document = documents_.at(issue_id);
      const std::vector<double> probabilities =
          model.bayes.probabilities(document, NaiveBayes::LeftOut{document, its_class});
      if (!probabilities.empty()) {
        const auto best = std::max_element(probabilities.begin(), probabilities.end());
        words.pairs.push_back(
            {model.codes[its_class],
             model.codes[static_cast<std::size_t>(best - probabilities.begin())]});
      }
      if (model.dimension != stage_) continue;
      name.bind(issue_id).step();
      const auto issue = data::read_collected_issue(database, name.text(0), name.integer(1));
      const auto evidence = rules_.stages(issue->fixes);
      if (!evidence.empty())
        files.pairs.push_back({model.codes[its_class], evidence.front().stage});
    }
    words.issues = files.issues = static_cast<std::int64_t>(model.class_of.size());
    checks.push_back(std::move(words));
    if (model.dimension == stage_) checks.push_back(std::move(files));
  }
  return checks;
}

}  // namespace faultline::taxonomy
