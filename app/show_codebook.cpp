#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/output.h"
#include "base/error.h"
#include "base/text.h"
#include "taxonomy/codebook.h"

namespace faultline::app {

namespace {

nlohmann::ordered_json to_json(const data::Codebook& codebook) {
  nlohmann::ordered_json dimensions = nlohmann::ordered_json::array();
  for (const data::Dimension& dimension : codebook.dimensions) {
    nlohmann::ordered_json codes = nlohmann::ordered_json::array();
    for (const data::Code& code : dimension.codes) {
      codes.push_back({{"id", code.id},
                       {"name", code.name},
                       {"key", code.key},
                       {"definition", code.definition},
                       {"examples", code.examples},
                       {"aliases", code.aliases}});
    }
    dimensions.push_back({{"id", dimension.id},
                          {"name", dimension.name},
                          {"definition", dimension.definition},
                          {"codes", codes}});
  }
  return {{"name", codebook.name},
          {"version", codebook.version},
          {"title", codebook.title},
          {"dimensions", dimensions}};
}

/// For reading: each code with its key, what it means and what is labelled so.
void print_codebook(World& world, const data::Codebook& codebook) {
  world.out << printable(fmt::format("{} ({}, version {})", codebook.title, codebook.name,
                                     codebook.version))
            << "\n";
  for (const data::Dimension& dimension : codebook.dimensions) {
    world.out << "\n"
              << printable(dimension.name) << ": " << printable(dimension.definition) << "\n";
    for (const data::Code& code : dimension.codes) {
      const std::string indent = code.parent.empty() ? "  " : "    ";
      world.out << indent << (code.key.empty() ? " " : printable(code.key)) << "  "
                << printable(code.id) << ": " << printable(code.definition) << "\n";
      for (const std::string& example : code.examples) {
        world.out << indent << "   e.g. " << printable(example) << "\n";
      }
    }
  }
}

ExitCode run(World& world, const Arguments& arguments) {
  const std::string name =
      arguments.positional().empty() ? "converter-failures" : arguments.positional().front();
  if (arguments.has("json") || arguments.has("text")) {
    const data::Codebook codebook = taxonomy::find_codebook(name, world.current_folder);
    if (arguments.has("json")) {
      world.out << to_json(codebook).dump(2) << "\n";
    } else {
      print_codebook(world, codebook);
    }
    return ExitCode::kDone;
  }
  world.out << taxonomy::builtin_codebook(name);
  return ExitCode::kDone;
}

}  // namespace

Command show_codebook_command() {
  return {.name = "show codebook",
          .arguments = "[CODEBOOK]",
          .least_arguments = 0,
          .most_arguments = 1,
          .about = "print a codebook with its definitions and examples",
          .details =
              "The printed TOML is a file that a study can use: the start of a codebook of "
              "your own. With --text or --json, CODEBOOK may be a file.",
          .example = "faultline show codebook > my-codebook.toml\nfaultline show codebook --text",
          .options = {{"text", "", "for reading: keys, definitions, examples"}, kJsonOption},
          .run = run};
}

}  // namespace faultline::app
