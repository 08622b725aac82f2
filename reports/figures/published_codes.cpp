#include "reports/figures/published_codes.h"

#include "data/csv.h"
#include "data/published_figures.h"
#include "data/study_file.h"

namespace faultline::reports {

namespace {

/// The converters of the published study by repository: those of its protocol.
std::map<std::string, std::string, std::less<>> published_converters() {
  std::map<std::string, std::string, std::less<>> converters;
  for (const data::ConverterProtocol& converter :
       data::parse_study_file(data::study_file_template(), "study.toml").converters) {
    converters.emplace(converter.repository, converter.name);
  }
  return converters;
}

}  // namespace

std::optional<std::map<std::string, std::vector<std::int64_t>>> published_codes(
    const data::Dimension& dimension) {
  const data::CsvTable labels = data::parse_csv(data::published_file("labels.csv"), "labels.csv");
  const auto column = labels.column(dimension.id);
  if (!column) return std::nullopt;
  const std::size_t repository = labels.column("repository").value();
  // A child stands in a column of its own: "incompatibility" and "external".
  const auto child_column = dimension.id == "cause" ? labels.column("subcause") : std::nullopt;

  const auto converters = published_converters();
  std::map<std::string, std::vector<std::int64_t>> counts;
  for (const data::CsvRow row : labels) {
    std::string id(row[*column]);
    if (child_column && !row[*child_column].empty()) id += "/" + std::string(row[*child_column]);
    const data::Code* code = dimension.find(id);
    if (code == nullptr) return std::nullopt;
    std::vector<std::int64_t>& of_converter = counts[converters.find(row[repository])->second];
    of_converter.resize(dimension.codes.size());
    ++of_converter[static_cast<std::size_t>(code - dimension.codes.data())];
  }
  return counts;
}

}  // namespace faultline::reports
