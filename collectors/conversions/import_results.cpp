#include "collectors/conversions/import_results.h"

#include <fmt/format.h>

#include "base/error.h"
#include "data/conversions.h"

namespace faultline::collectors {

namespace {

void refuse(const std::string& name, const std::vector<std::string>& mistakes) {
  throw Error("the conversion results have mistakes; nothing was imported")
      .at(name)
      .because(mistakes);
}

bool is_restated(const data::Conversion& conversion) {
  return conversion.stated &&
         data::outcome_of(conversion, conversion.tolerance) != *conversion.stated;
}

}  // namespace

ResultImport import_results(data::Database& database, std::string_view content,
                            const std::string& name, const ResultDefaults& defaults) {
  ResultFile file = is_json_name(name) ? read_result_json(content, name, defaults)
                                       : read_result_csv(content, name, defaults);
  if (!file.mistakes.empty()) refuse(name, file.mistakes);
  ResultImport result;
  result.ignored_columns = std::move(file.ignored_columns);
  database.transaction([&] {
    data::ConversionWriter writer(database);
    for (const data::Conversion& conversion : file.conversions) {
      if (is_restated(conversion)) ++result.restated;
      switch (writer.add(conversion)) {
        case data::ConversionWriter::Result::kAdded:
          ++result.added;
          break;
        case data::ConversionWriter::Result::kKnown:
          ++result.known;
          break;
        case data::ConversionWriter::Result::kOtherTolerance:
          ++result.known;
          ++result.other_tolerance;
          break;
        case data::ConversionWriter::Result::kDifferent:
          file.mistakes.push_back(fmt::format("the study has another result of {} for '{}'",
                                              conversion.converter, conversion.model));
          break;
      }
    }
    if (!file.mistakes.empty()) refuse(name, file.mistakes);
  });
  return result;
}

}  // namespace faultline::collectors
