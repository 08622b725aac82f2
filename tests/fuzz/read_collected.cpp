#include "analysis/error_signature.h"
#include "collectors/conversions/result_file.h"
#include "collectors/models/onnx_reader.h"
#include "collectors/opsets/changelog.h"
#include "collectors/opsets/import_history.h"
#include "collectors/opsets/releases.h"
#include "fuzz/read_or_refuse.h"
#include "fuzz/readers.h"
#include "fuzz/spare_study.h"

namespace faultline::test {

void read_changelog(std::string_view bytes) {
  read_or_refuse([&] { static_cast<void>(collectors::parse_changelog(bytes, "fuzz.md")); });
}

void read_onnx(std::string_view bytes) {
  read_or_refuse([&] { static_cast<void>(collectors::read_onnx(bytes)); });
}

void read_operators(std::string_view bytes) {
  read_or_refuse(
      [&] { static_cast<void>(collectors::parse_function_operators(bytes, "fuzz.md")); });
}

void read_operator_history(std::string_view bytes) {
  static SpareStudy spare;
  for (const char* name : {"fuzz.csv", "fuzz.json"}) {
    data::Database& database = spare.fresh();
    const auto import = [&] {
      return collectors::import_operator_history(database, bytes, name, "mine");
    };
    if (read_or_refuse(import)) {
      must_hold(import().changes_added == 0, "a history that is imported twice adds nothing");
    }
  }
}

void read_releases(std::string_view bytes) {
  read_or_refuse([&] {
    static_cast<void>(collectors::set_releases(collectors::parse_release_facts(bytes, "fuzz")));
  });
}

void read_results(std::string_view bytes) {
  const auto read = [&](const collectors::ResultFile& file) {
    for (const data::Conversion& conversion : file.conversions) {
      static_cast<void>(data::outcome_of(conversion, data::kDefaultTolerance));
      static_cast<void>(analysis::error_signature(conversion.error.value_or("")));
    }
  };
  read_or_refuse([&] { read(collectors::read_result_json(bytes, "torch_15.json", {})); });
  read_or_refuse([&] { read(collectors::read_result_csv(bytes, "results.csv", {})); });
  static_cast<void>(analysis::error_signature(bytes));
}

}  // namespace faultline::test
