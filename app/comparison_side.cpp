#include "app/comparison_side.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/issues.h"
#include "data/labels.h"
#include "taxonomy/codebook.h"
#include "taxonomy/label_import.h"

namespace faultline::app {

namespace {

constexpr const char* kPublished = "published";
constexpr const char* kCompilers = "dl-compilers";

enum class SideKind { kStudy, kFile, kPeriod, kRater };

struct SideKindName {
  SideKind kind;
  std::string_view prefix;
  std::string_view noun;
};

constexpr std::array kSideKinds{
    SideKindName{SideKind::kStudy, "study", "a study's folder"},
    SideKindName{SideKind::kFile, "file", "a file"},
    SideKindName{SideKind::kPeriod, "period", "a period"},
    SideKindName{SideKind::kRater, "rater", "a rater"},
};

/// What a word was found to be, and the word without its prefix.
struct Meaning {
  SideKind kind;
  std::string text;
};

class SideReader {
 public:
  SideReader(const World& world, Study* current, const Arguments& arguments)
      : world_(&world), current_(current), arguments_(&arguments) {
    scope_.rater = arguments.text("rater");
    scope_.converter = arguments.text("converter");
    if (current != nullptr) raters_ = data::raters(current->database);
  }

  reports::ComparedSide read(const std::string& word) {
    reports::ComparedSide side;
    if (word == kPublished) {
      side = reports::published_side(scope_.converter);
    } else if (word == kCompilers) {
      side = reports::dl_compilers_side();
    } else {
      const Meaning meaning = find_meaning(word);
      side = read(meaning);
    }
    side.name = word;
    return side;
  }

 private:
  [[nodiscard]] Meaning find_meaning(const std::string& word) const {
    for (const SideKindName& known : kSideKinds) {
      const std::string prefix = fmt::format("{}:", known.prefix);
      if (word.starts_with(prefix)) return {known.kind, word.substr(prefix.size())};
    }
    std::vector<const SideKindName*> meanings;
    for (const SideKindName& known : kSideKinds) {
      if (fits(known.kind, word)) meanings.push_back(&known);
    }
    if (meanings.size() == 1) return {meanings.front()->kind, word};
    if (meanings.empty()) throw unknown_side(word);
    std::vector<std::string> nouns;
    std::vector<std::string> ways;
    for (const SideKindName* meaning : meanings) {
      nouns.emplace_back(meaning->noun);
      ways.push_back(fmt::format("{}:{}", meaning->prefix, word));
    }
    throw Error(fmt::format("'{}' can be {}", word, join(nouns, " and ")))
        .help("say which: " + join(ways, " or "));
  }

  [[nodiscard]] bool fits(SideKind kind, const std::string& word) const {
    const std::filesystem::path path = world_->current_folder / word;
    std::error_code ignored;
    switch (kind) {
      case SideKind::kStudy:
        return std::filesystem::is_regular_file(path / kStudyFileName, ignored);
      case SideKind::kFile:
        return std::filesystem::is_regular_file(path, ignored);
      case SideKind::kPeriod:
        return data::parse_period(word).has_value();
      case SideKind::kRater:
        return std::find(raters_.begin(), raters_.end(), word) != raters_.end();
    }
    return false;
  }

  [[nodiscard]] Error unknown_side(const std::string& word) const {
    Error unknown(fmt::format("'{}' is nothing that can be compared", word));
    std::error_code ignored;
    if (std::filesystem::is_directory(world_->current_folder / word, ignored)) {
      unknown.because("the folder has no study.toml");
    } else if (!word.empty() && word.find_first_not_of("0123456789Qq-.") == std::string::npos) {
      unknown.because(fmt::format("as a period, {}", data::kPeriodForms));
    } else {
      std::vector<std::string> names = raters_;
      names.insert(names.end(), {kPublished, kCompilers});
      if (const auto meant = nearest(word, names)) {
        unknown.help(fmt::format("the nearest name is '{}'", *meant));
      }
    }
    if (current_ == nullptr) {
      unknown.help("there is no study here, so no periods and raters; `--study DIR` names one");
    }
    return unknown.help(
        "a side is `published`, `dl-compilers`, a study's folder, a file of labels, a period or a "
        "rater; `faultline compare --help` shows them");
  }

  reports::ComparedSide read(const Meaning& meaning) {
    switch (meaning.kind) {
      case SideKind::kStudy:
        return read_study(meaning.text);
      case SideKind::kFile:
        return read_labels(meaning.text);
      case SideKind::kPeriod:
        return read_period(meaning.text);
      case SideKind::kRater:
        break;
    }
    reports::SideScope scope = scope_;
    scope.rater = meaning.text;
    return read_current(scope, {});
  }

  reports::ComparedSide read_study(const std::string& folder) {
    const std::filesystem::path path = world_->current_folder / folder;
    if (!std::filesystem::is_regular_file(path / kStudyFileName)) {
      throw Error("the folder holds no study").at(folder).because("it has no study.toml");
    }
    Study study = open_study_in(path, data::Database::Access::kRead);
    reports::ComparedSide side = reports::read_side(study.database, study.codebook, scope_);
    side.description =
        fmt::format("the study '{}', {}", printable(study.file.title), side.description);
    side.origin = origin(study, side);
    side.where = where(scope_, {"--study", folder});
    return side;
  }

  reports::ComparedSide read_period(const std::string& text) {
    reports::SideScope scope = scope_;
    scope.period = data::parse_period(text);
    if (!scope.period) {
      throw Error(fmt::format("'{}' is not a period", text)).help(std::string(data::kPeriodForms));
    }
    reports::ComparedSide side = read_current(scope, {"--period", text});
    side.description = "issues opened then, " + side.description;
    return side;
  }

  reports::ComparedSide read_current(const reports::SideScope& scope,
                                     std::vector<std::string> options) {
    if (current_ == nullptr) {
      throw Error("periods and raters are of a study, and there is none here")
          .help("`--study DIR` names one");
    }
    reports::ComparedSide side = reports::read_side(current_->database, current_->codebook, scope);
    side.origin = origin(*current_, side);
    if (const auto named = arguments_->text("study")) {
      options.insert(options.begin(), {"--study", *named});
    }
    side.where = where(scope, std::move(options));
    return side;
  }

  /// Reads a file as `label import` would, into a database that is gone afterwards.
  reports::ComparedSide read_labels(const std::string& file) {
    const std::filesystem::path path = world_->current_folder / file;
    const data::StudyFile protocol =
        current_ != nullptr ? current_->file
                            : data::parse_study_file(data::study_file_template(), kStudyFileName);
    const data::Codebook codebook =
        current_ != nullptr ? current_->codebook : taxonomy::find_codebook(protocol.codebook, {});
    data::Database database = data::Database::in_memory(data::schema_version());
    database.transaction([&] {
      data::store_repositories(database, protocol);
      data::store_codebook(database, codebook);
    });
    const Moment now = world_->clock.now();
    if (to_lower(path.extension().string()) == ".jsonl") {
      taxonomy::import_label_log(database, codebook, read_file(path), file, now);
    } else {
      const auto sheet = taxonomy::open_label_sheet(path, {}, {});
      taxonomy::import_labels(database, codebook, *sheet, file,
                              {.rater = scope_.rater.value_or("unnamed"), .repository = {}}, now);
    }
    require_one_rater(database, file);
    reports::ComparedSide side = reports::read_side(database, codebook, scope_);
    side.origin =
        fmt::format("{} {}", std::filesystem::weakly_canonical(path).string(), side.description);
    return side;
  }

  /// Several raters' labels are no one answer, unless there is a consensus or one is named.
  void require_one_rater(data::Database& database, const std::string& file) const {
    const std::vector<std::string> raters = data::raters(database);
    const bool has_consensus =
        std::find(raters.begin(), raters.end(), data::kConsensusRater) != raters.end();
    if (raters.size() < 2 || has_consensus || scope_.rater) return;
    throw Error("the file holds the labels of several raters")
        .at(file)
        .because("they are: " + join(raters, ", "))
        .help("say with --rater whose count, or export one with `label export --rater`");
  }

  /// Two sides with the same origin hold the same opinions.
  static std::string origin(Study& study, const reports::ComparedSide& side) {
    const auto raters = side.description.rfind("labels of ");
    return fmt::format("{} {}", std::filesystem::weakly_canonical(study.database.path()).string(),
                       side.description.substr(raters));
  }

  static std::vector<std::string> where(const reports::SideScope& scope,
                                        std::vector<std::string> options) {
    if (scope.rater) options.insert(options.end(), {"--rater", *scope.rater});
    if (scope.converter) options.insert(options.end(), {"--converter", *scope.converter});
    return options;
  }

  const World* world_;
  Study* current_;
  const Arguments* arguments_;
  reports::SideScope scope_;
  std::vector<std::string> raters_;
};

}  // namespace

reports::ComparedSide comparison_side(const World& world, Study* current,
                                      const Arguments& arguments, const std::string& word) {
  return SideReader(world, current, arguments).read(word);
}

}  // namespace faultline::app
