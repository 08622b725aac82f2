#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/text.h"
#include "data/salvage.h"
#include "data/soundness.h"
#include "taxonomy/codebook.h"

namespace faultline::app {

namespace {

/// What a study is found to be.
struct Diagnosis {
  std::vector<std::string> protocol;  ///< what is wrong with study.toml or the codebook
  data::Soundness database;
  std::vector<std::string> leftovers;  ///< files that a command left that was killed
  std::optional<data::Codebook> codebook;

  [[nodiscard]] bool is_sound() const { return protocol.empty() && database.is_sound(); }
};

std::string sentence(const Error& error) {
  std::string text = error.message();
  if (error.place()) text += " (at " + to_string(*error.place()) + ")";
  for (const std::string& reason : error.reasons()) text += "; " + reason;
  return text;
}

/// Files that were not finished under the names that they are written under; see write_file.
std::vector<std::string> leftovers_in(const std::filesystem::path& folder) {
  static const std::regex kUnfinished(
      R"(.+\.([0-9]+\.)?new(-wal|-shm|-journal)?|.+\.zip\.[A-Za-z0-9]{6})");
  std::vector<std::string> found;
  std::error_code problem;
  using Options = std::filesystem::directory_options;
  std::filesystem::recursive_directory_iterator entry(folder, Options::skip_permission_denied,
                                                      problem);
  for (; entry != std::filesystem::recursive_directory_iterator() && !problem;
       entry.increment(problem)) {
    if (std::regex_match(entry->path().filename().string(), kUnfinished) &&
        entry->symlink_status(problem).type() == std::filesystem::file_type::regular) {
      found.push_back(entry->path().lexically_relative(folder).string());
    }
  }
  std::ranges::sort(found);
  return found;
}

Diagnosis examine(const std::filesystem::path& folder) {
  Diagnosis diagnosis;
  try {
    const data::StudyFile file = data::read_study_file(folder / kStudyFileName);
    diagnosis.codebook = taxonomy::find_codebook(file.codebook, folder);
  } catch (const Error& error) {
    diagnosis.protocol.push_back(sentence(error));
  }
  try {
    diagnosis.database = data::examine_database(folder / kDatabaseName);
  } catch (const Error& error) {
    diagnosis.database.damages.push_back(sentence(error));
  }
  diagnosis.leftovers = leftovers_in(folder);
  return diagnosis;
}

nlohmann::ordered_json to_json(const Diagnosis& diagnosis) {
  nlohmann::ordered_json tables = nlohmann::ordered_json::array();
  for (const data::ReadableTable& table : diagnosis.database.tables) {
    tables.push_back({{"table", table.name},
                      {"rows", table.rows},
                      {"unreadable_rows", table.unreadable_rows},
                      {"damaged_pages", table.damaged_pages}});
  }
  return {{"sound", diagnosis.is_sound()},          {"protocol", diagnosis.protocol},
          {"database", diagnosis.database.damages}, {"tables", tables},
          {"notes", diagnosis.database.notes},      {"leftovers", diagnosis.leftovers}};
}

nlohmann::ordered_json to_json(const data::Salvage& salvage, const std::string& file) {
  nlohmann::ordered_json tables = nlohmann::ordered_json::array();
  for (const data::SalvagedTable& table : salvage.tables) {
    tables.push_back({{"table", table.name},
                      {"saved", table.saved},
                      {"in_part", table.in_part},
                      {"lost", table.lost},
                      {"without_parent", table.without_parent},
                      {"damaged_pages", table.damaged_pages},
                      {"is_number_known", table.is_number_known}});
  }
  return {{"file", file},
          {"schema_was_read", salvage.has_schema},
          {"unknown_pages", salvage.unknown_pages},
          {"tables", tables}};
}

std::string page_words(std::int64_t pages) {
  return fmt::format("{} with an unknown number of rows", counted(pages, "damaged page"));
}

void print(World& world, const Diagnosis& diagnosis) {
  const auto line = [&](const std::string& text) { world.out << "  " << printable(text) << "\n"; };
  world.out << (diagnosis.is_sound() ? "The study is sound.\n" : "The study is damaged.\n");
  for (const std::string& found : diagnosis.protocol) line(found);
  for (const std::string& found : diagnosis.database.damages) line("study.db: " + found);
  for (const data::ReadableTable& table : diagnosis.database.tables) {
    std::string text =
        fmt::format("the table {}: {} can be read", table.name, counted(table.rows, "row"));
    if (table.unreadable_rows > 0) text += fmt::format(", {} cannot", table.unreadable_rows);
    if (table.damaged_pages > 0) text += ", " + page_words(table.damaged_pages);
    line(text);
  }
  for (const std::string& note : diagnosis.database.notes) line("note: " + note);
  for (const std::string& file : diagnosis.leftovers) {
    line(fmt::format(
        "note: {} was left half-written by a command that was ended, and can be deleted", file));
  }
}

std::string next_step(const Diagnosis& diagnosis) {
  if (!diagnosis.database.is_sound()) {
    return "if there is a sound copy of study.db, take that; else save what can be read: "
           "`faultline "
           "doctor --repair saved.db`";
  }
  return "mend study.toml, or what it names, then run `faultline doctor` again";
}

void print(World& world, const data::Salvage& salvage, const std::string& file) {
  std::int64_t saved = 0;
  for (const data::SalvagedTable& table : salvage.tables) saved += table.saved;
  world.out << printable(
                   fmt::format("{} holds {} that could be read.", file, counted(saved, "row")))
            << "\n";
  for (const data::SalvagedTable& table : salvage.tables) {
    if (table.is_whole()) continue;
    std::string text = fmt::format("  {}: {} saved", table.name, counted(table.saved, "row"));
    if (table.in_part > 0) text += fmt::format(", {} of them in part", table.in_part);
    if (table.lost > 0) text += fmt::format(", {} lost", table.lost);
    if (table.without_parent > 0) {
      text += fmt::format(", {} left out whose issue, rater or other parent is lost",
                          table.without_parent);
    }
    if (table.damaged_pages > 0 && !table.is_number_known) {
      text += ", " + page_words(table.damaged_pages);
    }
    world.out << text << "\n";
  }
  if (!salvage.has_schema) {
    world.out << "  The list of tables is damaged: some were looked for where a new study has "
                 "them.\n";
  }
  if (salvage.unknown_pages > 0) {
    world.out << fmt::format("  {} of rows of an unknown table could not be saved.\n",
                             counted(salvage.unknown_pages, "page"));
  }
  world.out << printable(fmt::format(
                   "Next: mkdir damaged && mv study.db* damaged/ && mv {} study.db, in the study's "
                   "folder; then `faultline doctor`.",
                   shell_word(file)))
            << "\n";
}

ExitCode repair(World& world, const Arguments& arguments, const std::filesystem::path& folder,
                const Diagnosis& diagnosis) {
  const std::string name = *arguments.text("repair");
  const std::filesystem::path path = world.current_folder / name;
  const data::Salvage salvage = data::salvage(
      folder / kDatabaseName, diagnosis.codebook ? &*diagnosis.codebook : nullptr, path);
  const data::Soundness soundness = data::examine_database(path);
  if (!soundness.is_sound()) {
    throw Error("the new database is not sound", ErrorKind::kFailure)
        .at(path.string())
        .because(soundness.damages)
        .help("keep the damaged study and report this");
  }
  if (arguments.has("json")) {
    nlohmann::ordered_json document = to_json(diagnosis);
    document["repaired"] = to_json(salvage, name);
    world.out << document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  } else {
    if (!arguments.has("quiet")) print(world, diagnosis);
    print(world, salvage, name);
  }
  return ExitCode::kDone;
}

ExitCode run(World& world, const Arguments& arguments) {
  const std::filesystem::path folder = study_folder(world, arguments);
  const Diagnosis diagnosis = examine(folder);
  if (arguments.has("repair")) return repair(world, arguments, folder, diagnosis);
  if (arguments.has("json")) {
    world.out << to_json(diagnosis).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
  } else if (!diagnosis.is_sound() || !arguments.has("quiet")) {
    print(world, diagnosis);
    if (!diagnosis.is_sound()) world.out << "Next: " << next_step(diagnosis) << "\n";
  }
  return diagnosis.is_sound() ? ExitCode::kDone : ExitCode::kFailed;
}

}  // namespace

Command doctor_command() {
  return {
      .name = "doctor",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "say whether the study's files are sound, and save what can be read",
      .details =
          "Looks at study.toml and the codebook, and in the database at every page, index, "
          "reference between rows, full text index and stored answer of GitHub; nothing is "
          "changed. What is damaged is named, with the rows that can still be read, and the exit "
          "code is 1. --repair reads around the damage, also where no other command opens the "
          "study, and writes what is left into FILE: a sound database, in which every row refers "
          "to rows that are there. The damaged one stays as it is.",
      .example =
          "faultline doctor\n"
          "faultline doctor --repair saved.db",
      .options = {{"repair", "FILE", "write a new database of what can be read"}, kJsonOption},
      .run = run};
}

}  // namespace faultline::app
