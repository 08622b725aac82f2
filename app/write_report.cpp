#include "app/write_report.h"

#include <fmt/format.h>

#include "base/file.h"
#include "reports/numbers.h"

namespace faultline::app {

std::vector<std::filesystem::path> write_report(const reports::TableRequest& request,
                                                const std::filesystem::path& folder,
                                                const std::vector<reports::Format>& formats) {
  std::vector<std::filesystem::path> written;
  std::vector<reports::NamedNumber> numbers;
  const auto write = [&](const std::filesystem::path& name, const std::string& content) {
    write_file(folder / name, content);
    written.push_back(name);
  };
  for (const reports::TableKind& kind : reports::table_kinds()) {
    const reports::Table table = kind.build(request);
    for (const reports::Format format : formats) {
      write(std::filesystem::path("tables") /
                fmt::format("{}{}", kind.id, reports::info(format).extension),
            reports::write(table, format));
    }
    for (reports::NamedNumber& number : reports::named_numbers(table)) {
      numbers.push_back(std::move(number));
    }
  }
  write("numbers.tex", reports::write_numbers(numbers));
  return written;
}

}  // namespace faultline::app
