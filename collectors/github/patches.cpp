#include "collectors/github/patches.h"

#include "collectors/github/rest_source.h"

namespace faultline::collectors {

std::int64_t collect_patches(data::Database& database, GithubClient& client, const Clock& clock,
                             const data::Repository& repository,
                             const data::ConverterProtocol& protocol, bool keep,
                             const std::function<void(std::int64_t, std::int64_t)>& show) {
  CollectionSession session(database, client, clock, repository, protocol,
                            {.repository_id = repository.id, .api = "rest"}, keep, false);
  RestSource source(session);
  const auto fixes = data::fixes_without_patches(database, repository.id);
  const auto total = static_cast<std::int64_t>(fixes.size());
  std::int64_t done = 0;
  for (const data::FixWithoutPatches& fix : fixes) {
    show(done++, total);
    source.read_patches({fix.kind, fix.repository, fix.ref});
  }
  return done;
}

}  // namespace faultline::collectors
