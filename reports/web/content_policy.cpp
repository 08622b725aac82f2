#include "reports/web/content_policy.h"

#include <fmt/format.h>

#include "base/sha256.h"

namespace faultline::reports {

namespace {

std::string hash(std::string_view text) {
  Sha256 sum;
  sum.add(text);
  return "'sha256-" + sum.finish_base64() + "'";
}

}  // namespace

std::string content_policy(std::string_view script, std::string_view style) {
  return fmt::format(
      "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
      hash(script), hash(style));
}

}  // namespace faultline::reports
