#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "collectors/github/collection_session.h"

namespace faultline::collectors {

/// Reads the patches of the fixes of a converter's drawn issues by REST, one request a fix, of
/// large ones one a hundred files; at most kMostPatchBytes a fix are kept. Fixes whose patches were
/// read before are left out.
///
/// @param show  told before each fix how many are done, of how many
/// @return how many fixes were read
std::int64_t collect_patches(data::Database& database, GithubClient& client, const Clock& clock,
                             const data::Repository& repository,
                             const data::ConverterProtocol& protocol, bool keep,
                             const std::function<void(std::int64_t, std::int64_t)>& show);

}  // namespace faultline::collectors
