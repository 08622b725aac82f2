#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "reports/package_metadata.h"
#include "reports/write_markdown.h"

namespace faultline::reports {

namespace {

constexpr std::string_view kContents =
    R"(This is the replication package of a study that was made with faultline.

| file | what it is |
| :--- | :--- |
| `study.toml` | the study's protocol |
| `study.db` | its database (SQLite): issues, labels, answers, what they were computed from |
| `codebook.toml`, or as `study.toml` names it | the codebook: what each label means |
| `labels.jsonl`, `labels.csv` | all labels ever given, one a line |
| `report/` | every table in every format, the figures, the report, the methods section |
| `datapackage.json` | the CSV files described (Frictionless Data Package) |
| `ro-crate-metadata.json` | all files described (RO-Crate 1.1) |
| `CITATION.cff` | how to cite it |
| `SHA256SUMS` | checksums of all other files |

## Verify it

That the files are those that were packaged:

```sh
sha256sum --check SHA256SUMS
```

That every table and the report follow from the database, byte for byte:

```sh
faultline package verify .          # or the .zip
```

Figures are drawn by gnuplot, whose versions differ in bytes.

## Go on with it

In this folder, `faultline status`, `faultline table`, `faultline issues` and all other commands work
as on the study itself.

## What is in it, and what is not

)";

constexpr std::string_view kWithoutNames =
    R"(- Raters and people on GitHub have pseudonyms (`rater-1`, `person-1`, ...), the same in all files.
  Where texts mention or link to them, the mentions are replaced too; so are e-mail addresses. Other
  names within texts stay: read them before you publish the package.
- GitHub's raw answers are left out, since they name people.
)";

constexpr std::string_view kWithNames =
    R"(- Raters and people on GitHub are named as they are.
- GitHub's raw answers are in the database where the study kept them.
)";

constexpr std::string_view kNever =
    R"(- Personal details of respondents and their ids on the survey's platform are never in it.
- Access tokens are never in a study.
)";

/// A text in double quotes, which YAML reads as JSON does.
std::string yaml_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::string write_package_readme(const PackageFacts& facts) {
  std::string out = fmt::format("# {}\n\n{}", escape_markdown(facts.title), kContents);
  out += facts.has_names ? kWithNames : kWithoutNames;
  out += kNever;
  out += fmt::format("\nMade by faultline {}", facts.program_version);
  if (facts.changed_at) out += fmt::format("; the study last changed on {}", *facts.changed_at);
  return out + ".\n";
}

std::string write_citation(const PackageFacts& facts) {
  constexpr std::size_t kDateLength = 10;
  std::string out =
      "# Put your own CITATION.cff into the study's folder; `faultline package` then takes that "
      "one.\n"
      "cff-version: 1.2.0\n"
      "message: If you use this package, please cite it as below.\n"
      "type: dataset\n";
  out += fmt::format("title: {}\n", yaml_text("Replication package: " + facts.title));
  out += "authors:\n  - name: The authors of the study\n";
  if (facts.changed_at) {
    out += fmt::format("date-released: {}\n", facts.changed_at->substr(0, kDateLength));
  }
  return out;
}

std::string write_licence_hint() {
  return "# No licence is chosen yet\n\n"
         "Without one, others may not use this package. Put a file `LICENSE` into the study's "
         "folder "
         "and\nrun `faultline package` again. Usual choices: CC BY 4.0 for labels, tables and "
         "figures, CC0 1.0\nfor facts. Texts of issues and comments belong to those who wrote "
         "them.\n";
}

}  // namespace faultline::reports
