#include "app/output.h"

#include <fmt/format.h>

#include "base/error.h"
#include "reports/writer.h"

namespace faultline::app {

void print_table(World& world, const Arguments& arguments, const reports::Table& table) {
  reports::Format format = reports::Format::kTerminal;
  const auto named = arguments.text("format");
  if (named && arguments.has("json")) throw Error("--format and --json exclude each other");
  if (named) format = reports::parse_format(*named);
  if (arguments.has("json")) format = reports::Format::kJson;
  world.out << reports::write(table, format, world.out_style);
}

std::string counted(std::int64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace faultline::app
