#include <functional>
#include <string>

#include "collectors/screening/judgement_import.h"
#include "data/csv.h"
#include "data/labels.h"
#include "fuzz/read_or_refuse.h"
#include "fuzz/readers.h"
#include "fuzz/spare_study.h"
#include "taxonomy/exchange/doccano.h"
#include "taxonomy/exchange/exchange_items.h"
#include "taxonomy/exchange/label_studio.h"
#include "taxonomy/label_import.h"
#include "taxonomy/label_sheet.h"
#include "taxonomy/written_labels.h"

namespace faultline::test {

namespace {

using Import = std::function<taxonomy::LabelImport(data::Database&)>;

/// The labels of a study that another one takes over as a log, as a log again.
std::string log_of_copy(const std::string& log) {
  static SpareStudy other;
  data::Database& copy = other.fresh();
  taxonomy::import_label_log(copy, other.codebook(), log, "again.jsonl", kSpareNow);
  return written_log(copy);
}

/// Likewise as a table.
std::string log_of_table(data::Database& database, const data::Codebook& codebook) {
  static SpareStudy other;
  const std::string table = written_csv(database, codebook);
  data::Database& copy = other.fresh();
  taxonomy::import_labels(copy, codebook, *taxonomy::csv_label_sheet(table, "again.csv"),
                          "again.csv", {}, kSpareNow);
  return written_log(copy);
}

/// Imports twice, and takes what came in over into other studies.
void import_and_exchange(SpareStudy& spare, const Import& import) {
  data::Database& database = spare.fresh();
  taxonomy::LabelImport first;
  if (!read_or_refuse([&] { first = import(database); })) {
    must_hold(data::raters(database).empty(), "what is refused changes nothing");
    return;
  }
  const std::string log = written_log(database);
  must_hold(import(database).labels_added == 0, "a file that is imported twice adds nothing");
  must_hold(written_log(database) == log, "nor does it change anything");
  if (log.empty()) return;
  must_hold(log_of_copy(log) == log, "a log brings the same labels into another study");
  must_hold(log_of_table(database, spare.codebook()) == log, "and so does a table");
}

}  // namespace

void read_label_sheet(std::string_view bytes) {
  static SpareStudy spare;
  import_and_exchange(spare, [&](data::Database& database) {
    return taxonomy::import_labels(database, spare.codebook(),
                                   *taxonomy::csv_label_sheet(bytes, "fuzz.csv"), "fuzz.csv",
                                   {.rater = "ana", .repository = "pytorch/pytorch"}, kSpareNow);
  });
}

void read_label_log(std::string_view bytes) {
  static SpareStudy spare;
  import_and_exchange(spare, [&](data::Database& database) {
    return taxonomy::import_label_log(database, spare.codebook(), bytes, "fuzz.jsonl", kSpareNow);
  });
}

void read_label_studio(std::string_view bytes) {
  static SpareStudy spare;
  import_and_exchange(spare, [&](data::Database& database) {
    return taxonomy::import_label_studio(database, spare.codebook(), bytes, "fuzz.json", "ana",
                                         kSpareNow);
  });
}

void read_doccano(std::string_view bytes) {
  static SpareStudy spare;
  static_cast<void>(taxonomy::is_doccano(bytes));
  import_and_exchange(spare, [&](data::Database& database) {
    return taxonomy::import_doccano(database, spare.codebook(), bytes, "fuzz.jsonl", "ana",
                                    kSpareNow);
  });
}

void read_judgements(std::string_view bytes) {
  static SpareStudy spare([](data::Database& database) {
    database.run(R"sql(
      insert into issue (repository_id, number)
      select repository.id, n.value from repository, json_each('[1, 2]') as n
    )sql");
  });
  data::Database& database = spare.fresh();
  const auto import = [&] {
    return collectors::import_judgements(database, data::parse_csv(bytes, "fuzz.csv"), "fuzz.csv",
                                         "ana", kSpareNow);
  };
  if (read_or_refuse(import)) {
    must_hold(import().stored == 0, "judgements that are imported twice are stored once");
  }
}

}  // namespace faultline::test
