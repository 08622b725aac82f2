#include "app/table_request.h"

#include "app/model_sets.h"
#include "base/error.h"
#include "base/text.h"
#include "data/conversion_outcome.h"
#include "taxonomy/codebook.h"

namespace faultline::app {

reports::TableRequest table_request(Study& study, const Arguments& arguments) {
  reports::TableRequest request{.database = &study.database,
                                .codebook = &study.codebook,
                                .rater = arguments.text("rater"),
                                .seed = study.file.sample_seed,
                                .all_codes = arguments.has("all")};
  request.tranche = arguments.text("tranche");
  request.without_assisted = arguments.has("without-assisted");
  if (const auto dimension = arguments.text("dimension")) {
    request.dimension = taxonomy::find_dimension(study.codebook, *dimension).id;
  }
  request.wave = arguments.positive("wave");
  if (arguments.has("sets")) request.model_sets = named_model_sets(study, arguments);
  if (const auto tolerance = arguments.text("tolerance")) {
    request.tolerance = data::parse_tolerance(*tolerance);
  }
  const auto raters = arguments.text("raters");
  if (!raters) return request;
  for (const std::string& name : split(*raters, ',')) request.raters.emplace_back(trim(name));
  if (request.raters.size() < 2) {
    throw Error("--raters wants two names or more").help("write them as --raters ana,ben");
  }
  return request;
}

}  // namespace faultline::app
