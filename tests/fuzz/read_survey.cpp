#include <string>

#include "fuzz/read_or_refuse.h"
#include "fuzz/readers.h"
#include "fuzz/spare_study.h"
#include "survey/import.h"
#include "survey/instrument.h"
#include "survey/survey_study.h"
#include "survey/theme_import.h"

namespace faultline::test {

namespace {

/// Imports an export of the survey `kTools`.
survey::SurveyImport import_survey(data::Database& database, std::string_view bytes,
                                   const survey::ImportOptions& options) {
  static const InputFile file("fuzz.csv");
  static const data::Instrument instrument = survey::parse_instrument(kTools, "instrument.toml");
  file.write(bytes);
  return survey::import_responses(database, instrument, file.path(), "fuzz.csv", options,
                                  kSpareNow);
}

}  // namespace

void read_survey(std::string_view bytes) {
  static SpareStudy spare;
  for (const bool generous : {false, true}) {
    data::Database& database = spare.fresh();
    const survey::ImportOptions options{.accept_new = generous, .keep_personal = generous};
    survey::SurveyImport first;
    if (!read_or_refuse([&] { first = import_survey(database, bytes, options); })) continue;
    must_hold(import_survey(database, bytes, options).is_known, "an export is imported once");
  }
}

void read_themes(std::string_view bytes) {
  static SpareStudy spare([](data::Database& database) {
    import_survey(database,
                  "Q1,Q3,Q4,Q5,Q6,Q7\n"
                  "Yes,1 - 5,ONNX,None,1,I ask and change versions\n"
                  "Yes,1 - 5,ONNX,None,1,I ask\n"
                  "Yes,1 - 5,ONNX,None,1,\n",
                  {});
  });
  data::Database& database = spare.fresh();
  const auto import = [&] {
    return survey::import_themes(database, bytes, "fuzz.csv",
                                 {.rater = "ana", .question = "remedies"}, kSpareNow);
  };
  if (read_or_refuse(import)) must_hold(import().added == 0, "themes are added once");
}

}  // namespace faultline::test
