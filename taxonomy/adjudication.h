#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "data/codebook.h"
#include "data/database.h"
#include "data/labels.h"

namespace faultline::taxonomy {

/// Settling disagreements: raters label apart, then somebody decides with their labels side by
/// side. The decision is a label of the rater `consensus`, its reason the label's memo; the raters'
/// own labels stay as they are.

/// An issue and dimension that raters labelled otherwise.
struct RaterDisagreement {
  std::string repository;
  std::int64_t issue = 0;
  std::string dimension;
  std::vector<data::Label> labels;       ///< those that hold, one a rater, in the raters' order
  std::optional<data::Label> consensus;  ///< where it is settled
};

/// Which disagreements are wanted.
struct DisagreementQuery {
  std::vector<std::string> raters = {};        ///< whose; empty for everybody's
  std::optional<std::int64_t> sample_id = {};  ///< only issues of this sample or tranche
  bool settled_too = false;                    ///< also those that have a consensus
};

/// The disagreements of raters, in the order of a sample where one is named, else by repository and
/// number; an issue's dimensions in the codebook's order. A disagreement is open until the
/// consensus has a label there that holds. Codes of a dimension that the codebook lacks are no
/// disagreement.
[[nodiscard]] std::vector<RaterDisagreement> rater_disagreements(data::Database& database,
                                                                 const data::Codebook& codebook,
                                                                 const DisagreementQuery& query);

/// How many disagreements are open, without reading what the labels say beside their codes.
[[nodiscard]] std::int64_t count_open_disagreements(data::Database& database,
                                                    const data::Codebook& codebook);

/// A decision.
struct Settlement {
  std::string repository;
  std::int64_t issue = 0;
  std::string dimension;
  std::string code;    ///< its id in the codebook
  std::string reason;  ///< why; not empty
};

/// Settles an issue's dimension, in a transaction of its own, whether raters disagree there or not:
/// also a code on which they agree may be wrong. Settling it again replaces the earlier decision,
/// which stays in the history.
/// @return whether anything was added: not where it is settled so already, for the same reason
/// @throws Error (input) for an empty reason, an unknown dimension or code, and an issue that
/// nobody
///         has labelled in the dimension
bool settle(data::Database& database, const data::Codebook& codebook, const Settlement& settlement,
            Moment now);

/// Takes a decision back, so that the dimension is open again.
/// @return whether there was one
bool reopen(data::Database& database, const data::Codebook& codebook, const std::string& repository,
            std::int64_t issue, const std::string& dimension, Moment now);

}  // namespace faultline::taxonomy
