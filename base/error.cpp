#include "base/error.h"

#include <fmt/format.h>

#include <utility>

namespace faultline {

Error::Error(std::string message, ErrorKind kind) : message_(std::move(message)), kind_(kind) {}

Error& Error::at(std::string file, std::optional<std::size_t> line,
                 std::optional<std::size_t> column) {
  place_ = Place{std::move(file), line, column};
  return *this;
}

Error& Error::because(std::string reason) {
  reasons_.push_back(std::move(reason));
  return *this;
}

Error& Error::because(const std::vector<std::string>& reasons) {
  reasons_.insert(reasons_.end(), reasons.begin(), reasons.end());
  return *this;
}

Error& Error::help(std::string advice) {
  advice_.push_back(std::move(advice));
  return *this;
}

std::string to_string(const Place& place) {
  std::string text = place.file;
  if (place.line) text += fmt::format(":{}", *place.line);
  if (place.line && place.column) text += fmt::format(":{}", *place.column);
  return text;
}

}  // namespace faultline
