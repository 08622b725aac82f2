#include <fmt/format.h>

#include <cmath>

#include "analysis/error_signature.h"
#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/conversions.h"

namespace faultline::app {

namespace {

/// Which conversions are asked for.
struct Wanted {
  std::optional<std::string> converter;
  std::optional<std::string> kind;
  std::optional<std::int64_t> size;
  std::optional<data::Outcome> outcome;
};

std::optional<data::Outcome> wanted_outcome(const Arguments& arguments) {
  const auto id = arguments.text("outcome");
  if (!id) return std::nullopt;
  if (const auto outcome = data::find_outcome(*id)) return outcome;
  Error unknown(fmt::format("there is no outcome '{}'", *id));
  const std::vector<std::string> ids(data::kOutcomeIds.begin(), data::kOutcomeIds.end());
  if (const auto meant = nearest(*id, ids)) {
    unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help("it can be: " + join(ids, ", "));
}

bool fits(const Wanted& wanted, const data::Conversion& conversion, data::Outcome outcome) {
  if (wanted.converter && *wanted.converter != conversion.converter) return false;
  if (wanted.kind && *wanted.kind != conversion.kind) return false;
  if (wanted.size && wanted.size != conversion.size) return false;
  if (wanted.outcome && *wanted.outcome != outcome) return false;
  return true;
}

/// The conversions whose errors have a signature; where none has just this one, those whose
/// signature holds it.
std::vector<data::Conversion> with_signature(const std::vector<data::Conversion>& all,
                                             const std::string& wanted) {
  std::vector<data::Conversion> same;
  std::vector<data::Conversion> holding;
  for (const data::Conversion& conversion : all) {
    const std::string signature = analysis::error_signature(conversion.error.value_or(""));
    if (signature == wanted) same.push_back(conversion);
    if (signature.find(wanted) != std::string::npos) holding.push_back(conversion);
  }
  return same.empty() ? holding : same;
}

/// Data formats have no number for what is none; it is written as a word.
reports::Value difference_value(const std::optional<double>& difference) {
  if (!difference) return {};
  if (std::isnan(*difference)) return std::string("nan");
  return fmt::format("{:g}", *difference);
}

ExitCode run(World& world, const Arguments& arguments) {
  const Wanted wanted{.converter = arguments.text("converter"),
                      .kind = arguments.text("kind"),
                      .size = arguments.positive("size"),
                      .outcome = wanted_outcome(arguments)};
  std::optional<double> tolerance;
  if (const auto text = arguments.text("tolerance")) tolerance = data::parse_tolerance(*text);
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  reports::Table table{.id = "conversions", .title = "Converted models"};
  table.columns = {{.id = "model", .label = "Model"},
                   {.id = "converter", .label = "Converter"},
                   {.id = "kind", .label = "Kind"},
                   {.id = "size", .label = "Size", .kind = reports::ColumnKind::kCount},
                   {.id = "outcome", .label = "Outcome"},
                   {.id = "max_abs_diff", .label = "Difference"},
                   {.id = "error", .label = "Error"},
                   {.id = "source", .label = "From"}};
  std::vector<data::Conversion> listed = data::conversions(study.database);
  if (const auto signature = arguments.text("signature")) {
    listed = with_signature(listed, *signature);
  }
  for (const data::Conversion& conversion : listed) {
    const data::Outcome outcome =
        data::outcome_of(conversion, tolerance.value_or(conversion.tolerance));
    if (!fits(wanted, conversion, outcome)) continue;
    table.rows.push_back(
        {.values = {conversion.model, conversion.converter, conversion.kind,
                    conversion.size ? reports::Value(*conversion.size) : reports::Value(),
                    std::string(data::id_of(outcome)), difference_value(conversion.max_abs_diff),
                    conversion.error ? reports::Value(*conversion.error) : reports::Value(),
                    conversion.source}});
  }
  table.notes.push_back(counted(static_cast<std::int64_t>(table.rows.size()), "converted model") +
                        ".");
  print_table(world, arguments, table);
  return ExitCode::kDone;
}

}  // namespace

Command conversions_show_command() {
  return {
      .name = "conversions show",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "list converted models, with what became of them",
      .details = "",
      .example =
          "faultline conversions show --converter tf2onnx --outcome mismatch\n"
          "faultline conversions show --signature 'NOT_IMPLEMENTED' --format csv",
      .options = {{"converter", "CONVERTER", "only of this converter"},
                  {"kind", "KIND", "only of this kind of model"},
                  {"size", "N", "only models of this size"},
                  {"outcome", "OUTCOME", "only with this outcome"},
                  {"signature", "TEXT", "only with this signature of their error, or this in it"},
                  {"tolerance", "X", "above it, a difference is a mismatch"},
                  kFormatOption,
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
