#include "data/study_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/embedded.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/toml_reader.h"

namespace faultline {
std::span<const EmbeddedFile> study_templates();
}

namespace faultline::data {

namespace {

constexpr std::int64_t kDefaultSamplePerConverter = 100;
constexpr std::int64_t kDefaultSeed = 2024;

/// A value that must be one of a few words.
void check_word(const TomlReader& reader, const std::string& key, const std::string& value,
                const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == value) return;
  }
  Error unknown = reader.error(fmt::format("'{}' is not a value of '{}'", value, key), key);
  if (const auto meant = nearest(value, words)) {
    throw unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help(fmt::format("it can be: {}", join(words, ", ")));
}

bool is_repository_name(std::string_view name) {
  const std::size_t slash = name.find('/');
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./";
  return slash != std::string_view::npos && slash != 0 && slash + 1 != name.size() &&
         name.find('/', slash + 1) == std::string_view::npos &&
         name.find_first_not_of(kAllowed) == std::string_view::npos;
}

ConverterProtocol read_converter(TomlReader reader) {
  ConverterProtocol converter;
  converter.name = reader.required_text("name");
  converter.repository = reader.required_text("repository");
  converter.state = reader.text("state").value_or("closed");
  converter.labels = reader.texts("labels");
  converter.without_labels = reader.texts("without_labels");
  reader.finish();
  if (!is_repository_name(converter.repository)) {
    throw reader
        .error(fmt::format("'{}' is not the name of a repository", converter.repository),
               "repository")
        .help("write it as owner/name, for example onnx/tensorflow-onnx");
  }
  check_word(reader, "state", converter.state, {"open", "closed", "all"});
  return converter;
}

std::vector<ConverterProtocol> read_converters(TomlReader& root) {
  std::vector<ConverterProtocol> converters;
  std::set<std::string> names;
  std::set<std::string> repositories;
  for (const TomlReader& reader : root.tables("converter")) {
    converters.push_back(read_converter(reader));
    const ConverterProtocol& converter = converters.back();
    if (!names.insert(converter.name).second) {
      throw reader.error(fmt::format("a second converter is named '{}'", converter.name), "name");
    }
    if (!repositories.insert(to_lower(converter.repository)).second) {
      throw reader
          .error(fmt::format("a second converter has the repository '{}'", converter.repository),
                 "repository")
          .help(
              "an issue belongs to one converter; use two studies for two views of one repository");
    }
  }
  if (converters.empty()) {
    throw root.error("the study has no converter")
        .help("add a [[converter]] with a name and a repository");
  }
  return converters;
}

std::vector<EvidencePredicate> read_predicates(TomlReader& reader) {
  std::vector<std::string> ids;
  ids.reserve(kEvidencePredicates.size());
  for (const EvidencePredicateName& known : kEvidencePredicates) ids.emplace_back(known.id);
  std::vector<EvidencePredicate> predicates;
  for (const std::string& id : reader.texts("any_of")) {
    check_word(reader, "any_of", id, ids);
    for (const EvidencePredicateName& known : kEvidencePredicates) {
      if (known.id == id) predicates.push_back(known.predicate);
    }
  }
  return predicates;
}

std::optional<EvidenceSet> read_evidence_set(TomlReader& reader) {
  const std::optional<std::string> id = reader.text("set");
  if (!id) return std::nullopt;
  std::vector<std::string> ids;
  ids.reserve(kEvidenceSets.size());
  for (const EvidenceSetName& known : kEvidenceSets) ids.emplace_back(known.id);
  check_word(reader, "set", *id, ids);
  const auto position = std::find(ids.begin(), ids.end(), *id) - ids.begin();
  return kEvidenceSets.at(static_cast<std::size_t>(position)).set;
}

void read_evidence(TomlReader& root, StudyFile& study) {
  std::optional<TomlReader> reader = root.table("evidence");
  if (!reader) return;
  study.evidence = read_predicates(*reader);
  study.evidence_set = read_evidence_set(*reader);
  reader->finish();
  if (study.evidence_set && !study.evidence.empty()) {
    throw reader->error("'set' and 'any_of' exclude each other", "set")
        .help("a named set stands for a rule of its own");
  }
}

void read_sample(TomlReader& root, StudyFile& study) {
  study.sample_per_converter = kDefaultSamplePerConverter;
  study.sample_seed = kDefaultSeed;
  std::optional<TomlReader> reader = root.table("sample");
  if (!reader) return;
  study.sample_per_converter =
      reader->integer("per_converter").value_or(kDefaultSamplePerConverter);
  const std::int64_t seed = reader->integer("seed").value_or(kDefaultSeed);
  reader->finish();
  if (study.sample_per_converter < 1) {
    throw reader->error("'per_converter' should be 1 or more", "per_converter");
  }
  if (seed < 0) throw reader->error("'seed' should be 0 or more", "seed");
  study.sample_seed = static_cast<std::uint64_t>(seed);
}

}  // namespace

StudyFile parse_study_file(std::string_view content, const std::string& name) {
  const toml::table parsed = parse_toml(content, name);
  TomlReader root(parsed, name, "a study file");
  StudyFile study;
  std::optional<TomlReader> head = root.table("study");
  study.converters = read_converters(root);
  read_evidence(root, study);
  read_sample(root, study);
  root.finish();
  if (!head) throw root.error("the study file lacks the table [study]");
  study.title = head->required_text("title");
  study.codebook = head->text("codebook").value_or("converter-failures");
  head->finish();
  return study;
}

StudyFile read_study_file(const std::filesystem::path& path) {
  return parse_study_file(read_file(path), path.string());
}

std::string_view study_file_template(std::string_view name) {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : study_templates()) {
    names.push_back(std::filesystem::path(file.name).stem().string());
    if (names.back() == name) return file.content;
  }
  Error unknown(fmt::format("there is no template '{}'", name));
  if (const auto meant = nearest(name, names)) {
    throw unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help("the templates are: " + join(names, ", "));
}

}  // namespace faultline::data
