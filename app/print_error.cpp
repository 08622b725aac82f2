#include "app/print_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/text.h"

namespace faultline::app {

namespace {

/// More mistakes of a file are of one kind, and would hide what they are about.
constexpr std::size_t kMostReasons = 100;

}  // namespace

void print_error(std::ostream& out, const Error& error, const reports::TerminalStyle& style) {
  const std::string bold_red = style.colour ? "\033[1;31m" : "";
  const std::string plain = style.colour ? "\033[0m" : "";
  out << bold_red << "faultline:" << plain << " " << printable(error.message()) << "\n";
  if (error.place()) out << "  at " << printable(to_string(*error.place())) << "\n";
  const std::size_t shown = std::min(error.reasons().size(), kMostReasons);
  for (std::size_t i = 0; i < shown; ++i) {
    out << "  because " << printable(error.reasons()[i]) << "\n";
  }
  if (shown < error.reasons().size()) {
    out << fmt::format("  and {} more such reasons\n", error.reasons().size() - shown);
  }
  for (const std::string& advice : error.advice()) out << "  help: " << printable(advice) << "\n";
}

ExitCode exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInput:
      return ExitCode::kBadInput;
    case ErrorKind::kFailure:
      return ExitCode::kFailed;
    case ErrorKind::kStopped:
      return ExitCode::kStoppedEarly;
  }
  return ExitCode::kFailed;
}

}  // namespace faultline::app
