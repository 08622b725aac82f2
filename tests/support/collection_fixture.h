#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "collectors/github/http_curl.h"
#include "collectors/github/repository_collection.h"
#include "data/collection_store.h"
#include "data/database.h"
#include "data/issues.h"
#include "support/fake_world.h"
#include "support/github_server/expected.h"
#include "support/github_server/server.h"
#include "support/temporary_folder.h"

namespace faultline::test {

/// Passes requests on until so many were sent; then the user interrupts.
class InterruptedHttp final : public Http {
 public:
  explicit InterruptedHttp(Http& http) : http_(http) {}

  [[nodiscard]] HttpResponse send(const HttpRequest& request) override;

  std::optional<std::int64_t> left;  ///< requests until the interrupt; none: never

 private:
  Http& http_;
};

/// All rows that collecting fills, as text, without the study's own ids and times of reading.
[[nodiscard]] std::string collected_content(data::Database& database);

/// What a collection said and did.
struct Collected {
  collectors::Tally tally;
  collectors::GithubCosts costs;
  std::vector<std::string> notes;
};

/// A study with one converter that is collected from a local GitHub, without sleeping.
class CollectionFixture {
 public:
  static constexpr const char* kRepository = "pytorch/pytorch";

  explicit CollectionFixture(World world, ServerOptions options = {});

  /// Collects by an API; throws what the collection throws.
  Collected collect(const std::string& api, bool full = false, bool keep = true);

  /// Collects until an interrupt after so many requests.
  void collect_interrupted(const std::string& api, std::int64_t requests);

  /// Reads the patches of the drawn issues' fixes. @return how many fixes were read
  std::int64_t collect_patches();

  /// What the study holds of an issue, in the order and shape of `expected`.
  [[nodiscard]] data::CollectedIssue held(std::int64_t number);
  /// What it must hold.
  [[nodiscard]] data::CollectedIssue expected(std::int64_t number, Api api) const;

  /// Numbers of the issues that pass the protocol's filter on GitHub.
  [[nodiscard]] std::vector<std::int64_t> relevant() const;

  [[nodiscard]] std::string content() { return collected_content(database); }
  /// Every table, whole.
  [[nodiscard]] std::string whole();

  [[nodiscard]] std::int64_t count(const std::string& sql);
  [[nodiscard]] std::string text(const std::string& sql);

 private:
  [[nodiscard]] data::Repository repository();

  TemporaryFolder folder_;

 public:
  data::ConverterProtocol protocol;
  FixedClock clock;
  GithubServer server;
  data::Database database;
  FakeWaiter waiter;

 private:
  collectors::CurlHttp http_;
  InterruptedHttp interrupted_;
};

/// A small world that has everything.
[[nodiscard]] World small_world();

}  // namespace faultline::test
