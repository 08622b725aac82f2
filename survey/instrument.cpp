#include "survey/instrument.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "base/embedded.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/survey_codings.h"
#include "data/toml_reader.h"
#include "survey/wording.h"

namespace faultline {
std::span<const EmbeddedFile> instrument_files();
}

namespace faultline::survey {

namespace {

using data::QuestionKind;
using data::QuestionOption;
using data::SurveyQuestion;
using data::SurveyTheme;
using data::TomlReader;

std::string required_id(TomlReader& reader) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
  std::string id = reader.required_text("id");
  if (!id.empty() && id.find_first_not_of(kAllowed) == std::string::npos) return id;
  throw reader.error(fmt::format("'{}' cannot be an id", id), "id")
      .help("ids have small letters, digits and hyphens");
}

template <typename Kind, std::size_t Count>
Kind required_kind(TomlReader& reader, const std::string& key, const std::string& text,
                   const std::array<std::string_view, Count>& ids) {
  const auto found = std::find(ids.begin(), ids.end(), text);
  if (found != ids.end()) return static_cast<Kind>(found - ids.begin());
  const std::vector<std::string> names(ids.begin(), ids.end());
  Error error = reader.error(fmt::format("'{}' is not a {} of a question", text, key), key);
  if (const auto meant = nearest(text, names)) {
    error.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw error.help(fmt::format("there are: {}", join(names, ", ")));
}

/// Reads one question.
class QuestionReader {
 public:
  explicit QuestionReader(TomlReader& reader) : reader_(&reader) {}

  SurveyQuestion read() {
    question_.id = required_id(*reader_);
    question_.text = reader_->required_text("text");
    question_.columns = reader_->texts("columns");
    question_.aliases = reader_->texts("aliases");
    question_.topic = reader_->text("topic").value_or("");
    question_.table = reader_->text("table");
    question_.kind = required_kind<QuestionKind>(*reader_, "kind", reader_->required_text("kind"),
                                                 data::kQuestionKinds);
    question_.purpose = required_kind<data::QuestionPurpose>(
        *reader_, "purpose", reader_->text("purpose").value_or("answer"), data::kQuestionPurposes);
    question_.asked_if = reader_->texts("asked_if");
    question_.is_optional = reader_->boolean("optional").value_or(false);
    std::vector<TomlReader> options = reader_->tables("option");
    std::vector<TomlReader> themes = reader_->tables("theme");
    if (std::max(options.size(), themes.size()) > kMostOptions) {
      throw reader_->error(fmt::format("the question '{}' has more than {} options or themes",
                                       question_.id, kMostOptions),
                           "id");
    }
    for (TomlReader& option : options) read_option(option);
    for (TomlReader& theme : themes) read_theme(theme);
    reader_->finish();
    check();
    return std::move(question_);
  }

 private:
  void read_option(TomlReader& reader) {
    QuestionOption option{.id = required_id(reader), .text = reader.required_text("text")};
    option.aliases = reader.texts("aliases");
    option.is_other = reader.boolean("other").value_or(false);
    option.text_column = reader.text("text_column");
    option.is_exclusive = reader.boolean("exclusive").value_or(false);
    option.passes = reader.boolean("passes").value_or(false);
    option.value = reader.number("value");
    reader.finish();
    if (question_.kind == QuestionKind::kScale && !option.value) {
      option.value = static_cast<double>(question_.options.size() + 1);
    }
    if (question_.find_option(option.id) != nullptr) {
      throw reader.error(fmt::format("the option '{}' is there twice", option.id), "id");
    }
    add_wording(reader, "text", option.text, option.id);
    add_wording(reader, "id", option.id, option.id);
    for (const std::string& alias : option.aliases) {
      add_wording(reader, "aliases", alias, option.id);
    }
    if (option.text_column && !option.is_other) {
      throw reader.error("only the option with `other = true` has a text of its own",
                         "text_column");
    }
    question_.options.push_back(std::move(option));
  }

  void add_wording(const TomlReader& reader, const std::string& key, const std::string& wording,
                   const std::string& option) {
    const auto [taken, is_new] = wordings_.try_emplace(comparable(wording), option);
    if (is_new || taken->second == option) return;
    throw reader.error(fmt::format("'{}' means the option '{}' already", wording, taken->second),
                       key);
  }

  void read_theme(TomlReader& reader) {
    SurveyTheme theme{.id = required_id(reader), .name = reader.required_text("name")};
    theme.definition = reader.text("definition").value_or("");
    theme.aliases = reader.texts("aliases");
    reader.finish();
    if (theme.id == data::kNotCodeable || theme.id == data::kCodeable || theme.id == "any" ||
        theme.id == "none") {
      throw reader.error(
          fmt::format("'{}' cannot be a theme: the word has a meaning of its own", theme.id), "id");
    }
    const bool twice = std::any_of(question_.themes.begin(), question_.themes.end(),
                                   [&](const SurveyTheme& other) { return other.id == theme.id; });
    if (twice) throw reader.error(fmt::format("the theme '{}' is there twice", theme.id), "id");
    question_.themes.push_back(std::move(theme));
  }

  void check() const {
    const bool chooses =
        question_.kind != QuestionKind::kNumber && question_.kind != QuestionKind::kOpen;
    if (chooses && question_.options.empty()) {
      throw reader_->error(fmt::format("the question '{}' has no options", question_.id), "kind")
          .help("add a [[question.option]] for each");
    }
    if (!chooses && !question_.options.empty()) {
      throw reader_->error(
          fmt::format("'{}' is {}, so it has no options", question_.id,
                      question_.kind == QuestionKind::kOpen ? "an open question"
                                                            : "a question for a number"),
          "kind");
    }
    if (question_.kind != QuestionKind::kOpen && !question_.themes.empty()) {
      throw reader_->error(
          fmt::format("'{}' is no open question, so it has no themes", question_.id), "kind");
    }
    const bool decides = question_.purpose != data::QuestionPurpose::kAnswer;
    const bool passes = std::any_of(question_.options.begin(), question_.options.end(),
                                    [](const QuestionOption& option) { return option.passes; });
    if (decides && !passes) {
      throw reader_
          ->error(fmt::format("nobody can pass the question '{}'", question_.id), "purpose")
          .help("say `passes = true` in an option");
    }
    const auto others = std::count_if(question_.options.begin(), question_.options.end(),
                                      [](const QuestionOption& option) { return option.is_other; });
    if (others > 1) {
      throw reader_->error(
          fmt::format("the question '{}' has two options with `other = true`", question_.id), "id");
    }
  }

  TomlReader* reader_;
  SurveyQuestion question_;
  std::map<std::string, std::string> wordings_;
};

void check_conditions(const data::Instrument& instrument, const std::vector<TomlReader>& readers) {
  for (std::size_t i = 0; i < readers.size(); ++i) {
    for (const std::string& condition : instrument.questions[i].asked_if) {
      const std::vector<std::string> parts = split(condition, '=');
      const data::SurveyQuestion* asked =
          parts.size() == 2 ? instrument.find(parts.front()) : nullptr;
      if (asked != nullptr && asked->find_option(parts.back()) != nullptr) continue;
      throw readers[i]
          .error(fmt::format("'{}' names no option of a question", condition), "asked_if")
          .help("write it as QUESTION=OPTION, by their ids");
    }
  }
}

}  // namespace

data::Instrument parse_instrument(std::string_view content, const std::string& name) {
  const toml::table parsed = data::parse_toml(content, name);
  TomlReader root(parsed, name, "an instrument");
  data::Instrument instrument;
  instrument.content = content;
  instrument.name = root.required_text("name");
  instrument.version = root.integer("version").value_or(1);
  instrument.title = root.text("title").value_or(instrument.name);
  instrument.finished_only = root.boolean("finished_only").value_or(false);
  std::vector<TomlReader> readers = root.tables("question");
  root.finish();
  if (instrument.version < 1) throw root.error("'version' should be 1 or more", "version");
  if (readers.empty())
    throw root.error("the instrument has no questions").help("add a [[question]]");
  if (readers.size() > kMostQuestions) {
    throw root.error(fmt::format("the instrument has more than {} questions", kMostQuestions));
  }
  std::map<std::string, std::string> wordings;
  for (TomlReader& reader : readers) {
    SurveyQuestion question = QuestionReader(reader).read();
    if (instrument.find(question.id) != nullptr) {
      throw reader.error(fmt::format("the question '{}' is there twice", question.id), "id");
    }
    std::vector<std::string> headings = question.columns;
    headings.push_back(question.text);
    for (const std::string& heading : headings) {
      const auto [taken, is_new] = wordings.try_emplace(comparable(heading), question.id);
      if (is_new || taken->second == question.id) continue;
      throw reader.error(
          fmt::format("'{}' means the question '{}' already", heading, taken->second), "text");
    }
    instrument.questions.push_back(std::move(question));
  }
  check_conditions(instrument, readers);
  return instrument;
}

std::vector<std::string> builtin_instrument_names() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : instrument_files()) {
    names.push_back(std::filesystem::path(file.name).stem().string());
  }
  return names;
}

std::string_view builtin_instrument(const std::string& name) {
  const std::vector<std::string> names = builtin_instrument_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return instrument_files()[i].content;
  }
  Error unknown(fmt::format("there is no built-in instrument '{}'", name));
  if (const auto meant = nearest(name, names)) {
    throw unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help(fmt::format("the built-in ones are: {}", join(names, ", ")));
}

data::Instrument find_instrument(const std::string& name_or_path,
                                 const std::filesystem::path& folder) {
  const bool is_path =
      name_or_path.ends_with(".toml") || name_or_path.find('/') != std::string::npos;
  if (is_path) return parse_instrument(read_file(folder / name_or_path), name_or_path);
  return parse_instrument(builtin_instrument(name_or_path), name_or_path + ".toml");
}

}  // namespace faultline::survey
