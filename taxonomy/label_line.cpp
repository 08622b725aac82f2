#include "taxonomy/label_line.h"

namespace faultline::taxonomy {

nlohmann::ordered_json label_line(const data::Label& label) {
  nlohmann::ordered_json line{
      {"repository", label.repository},
      {"issue", label.issue},
      {"rater", label.rater},
      {"dimension", label.dimension},
      {"code", label.code},
      {"confidence", label.confidence},
      {"memo", label.memo},
      {"evidence", label.evidence},
      {"labelled_at", label.labelled_at},
      {"codebook", label.codebook},
      {"codebook_version", label.codebook_version},
  };
  if (label.assisted) line["assisted"] = true;
  if (label.withdrawn) line["withdrawn"] = true;
  return line;
}

std::string dump_json(const nlohmann::ordered_json& json, int indent) {
  return json.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace faultline::taxonomy
