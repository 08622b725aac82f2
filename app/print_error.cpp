#include "app/print_error.h"

#include <string>

#include "base/text.h"

namespace faultline::app {

void print_error(std::ostream& out, const Error& error, const reports::TerminalStyle& style) {
  const std::string bold_red = style.colour ? "\033[1;31m" : "";
  const std::string plain = style.colour ? "\033[0m" : "";
  out << bold_red << "faultline:" << plain << " " << printable(error.message()) << "\n";
  if (error.place()) out << "  at " << printable(to_string(*error.place())) << "\n";
  for (const std::string& reason : error.reasons())
    out << "  because " << printable(reason) << "\n";
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
