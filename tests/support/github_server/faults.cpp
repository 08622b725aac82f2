#include "support/github_server/faults.h"

#include <algorithm>
#include <array>
#include <utility>

namespace faultline::test {

namespace {

constexpr std::array<std::pair<Fault, std::string_view>, 15> kNames{
    {{Fault::kServerError, "server-error"},
     {Fault::kBadGateway, "bad-gateway"},
     {Fault::kSecondaryLimit, "secondary-limit"},
     {Fault::kSecondaryLimitWithPause, "secondary-limit-with-pause"},
     {Fault::kTooManyRequests, "too-many-requests"},
     {Fault::kPrimaryLimit, "primary-limit"},
     {Fault::kTruncated, "truncated"},
     {Fault::kReset, "reset"},
     {Fault::kStall, "stall"},
     {Fault::kEmptyBody, "empty-body"},
     {Fault::kInvalidJson, "invalid-json"},
     {Fault::kHtml, "html"},
     {Fault::kGraphqlTimeout, "graphql-timeout"},
     {Fault::kGraphqlFailure, "graphql-failure"},
     {Fault::kGraphqlBadGateway, "graphql-bad-gateway"}}};

}  // namespace

const std::vector<Fault>& all_faults() {
  static const std::vector<Fault> kAll = [] {
    std::vector<Fault> all;
    for (const auto& [fault, name] : kNames) all.push_back(fault);
    return all;
  }();
  return kAll;
}

std::string_view name_of(Fault fault) {
  return std::ranges::find(kNames, fault, &std::pair<Fault, std::string_view>::first)->second;
}

std::optional<Fault> fault_of(std::string_view name) {
  const auto* const found =
      std::ranges::find(kNames, name, &std::pair<Fault, std::string_view>::second);
  return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

bool is_graphql_only(Fault fault) {
  return fault == Fault::kGraphqlTimeout || fault == Fault::kGraphqlFailure ||
         fault == Fault::kGraphqlBadGateway;
}

std::optional<Fault> FaultSequence::next(bool graphql) {
  ++requests_;
  if (const auto found = plan_.at.find(requests_); found != plan_.at.end()) return found->second;
  if (plan_.every == 0 || requests_ % plan_.every != 0) return std::nullopt;
  for (std::size_t tried = 0; tried < plan_.kinds.size(); ++tried) {
    const Fault fault = plan_.kinds[turn_++ % plan_.kinds.size()];
    if (graphql || !is_graphql_only(fault)) return fault;
  }
  return std::nullopt;
}

}  // namespace faultline::test
