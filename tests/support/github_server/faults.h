#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace faultline::test {

/// What can go wrong between GitHub and whoever asks.
enum class Fault {
  kServerError,              ///< 500 with JSON
  kBadGateway,               ///< 502 with HTML
  kSecondaryLimit,           ///< 403, without `retry-after`
  kSecondaryLimitWithPause,  ///< 403 with `retry-after`
  kTooManyRequests,          ///< 429 with `retry-after`
  kPrimaryLimit,             ///< 403 with no request remaining, until a little later
  kTruncated,                ///< the body ends before its announced length
  kReset,                    ///< the connection is reset before the answer
  kStall,                    ///< the body stops in the middle and does not go on
  kEmptyBody,                ///< 200 with nothing
  kInvalidJson,              ///< 200 with half an answer
  kHtml,                     ///< 200 with HTML
  kGraphqlTimeout,           ///< GraphQL: some of the data, and an error for the rest
  kGraphqlFailure,           ///< GraphQL: 200 with `data` null and an error
  kGraphqlBadGateway,        ///< GraphQL: 502 with JSON that tells of a timeout
};

/// Every kind of fault.
[[nodiscard]] const std::vector<Fault>& all_faults();

/// 'server-error', 'bad-gateway', ...
[[nodiscard]] std::string_view name_of(Fault fault);
[[nodiscard]] std::optional<Fault> fault_of(std::string_view name);

/// Whether only an answer of GraphQL can be hit by it.
[[nodiscard]] bool is_graphql_only(Fault fault);

/// Which requests are hit, counted from 1 over all that the server receives.
struct FaultPlan {
  std::map<std::int64_t, Fault> at;
  std::int64_t every = 0;                   ///< each so many-th request as well; 0: none
  std::vector<Fault> kinds = all_faults();  ///< for these, in turn
};

/// Follows a plan through the requests of a run.
class FaultSequence {
 public:
  explicit FaultSequence(FaultPlan plan) : plan_(std::move(plan)) {}

  /// The fault that hits the next request. Where it is REST's turn, kinds that only GraphQL has are
  /// passed over.
  [[nodiscard]] std::optional<Fault> next(bool graphql);

 private:
  FaultPlan plan_;
  std::int64_t requests_ = 0;
  std::size_t turn_ = 0;
};

}  // namespace faultline::test
