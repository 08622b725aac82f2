#pragma once

#include <cstdint>
#include <vector>

#include "data/conversion_outcome.h"
#include "data/database.h"
#include "data/statement.h"

namespace faultline::data {

/// Writes conversions, within the caller's transaction. What is known already is left as it is.
class ConversionWriter {
 public:
  explicit ConversionWriter(Database& database);

  enum class Result {
    kAdded,
    kKnown,           ///< the study has these facts, perhaps of another file
    kOtherTolerance,  ///< the study has these facts, with another tolerance, which stays
    kDifferent,       ///< the study has another result for this model; it stays
  };

  Result add(const Conversion& conversion);

 private:
  Statement insert_;
  Statement find_;
};

/// All conversions, by converter, kind, size and model.
[[nodiscard]] std::vector<Conversion> conversions(Database& database);

/// How many there are.
[[nodiscard]] std::int64_t count_conversions(Database& database);

}  // namespace faultline::data
