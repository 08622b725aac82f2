#pragma once

#include "support/study_fixture.h"
#include "taxonomy/codebook.h"

namespace faultline::test {

/// The codebook of the published study, which is inside the program.
inline data::Codebook builtin_codebook() {
  return taxonomy::parse_codebook(taxonomy::builtin_codebook("converter-failures"),
                                  "converter-failures.toml");
}

}  // namespace faultline::test
