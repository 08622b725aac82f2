#include "taxonomy/codebook_changes.h"

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/issues.h"
#include "data/labels.h"
#include "data/toml_reader.h"
#include "taxonomy/codebook.h"
#include "taxonomy/label_ids.h"

namespace faultline::taxonomy {

namespace {

using data::TomlReader;

class ChangesReader {
 public:
  explicit ChangesReader(const data::Codebook& codebook) : codebook_(&codebook) {}

  CodebookChanges read(TomlReader& root) {
    for (TomlReader& reader : root.tables("rename")) {
      const data::Dimension& dimension = read_dimension(reader);
      add_move(reader, dimension, reader.required_text("from"), read_to(reader, dimension));
      reader.finish();
    }
    for (TomlReader& reader : root.tables("merge")) {
      const data::Dimension& dimension = read_dimension(reader);
      const std::string to = read_to(reader, dimension);
      for (const std::string& from : reader.texts("from")) {
        if (from != to) add_move(reader, dimension, from, to);
      }
      reader.finish();
    }
    for (TomlReader& reader : root.tables("split")) add_split(reader);
    root.finish();
    if (changes_.moves.empty() && changes_.splits.empty()) {
      throw root.error("the file says no change")
          .help("write a [[rename]], [[merge]] or [[split]]");
    }
    return std::move(changes_);
  }

 private:
  const data::Dimension& read_dimension(TomlReader& reader) {
    const std::string id = reader.required_text("dimension");
    if (const data::Dimension* dimension = codebook_->find(id)) return *dimension;
    throw reader.error(fmt::format("'{}' is not a dimension of the codebook", id), "dimension");
  }

  void check_new_code(const TomlReader& reader, const std::string& key,
                      const data::Dimension& dimension, const std::string& code) const {
    if (dimension.find(code) != nullptr) return;
    Error unknown = reader.error(
        fmt::format("'{}' is not a code of version {} of the codebook", code, codebook_->version),
        key);
    if (const auto meant = CodeFinder(dimension).nearest_code(code)) {
      unknown.help(fmt::format("the nearest code is '{}'", *meant));
    }
    throw unknown.help("change the codebook first, and raise its version");
  }

  std::string read_to(TomlReader& reader, const data::Dimension& dimension) {
    std::string to = reader.required_text("to");
    check_new_code(reader, "to", dimension, to);
    return to;
  }

  void check_once(const TomlReader& reader, const data::Dimension& dimension,
                  const std::string& code) {
    if (changed_.emplace(dimension.id, code).second) return;
    throw reader.error(fmt::format("two changes are about the code '{}'", code));
  }

  void add_move(const TomlReader& reader, const data::Dimension& dimension, const std::string& from,
                const std::string& to) {
    check_once(reader, dimension, from);
    if (dimension.find(from) != nullptr) {
      throw reader
          .error(fmt::format("'{}' is still a code of version {} of the codebook", from,
                             codebook_->version),
                 "from")
          .help(
              "remove it there, and raise the version; or say [[split]], where its issues are to "
              "be labelled again");
    }
    changes_.moves.push_back({dimension.id, from, to});
  }

  void add_split(TomlReader& reader) {
    const data::Dimension& dimension = read_dimension(reader);
    CodeSplit split{.dimension = dimension.id,
                    .code = reader.required_text("code"),
                    .into = reader.texts("into")};
    if (split.into.size() < 2) throw reader.error("a code is split into two or more", "into");
    for (const std::string& code : split.into) check_new_code(reader, "into", dimension, code);
    check_once(reader, dimension, split.code);
    reader.finish();
    changes_.splits.push_back(std::move(split));
  }

  const data::Codebook* codebook_;
  CodebookChanges changes_;
  std::set<std::pair<std::string, std::string>> changed_;
};

bool is_or_below(const std::string& code, const std::string& parent) {
  return code == parent || code.starts_with(parent + "/");
}

class Application {
 public:
  Application(data::Database& database, const data::Codebook& codebook,
              const CodebookChanges& changes)
      : database_(&database), codebook_(&codebook), changes_(&changes), ids_(database, codebook) {
    for (const data::Dimension& dimension : codebook.dimensions) {
      code_ids_.emplace(dimension.id, data::code_ids(database, dimension.id));
    }
    for (const CodeMove& move : changes.moves) {
      check_known(move.dimension, move.from);
      result_.changes.push_back({move.dimension, move.from, move.to, 0});
    }
    for (const CodeSplit& split : changes.splits) {
      check_known(split.dimension, split.code);
      result_.changes.push_back({split.dimension, split.code, "", 0});
    }
  }

  AppliedChanges run() {
    data::for_each_label(*database_, {.current_only = true},
                         [&](const data::Label& label) { follow(label); });
    // Every row has a time of its own, so that no clock is asked.
    static_cast<void>(data::add_labels(*database_, labels_, Moment{}));
    for (auto& [code, labels] : left_) {
      result_.left.push_back({code.first, code.second, "", labels});
    }
    return std::move(result_);
  }

 private:
  void check_known(const std::string& dimension, const std::string& code) const {
    std::vector<std::string> known;
    for (const auto& [name, id] : code_ids_.at(dimension)) {
      if (is_or_below(name, code)) return;
      known.push_back(name);
    }
    Error unknown(
        fmt::format("the study never had the code '{}' of the dimension {}", code, dimension));
    if (const auto meant = nearest(code, known)) {
      unknown.help(fmt::format("the nearest one is '{}'", *meant));
    }
    throw unknown;
  }

  void follow(const data::Label& label) {
    const data::Dimension* dimension = codebook_->find(label.dimension);
    if (dimension == nullptr) return;
    const bool is_older =
        label.codebook != codebook_->name || label.codebook_version < codebook_->version;
    std::size_t place = 0;
    for (const CodeMove& move : changes_->moves) {
      if (is_older && move.dimension == label.dimension && is_or_below(label.code, move.from)) {
        const std::string child = move.to + label.code.substr(move.from.size());
        add(label, dimension->find(child) != nullptr ? child : move.to, false, label.memo);
        ++result_.changes[place].labels;
        return;
      }
      ++place;
    }
    for (const CodeSplit& split : changes_->splits) {
      if (is_older && split.dimension == label.dimension && is_or_below(label.code, split.code)) {
        add(label, label.code, true,
            fmt::format("the code was split into {}", join(split.into, ", ")));
        ++result_.changes[place].labels;
        return;
      }
      ++place;
    }
    if (dimension->find(label.code) == nullptr) ++left_[{label.dimension, label.code}];
  }

  void add(const data::Label& label, const std::string& code, bool withdrawn,
           const std::string& memo) {
    const data::LabelDetails details{
        .confidence = label.confidence,
        .memo = memo,
        .evidence = label.evidence,
        .assisted = label.assisted,
        .withdrawn = withdrawn,
        .labelled_at = *parse_iso8601(label.labelled_at) + std::chrono::milliseconds{1}};
    // The code that is taken back is one of the codebook that it was given with.
    const auto own_version =
        label.codebook == codebook_->name ? ids_.codebook(label.codebook_version) : std::nullopt;
    const std::int64_t codebook_id =
        withdrawn && own_version ? *own_version : *ids_.codebook(codebook_->version);
    labels_.push_back({.dimension_id = ids_.dimension(label.dimension),
                       .issue_id = ids_.issue(*ids_.repository(label.repository), label.issue, {}),
                       .rater_id = ids_.rater(label.rater),
                       .code_id = code_ids_.at(label.dimension).at(code),
                       .codebook_id = codebook_id,
                       .details = std::make_shared<const data::LabelDetails>(details)});
  }

  data::Database* database_;
  const data::Codebook* codebook_;
  const CodebookChanges* changes_;
  LabelIds ids_;
  std::map<std::string, std::map<std::string, std::int64_t>> code_ids_;
  std::vector<data::NewLabel> labels_;
  std::map<std::pair<std::string, std::string>, std::int64_t> left_;
  AppliedChanges result_;
};

}  // namespace

CodebookChanges parse_codebook_changes(std::string_view content, const std::string& name,
                                       const data::Codebook& codebook) {
  const toml::table parsed = data::parse_toml(content, name);
  TomlReader root(parsed, name, "a file of changes");
  return ChangesReader(codebook).read(root);
}

AppliedChanges apply_codebook_changes(data::Database& database, const data::Codebook& codebook,
                                      const CodebookChanges& changes) {
  AppliedChanges result;
  database.transaction([&] { result = Application(database, codebook, changes).run(); });
  return result;
}

}  // namespace faultline::taxonomy
