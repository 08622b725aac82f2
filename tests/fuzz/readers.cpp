#include "fuzz/readers.h"

#include "analysis/error_signature.h"
#include "base/error.h"
#include "collectors/conversions/result_file.h"
#include "collectors/models/onnx_reader.h"
#include "collectors/opsets/changelog.h"
#include "collectors/opsets/releases.h"

namespace faultline::test {

namespace {

template <typename Read>
void read_or_refuse(const Read& read) {
  try {
    read();
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): what a reader may answer to any bytes
  }
}

}  // namespace

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
