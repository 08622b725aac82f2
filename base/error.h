#pragma once

#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace faultline {

/// Why a command could not do what was asked; `app/` turns it into the exit code.
enum class ErrorKind {
  kInput,    ///< wrong usage or bad input; nothing was changed (exit code 2)
  kFailure,  ///< the world failed: disk, network, a damaged file (exit code 1)
  kStopped,  ///< stopped early with all work kept; running again goes on (exit code 3)
};

/// Where in an input something was found: a file, and in it a line and a column, both from 1.
struct Place {
  std::string file;
  std::optional<std::size_t> line;
  std::optional<std::size_t> column;
};

/// The one family of exceptions of the program: a sentence that says what was wrong, with the
/// place, the reasons and what to do. It is built where it is thrown:
///
///     throw Error("the label file has 3 bad rows; nothing was imported")
///         .at("labels.csv", 17)
///         .because("'wrong-modle' is not a code of the dimension symptom")
///         .help("the nearest code is 'wrong-model'");
///
/// Only `app/` catches it and prints it. The texts may quote hostile input as it came: whoever
/// prints them makes them safe for where they are printed.
class Error : public std::exception {
 public:
  explicit Error(std::string message, ErrorKind kind = ErrorKind::kInput);

  Error& at(std::string file, std::optional<std::size_t> line = {},
            std::optional<std::size_t> column = {});
  /// May be called more than once: every bad row of a file is a reason of its own.
  Error& because(std::string reason);
  Error& because(const std::vector<std::string>& reasons);
  Error& help(std::string advice);

  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
  [[nodiscard]] const std::string& message() const noexcept { return message_; }
  [[nodiscard]] const std::optional<Place>& place() const noexcept { return place_; }
  [[nodiscard]] const std::vector<std::string>& reasons() const noexcept { return reasons_; }
  [[nodiscard]] const std::vector<std::string>& advice() const noexcept { return advice_; }

 private:
  std::string message_;
  ErrorKind kind_;
  std::optional<Place> place_;
  std::vector<std::string> reasons_;
  std::vector<std::string> advice_;
};

/// "labels.csv:17:3", or as much of it as is known.
[[nodiscard]] std::string to_string(const Place& place);

}  // namespace faultline
