#include "base/http.h"

#include "base/text.h"

namespace faultline {

std::optional<std::string> find_header(const HttpHeaders& headers, std::string_view name) {
  const std::string wanted = to_lower(name);
  std::optional<std::string> found;
  for (const auto& [key, value] : headers) {
    if (to_lower(key) != wanted) continue;
    found = found ? *found + ", " + value : value;
  }
  return found;
}

}  // namespace faultline
