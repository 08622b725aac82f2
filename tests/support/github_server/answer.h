#pragma once

#include <string>
#include <utility>
#include <vector>

namespace faultline::test {

/// An answer as it goes over the wire.
struct Answer {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string type = "application/json; charset=utf-8";
  std::string body;
};

}  // namespace faultline::test
