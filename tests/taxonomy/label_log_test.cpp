#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "data/labels.h"
#include "support/published_study.h"
#include "support/thrown_error.h"
#include "taxonomy/label_import.h"
#include "taxonomy/written_labels.h"

namespace faultline::taxonomy {

namespace {

using test::kNow;
using test::says;
using test::StudyFixture;
using Texts = std::vector<std::string>;

struct BuiltinStudy : StudyFixture {
  BuiltinStudy() : StudyFixture(test::builtin_codebook()) {}

  LabelImport import_log(const std::string& content) {
    return import_label_log(database, codebook, content, "log.jsonl", kNow);
  }

  Error error_of(const std::string& content) {
    const Error error = test::thrown_error([&] { return import_log(content); });
    CHECK(error.kind() == ErrorKind::kInput);
    CHECK(error.place()->file == "log.jsonl");
    CHECK(count("select count(*) from label") == 0);
    CHECK(count("select count(*) from issue") == 0);
    CHECK(count("select count(*) from rater") == 0);
    return error;
  }
};

const std::string kLine =
    R"({"repository":"pytorch/pytorch","issue":1,"rater":"ana","dimension":"stage",)"
    R"("code":"export","labelled_at":"2024-09-16T08:00:00Z","codebook":"converter-failures",)"
    R"("codebook_version":1})";

std::string changed(const std::string& from, const std::string& to) {
  std::string line = kLine;
  return line.replace(line.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("a log is read line by line, blank lines do not count, and details may be missing") {
  BuiltinStudy study;

  const LabelImport done = study.import_log("\n" + kLine + "\r\n\n" + changed("1,", "2,"));

  CHECK(done.rows == 2);
  CHECK(done.labels_added == 2);
  CHECK(done.issues_added == 2);
  CHECK(study.count("select count(*) from label where confidence = 'sure' and memo = ''") == 2);
}

TEST_CASE("a log that was cut off is refused with the line that is not whole") {
  BuiltinStudy study;
  const std::string log = kLine + "\n" + changed("1,", "2,");

  const Error error = study.error_of(log.substr(0, log.size() - 10));

  CHECK(error.message() == "1 of the file's 2 rows is bad; nothing was imported");
  CHECK(to_string(*error.place()) == "log.jsonl:2");
  CHECK(error.reasons() == Texts{"row 2: the line is not a JSON object; the log may be truncated"});
}

TEST_CASE("a log made with an unknown version of the codebook is refused") {
  BuiltinStudy study;

  CHECK(study.error_of(changed("version\":1", "version\":7")).reasons() ==
        Texts{"row 1, column codebook_version: the study has no version 7 of a codebook "
              "'converter-failures'"});
  CHECK(says(study.error_of(changed("converter-failures", "another")),
             "the study has no version 1 of a codebook 'another'"));
  CHECK(says(study.error_of(changed(",\"codebook_version\":1", "")), "no version 0"));
}

TEST_CASE("raters that are new are added and told, unless they can be taken for others") {
  BuiltinStudy study;
  CHECK(study.import_log(kLine).raters_added == Texts{"ana"});

  CHECK(study.import_log(changed("\"ana\"", "\"ben\"")).raters_added == Texts{"ben"});
  CHECK(study.import_log(kLine).raters_added.empty());
  CHECK(says(test::thrown_error([&] { return study.import_log(changed("\"ana\"", "\"Ana\"")); }),
             "the rater 'Ana' can be taken for 'ana'"));
  CHECK(says(test::thrown_error([&] {
               return import_label_log(study.database, study.codebook,
                                       changed("\"ana\"", "\"anja\""), "log.jsonl", kNow, true);
             }),
             "the study has no rater 'anja'; the nearest is 'ana'"));
  CHECK(study.count("select count(*) from rater") == 2);
}

TEST_CASE("every bad line is told with its field and value, and nothing is imported") {
  BuiltinStudy study;

  const Error error = study.error_of(
      kLine + "\n" + changed("pytorch/pytorch", "pytorch/pytroch") + "\n" +
      changed("\"issue\":1", "\"issue\":-1") + "\n" + changed("\"ana\"", "\" \"") + "\n" +
      changed("\"stage\"", "\"stagge\"") + "\n" + changed("\"export\"", "\"exprot\"") + "\n" +
      changed("2024-09-16T08:00:00Z", "yesterday") + "\n" +
      changed("\"labelled_at\"", "\"confidence\":\"certain\",\"labelled_at\"") + "\n[1]\n\"x\"\n" +
      changed("\"labelled_at\"", "\"withdrawn\":\"no\",\"labelled_at\"") + "\n");

  CHECK(error.message() == "10 of the file's 11 rows are bad; nothing was imported");
  CHECK(error.reasons() ==
        Texts{"row 2, column repository: the repository 'pytorch/pytroch' is not in study.toml; "
              "the nearest one is 'pytorch/pytorch'",
              "row 3, column issue: it is not the number of an issue",
              "row 4, column rater: the label has no rater",
              "row 5, column dimension: 'stagge' is not a dimension of the codebook "
              "converter-failures",
              "row 6, column code: 'exprot' is not a code of the dimension stage; the nearest is "
              "'export'",
              "row 7, column labelled_at: 'yesterday' is not a time such as 2024-09-16T08:30:00Z",
              "row 8, column confidence: 'certain' is neither 'sure' nor 'unsure'",
              "row 9: the line is not a JSON object; the log may be truncated",
              "row 10: the line is not a JSON object; the log may be truncated",
              "row 11, column withdrawn: it is neither true nor false"});
}

TEST_CASE("a log cut at any byte is either imported without its last label or refused") {
  BuiltinStudy whole;
  whole.import_log(kLine + "\n" + changed("1,", "2,") + "\n");
  const std::string log = test::written_log(whole.database);
  const std::size_t first_line = log.find('\n');

  for (std::size_t size = first_line; size < log.size(); size += 5) {
    CAPTURE(size);
    BuiltinStudy study;
    const bool is_whole_lines = size == first_line || size + 1 == log.size();
    if (is_whole_lines) {
      CHECK(study.import_log(log.substr(0, size)).labels_added >= 1);
    } else if (size > first_line + 1) {
      CHECK(says(study.error_of(log.substr(0, size)), "row 2"));
    }
  }
}

}  // namespace faultline::taxonomy
